import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDuration, parseMoment } from './durations.ts'

const now = Date.UTC(2026, 9, 1, 9)

test('durations are a number and a unit', () => {
  expect(['90s', '30m', '2h', '3d', '1w', '1.5h', ' 2 H '].map(parseDuration)).toEqual([
    90_000, 1_800_000, 7_200_000, 259_200_000, 604_800_000, 5_400_000, 7_200_000,
  ])
  for (const wrong of ['', '2', 'h', '-2h', '0m', '2y', '1h30m'])
    expect(() => parseDuration(wrong)).toThrow('is no duration')
})

test('a moment is a time from now, or a date of this machine', () => {
  expect(parseMoment('2h', now)).toBe(now + 7_200_000)
  expect(parseMoment('2026-12-01', now)).toBe(new Date(2026, 11, 1).getTime())
  expect(parseMoment('2026-12-01T09:30', now)).toBe(new Date(2026, 11, 1, 9, 30).getTime())
  expect(parseMoment('2026-12-01T09:30Z', now)).toBe(Date.UTC(2026, 11, 1, 9, 30))
})

test('what is no time, or over, is refused', () => {
  expect(() => parseMoment('2026-13-41', now)).toThrow('is no time')
  expect(() => parseMoment('tomorrow', now)).toThrow('is no duration')
  expect(() => parseMoment('2020-01-01', now)).toThrow('is in the past')
})

test('every moment that is understood lies ahead', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,3}[smhdw]$/)), (text) => {
      try {
        expect(parseMoment(text, now)).toBeGreaterThan(now)
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-input' })
      }
    }),
  )
})
