import { createHash } from 'node:crypto'
import { Failure } from '#shared/failure'
import type { LineStream, LiveHandlers, NetworkAccount, NetworkContext, StreamRef } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, type Client } from './client.ts'
import { longestRule, queryOf, translateForX } from './dialect.ts'
import { postFieldsQuery } from './fields.ts'
import { bucketOf, libraryOver } from './over-http.ts'
import { itemsOf, refSpace, type Viewer } from './parse.ts'
import { Tab, type Units } from './paying.ts'
import { whyOf } from './refusals.ts'
import { readPost, wireEvent, wireMatch, wireRules, wireSubscriptions } from './wire.ts'

/**
 * What is heard at once, over two long answers of lines (docs.x.com, filtered stream and activity stream). Both are
 * read with the app's bearer token: a user's token is refused there. The events of an account are subscribed to with
 * its user's token. Core polls beside, fills gaps and decides when to connect again; a line that cannot be read is
 * dropped here, and nothing is lost.
 */

/** Heartbeats come every twenty seconds, and the head of the answer with the first of them. */
const silenceMs = 65_000
/** Counted ahead on each stream, and anew when they are used up. */
const ahead: Units = { 'post-read': 10, 'user-read': 10, 'media-read': 10 }
const aheadOfEvents: Units = { 'post-read': 10 }
const eventTypes = ['post.mention.create', 'post.reply.create', 'post.quote.create', 'post.delete']

type LivePage = Parameters<LiveHandlers['onPage']>[1]

export function listen(
  ctx: NetworkContext,
  account: NetworkAccount,
  streams: StreamRef[],
  handlers: LiveHandlers,
): { close(): void } {
  const client = clientOf(ctx, account)
  const { appBearer } = client
  const mentions = streams.filter(({ kind }) => kind === 'mentions')
  const rules = rulesOf(client, streams)
  if (appBearer === undefined || (mentions.length === 0 && rules.length === 0))
    return neverUp(ctx, handlers, client.host)

  const open: { stream: LineStream; tab: Tab }[] = []
  let over = false
  const end = (reason: string): void => {
    if (over) return
    over = true
    for (const { stream, tab } of open) {
      stream.close()
      tab.close()
    }
    handlers.onDown(reason)
  }
  const read = async (source: Source): Promise<void> => {
    await source.prepare()
    // Paid for before it is opened, like everything.
    const tab = new Tab(ctx, source.ahead)
    let stream: LineStream | undefined
    try {
      stream = await ctx.http.lines(`${client.origin}${source.path}`, {
        query: source.query,
        headers: { authorization: `Bearer ${appBearer}` },
        timeoutMs: silenceMs,
        bucket: bucketOf('GET', source.path),
      })
    } catch (error) {
      tab.close()
      throw error
    }
    open.push({ stream, tab })
    if (over) {
      stream.close()
      tab.close()
      return
    }
    void follow(stream, (line) => {
      const heard = source.readLine(line)
      if (heard === undefined) return
      for (const { streamId, page } of heard.pages) handlers.onPage(streamId, page)
      tab.count(heard.cost)
    }).then(end, (error: unknown) => end(wordsOf(error)))
  }
  const sources = [
    ...(mentions.length > 0 ? [eventsOf(ctx, client, appBearer, mentions)] : []),
    ...(rules.length > 0 ? [matchesOf(ctx, client, appBearer, rules)] : []),
  ]
  Promise.all(sources.map(read)).then(
    () => {
      if (!over) handlers.onUp()
    },
    (error: unknown) => end(wordsOf(error)),
  )
  ctx.signal.addEventListener('abort', () => end('stopped'), { once: true })
  return { close: () => end('closed by us') }
}

/** Nothing to connect to: told on the next turn, as a connection that failed would be. */
function neverUp(ctx: NetworkContext, handlers: LiveHandlers, host: string): { close(): void } {
  const cancel = ctx.clock.after(0, () =>
    handlers.onDown(`${host} needs the app’s bearer token to be heard at once`),
  )
  return { close: cancel }
}

function wordsOf(error: unknown): string {
  return error instanceof Failure ? error.message : 'the connection failed'
}

async function follow(stream: LineStream, take: (line: string) => void): Promise<string> {
  for await (const line of stream.lines) if (line.trim() !== '') take(line)
  return 'X ended the stream'
}

interface Source {
  path: string
  query: Record<string, string>
  ahead: Units
  prepare(): Promise<void>
  /** What a line brings to which streams, and what it costs; undefined where it is nothing of ours. */
  readLine(line: string): Heard | undefined
}

interface Heard {
  pages: { streamId: number; page: LivePage }[]
  cost: Units
}

/** Mentions, replies and quotes of the account, and what it takes back elsewhere. */
function eventsOf(
  ctx: NetworkContext,
  client: Client,
  appBearer: string,
  streams: readonly StreamRef[],
): Source {
  return {
    path: '/2/activity/stream',
    query: {},
    ahead: aheadOfEvents,
    prepare: () => subscribe(ctx, client, appBearer),
    readLine: (line) => {
      const found = readEvent(line, client.me)
      if (found === undefined) return undefined
      const pages =
        found.page === undefined
          ? []
          : streams.map(({ id }) => ({ streamId: id, page: found.page ?? nothing }))
      return { pages, cost: { 'post-read': 1 } }
    },
  }
}

