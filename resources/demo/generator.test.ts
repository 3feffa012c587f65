import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generatePosts } from './generator.ts'

const endMs = Date.UTC(2026, 10, 21)

test('the same seed gives the same posts, another seed others', () => {
  const of = (seed: number) => [...generatePosts({ count: 50, seed, endMs })]
  expect(of(3)).toEqual(of(3))
  expect(of(3)).not.toEqual(of(4))
})

test('posts come in order of time, inside their span, and answer only earlier ones', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(1000), fc.integer({ min: 1, max: 400 }), (count, seed, spanDays) => {
      const posts = [...generatePosts({ count, seed, endMs, spanDays, authors: 20 })]
      expect(posts).toHaveLength(count)
      for (const [index, post] of posts.entries()) {
        expect(post.createdMs).toBeGreaterThanOrEqual(
          posts[index - 1]?.createdMs ?? endMs - spanDays * 86_400_000,
        )
        expect(post.createdMs).toBeLessThanOrEqual(endMs)
        expect(post.inReplyTo ?? -1).toBeLessThan(index)
        expect(post.author).toBeLessThan(20)
      }
    }),
    { numRuns: 20 },
  )
})

test('lengths, scripts and words are like those of people', () => {
  const posts = [...generatePosts({ count: 5000, seed: 1, endMs })]
  const average = posts.reduce((sum, post) => sum + post.text.length, 0) / posts.length
  expect(average).toBeGreaterThan(90)
  expect(average).toBeLessThan(180)
  const cjk = posts.filter((post) => post.lang !== 'en').length / posts.length
  expect(cjk).toBeGreaterThan(0.08)
  expect(cjk).toBeLessThan(0.12)
  const counts = new Map<string, number>()
  for (const word of posts
    .filter((post) => post.lang === 'en')
    .flatMap((post) => post.text.toLowerCase().split(/[ .?]+/)))
    counts.set(word, (counts.get(word) ?? 0) + 1)
  const ranked = [...counts.values()].sort((a, b) => b - a)
  // Zipf: the tenth word comes about a tenth as often as the first.
  expect((ranked[0] ?? 0) / (ranked[9] ?? 1)).toBeGreaterThan(4)
  expect(counts.size).toBeGreaterThan(5000)
})
