import { describe, expect, test } from 'vitest'
import { fold } from '#shared/domain/tokens'
import { hash53 } from '#shared/domain/understanding/print'
import { allLanguages, allPosts, fullLanguages, laterPosts } from './all-posts.ts'
import { readPosts } from './post.ts'

describe('the labelled posts', () => {
  test('are numbered without a hole in each language', () => {
    for (const lang of allLanguages) {
      const ids = allPosts.filter((post) => post.lang === lang).map(({ id }) => id)
      expect(ids).toEqual(ids.map((_, n) => `${lang}-${String(n + 1).padStart(3, '0')}`))
    }
  })

  test('are enough: six hundred, and a hundred in each of six languages', () => {
    expect(allPosts.length).toBeGreaterThanOrEqual(600)
    for (const lang of fullLanguages)
      expect(allPosts.filter((post) => post.lang === lang).length, lang).toBeGreaterThanOrEqual(100)
  })

  test('say something different each, not the same with other nouns', () => {
    const seen = new Set<string>()
    const openings = new Map<string, number>()
    for (const { text, lang } of [...allPosts, ...laterPosts]) {
      const folded = fold(text)
      expect(seen.has(folded), text).toBe(false)
      seen.add(folded)
      const opening = `${lang} ${folded.split(/\s+/u).slice(0, 4).join(' ')}`
      openings.set(opening, (openings.get(opening) ?? 0) + 1)
    }
    expect([...openings].filter(([, times]) => times > 2)).toEqual([])
  })

  test('hold every kind in every language, asked with and without a mark', () => {
    for (const lang of allLanguages) {
      const posts = allPosts.filter((post) => post.lang === lang)
      const fewest = posts.length / 8
      for (const tone of ['warm', 'cross', 'plain'])
        expect(posts.filter((post) => post.tone === tone).length, `${lang} ${tone}`).toBeGreaterThan(fewest)
      const marked = (text: string): boolean => /[?？]/u.test(text)
      const asks = posts.filter(({ question }) => question)
      expect(asks.filter(({ text }) => marked(text)).length, lang).toBeGreaterThanOrEqual(5)
      expect(asks.filter(({ text }) => !marked(text)).length, lang).toBeGreaterThan(fewest)
      const shaped = posts.filter((post) => !post.question && marked(post.text))
      expect(shaped.length, lang).toBeGreaterThanOrEqual(4)
    }
  })

  test('are held back by their id: every third one, whatever it is', () => {
    for (const { id, held } of allPosts) expect(held, id).toBe(hash53(id) % 3 === 0)
    const held = allPosts.filter((post) => post.held)
    expect(held.length / allPosts.length).toBeCloseTo(1 / 3, 1)
    for (const tone of ['warm', 'cross', 'plain'])
      expect(held.filter((post) => post.tone === tone).length, tone).toBeGreaterThan(30)
  })
})

test('the later posts are a hundred and fifty, and those with an even number are held back', () => {
  expect(laterPosts.length).toBeGreaterThanOrEqual(150)
  for (const { id, held } of laterPosts) expect(held, id).toBe(Number(id.slice(3)) % 2 === 0)
})

test('a line that is no labelled post is refused', () => {
  expect(() => readPosts('en', '001 ask happy Are you open?')).toThrow('Not a labelled post')
  expect(() => readPosts('en', 'Are you open?')).toThrow('Not a labelled post')
})
