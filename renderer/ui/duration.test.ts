import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesWords, durationWords, readDuration } from './duration.ts'

describe('durations', () => {
  test('are said in the largest unit that is exact', () => {
    expect(durationWords(10_000)).toBe('10 s')
    expect(durationWords(90_000)).toBe('90 s')
    expect(durationWords(300_000)).toBe('5 min')
    expect(durationWords(14_400_000)).toBe('4 h')
    expect(durationWords(172_800_000)).toBe('2 d')
    expect(durationWords(5_400_000)).toBe('90 min')
    expect(durationWords(1_000_001)).toBe('17 min')
  })

  test('are read as people type them; a bare number counts minutes', () => {
    expect(readDuration('5')).toBe(300_000)
    expect(readDuration(' 1,5 h ')).toBe(5_400_000)
    expect(readDuration('90s')).toBe(90_000)
    expect(readDuration('2 Days')).toBe(172_800_000)
    for (const bad of ['', 'soon', '-5', '0', '5 parsecs', '1e99', '5 min 3'])
      expect(readDuration(bad)).toBeUndefined()
  })

  test('what is said in whole seconds is read back as the same duration', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 599 }),
        fc.constantFrom(1000, 60_000, 3_600_000, 86_400_000),
        (n, unit) => {
          expect(readDuration(durationWords(n * unit))).toBe(n * unit)
        },
      ),
    )
  })
})

test('sizes are said with at most one decimal', () => {
  expect(bytesWords(0)).toBe('0 B')
  expect(bytesWords(999)).toBe('999 B')
  expect(bytesWords(1000)).toBe('1 kB')
  expect(bytesWords(12_400_000)).toBe('12.4 MB')
  expect(bytesWords(999_999)).toBe('1 MB')
})
