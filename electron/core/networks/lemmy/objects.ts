import { Failure } from '#shared/failure'
import type { Client } from './client.ts'
import { readRef, type Ref } from './place.ts'
import { refOfSaid } from './parse.ts'
import { fieldOf, mustView, readView, readViews, type Said } from './wire.ts'

/** Single posts and comments of a server: read, looked up by their address, answered, liked; in both versions. */

/** A post or comment as it is now. Throws gone. */
export async function readOne(client: Client, { kind, id }: Ref): Promise<Said> {
  const data = await client.json(`/${kind}`, { query: { id: String(id) } })
  return mustView(fieldOf(data, `${kind}_view`), client.host, `a ${kind}`)
}

/**
 * How the account's server calls something that it may never have seen: it is asked to fetch it by its address. Throws
 * gone where it cannot.
 */
export async function resolveRef(client: Client, item: { remoteId: string; ref: string }): Promise<Ref> {
  const known = readRef(item.ref)
  if (known !== undefined) return known
  const data = await client.json('/resolve_object', { query: { q: item.remoteId }, limit: 'search' })
  // One thing in a shape of its own in 0.19, one of several kinds in 1.0, a list of one in between.
  const list = fieldOf(data, 'results', 'search')
  const found = [
    data,
    fieldOf(data, 'resolve'),
    fieldOf(data, 'comment'),
    fieldOf(data, 'post'),
    ...all(list),
  ]
  const said = found.map(readView).find((view) => view !== undefined)
  const ref = said === undefined ? undefined : readRef(refOfSaid(said))
  if (ref === undefined) throw new Failure('gone', `${client.host} cannot find this (any more).`)
  return ref
}

function all(list: unknown): unknown[] {
  return Array.isArray(list) ? list : []
}

/** Servers give no more of a tree at once. */
export const mostOfTree = 300
const deepest = '50'

/** The comments below a post, or below one of its comments; at most three hundred. */
export async function treeOf(client: Client, postId: number, below: number | undefined): Promise<Said[]> {
  const words = client.api === 'v4' ? { type_: 'all', sort: 'old' } : { type_: 'All', sort: 'Old' }
  const of: Record<string, string> =
    below === undefined ? { post_id: String(postId) } : { post_id: String(postId), parent_id: String(below) }
  const data = await client.json('/comment/list', {
    query: { ...words, ...of, max_depth: deepest, time_range_seconds: '0' },
  })
  return readViews(fieldOf(data, 'items', 'comments'), client.host)
}

/** Says something below a post or comment. */
export async function sayBelow(client: Client, parent: Said, content: string): Promise<Said> {
  const { comment, post } = parent
  const data = await client.json('/comment', {
    method: 'POST',
    limit: 'comment',
    json: { content, post_id: post.id, ...(comment === undefined ? {} : { parent_id: comment.id }) },
  })
  return mustView(fieldOf(data, 'comment_view'), client.host, 'a comment')
}

/** Likes it or takes the like back. 0.19 and the test versions of 1.0 count, 1.0 tells up from down. */
export async function vote(client: Client, { kind, id }: Ref, likes: boolean): Promise<Said> {
  const data = await client.json(`/${kind}/like`, {
    method: 'POST',
    json: {
      [`${kind}_id`]: id,
      score: likes ? 1 : 0,
      ...(client.api === 'v4' ? { is_upvote: likes ? true : null } : {}),
    },
  })
  return mustView(fieldOf(data, `${kind}_view`), client.host, `a ${kind}`)
}
