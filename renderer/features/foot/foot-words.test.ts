import { expect, it } from 'vitest'
import { heardWords } from './foot-words.ts'

const now = new Date(2026, 9, 14, 14, 40).getTime()

it('says the time of today and the date before', () => {
  expect(heardWords(new Date(2026, 9, 14, 14, 33).getTime(), now, 'de')).toBe('Heard up to 14:33')
  expect(heardWords(new Date(2026, 9, 12, 9, 5).getTime(), now, 'de')).toMatch(/12\. Okt.*09:05/)
  expect(heardWords(undefined, now)).toBe('Nothing heard yet')
})
