import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measure } from './measure.ts'
import { mixedText } from './testing/scripts.ts'
import type { TextRule } from './text.ts'

const mastodon: TextRule = {
  unit: 'graphemes',
  max: 500,
  urlWeight: 23,
  mentionLocalPartOnly: true,
  warningCounts: true,
}
const plain = (unit: TextRule['unit']): TextRule => ({ unit, max: 10 })

describe('measure', () => {
  test.each([
    ['graphemes', 'パン屋', 3],
    ['graphemes', '👨‍👩‍👧👋🏽🇩🇪', 3],
    ['graphemes', 'e\u0301\r\n', 2],
    ['codepoints', '👨‍👩‍👧', 5],
    ['codepoints', '🇩🇪', 2],
    ['utf16', '👋🏽', 4],
    ['bytes', 'é東👋', 9],
    ['bytes', '\ud83d', 3],
    ['emoji-bytes', 'né東', 3],
    ['emoji-bytes', 'ok 🥐!', 8],
    ['emoji-bytes', '👋🏽', 8],
    ['emoji-bytes', '👨‍👩‍👧', 18],
    ['emoji-bytes', '🇩🇪', 8],
    ['emoji-bytes', '7️⃣7', 8],
    ['emoji-bytes', '©™', 2],
  ] as const)('in %s, %j is %i', (unit, text, used) => {
    expect(measure(text, plain(unit))).toEqual({ used, max: 10, left: 10 - used, over: used > 10 })
  })

  test('an address weighs what the rule says, and punctuation after it belongs to the sentence', () => {
    expect(measure('see https://bakery.example/a/very/long/path?with=query.', mastodon).used).toBe(4 + 23 + 1)
    expect(measure('(https://x.example/a)', mastodon).used).toBe(1 + 23 + 1)
    expect(measure('https://x.example/a_(b)', mastodon).used).toBe(23)
    expect(measure('https://x.example、パン', mastodon).used).toBe(23 + 3)
    expect(measure('x.example', mastodon).used).toBe(9)
    expect(measure('https://x.example', plain('graphemes')).used).toBe(17)
  })

  test('a far mention counts as its local part, but not inside an address', () => {
    expect(measure('@ana@town.example hi', mastodon).used).toBe(7)
    expect(measure('@ana hi', mastodon).used).toBe(7)
    expect(measure('ana@town.example', mastodon).used).toBe(16)
    expect(measure('https://town.example/@ana@far.example', mastodon).used).toBe(23)
    expect(measure('@ana@town.example', plain('graphemes')).used).toBe(17)
  })

  test('the warning counts only where the rule says so', () => {
    expect(measure('hi', mastodon, 'food').used).toBe(6)
    expect(measure('hi', { ...mastodon, warningCounts: false }, 'food').used).toBe(2)
  })

  test('graphemes <= code points <= UTF-16 units <= bytes, for any text', () => {
    fc.assert(
      fc.property(mixedText(80), (text) => {
        const [graphemes, codepoints, utf16, bytes] = (
          ['graphemes', 'codepoints', 'utf16', 'bytes'] as const
        ).map((unit) => measure(text, plain(unit)).used)
        expect(graphemes).toBeLessThanOrEqual(codepoints ?? -1)
        expect(codepoints).toBeLessThanOrEqual(utf16 ?? -1)
        expect(utf16).toBeLessThanOrEqual(bytes ?? -1)
        const emojiBytes = measure(text, plain('emoji-bytes')).used
        expect(emojiBytes).toBeGreaterThanOrEqual(codepoints ?? -1)
        expect(emojiBytes).toBeLessThanOrEqual(bytes ?? -1)
        expect(bytes).toBe(Buffer.byteLength(text.replaceAll('\r\n', '\n'), 'utf8'))
      }),
      { numRuns: 2000 },
    )
  })

  test('an address of any length adds the same weight between words', () => {
    fc.assert(
      fc.property(mixedText(30), fc.stringMatching(/^[a-z0-9/]{1,200}$/), (text, path) => {
        const around = measure(`${text}  !`, mastodon).used
        expect(measure(`${text} https://x.example/${path} !`, mastodon).used).toBe(around + 23)
      }),
    )
  })

  test('a mention of any server costs what a mention without one costs', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,20}$/), fc.domain(), (user, host) => {
        expect(measure(`hi @${user}@${host} there`, mastodon).used).toBe(
          measure(`hi @${user} there`, mastodon).used,
        )
      }),
    )
  })

  describe('with a second limit in bytes', () => {
    const bluesky: TextRule = { unit: 'graphemes', max: 300, alsoMaxBytes: 3000 }
    const family = '👩‍👩‍👧‍👦'

    test('the limit that is passed is told in its own unit', () => {
      expect(measure(family.repeat(120), bluesky)).toEqual({ used: 120, max: 300, left: 180, over: false })
      expect(measure(family.repeat(121), bluesky)).toEqual({
        used: 3025,
        max: 3000,
        left: -25,
        over: true,
        inBytes: true,
      })
      // Both are passed: signs are what people count in.
      expect(measure(family.repeat(301), bluesky)).toEqual({ used: 301, max: 300, left: -1, over: true })
      expect(measure('x'.repeat(301), bluesky)).toMatchObject({ left: -1, over: true })
    })

    test('a text is over if and only if it passes one of the two', () => {
      fc.assert(
        fc.property(
          mixedText(60),
          fc.integer({ min: 1, max: 60 }),
          fc.integer({ min: 1, max: 200 }),
          (text, max, alsoMaxBytes) => {
            const bytes = measure(text, plain('bytes')).used
            const { used } = measure(text, plain('graphemes'))
            const both = measure(text, { unit: 'graphemes', max, alsoMaxBytes })
            expect(both.over).toBe(used > max || bytes > alsoMaxBytes)
            expect(both.left < 0).toBe(both.over)
            expect(both.inBytes === true).toBe(used <= max && bytes > alsoMaxBytes)
          },
        ),
        { numRuns: 1000 },
      )
    })
  })

  test('left and over agree with used', () => {
    fc.assert(
      fc.property(mixedText(40), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const { used, left, over } = measure(text, { unit: 'graphemes', max })
        expect(left).toBe(max - used)
        expect(over).toBe(left < 0)
      }),
    )
  })
})
