import { expect, test } from 'vitest'
import { merged, missingIn, threadPosts } from './thread-posts.ts'

/** Threads as app.bsky.feed.getPostThread nests them. */

const uri = (name: string) => `at://did:plc:ana/app.bsky.feed.post/${name}`
const ref = (name: string) => ({ uri: uri(name), cid: name })

function node(name: string, replyCount: number, replies: unknown[] = [], more: object = {}): object {
  const parent = (more as { of?: string }).of
  const record = {
    text: name,
    ...(parent === undefined ? {} : { reply: { root: ref('root'), parent: ref(parent) } }),
  }
  const author = { did: 'did:plc:ana', handle: 'ana.test' }
  return { post: { ...ref(name), author, record, replyCount }, replies, ...more }
}
const blocked = (name: string) => ({ uri: uri(name), blocked: true })
const names = (of: ReturnType<typeof threadPosts>) => of.posts.map(({ post }) => post.record.text)

test('two looks at one thread hold each post once, in the order of the first', () => {
  const leaf = node('leaf', 0, [], { of: 'branch' })
  const fromRoot = node('root', 2, [
    node('branch', 1, [leaf], { of: 'root' }),
    node('other', 0, [], { of: 'root' }),
  ])
  const fromBranch = node('branch', 1, [leaf], { of: 'root', parent: node('root', 2) })
  const whole = merged(threadPosts(fromRoot), threadPosts(fromBranch))
  expect([names(whole), missingIn(whole)]).toEqual([['root', 'branch', 'other', 'leaf'], 0])
  expect(missingIn(threadPosts(fromBranch))).toBe(1)
})

test('what is blocked counts once, though both looks and the count of its parent tell of it', () => {
  const item = node('item', 0, [], { of: 'hidden', parent: blocked('hidden') })
  const fromRoot = node('root', 2, [blocked('hidden'), node('other', 0, [], { of: 'root' })])
  const whole = merged(threadPosts(fromRoot), threadPosts(item))
  expect([names(whole), missingIn(whole)]).toEqual([['root', 'other', 'item'], 1])
})

test('a hole of one look that the other fills is none', () => {
  const fromRoot = node('root', 1, [blocked('item')])
  const whole = merged(threadPosts(fromRoot), threadPosts(node('item', 0, [], { of: 'root' })))
  expect([names(whole), missingIn(whole)]).toEqual([['root', 'item'], 0])
})
