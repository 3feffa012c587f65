import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFeedDate } from './dates.ts'

const iso = (text: string): string | undefined => {
  const ms = parseFeedDate(text)
  return ms === undefined ? undefined : new Date(ms).toISOString()
}

test.each([
  // RFC 822 and 2822
  ['Mon, 02 Mar 2026 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 +0000', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 -0000', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 EST', '2026-03-02T15:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 EDT', '2026-03-02T14:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 CST', '2026-03-02T16:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 PDT', '2026-03-02T17:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 PST', '2026-03-02T18:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 Z', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 UT', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 CEST', '2026-03-02T08:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 +05:30', '2026-03-02T04:30:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 GMT+0100', '2026-03-02T09:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 -3', '2026-03-02T13:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 A', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['Mon, 2 Mar 26 9:05 EST', '2026-03-02T14:05:00.000Z'],
  ['02 Mar 99 10:00:00 GMT', '1999-03-02T10:00:00.000Z'],
  ['02 Mar 102 10:00:00 GMT', '2002-03-02T10:00:00.000Z'],
  ['Wed, 02 Mar 2026 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['Mon,  2  Mar  2026\n 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['Mon,02 Mar 2026 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 March 2026 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['Tues, 02 Sept 2025 10:00:00 GMT', '2025-09-02T10:00:00.000Z'],
  ['Lun., 02 Mar 2026 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['02-Mar-2026 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026 10:00:00 +0000 (GMT)', '2026-03-02T10:00:00.000Z'],
  ['Mon, 02 Mar 2026', '2026-03-02T00:00:00.000Z'],
  ['Mon, 02 Mar 2026 24:00:00 GMT', '2026-03-03T00:00:00.000Z'],
  ['Tue, 30 Jun 2015 23:59:60 GMT', '2015-07-01T00:00:00.000Z'],
  // Others with a name in them
  ['Mon Mar  2 10:00:00 2026', '2026-03-02T10:00:00.000Z'],
  ['Mon Mar  2 10:00:00 PST 2026', '2026-03-02T18:00:00.000Z'],
  ['Mon Mar 02 2026 10:00:00 GMT+0100 (Central European Standard Time)', '2026-03-02T09:00:00.000Z'],
  ['March 2, 2026', '2026-03-02T00:00:00.000Z'],
  ['Monday, March 2, 2026 10:30 PM', '2026-03-02T22:30:00.000Z'],
  ['March 2nd, 2026 12:05 a.m.', '2026-03-02T00:05:00.000Z'],
  ['2 March 2026', '2026-03-02T00:00:00.000Z'],
  // Names of months in other languages, as real feeds have them
  ['Seg, 24 Set 2018 19:42:40 -0300', '2018-09-24T22:42:40.000Z'],
  ['Montag, 2. März 2026', '2026-03-02T00:00:00.000Z'],
  ['lun., 02 févr. 2026 10:00:00 +0100', '2026-02-02T09:00:00.000Z'],
  ['2 de marzo de 2026', '2026-03-02T00:00:00.000Z'],
  ['Пн, 02 мар 2026 10:00:00 +0300', '2026-03-02T07:00:00.000Z'],
  ['2026年3月2日 10:00', '2026-03-02T10:00:00.000Z'],
  // RFC 3339 and W3C-DTF
  ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02t10:00:00z', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02T10:00:00.1234567Z', '2026-03-02T10:00:00.123Z'],
  ['2026-03-02T10:00:00,5+01:00', '2026-03-02T09:00:00.500Z'],
  ['2026-03-02T10:00:00+0100', '2026-03-02T09:00:00.000Z'],
  ['2026-03-02T10:00:00-08', '2026-03-02T18:00:00.000Z'],
  ['2026-03-02T10:00+02:00', '2026-03-02T08:00:00.000Z'],
  ['2026-03-02T10:00', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02 10:00:00', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02 10:00:00 +0200', '2026-03-02T08:00:00.000Z'],
  ['2026-03-02 10:00:00 EST', '2026-03-02T15:00:00.000Z'],
  ['2026-03-02 10:00:00 UTC', '2026-03-02T10:00:00.000Z'],
  ['2026/03/02 10:00', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02', '2026-03-02T00:00:00.000Z'],
  ['2026-3-2', '2026-03-02T00:00:00.000Z'],
  ['2026-03', '2026-03-01T00:00:00.000Z'],
  ['2026', '2026-01-01T00:00:00.000Z'],
  ['20260302', '2026-03-02T00:00:00.000Z'],
  ['20260302T100000Z', '2026-03-02T10:00:00.000Z'],
  ['20260302T1000+0100', '2026-03-02T09:00:00.000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  // Unix time
  ['1772445600', '2026-03-02T10:00:00.000Z'],
  ['1772445600000', '2026-03-02T10:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(iso(text)).toBe(expected)
})

test.each([
  '',
  '   ',
  'yesterday',
  'sometime in March',
  '03/04/2026',
  '03.04.2026 10:00',
  '02 Listopad 2026 10:00:00 GMT',
  '02 Brot 2026',
  'Mon, 31 Feb 2026 10:00:00 GMT',
  '2025-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-03-02T25:00:00Z',
  '2026-03-02T10:60:00Z',
  '2026-03-02T24:00:01Z',
  'Mon, 02 Mar 2026 10:00:00 IST',
  'Mon, 02 Mar 2026 10:00:00 XYZ',
  'Mon, 02 Mar 2026 10:00:00 +9900',
  'March 2, 2026 13:00 PM',
  '2026-03 10:00',
  '0001-01-01T00:00:00Z',
  '0000-00-00 00:00:00',
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:00:00Z',
  '-2026-03-02',
  '12',
  'constructor',
  'Mon, 02 Mar 2026 10:00:00 constructor',
  'x'.repeat(10_000),
])('%s is no date', (text) => {
  expect(iso(text)).toBeUndefined()
})

const anyMs = fc.integer({ min: 1000, max: Date.UTC(9999, 0) }).map((ms) => Math.floor(ms / 1000) * 1000)

test('what JavaScript prints as a date is read back, in each of its ways', () => {
  fc.assert(
    fc.property(anyMs, (ms) => {
      const date = new Date(ms)
      expect(parseFeedDate(date.toISOString())).toBe(ms)
      if (date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9998)
        expect(parseFeedDate(date.toUTCString())).toBe(ms)
    }),
  )
})

test('the offset of a zone moves a date by exactly that much', () => {
  const offset = fc.record({
    sign: fc.constantFrom('+', '-'),
    h: fc.integer({ min: 0, max: 13 }),
    m: fc.constantFrom(0, 15, 30, 45),
  })
  fc.assert(
    fc.property(offset, ({ sign, h, m }) => {
      const two = (n: number): string => String(n).padStart(2, '0')
      const shift = (h * 60 + m) * 60_000 * (sign === '+' ? 1 : -1)
      const local = '2026-03-02T10:00:00'
      expect(parseFeedDate(`${local}${sign}${two(h)}:${two(m)}`)).toBe(Date.UTC(2026, 2, 2, 10) - shift)
      expect(parseFeedDate(`Mon, 02 Mar 2026 10:00:00 ${sign}${two(h)}${two(m)}`)).toBe(
        Date.UTC(2026, 2, 2, 10) - shift,
      )
    }),
  )
})

test('no text at all makes it throw or give something that is not a time', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ms = parseFeedDate(text)
      expect(ms === undefined || (Number.isInteger(ms) && ms > 0)).toBe(true)
    }),
  )
})
