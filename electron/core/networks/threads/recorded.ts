import { parseJson } from '../http.ts'
import type { FetchedItem, Recorded } from '../types.ts'
import { isRepost, itemOf, type Heard } from './parse.ts'
import { readList, readNode, wirePost } from './wire.ts'

/**
 * Items of a recorded answer: a list, or one post. Nobody is signed in, so nothing is ours. Throws bad-response where
 * nothing of it is a post.
 */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const data = parseJson({ ...recorded, status: 200 })
  const heard = heardAt(recorded.url)
  const one = readNode(wirePost, data)
  const nodes = one === undefined ? readList(wirePost, data).nodes : [one]
  return nodes.filter((read) => !isRepost(read)).map((read) => itemOf(read, { username: '' }, heard))
}

/** What the list of an address says of its posts. */
function heardAt(url: string): Heard {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  if (/\/(?:conversation|replies)$/.test(path)) return { ours: true }
  return path.endsWith('/mentions') ? { named: true } : {}
}
