import { Failure } from '#shared/failure'
import type {
  Deletion,
  FetchedItem,
  Json,
  NetworkAccount,
  NetworkContext,
  Page,
  StreamRef,
} from '../types.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { pullAuthor, pullLatest } from './latest.ts'
import { notificationPage } from './notifications.ts'
import { itemsOf } from './parse.ts'
import { readAddress, refSpaceOf, siteKey } from './place.ts'
import { looksOf, searchPage } from './search.ts'
import { topicAround, topicSince, type Topic } from './topics.ts'
import { afterHits, afterRead, overlapMs, placeOf, sinceOf, stepOf, type After, type Hit } from './walk.ts'
import type { WirePost } from './wire.ts'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const client = clientFor(ctx, account, stream)
  switch (stream.kind) {
    case 'feed':
      return pullLatest(client, cursor, ctx.clock.now())
    case 'author':
      return pullAuthor(client, stream.config['user'] ?? '', cursor, ctx.clock.now())
    case 'mentions': {
      if (account === null) throw new Failure('signed-out', 'Mentions need an account. Sign in to the forum.')
      return pullHits(ctx, client, cursor, 1, (_look, page) => notificationPage(client, page))
    }
    case 'keyword':
    case 'list': {
      const looks = looksOf(stream)
      const since = sinceOf(placeOf(cursor))
      return pullHits(ctx, client, cursor, looks.length, (look, page) =>
        searchPage(client, looks[look] ?? '', page, { fromMs: since }),
      )
    }
    default:
      throw new Failure('not-supported', 'Discourse has no such stream.')
  }
}

/** The forum of a stream, as its account or as a stranger. Throws bad-input where a stream names another forum. */
export function clientFor(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  { config }: StreamRef,
): Client {
  const typed = config['where'] ?? config['site']
  const site = typed === undefined ? undefined : readAddress(typed).site
  if (account !== null) {
    if (site !== undefined && siteKey(site) !== siteKey(account.host))
      throw new Failure(
        'bad-input',
        `This stream is on ${siteKey(site)}, and the account on ${siteKey(account.host)}. Listen to it without an account.`,
      )
    return clientOf(ctx, account)
  }
  if (site === undefined)
    throw new Failure('bad-input', 'This stream needs the address of a forum, or an account.')
  return strangerClient(ctx, site)
}

/** One step of a walk: a page of hits, or some of the topics that they point at. */
async function pullHits(
  ctx: NetworkContext,
  client: Client,
  cursor: Json,
  looks: number,
  ask: (look: number, page: number) => Promise<{ hits: Hit[]; more: boolean }>,
): Promise<Page> {
  const at = placeOf(cursor)
  const step = stepOf(at)
  const refSpace = refSpaceOf(client.viewer.site)
  if ('read' in step) {
    const since = sinceOf(at)
    const heard = await readHits(client, step.read, since)
    return { ...heard, refSpace, ...afterRead(at, step.read, looks) }
  }
  const after: After = afterHits(at, await ask(step.look, step.page), looks, ctx.clock.now())
  return { items: [], refSpace, ...after }
}

export interface Heard {
  items: FetchedItem[]
  deletions: Deletion[]
}

/**
 * The posts that hits point at. A hit of a search (`direct` is not said) also stands for the posts of its topic since
 * `sinceMs`; one that stands for several notifications, for those since its first.
 */
export async function readHits(
  client: Client,
  hits: readonly Hit[],
  sinceMs: number | undefined,
): Promise<Heard> {
  const heard: Heard = { items: [], deletions: [] }
  for (const [topic, ofTopic] of Map.groupBy(hits, (one) => one.topic)) {
    const { items, deletions } = await readTopic(client, topic, ofTopic, sinceMs)
    heard.items.push(...items)
    heard.deletions.push(...deletions)
  }
  return heard
}

async function readTopic(
  client: Client,
  topic: number,
  hits: readonly Hit[],
  sinceMs: number | undefined,
): Promise<Heard> {
  const heard: Heard = { items: [], deletions: [] }
  const left = new Map(hits.map((one) => [one.number, one]))
  for (const one of hits) {
    // Seen around another hit of the same topic already.
    if (!left.has(one.number)) continue
    const found = await topicOrNothing(client, topic, one, sinceMs)
    if (found === undefined) return heard
    const wanted = found.posts.filter((post) => isWanted(post, hits, sinceMs))
    for (const post of wanted) left.delete(post.post_number)
    left.delete(one.number)
    const { items, deletions } = itemsOf(wanted, client.viewer, (post) => ({
      title: found.title,
      isPrivate: found.isPrivate,
      direct:
        found.isPrivate ||
        hits.some(
          ({ number, direct, since }) => direct === true && since !== true && number === post.post_number,
        ),
    }))
    heard.items.push(...items)
    heard.deletions.push(...deletions)
  }
  return heard
}

function isWanted(post: WirePost, hits: readonly Hit[], sinceMs: number | undefined): boolean {
  return hits.some(({ number, since, ms, direct }) => {
    if (number === post.post_number) return true
    if (since === true) return post.post_number > number && post.created_at <= ms + overlapMs
    return direct === undefined && sinceMs !== undefined && post.created_at >= sinceMs
  })
}

/** Undefined where the topic went, or was closed to us, after the list was made: that is no failure of the stream. */
async function topicOrNothing(
  client: Client,
  topic: number,
  { number, direct }: Hit,
  sinceMs: number | undefined,
): Promise<Topic | undefined> {
  try {
    // What the forum told us of stands around the hit; what a search found may have stood there since the last look.
    return direct === undefined && sinceMs !== undefined
      ? await topicSince(client, topic, number, sinceMs)
      : await topicAround(client, topic, number)
  } catch (error) {
    if (error instanceof Failure && (error.code === 'gone' || error.code === 'forbidden')) return undefined
    throw error
  }
}
