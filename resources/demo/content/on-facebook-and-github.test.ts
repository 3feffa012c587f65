import { expect, test } from 'vitest'
import { people, threads } from './index.ts'
import { threads as facebookThreads } from './on-facebook.ts'
import { threads as githubThreads } from './on-github.ts'
import { threads as instagramThreads } from './on-instagram.ts'
import { threads as onThreads } from './on-threads.ts'

const known = new Set(people.map((person) => person.key))

test.each([
  ['Facebook', facebookThreads, 25],
  ['Instagram', instagramThreads, 10],
  ['GitHub', githubThreads, 25],
  ['Threads', onThreads, 40],
] as const)('on %s people of the town say new things, in order', (_, written, least) => {
  expect(written.flat().length).toBeGreaterThanOrEqual(least)
  for (const thread of written) {
    for (const [index, post] of thread.entries()) {
      const parent = index === 0 ? undefined : thread[post.to ?? index - 1]
      expect(parent?.minutesAgo ?? Infinity, post.text).toBeGreaterThan(post.minutesAgo)
      expect(known, post.text).toContain(post.by)
      for (const [, name] of post.text.matchAll(/(?<![\w/])@(\w+)/g)) expect(known, post.text).toContain(name)
    }
  }
  const texts = [...written, ...threads].flat().map((post) => post.text)
  expect(new Set(texts).size).toBe(texts.length)
})