const nothing: LivePage = { items: [], refSpace }

/** What one line of the activity stream means. Pure; undefined where it is no event, which costs nothing. */
export function readEvent(line: string, me: Viewer): { page: LivePage | undefined } | undefined {
  const parsed = wireEvent.safeParse(asJson(line))
  if (!parsed.success) return undefined
  const { event_type: type, payload, includes } = parsed.data.data
  if (type === 'post.delete') {
    const id = typeof payload === 'object' && payload !== null && 'id' in payload ? String(payload.id) : ''
    return { page: id === '' ? undefined : { items: [], deletions: [{ ref: id }], refSpace } }
  }
  const post = readPost(payload)
  if (post === undefined) return { page: undefined }
  const items = itemsOf({ posts: [post], users: includes?.users ?? [], media: includes?.media ?? [] }, me)
  return { page: { items, refSpace } }
}

/** Asks for the events that are not asked for yet. What X has already counts as asked for. */
async function subscribe(ctx: NetworkContext, client: Client, appBearer: string): Promise<void> {
  const app = libraryOver(ctx.http, client.origin, appBearer).v2
  const { data } = readOne(
    wireSubscriptions,
    await app.get('activity/subscriptions'),
    client.host,
    'subscriptions',
  )
  const known = new Set(data.flatMap((one) => (one.filter?.user_id === client.me.id ? [one.event_type] : [])))
  for (const type of eventTypes.filter((one) => !known.has(one))) {
    try {
      await client.asUser((api) =>
        api.post('activity/subscriptions', {
          event_type: type,
          filter: { user_id: client.me.id },
          tag: 'earshot',
        }),
      )
    } catch (error) {
      const isThere = whyOf(error) !== undefined && error instanceof Failure && error.code === 'duplicate'
      if (!isThere) throw error
    }
  }
}

/** A rule of ours at X. Rules belong to the app, which other programs may use too: only ours are touched. */
export interface OwnRule {
  streamId: number
  value: string
  tag: string
}

function rulesOf(client: Client, streams: readonly StreamRef[]): OwnRule[] {
  return streams.flatMap(({ id, kind, config }) => {
    if (kind !== 'keyword') return []
    const [asked] = translateForX(queryOf(config['query'] ?? ''), longestRule - ' -is:retweet'.length).asked
    if (asked === undefined) return []
    const value = `${asked.includes(' OR ') && !/^\(.*\)$/.test(asked) ? `(${asked})` : asked} -is:retweet`
    return [{ streamId: id, value, tag: `${tagStart(client.me)}${hashOf(value)}` }]
  })
}

function tagStart(me: Viewer): string {
  return `earshot ${me.id} `
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Posts that match the words of keyword streams. */
function matchesOf(
  ctx: NetworkContext,
  client: Client,
  appBearer: string,
  rules: readonly OwnRule[],
): Source {
  return {
    path: '/2/tweets/search/stream',
    query: postFieldsQuery,
    ahead,
    prepare: () => setRules(ctx, client, appBearer, rules),
    readLine: (line) => readMatch(line, rules, client.me),
  }
}

/** What one line of the filtered stream means for each of the streams. Pure. */
export function readMatch(line: string, rules: readonly OwnRule[], me: Viewer): Heard | undefined {
  const parsed = wireMatch.safeParse(asJson(line))
  if (!parsed.success) return undefined
  const { data, includes, matching_rules: matching } = parsed.data
  const post = readPost(data)
  const company = { users: includes?.users ?? [], media: includes?.media ?? [] }
  // What other programs listen for comes over the same line, and is on the same bill.
  const cost = { 'post-read': 1, 'user-read': company.users.length, 'media-read': company.media.length }
  if (post === undefined) return { pages: [], cost }
  const items = itemsOf({ posts: [post], ...company }, me)
  const tags = new Set(matching.map(({ tag }) => tag))
  const pages = rules
    .filter(({ tag }) => tags.has(tag))
    .map(({ streamId }) => ({ streamId, page: { items, refSpace } }))
  return { pages, cost }
}

/** Makes the rules at X those of our streams: adds what is missing, removes what was ours and is no longer. */
async function setRules(
  ctx: NetworkContext,
  client: Client,
  appBearer: string,
  wanted: readonly OwnRule[],
): Promise<void> {
  const api = libraryOver(ctx.http, client.origin, appBearer).v2
  const { data } = readOne(wireRules, await api.streamRules(), client.host, 'stream rules')
  const isWanted = (rule: { value: string; tag?: string | undefined }) =>
    wanted.some(({ value, tag }) => value === rule.value && tag === rule.tag)
  const stale = data.filter((rule) => rule.tag?.startsWith(tagStart(client.me)) === true && !isWanted(rule))
  const missing = wanted.filter(
    ({ value, tag }) => !data.some((rule) => rule.value === value && rule.tag === tag),
  )
  if (stale.length > 0) await api.updateStreamRules({ delete: { ids: stale.map(({ id }) => id) } })
  // Two streams with the same words are one rule.
  const added = [...new Map(missing.map(({ value, tag }) => [tag, { value, tag }])).values()]
  if (added.length > 0) await api.updateStreamRules({ add: added })
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // A torn line; polling brings what was in it.
    return undefined
  }
}
