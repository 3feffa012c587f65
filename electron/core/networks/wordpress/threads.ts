import type { Deletion, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { findSite } from './find-site.ts'
import { itemsOf, refSpaceOf } from './parse.ts'
import { commentsOf, embedding } from './pull.ts'
import { refuseSignedOut } from './sign-in.ts'
import { commentId, commentName, siteOfName } from './site.ts'
import { readComments, wireComment, type WireComment } from './wire.ts'

/** Threads around a comment, and whether comments are still there. */

export const recheckBatch = 50
const perPage = 100
/** Of posts with more comments than these pages hold, the oldest are left out of the thread. */
const mostPages = 5

/** The comment at the top of the one asked for, and everything below it. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string },
): Promise<Thread> {
  const client = await clientOfName(ctx, account, item.remoteId)
  const asked = await commentOf(client, commentId(item.remoteId))
  const all: WireComment[] = [asked]
  let isWhole = false
  for (let page = 1; page <= mostPages && !isWhole; page += 1) {
    const { comments, pages } = await commentsOf(client, {
      post: String(asked.post),
      per_page: String(perPage),
      order: 'desc',
      page: String(page),
    })
    all.push(...comments)
    isWhole = comments.length === 0 || page >= (pages ?? 1)
  }
  const members = threadAround(asked.id, all)
  const top = members[0]?.id ?? asked.id
  const rootRef = commentName(client.viewer.site, top)
  const items = itemsOf(members, client.viewer).map((one) => ({ ...one, rootRef }))
  return { items, refSpace: refSpaceOf(client.viewer.site) }
}

/** Those of a post's comments that belong to one thread, the top one first. Pure. */
export function threadAround(id: number, comments: readonly WireComment[]): WireComment[] {
  const byId = new Map(comments.map((one) => [one.id, one]))
  let top = id
  for (let steps = 0; steps < comments.length; steps += 1) {
    const parent = byId.get(byId.get(top)?.parent ?? 0)
    if (parent === undefined) break
    top = parent.id
  }
  const children = Map.groupBy([...byId.values()], ({ parent }) => parent)
  const found = new Set<number>()
  const wait = [top]
  for (let next = wait.pop(); next !== undefined; next = wait.pop()) {
    // A plugin that lets two comments answer each other must not hold us here.
    if (found.has(next)) continue
    found.add(next)
    wait.push(...(children.get(next) ?? []).map((one) => one.id))
  }
  return [...found].flatMap((one) => byId.get(one) ?? [])
}

export async function commentOf(client: Client, id: number): Promise<WireComment> {
  const { data } = await client.json(`/wp/v2/comments/${id}`, {
    query: { ...(client.canModerate ? { context: 'edit' } : {}), ...embedding(client) },
  })
  return readOne(wireComment, data, client.host, 'a comment')
}

/** As the account, or, without one, as a stranger at the blog that the comment's name tells. */
export async function clientOfName(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  name: string,
): Promise<Client> {
  if (account !== null) return clientOf(ctx, account)
  const found = await findSite(ctx, siteOfName(name), true)
  return strangerClient(ctx, found, { ours: true, publicOnly: true })
}

/** Asks for several at once. Strangers are not told of what was held back: to them it is gone. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const items: Page['items'] = []
  const deletions: Deletion[] = []
  let refSpace = ''
  for (const [, names] of Map.groupBy(refs, (ref) => ref.replace(/#.*$/, ''))) {
    const client = await clientOfName(ctx, account, names[0] ?? '')
    const found = await severalOf(client, names.map(commentId))
    const have = new Set(found.map(({ id }) => id))
    const missing = names.filter((name) => !have.has(commentId(name)))
    // A blog that has lost all of them at once rather does not know us any more.
    if (missing.length === names.length) await refuseSignedOut(client)
    items.push(...itemsOf(found, client.viewer))
    deletions.push(...missing.map((ref) => ({ ref })))
    refSpace = refSpaceOf(client.viewer.site)
  }
  return { items, deletions, refSpace }
}

/** Lists leave out what is spam or in the trash, unless they are asked for just that. */
async function severalOf(client: Client, ids: readonly number[]): Promise<WireComment[]> {
  const found: WireComment[] = []
  for (const status of client.canModerate ? ['all', 'spam', 'trash'] : [undefined]) {
    const left = ids.filter((id) => !found.some((one) => one.id === id))
    if (left.length === 0) break
    const { data } = await client.json('/wp/v2/comments', {
      query: {
        include: left.join(','),
        per_page: String(recheckBatch),
        ...(status === undefined ? {} : { status, context: 'edit' }),
        ...embedding(client),
      },
    })
    found.push(...readComments(data, client.host))
  }
  return found
}
