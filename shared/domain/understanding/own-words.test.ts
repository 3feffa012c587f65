import { expect, test } from 'vitest'
import { replaceAddresses, replaceMentions } from './own-words.ts'

test.each([
  ['See https://town.example/a?b=c, then go', 'See <https://town.example/a?b=c>, then go'],
  ['(www.town.example)', '(<www.town.example>)'],
  ['"http://town.example/a"…', '"<http://town.example/a>"…'],
  ['これhttps://town.example/a、見て', 'これ<https://town.example/a>、見て'],
  ['town.example is no address', 'town.example is no address'],
])('addresses of %s', (text, marked) => {
  expect(replaceAddresses(text, (address) => `<${address}>`)).toBe(marked)
})

test.each([
  ['@ana hello @ben.town.example!', '_ hello _!'],
  ['thanks @ana@town.example.', 'thanks _.'],
  ['mail ana@town.example now', 'mail ana@town.example now'],
  ['https://town.example/@ana', 'https://town.example/@ana'],
])('mentions of %s', (text, marked) => {
  expect(replaceMentions(text, '_')).toBe(marked)
})

test('long texts without an end cost no more than their length', () => {
  for (const text of [
    `https://${'.'.repeat(200_000)}x`,
    '@'.repeat(200_000),
    `@${'a.'.repeat(100_000)}`,
    `@a@${'b-'.repeat(100_000)}`,
  ]) {
    expect(
      typeof replaceMentions(
        replaceAddresses(text, (address) => address),
        '',
      ),
    ).toBe('string')
  }
})
