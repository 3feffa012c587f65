import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brokenWords, isRefused, linksIn, measure } from './measure.ts'
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

describe('more than a length', () => {
  const counted: TextRule = { unit: 'codepoints', max: 300, maxHashtags: 4, maxLinks: 1 }
  const of = (text: string, what: 'hashtags' | 'links') =>
    measure(text, { ...counted, maxHashtags: 0, maxLinks: 0 }).tooMany?.find((one) => one.what === what)
      ?.used ?? 0

  test('addresses with a scheme or www are links, and a # inside one is no hashtag', () => {
    expect(linksIn('www.a.example, (https://b.example/x) and c.example')).toEqual([
      'www.a.example',
      'https://b.example/x',
    ])
    expect(of('https://www.a.example/#part www.b.example#c #d', 'links')).toBe(2)
    expect(of('https://www.a.example/#part www.b.example#c #d', 'hashtags')).toBe(1)
    expect(of('# no, #1 yes, #早 yes', 'hashtags')).toBe(2)
  })

  test('the limits are those of the data, on the spot', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12), (tags, links, maxHashtags, maxLinks) => {
        const words = [
          ...Array.from({ length: tags }, (_, n) => `#tag${String(n)}`),
          ...Array.from({ length: links }, (_, n) => `https://x.example/${String(n)}`),
        ]
        const { tooMany } = measure(words.join(' '), { unit: 'codepoints', max: 9999, maxHashtags, maxLinks })
        const wanted = [
          ...(tags > maxHashtags ? [{ what: 'hashtags', used: tags, max: maxHashtags }] : []),
          ...(links > maxLinks ? [{ what: 'links', used: links, max: maxLinks }] : []),
        ]
        expect(tooMany).toEqual(wanted.length === 0 ? undefined : wanted)
      }),
    )
  })

  test('what is said after a space only adds to the counts, and takes from what is lacking', () => {
    const part = fc.oneof(
      mixedText(20),
      fc.constantFrom('#bread', 'https://x.example/#a', 'www.x.example', '#', 'http', '://', 'a#b'),
    )
    const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(' '))
    const rule: TextRule = { ...counted, min: 40 }
    fc.assert(
      fc.property(text, text, (before, after) => {
        const whole = `${before} ${after}`
        for (const what of ['hashtags', 'links'] as const)
          expect(of(whole, what)).toBe(of(before, what) + of(after, what))
        expect(measure(whole, rule).short?.by ?? 0).toBeLessThanOrEqual(measure(before, rule).short?.by ?? 0)
      }),
    )
  })

  test('the same link twice counts once where the rule says so', () => {
    const rule: TextRule = { unit: 'emoji-bytes', max: 500, maxLinks: 5, sameLinkOnce: true }
    const links = (n: number) => Array.from({ length: n }, (_, each) => `https://x.example/${String(each)}`)
    expect(measure([...links(5), ...links(5), 'HTTPS://X.example/0'].join(' '), rule).tooMany).toBeUndefined()
    expect(measure(links(6).join(' '), rule).tooMany).toEqual([{ what: 'links', used: 6, max: 5 }])
    expect(measure(links(5).join(' ').repeat(2), { ...rule, sameLinkOnce: false }).tooMany).toBeDefined()
  })

  test('what is lacking is the least less what is there, spaces at the ends and named people aside', () => {
    fc.assert(
      fc.property(mixedText(40), fc.integer({ min: 1, max: 60 }), fc.nat(5), (text, min, spaces) => {
        const rule: TextRule = { unit: 'codepoints', max: 9999, min }
        const padded = ' '.repeat(spaces) + text + '\n'.repeat(spaces)
        const lacking = min - measure(text.trim(), { unit: 'codepoints', max: 9999 }).used
        expect(measure(padded, rule).short).toEqual(lacking > 0 ? { by: lacking, min } : undefined)
        const named = ['@ana']
        expect(measure(`@ana ${text}`, rule, undefined, named).short).toEqual(measure(text, rule, undefined, named).short) // prettier-ignore
      }),
    )
  })

  test('a rule without these measures as before, and what is refused is said', () => {
    fc.assert(
      fc.property(mixedText(40), (text) => {
        const plainly = measure(text, { unit: 'graphemes', max: 5 })
        const { short: _short, tooMany: _tooMany, ...rest } = measure(text, { unit: 'graphemes', max: 5, min: 3, maxLinks: 0 }) // prettier-ignore
        expect(rest).toEqual(plainly)
        for (const one of [plainly, measure(text, { ...counted, min: 3 })])
          expect(isRefused(one)).toBe(brokenWords(one).length > 0)
      }),
    )
    expect(brokenWords(measure('#a #b https://a.example www.b.example', { unit: 'bytes', max: 9, min: 90, maxLinks: 1, maxHashtags: 1 }))).toEqual([
      'This is 28 over the limit of 9.',
      'This is 53 short of the least, 90.',
      'This has 2 hashtags; at most 1 is taken.',
      'This has 2 links; at most 1 is taken.',
    ]) // prettier-ignore
  })
})
