import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What the search service of Hacker News sends (hn.algolia.com/api). Loose on purpose: the index adds fields, and only
 * what an item cannot do without is required.
 */

const text = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined)
const number = z
  .number()
  .int()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined)
const seconds = z.number().int().positive()

/** A story or comment as a search gives it. */
export const wireHit = z.looseObject({
  objectID: z.string().regex(/^\d+$/),
  author: z.string().min(1),
  created_at_i: seconds,
  title: text,
  url: text,
  story_text: text,
  comment_text: text,
  story_id: number,
  story_title: text,
  parent_id: number,
  points: number,
  num_comments: number,
  _tags: z.array(z.string()).catch([]).default([]),
})
export type WireHit = z.infer<typeof wireHit>

const wireSearch = z.looseObject({ hits: z.array(z.unknown()), nbHits: number })

/** One node of the tree below an item; a deleted one has no author. */
export const wireNode = z.looseObject({
  id: z.number().int().positive(),
  author: text,
  created_at_i: seconds,
  type: text,
  title: text,
  url: text,
  text,
  points: number,
  parent_id: number,
  story_id: number,
  children: z.array(z.unknown()).catch([]).default([]),
})
export type WireNode = z.infer<typeof wireNode>

/** Hits of a search. Throws bad-response where it is none or nothing in it can be read. */
export function readHits(value: unknown, host: string): WireHit[] {
  const search = wireSearch.safeParse(value)
  if (!search.success) throw new Failure('bad-response', `${host} answered with something that is no search.`)
  const hits = search.data.hits.flatMap((hit) => {
    const parsed = wireHit.safeParse(hit)
    return parsed.success ? [parsed.data] : []
  })
  if (hits.length === 0 && search.data.hits.length > 0)
    throw new Failure('bad-response', `${host} answered with hits that cannot be understood.`)
  return hits
}

/** The nodes of a tree, each before those below it. Throws bad-response where it is none. */
export function readTree(value: unknown, host: string): WireNode[] {
  const root = wireNode.safeParse(value)
  if (!root.success)
    throw new Failure('bad-response', `${host} answered with something that is no story and no comment.`)
  const nodes: WireNode[] = []
  const wait: unknown[] = [root.data]
  for (let next = wait.pop(); next !== undefined; next = wait.pop()) {
    const node = wireNode.safeParse(next).data
    if (node === undefined) continue
    nodes.push(node)
    wait.push(...node.children.toReversed())
  }
  return nodes
}
