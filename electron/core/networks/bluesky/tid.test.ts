import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidOf, timeUs } from './tid.ts'

const parent = '3n36awqlyu22z'

test('the same message has the same key, another message another one', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (one, other) => {
      expect(tidOf(one, parent)).toBe(tidOf(one, parent))
      expect(tidOf(one, parent) === tidOf(other, parent)).toBe(one === other)
    }),
  )
})

test('a key has the shape that servers ask for, and follows what it answers within a minute', () => {
  fc.assert(
    fc.property(fc.uuid(), (key) => {
      const tid = tidOf(key, parent)
      // atproto.com/specs/tid
      expect(tid).toMatch(/^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/)
      expect(tid > parent).toBe(true)
      const distance = (timeUs(tid) ?? 0n) - (timeUs(parent) ?? 0n)
      expect(distance > 0n && distance <= 60_000_000n).toBe(true)
    }),
  )
})

test('a key that tells a time gives it back, and what is no such key tells none', () => {
  // Written by a real server at 2026-11-25T22:55:32.735Z.
  expect(Number((timeUs(parent) ?? 0n) / 1_000_000n)).toBe(Date.UTC(2026, 10, 25, 22, 55, 32) / 1000)
  expect(timeUs('self')).toBeUndefined()
  expect(timeUs('zzzzzzzzzzzzz')).toBeUndefined()
  expect(tidOf('a', 'self')).toBe(tidOf('a'))
})
