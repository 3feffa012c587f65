import { expect, test } from 'vitest'
import type { Gap } from '#shared/domain/coverage'
import { barParts, barWords, holeWords } from './coverage-words.ts'

const hour = 3_600_000
const nowMs = new Date(2026, 9, 14, 14, 0).getTime()
const window = { fromMs: nowMs - 7 * 24 * hour, toMs: nowMs }
const gap = (given: Partial<Gap>): Gap => ({
  id: 1,
  streamId: 1,
  fromMs: nowMs - 5 * hour,
  toMs: nowMs - 4 * hour,
  state: 'permanent',
  reason: 'The feed holds only its newest 20.',
  seenMs: nowMs,
  ...given,
})
const ranges = [
  { fromMs: window.fromMs - 50 * hour, toMs: nowMs - 5 * hour },
  { fromMs: nowMs - 4 * hour, toMs: nowMs - hour },
]

test('parts lie inside of the bar, in shares of it, holes above what was heard', () => {
  const parts = barParts({ ranges, gaps: [gap({}), gap({ state: 'filled' })] }, window)
  expect(parts.map(({ kind }) => kind)).toEqual(['heard', 'heard', 'hole'])
  expect(parts[0]).toMatchObject({ start: 0, width: 163 / 168 })
  expect(parts[2]).toMatchObject({ start: 163 / 168, width: 1 / 168 })
  for (const { start, width } of parts) expect(start + width).toBeLessThanOrEqual(1)
})

test('a hole of seconds can be seen, also at the very end', () => {
  const [part] = barParts({ ranges: [], gaps: [gap({ fromMs: nowMs - 2000, toMs: nowMs - 1000 })] }, window)
  expect(part?.width).toBeGreaterThan(0.004)
  expect((part?.start ?? 1) + (part?.width ?? 1)).toBeLessThanOrEqual(1)
  const filling = barParts({ ranges: [], gaps: [gap({ state: 'filling' })] }, window)
  expect(filling[0]?.kind).toBe('filling')
})

test('what lies outside of the days is not drawn', () => {
  const old = { fromMs: window.fromMs - 9 * hour, toMs: window.fromMs - hour }
  expect(barParts({ ranges: [old], gaps: [gap(old)] }, window)).toEqual([])
})

test('the bar is said in words', () => {
  expect(barWords({ ranges, gaps: [gap({})] }, window, 'en-GB')).toBe(
    'The last 7 days: heard up to 13:00, but for 1 hole.',
  )
  const [, late = { fromMs: 0, toMs: 0 }] = ranges
  expect(barWords({ ranges: [late], gaps: [] }, window, 'en-GB')).toBe(
    'The last 7 days: heard since 10:00 up to 13:00, without a hole.',
  )
  expect(barWords({ ranges: [], gaps: [] }, window)).toBe('The last 7 days: nothing heard.')
})

test('time that no hole tells of is not passed over', () => {
  expect(barWords({ ranges, gaps: [] }, window, 'en-GB')).toContain('but for 1 hole')
})

test('a hole says when, what becomes of it, and why', () => {
  expect(holeWords(gap({}), nowMs, 'en-GB')).toBe(
    '09:00 to 10:00: cannot be filled. The feed holds only its newest 20.',
  )
  expect(holeWords(gap({ state: 'open' }), nowMs, 'en-GB')).toContain('being filled')
})
