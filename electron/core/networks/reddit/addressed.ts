import type { Client } from './client.ts'
import { pageOf } from './lists.ts'
import { isMine } from './parse.ts'
import { isComment } from './place.ts'
import type { Told } from './told.ts'

/**
 * Which comments of a public list answer ours. A list says what a comment answers, but not who wrote that; where it is
 * not in the list itself, the newest of our inbox tell. What is stored first as spoken to nobody would stay so.
 * `heardToMs`: what is not newer was heard before, and is not asked about again.
 */
export async function repliesAmong(
  client: Client,
  told: readonly Told[],
  heardToMs: number,
): Promise<ReadonlySet<string>> {
  const here = new Set(told.map(({ name }) => name))
  const isOpen = told.some(
    (one) =>
      one.createdMs > heardToMs &&
      !isMine(one, client.viewer) &&
      one.parent !== undefined &&
      isComment(one.parent) &&
      !here.has(one.parent),
  )
  if (!isOpen) return new Set()
  const replies = await pageOf(client, { what: 'inbox', of: 'replies' }, undefined, 0)
  return new Set(replies.told.map(({ name }) => name))
}
