import { afterAll, beforeAll, expect, test } from 'vitest'
import { saturdayMs } from '../testing.ts'
import { startTown, type Town, type TownPost } from '../town.ts'
import { writtenFeeds } from './articles.ts'
import { people, threads, threadsOn } from './index.ts'
import { liveScript } from './live-script.ts'
import { closedPosts } from './on-wordpress.ts'

let town: Town
let posts: TownPost[]
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs })
  posts = town.statuses()
})
afterAll(() => town.close())

const rootOf = (post: TownPost): string => {
  const parent = posts.find((each) => each.id === post.inReplyTo)
  return parent === undefined ? post.id : rootOf(parent)
}

test('the town is full of people and of what they say, over four months and mostly lately', () => {
  const authors = new Set(posts.map((post) => post.author))
  expect(posts.length).toBeGreaterThanOrEqual(260)
  expect(authors.size).toBeGreaterThanOrEqual(35)
  expect(people.filter((person) => person.bot).length).toBeGreaterThanOrEqual(3)
  expect(Math.min(...posts.map((post) => post.createdMs))).toBeLessThan(saturdayMs - 110 * 86_400_000)
  expect(Math.max(...posts.map((post) => post.createdMs))).toBeLessThan(saturdayMs)
  expect(posts.filter((post) => post.createdMs > saturdayMs - 2 * 86_400_000).length).toBeGreaterThan(100)
})

test('between 20 and 25 conversations wait for the bakery, the oldest for hours, none for days', () => {
  const waiting = new Map<string, number>()
  for (const post of posts) {
    if (post.author === 'crumb') waiting.delete(rootOf(post))
    else if (post.mentions.includes('crumb'))
      waiting.set(rootOf(post), Math.min(waiting.get(rootOf(post)) ?? Infinity, post.createdMs))
  }
  expect(waiting.size).toBeGreaterThanOrEqual(20)
  expect(waiting.size).toBeLessThanOrEqual(25)
  const oldestHours = (saturdayMs - Math.min(...waiting.values())) / 3_600_000
  expect(oldestHours).toBeGreaterThan(4)
  expect(oldestHours).toBeLessThan(24)
})

test('many languages are spoken', () => {
  for (const lang of ['ar', 'he', 'ja', 'zh', 'ko', 'th', 'de', 'es', 'fr', 'hr']) {
    expect(posts.filter((post) => post.lang === lang).length, lang).toBeGreaterThanOrEqual(3)
  }
})

test('posts are edited, warned of, deleted, directed at the bakery alone, and both hashtags are lively', () => {
  expect(posts.some((post) => post.editedMs !== undefined)).toBe(true)
  expect(posts.some((post) => post.warning !== '')).toBe(true)
  expect(posts.some((post) => post.visibility === 'direct')).toBe(true)
  expect(threads.flat().some((post) => post.gone === true)).toBe(true)
  for (const tag of ['townmarket', 'sourdough'])
    expect(posts.filter((post) => post.tags.includes(tag)).length).toBeGreaterThan(25)
})

test('answers come after what they answer, everybody named exists, and nothing is said twice', () => {
  const known = new Set(people.map((person) => person.key))
  for (const thread of threads) {
    for (const [index, post] of thread.entries()) {
      const parent = index === 0 ? undefined : thread[post.to ?? index - 1]
      expect(parent?.minutesAgo ?? Infinity, post.text).toBeGreaterThan(post.minutesAgo)
      for (const [, name] of post.text.matchAll(/(?<![\w/])@(\w+)/g)) expect(known, post.text).toContain(name)
    }
  }
  const texts = threads.flat().map((post) => post.text)
  expect(new Set(texts).size).toBe(texts.length)
})

test('forty articles stand in the feeds, and the live script only knows people of the town', () => {
  expect(writtenFeeds.flatMap((feed) => feed.articles).length).toBeGreaterThanOrEqual(40)
  for (const step of liveScript)
    if (step.do === 'say')
      expect(
        people.some((person) => person.key === step.by),
        step.by,
      ).toBe(true)
})

const elsewhere = ['wordpress', 'hackernews']

test.each(elsewhere)(
  'on %s answers come after what they answer, by people of the town, and nothing is said twice',
  (on) => {
    const known = new Set(people.map((person) => person.key))
    const written = threadsOn(on)
    for (const thread of written) {
      for (const [index, post] of thread.entries()) {
        const parent = index === 0 ? undefined : thread[post.to ?? index - 1]
        expect(parent?.minutesAgo ?? Infinity, post.text).toBeGreaterThan(post.minutesAgo)
        expect(known, post.text).toContain(post.by)
      }
    }
    const texts = [...written, ...threads].flat().map((post) => post.text)
    expect(new Set(texts).size).toBe(texts.length)
  },
)

test('the blog has posts with comments in many languages, some of them waiting and some of them spam', () => {
  const blog = threadsOn('wordpress')
  const comments = blog.flatMap((thread) => thread.slice(1))
  expect(blog.length).toBeGreaterThanOrEqual(8)
  expect(blog.every(([entry]) => entry?.by === 'crumb' && entry.text.includes('\n\n'))).toBe(true)
  expect(comments.length).toBeGreaterThanOrEqual(40)
  expect(new Set(comments.map((comment) => comment.lang ?? 'en')).size).toBeGreaterThanOrEqual(9)
  expect(comments.filter((comment) => comment.visibility === 'private').length).toBeGreaterThanOrEqual(2)
  expect(comments.filter((comment) => comment.visibility === 'direct').length).toBeGreaterThanOrEqual(2)
  const titles = blog.map(([entry]) => entry?.text.split('\n\n')[0])
  for (const title of closedPosts) expect(titles).toContain(title)
})

test('a dozen stories stand on Hacker News, each with answers', () => {
  const stories = threadsOn('hackernews')
  expect(stories.length).toBeGreaterThanOrEqual(12)
  expect(stories.every((thread) => thread.length > 1)).toBe(true)
})
