import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { itemsOf, refSpace } from './parse.ts'
import { isComment, isNamed } from './place.ts'
import { titled, toldOf, type Told } from './told.ts'
import { readListing, readPage, readThings, readWritten, type Things, type WireMore } from './wire.ts'

/** Threads around a post or comment, and whether such are still there. */

/** Names of one request. */
export const recheckBatch = 100
/** A page gives so many comments at most. */
const mostOfPage = '500'
/** Requests for comments that a page left out, and how many each may name. */
const mostRequests = 5
const namesAtOnce = 100

/** The post of an item with its comments; what Reddit leaves out of its page is asked for as far as five requests go. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  if (account === null)
    throw new Failure(
      'not-supported',
      'Without an account Reddit gives no threads to programs. Open it in the browser.',
    )
  const client = clientOf(ctx, account)
  const name = isNamed(item.ref) ? item.ref : item.remoteId
  const post = await postOf(client, name)
  const page = await pageAt(client, post, {})
  const near = isComment(name) && !page.things.some(({ data }) => data.name === name)
  const focus = near ? await pageAt(client, post, { comment: name.slice(3), context: '8' }) : undefined
  const rest = await restOf(client, post, page.mores)
  const found = [page, focus, rest].flatMap((part) => toldIn(part))
  const told = titled(found, found)
  const { items } = itemsOf(told, client.viewer)
  return { items, refSpace, missing: rest.missing }
}

function toldIn(part: Pick<Things, 'things'> | undefined): Told[] {
  return (part?.things ?? []).map((thing) => toldOf(thing, true))
}

/** The post that a comment stands below. Throws gone. */
async function postOf(client: Client, name: string): Promise<string> {
  if (!isNamed(name)) throw new Failure('not-supported', 'This is nothing that Reddit can be asked for.')
  if (!isComment(name)) return name
  const [found] = await namedBy(client, [name])
  if (found?.post !== undefined) return found.post
  throw new Failure('gone', `${client.host} does not have this comment (any more).`)
}

async function pageAt(client: Client, post: string, query: Record<string, string>): Promise<Things> {
  const data = await client.get(`/comments/${post.slice(3)}`, { limit: mostOfPage, sort: 'old', ...query })
  return readPage(data, client.host)
}

/** What a page left out, the largest gaps first; `missing` is what stays left out. */
async function restOf(
  client: Client,
  post: string,
  mores: readonly WireMore[],
): Promise<Pick<Things, 'things'> & { missing: number }> {
  const names = mores.toSorted((a, b) => b.count - a.count).flatMap(({ children }) => children)
  const asked = names.slice(0, mostRequests * namesAtOnce)
  const things: Things['things'] = []
  let missing = mores.reduce((sum, more) => sum + countOf(more), 0)
  for (let at = 0; at < asked.length; at += namesAtOnce) {
    const data = await client.get('/api/morechildren', {
      api_type: 'json',
      link_id: post,
      children: asked.slice(at, at + namesAtOnce).join(','),
      limit_children: 'false',
      sort: 'old',
    })
    const found = readThings(readWritten(data, client.host).things, client.host)
    things.push(...found.things)
    // A gap counts all that lies below it, and what is given of that is not missing.
    missing -= found.things.length
  }
  return { things, missing: Math.max(0, missing) }
}

/** A tree that goes on at another page says so by no number. */
function countOf({ count, children }: WireMore): number {
  return Math.max(count, children.length, 1)
}

/** Posts and comments by their names, under their titles; what does not exist is left out. */
export async function infoOf(client: Client, names: readonly string[]): Promise<Told[]> {
  const told = await namedBy(client, names)
  const known = new Set(told.map(({ name }) => name))
  const untitled = told.flatMap(({ title, post = '' }) =>
    title === undefined && !known.has(post) ? [post] : [],
  )
  const posts = [...new Set(untitled)].filter(isNamed)
  return titled(told, [...told, ...(posts.length === 0 ? [] : await namedBy(client, posts))])
}

async function namedBy(client: Client, names: readonly string[]): Promise<Told[]> {
  const data = await client.get('/api/info', { id: names.join(',') })
  return toldIn(readListing(data, client.host))
}

/** Asks for all at once; what is not there, deleted or removed is a deletion. A ref that is no name of Reddit says nothing. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (account === null)
    throw new Failure('not-supported', 'What was heard without an account cannot be looked at again.')
  const names = refs.filter(isNamed)
  if (names.length === 0) return { items: [], deletions: [], refSpace }
  const client = clientOf(ctx, account)
  const told = await infoOf(client, names)
  const found = new Set(told.map(({ name }) => name))
  const { items, deletions } = itemsOf(told, client.viewer)
  const absent = names.filter((name) => !found.has(name)).map((ref) => ({ ref }))
  return { items, deletions: [...deletions, ...absent], refSpace }
}
