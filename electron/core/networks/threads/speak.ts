import type { ItemKind } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import type {
  FetchedItem,
  Json,
  NetworkAccount,
  NetworkContext,
  ReplyDefaults,
  ReplyWay,
  Speech,
} from '../types.ts'
import { refuseBroken } from '../refuse-text.ts'
import { clientOf, factsOf, type Client } from './client.ts'
import { postById } from './conversations.ts'
import { ownReplyFields, postFields } from './fields.ts'
import { textRule } from './manifest.ts'
import { itemOf, refSpace } from './parse.ts'
import { contain, release, statusOf, whenReady } from './publish.ts'
import { refuseFull } from './quotas.ts'
import { placeOf, type Place } from './ref.ts'
import { demand, lacking, lackWords, type Scope } from './scopes.ts'
import { readList, wirePost, type Read, type WirePost } from './wire.ts'

/** Answers and posts. */

const dayMs = 86_400_000
/** Before it is looked again for what Threads has published and does not show yet. */
const showsLaterMs = 60_000

interface Saying {
  client: Client
  text: string
  /** What is answered; absent for a post. */
  above: Place | undefined
  nowMs: number
}

/**
 * Publishes once. Threads knows no key of ours: a try that may have arrived is looked for among our newest words, and a
 * publishing whose answer was lost is looked up by its container.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  { text, inReplyTo, attempt }: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const client = clientOf(ctx, account)
  const above = inReplyTo === undefined ? undefined : placeOf(inReplyTo.ref)
  demand(client.facts.scopes, needed(above !== undefined))
  refuseBroken('Threads', text, textRule)
  const saying: Saying = { client, text, above, nowMs: ctx.clock.now() }
  const before = attempt === 1 ? undefined : await saidBefore(saying)
  const said = before ?? (await publish(saying, attempt ?? 1))
  return { item: itemOf(said, client.facts), refSpace }
}

function needed(isReply: boolean): Scope[] {
  return isReply ? ['threads_content_publish', 'threads_manage_replies'] : ['threads_content_publish']
}

/** A text that was not ready at two tries is left to Threads, to publish it when it is. */
async function publish(saying: Saying, attempt: number): Promise<Read<WirePost>> {
  const { client, text, above, nowMs } = saying
  await refuseFull(client, above === undefined ? 'posts' : 'replies', nowMs)
  const byItself = attempt > 2
  const container = await contain(client, { text, replyTo: above?.id }, { byItself })
  if (byItself) return shown(saying)
  await whenReady(client, container)
  let id: string
  try {
    id = await release(client, container)
  } catch (error) {
    return afterLostAnswer(saying, container, error)
  }
  return asStored(saying, id)
}

/** Throws what went wrong, unless it was only the answer that was lost. */
async function afterLostAnswer(saying: Saying, container: string, error: unknown): Promise<Read<WirePost>> {
  const isAnswer =
    !(error instanceof Failure) || ['rejected', 'rate-limited', 'signed-out'].includes(error.code)
  if (isAnswer) throw error
  const told = await statusOf(saying.client, container).catch((second: unknown) => {
    // The first failure is the one that matters: the next try looks before it speaks.
    throw second instanceof Failure ? error : second
  })
  if (told?.status !== 'PUBLISHED') throw error
  return shown(saying)
}

/** What Threads has published, by our words. Throws unavailable where it is not shown yet. */
async function shown(saying: Saying): Promise<Read<WirePost>> {
  const there = await saidBefore(saying)
  if (there !== undefined) return there
  throw new Failure(
    'unavailable',
    'Threads has taken this, but does not show it yet. It is looked for again before anything is said twice.',
    { retryAtMs: saying.nowMs + showsLaterMs },
  )
}

/** The same words of ours in the same place, within a day. */
async function saidBefore({ client, text, above, nowMs }: Saying): Promise<Read<WirePost> | undefined> {
  const isReply = above !== undefined
  const data = await client.ask(isReply ? '/me/replies' : '/me/threads', {
    query: {
      fields: isReply ? ownReplyFields : postFields,
      limit: '100',
      since: String(Math.floor((nowMs - dayMs) / 1000)),
    },
    scope: isReply ? 'threads_read_replies' : 'threads_basic',
  })
  const wanted = sameWords(text)
  return readList(wirePost, data).nodes.find(({ node }) => {
    const isThere = !isReply || node.replied_to === undefined || node.replied_to.id === above.id
    return isThere && nowMs - node.timestamp < dayMs && sameWords(node.text) === wanted
  })
}

/** Threads takes the sign from the first hashtag of a text, and spaces from its ends. */
function sameWords(text: string): string {
  return text.normalize('NFC').replaceAll('#', '').replace(/\s+/g, ' ').trim()
}

/** The answer as Threads has it now. It is said already, so that reading it again must not fail. */
async function asStored(saying: Saying, id: string): Promise<Read<WirePost>> {
  try {
    const read = await postById(saying.client, id)
    if (read !== undefined && (saying.above === undefined || read.node.root_post !== undefined)) return read
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
  return fromOurWords(saying, id)
}

function fromOurWords({ client, text, above, nowMs }: Saying, id: string): Read<WirePost> {
  const raw = {
    id,
    text,
    timestamp: new Date(nowMs).toISOString(),
    username: client.facts.username,
    media_type: 'TEXT_POST',
    is_reply: above !== undefined,
    ...(above === undefined
      ? {}
      : { root_post: { id: above.root ?? above.id }, replied_to: { id: above.id } }),
  }
  return { node: wirePost.parse(raw), raw }
}

/** Pure. */
export function replyWay(
  account: NetworkAccount | null,
  _item: { kind: ItemKind; raw: Json; direct: boolean },
): ReplyWay {
  const missing = account === null ? [] : lacking(factsOf(account)?.scopes, needed(true))
  return missing.length === 0 ? { way: 'api' } : { way: 'browser', reason: lackWords(missing) }
}

/** Pure. What the token may not do is named. */
export function cannotPost(account: NetworkAccount): string | undefined {
  const missing = lacking(factsOf(account)?.scopes, needed(false))
  return missing.length === 0 ? undefined : lackWords(missing)
}

/** Pure. Whom a reply answers is told by its place, so that nobody is named. */
export function replyDefaults(): ReplyDefaults {
  return { text: '', visibilities: [] }
}

/** Pure. The page where it is answered by hand; Threads takes no words for a reply in an address. */
export function handOff(item: { url?: string | undefined }): string | undefined {
  return item.url
}
