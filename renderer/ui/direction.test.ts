import { expect, it } from 'vitest'
import { directionOf } from './direction.ts'

it.each([
  ['Do you have rye?', 'ltr'],
  ['@crumb שלום! האם החלה של יום שישי', 'rtl'],
  ['هل يوجد خبز بدون سمسم', 'rtl'],
  ['@crumb @ana@harbor.example هل يوجد', 'rtl'],
  ['#townmarket https://town.example/p/1 سوق', 'rtl'],
  ['rye و خبز', 'ltr'],
  ['昨日のあんパン', 'ltr'],
  ['@crumb', 'auto'],
  ['42 :)', 'auto'],
  ['', 'auto'],
])('“%s” is %s', (text, direction) => {
  expect(directionOf(text)).toBe(direction)
})
