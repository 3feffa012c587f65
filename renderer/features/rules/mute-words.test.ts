import { expect, test } from 'vitest'
import { heldWords } from './mute-words.ts'

const held = { conversations: 0, items: 0, found: 0, capped: false }

test('what a mute would hold back is counted in posts and conversations', () => {
  expect(heldWords({ ...held, conversations: 5, items: 12, found: 12 }, 'en')).toBe(
    'Holds back 12 posts of 5 open conversations.',
  )
  expect(heldWords({ ...held, conversations: 1, items: 1, found: 4 }, 'en')).toBe(
    'Holds back 1 post of 1 open conversation. 3 more posts found, where others say more or that are done.',
  )
  expect(heldWords({ conversations: 900, items: 1500, found: 2000, capped: true }, 'en')).toMatch(
    /^Holds back 1,500 posts of 900 open conversations or more\. 500 more posts found/,
  )
})

test('that it holds back nothing yet is said, and why', () => {
  expect(heldWords(held)).toMatch(/^Nothing stored is like it/)
  expect(heldWords({ ...held, capped: true })).toMatch(/^Nothing like it was heard lately/)
  expect(heldWords({ ...held, found: 2 })).toMatch(
    /^2 posts found, and no open conversation leaves the lanes/,
  )
})
