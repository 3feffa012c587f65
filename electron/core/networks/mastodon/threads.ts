import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Deletion, FetchedItem, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { itemsOf, refSpaceOf } from './parse.ts'
import { readTag } from './timelines.ts'
import { readStatus, readStatuses, wireContext, wireSearch, type ReadStatus } from './wire.ts'

/** Threads around an item, and whether items are still there. */

export const recheckBatch = 20

/** The thread as the account's server knows it, or, without an account, as the server of the item shows it. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  const client = account === null ? homeOf(ctx, item.remoteId) : clientOf(ctx.http, account)
  const ref = account === null ? idAtHome(item.remoteId) : await resolveRef(client, item)
  const focus = readStatus((await client.json(pathOf(ref))).data)
  const around = await contextOf(client, ref)
  const chain = [...around.above, ...(focus === undefined ? [] : [focus])]
  const rootRef = chain[0]?.status.id
  const aside = await besides(client, rootRef, ref)
  const all = unique([...chain, ...around.below, ...aside])
  const items = itemsOf(all, client.viewer).map((each) => ({ ...each, rootRef }))
  return { items, refSpace: refSpaceOf(client.origin), missing: missingIn(all) }
}

const pathOf = (ref: string): string => `/api/v1/statuses/${encodeURIComponent(ref)}`

async function contextOf(client: Client, ref: string): Promise<{ above: ReadStatus[]; below: ReadStatus[] }> {
  const { data } = await client.json(`${pathOf(ref)}/context`)
  const context = readOne(wireContext, data, client.host, 'a thread')
  return {
    above: readStatuses(context.ancestors, client.host).entries,
    below: readStatuses(context.descendants, client.host).entries,
  }
}

/**
 * What else answers the beginning of the conversation: a server gives what is above and below a post, and not its
 * other branches. Where the beginning cannot be asked, the post's own branch is what there is.
 */
async function besides(client: Client, rootRef: string | undefined, ref: string): Promise<ReadStatus[]> {
  if (rootRef === undefined || rootRef === ref) return []
  try {
    return (await contextOf(client, rootRef)).below
  } catch (error) {
    if (error instanceof Failure && ['gone', 'forbidden', 'rejected', 'signed-out'].includes(error.code))
      return []
    throw error
  }
}

function unique(statuses: readonly ReadStatus[]): ReadStatus[] {
  return [...new Map(statuses.map((each) => [each.status.id, each])).values()]
}

/** Replies that the counts tell of and that are not here. Counts of other servers are late, so it is at least zero. */
function missingIn(statuses: readonly ReadStatus[]): number {
  const answers = new Map<string, number>()
  for (const { status } of statuses) {
    const parent = status.in_reply_to_id
    if (parent !== undefined) answers.set(parent, (answers.get(parent) ?? 0) + 1)
  }
  return statuses.reduce(
    (sum, { status }) => sum + Math.max(0, (status.replies_count ?? 0) - (answers.get(status.id) ?? 0)),
    0,
  )
}

/** How the account's server calls an item that it may never have seen: it is asked to fetch it by its address. */
export async function resolveRef(client: Client, item: { remoteId: string; ref: string }): Promise<string> {
  if (item.ref !== item.remoteId && !/^https?:/.test(item.ref)) return item.ref
  const { data } = await client.json('/api/v2/search', {
    query: { q: item.remoteId, type: 'statuses', resolve: 'true', limit: '1' },
  })
  const found = readOne(wireSearch, data, client.host, 'a search')
  const id = readStatuses(found.statuses ?? [], client.host).entries[0]?.status.id
  if (id === undefined) throw new Failure('gone', `${client.host} cannot find this post (any more).`)
  return id
}

function homeOf(ctx: NetworkContext, remoteId: string): Client {
  if (!URL.canParse(remoteId) || !/^https?:$/.test(new URL(remoteId).protocol))
    throw new Failure('not-supported', 'This post has no address. Its thread needs an account.')
  return strangerClient(ctx.http, new URL(remoteId).origin, true)
}

/** Servers put their own id at the end of the address they give to a post. */
function idAtHome(remoteId: string): string {
  const id = /\/statuses\/(\w+)$/.exec(new URL(remoteId).pathname)?.[1]
  if (id === undefined)
    throw new Failure('not-supported', 'The server of this post shows its thread to its own users only.')
  return id
}

/**
 * Asks for several at once where the server can (Mastodon 4.3), else one by one. What is not there is deleted. An
 * address in place of an id is a post that this server never named: it is not asked for, and says nothing.
 */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  given: string[],
  { host, tag = '' }: StreamConfig = {},
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const refs = given.filter((ref) => !/^https?:/.test(ref))
  if (account === null && host === undefined)
    throw new Failure('not-supported', 'It is not known at which server these posts were heard.')
  const client = account === null ? strangerClient(ctx.http, host ?? '', false) : clientOf(ctx.http, account)
  const found = await severalOf(client, refs)
  const have = new Set(found.map(({ ref }) => ref))
  const deletions: Deletion[] = []
  for (const ref of refs.filter((each) => !have.has(each))) {
    const status = await oneOf(client, ref)
    if (status === undefined) deletions.push({ ref })
    else found.push(...itemsOf([status], client.viewer))
  }
  // A server that answers 404 to everything is broken, and has not lost all of them at once.
  if (deletions.length === refs.length && refs.length > 0) await proveReading(client, account, tag)
  return { items: found, deletions, refSpace: refSpaceOf(client.origin) }
}

/** Throws where nothing can be read one by one, though it is there: closed to strangers, or broken. */
async function proveReading(client: Client, account: NetworkAccount | null, tag: string): Promise<void> {
  if (account !== null) return void (await client.json('/api/v1/accounts/verify_credentials'))
  const shown = (await readTag(client, tag, {})).items[0]?.ref
  if (shown !== undefined && (await oneOf(client, shown)) === undefined)
    throw new Failure('forbidden', `${client.host} shows single posts to its own users only.`)
}

async function severalOf(client: Client, refs: readonly string[]): Promise<FetchedItem[]> {
  if (client.facts?.software !== 'mastodon' || refs.length < 2) return []
  try {
    const { data } = await client.json('/api/v1/statuses', { query: { 'id[]': refs } })
    return itemsOf(readStatuses(data, client.host).entries, client.viewer)
  } catch (error) {
    if (error instanceof Failure && ['gone', 'bad-response', 'rejected'].includes(error.code)) return []
    throw error
  }
}

async function oneOf(client: Client, ref: string): Promise<ReadStatus | undefined> {
  try {
    const { data } = await client.json(`/api/v1/statuses/${encodeURIComponent(ref)}`)
    const status = readStatus(data)
    if (status === undefined)
      throw new Failure('bad-response', `${client.host} answered with a post that cannot be understood.`)
    return status
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone') return undefined
    throw error
  }
}
