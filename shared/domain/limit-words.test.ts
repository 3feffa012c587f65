import { expect, test } from 'vitest'
import { limitWords } from './limit-words.ts'

const until = (ms: number) => `T${String(ms)}`

test('what is left is said with its whole, its kind and its end, as far as the host tells them', () => {
  expect(
    limitWords({ host: 'town.example', kind: '', remaining: 1200, quota: 3000, resetMs: 5 }, until),
  ).toBe('town.example: 1,200 of 3,000 requests left until T5')
  expect(limitWords({ host: 'town.example', kind: 'search', remaining: 0 }, until)).toBe(
    'town.example: 0 requests of the kind "search" left',
  )
})

test('a host that asks to wait says only that', () => {
  expect(limitWords({ host: 'town.example', kind: '', remaining: 3, blockedUntilMs: 9 }, until)).toBe(
    'town.example asks to wait with requests until T9',
  )
})
