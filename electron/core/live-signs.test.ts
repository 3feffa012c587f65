import { expect, test } from 'vitest'
import { isDead, provenToMs } from './live-signs.ts'

const minute = 60_000
const signs = { upMs: 0, aliveMs: 10 * minute, beats: false, missedMs: undefined }

test('a sign of life proves what was sent before it, and nothing beyond', () => {
  expect(provenToMs(signs, 2 * minute)).toBe(10 * minute)
  expect(provenToMs(signs, 10 * minute)).toBeUndefined()
})

test('it proves nothing before a pull that was asked when the connection had settled', () => {
  expect(provenToMs(signs, undefined)).toBeUndefined()
  expect(provenToMs({ ...signs, upMs: 3 * minute }, 2 * minute)).toBeUndefined()
  expect(provenToMs({ ...signs, upMs: 2 * minute - 1000 }, 2 * minute)).toBeUndefined()
  expect(provenToMs({ ...signs, upMs: minute }, 2 * minute)).toBe(10 * minute)
})

test('a quiet connection that never beat is not dead by itself', () => {
  expect(isDead(signs, 500 * minute)).toBe(false)
})

test('one that used to beat is dead after some minutes without', () => {
  expect(isDead({ ...signs, beats: true }, 14 * minute)).toBe(false)
  expect(isDead({ ...signs, beats: true }, 15 * minute)).toBe(true)
})

test('one beside which polling found what it did not bring is dead, unless it spoke since', () => {
  expect(isDead({ ...signs, missedMs: 16 * minute }, 17 * minute)).toBe(true)
  expect(isDead({ ...signs, missedMs: 11 * minute }, 12 * minute)).toBe(false)
  expect(isDead({ ...signs, missedMs: 9 * minute }, 17 * minute)).toBe(false)
})
