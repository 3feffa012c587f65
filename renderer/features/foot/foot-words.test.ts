import { expect, it } from 'vitest'
import { heardWords } from './foot-words.ts'

const now = new Date(2026, 9, 14, 14, 40).getTime()
const at = (day: number, hour: number, minute: number) => new Date(2026, 9, day, hour, minute).getTime()
const well = { heardToMs: at(14, 14, 33), streams: 3, unheard: 0, filling: 0, holes: 0 }

it('says the time of today and the date before', () => {
  expect(heardWords(well, now, 'de')).toBe('Caught up to 14:33')
  expect(heardWords({ ...well, heardToMs: at(13, 9, 5) }, now, 'en-GB')).toContain('13 Oct')
})

it('says what is missing of it', () => {
  expect(heardWords({ ...well, filling: 1, holes: 2 }, now, 'de')).toBe(
    'Caught up to 14:33 · 1 hole being filled · 2 holes stay',
  )
  expect(heardWords({ ...well, holes: 1 }, now, 'de')).toBe('Caught up to 14:33 · 1 hole stays')
})

it('claims nothing while a stream was never heard', () => {
  expect(heardWords(undefined, now)).toBe('Nothing heard yet')
  expect(heardWords({ ...well, streams: 0 }, now)).toBe('Nothing heard yet')
  expect(heardWords({ ...well, heardToMs: undefined, unheard: 3 }, now)).toBe('Nothing heard yet')
  expect(heardWords({ ...well, heardToMs: undefined, unheard: 2 }, now)).toBe('2 of 3 streams not heard yet')
})
