import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { discussionById, discussionItems } from './discussions.ts'
import { lookAt } from './items.ts'
import { refSpaceOf } from './parse.ts'
import { placeOf } from './ref.ts'
import { commitComment, subjectItems } from './subjects.ts'

/** Threads, and items as they are now. */

export const recheckBatch = 20
const mostPages = 10

/** The issue, pull request or discussion that the item belongs to, with everything said on it. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  const client = signedIn(ctx, account)
  const refSpace = refSpaceOf(client.viewer.origin)
  const place = placeOf(item.ref)
  if (place.type === 'commit') return { items: [await commitComment(client, place.repo, place.id)], refSpace }
  if (place.type === 'discussion' || place.type === 'answer') {
    const node = await discussionById(client, place.node)
    return { ...discussionItems(node, client.viewer), refSpace }
  }
  return { ...(await subjectItems(client, place, { mostPages })), refSpace }
}

function signedIn(ctx: NetworkContext, account: NetworkAccount | null): Client {
  if (account === null)
    throw new Failure('signed-out', 'Without an account GitHub may be asked too seldom. Sign in.')
  return clientOf(ctx, account)
}

/** Asks for items again. What is not there any more is a deletion, unless its whole repository is closed to us. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const client = signedIn(ctx, account)
  const { found, moved } = await lookAt(client, refs)
  const missing = refs.filter((ref) => !found.has(ref) && !moved.has(ref))
  const closed = new Set<string>()
  for (const repo of new Set(missing.map((ref) => placeOf(ref).repo)))
    if (!(await isOpen(client, repo))) closed.add(repo)
  return {
    items: [...found.values()],
    deletions: missing.filter((ref) => !closed.has(placeOf(ref).repo)).map((ref) => ({ ref })),
    refSpace: refSpaceOf(client.viewer.origin),
  }
}

/** GitHub says "not found" of everything in a repository that became private; nothing there was deleted. */
async function isOpen(client: Client, repo: string): Promise<boolean> {
  try {
    await client.rest(`/repos/${repo}`)
    return true
  } catch (error) {
    if (error instanceof Failure && (error.code === 'gone' || error.code === 'forbidden')) return false
    throw error
  }
}
