import { Failure } from '#shared/failure'
import type { Client } from './client.ts'
import { pageOf } from './lists.ts'
import { isMine, parentOf, refOfSaid } from './parse.ts'
import type { Said } from './wire.ts'

/**
 * Which comments of a public list answer ours. A list says what a comment answers, but not who wrote that; where it is
 * not in the list itself, the newest of our replies tell. What is stored first as spoken to nobody would stay so.
 * `sinceMs`: what is older was heard before.
 */
export async function repliesAmong(
  client: Client,
  views: readonly Said[],
  sinceMs: number,
): Promise<ReadonlySet<string>> {
  const none: ReadonlySet<string> = new Set()
  if (!client.signedIn) return none
  const here = new Set(views.map(refOfSaid))
  const isOpen = views.some((said) => {
    const parent = parentOf(said)
    return (
      said.toldMs >= sinceMs &&
      !isMine(said.creator, client.viewer) &&
      parent?.startsWith('comment-') === true &&
      !here.has(parent)
    )
  })
  if (!isOpen) return none
  try {
    const replies = await pageOf(client, { what: 'replies' }, undefined)
    return new Set(replies.views.map(refOfSaid))
  } catch (error) {
    // A server without an inbox for programs cannot tell.
    if (error instanceof Failure && error.code === 'not-supported') return none
    throw error
  }
}
