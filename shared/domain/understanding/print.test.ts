import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedText } from '../testing/scripts.ts'
import { canonicalLink } from './link.ts'
import { hash53, postPrint } from './print.ts'

const long = 'Our new rye loaf is out of the oven today, come and try a slice at the counter'

const print = (text: string) => postPrint({ kind: 'post', text })

describe('canonicalLink', () => {
  test.each([
    ['https://www.town.example/a/', 'town.example/a'],
    ['http://town.example:80/a', 'town.example/a'],
    ['HTTPS://Town.Example./A#top', 'town.example/A'],
    ['https://town.example/a?utm_source=x&b=2&a=1&fbclid=zz', 'town.example/a?a=1&b=2'],
    ['https://town.example/?utm_campaign=spring', 'town.example'],
    ['https://town.example:8443/?p=12', 'town.example:8443?p=12'],
    ['https://user:secret@town.example/a', 'town.example/a'],
  ])('%s is %s', (address, link) => {
    expect(canonicalLink(address)).toBe(link)
  })

  test.each(['', 'mailto:a@b.example', 'javascript:alert(1)', 'town.example/a', 'https://', '/a/b'])(
    'is nothing for %s',
    (address) => {
      expect(canonicalLink(address)).toBeUndefined()
    },
  )

  test('tracking parameters make no difference wherever they stand', () => {
    const name = fc.constantFrom('utm_source', 'utm_medium', 'UTM_Term', 'gclid', 'fbclid', 'mc_eid', 'igsh')
    const own = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}=\w{0,4}$/), { maxLength: 4 })
    fc.assert(
      fc.property(own, fc.array(fc.tuple(name, fc.nat(), fc.nat()), { maxLength: 4 }), (kept, dirt) => {
        const mixed = [...kept]
        for (const [key, value, place] of dirt)
          mixed.splice(place % (mixed.length + 1), 0, `${key}=${String(value)}`)
        expect(canonicalLink(`https://town.example/p?${mixed.join('&')}`)).toBe(
          canonicalLink(`https://town.example/p?${kept.toReversed().join('&')}`),
        )
      }),
    )
  })
})

describe('postPrint', () => {
  test('the same post is the same over networks that spell it differently', () => {
    const first = print(
      `@bakery@town.example Our new rye loaf is out of the oven today – “come & try” a slice!`,
    )
    const second = print(
      `our new RYE loaf is out of the oven today - "come & try" a slice… @bakery.town.example`,
    )
    expect(first).toBeDefined()
    expect(second).toBe(first)
  })

  test('a link counts without what tracks it, and another link is another post', () => {
    const plain = print(`${long} https://town.example/rye`)
    expect(print(`${long} http://www.town.example/rye/?utm_source=feed&fbclid=1.`)).toBe(plain)
    expect(print(`${long} https://town.example/wheat`)).not.toBe(plain)
    expect(print(long)).not.toBe(plain)
  })

  test.each([
    'Happy new year to all of you!',
    'Good morning everyone, coffee first ☕',
    'https://town.example/a/very/long/address/that/says/more/than/forty/letters',
    'lol lol lol lol lol lol lol lol lol lol lol lol lol lol lol lol',
    '@a @b @c @d @e @f @g @h @i @j @k @l @m @n thank you all so much',
    '明けましておめでとうございます',
    '',
  ])('is nothing for what others say as well: %s', (text) => {
    expect(print(text)).toBeUndefined()
  })

  test('running text has a print once it says enough', () => {
    const text = '今朝のクロワッサンはいつもより大きくて、バターの香りがとても良かったです。'
    expect(print(text)).toBeDefined()
    expect(print(text.replace('、', ' ').replace('。', '！'))).toBe(print(text))
    expect(print(text.replace('大きくて', '小さくて'))).not.toBe(print(text))
  })

  test('an article is its link, whatever was made of its title', () => {
    const url = 'https://town.example/news/7'
    const article = postPrint({ kind: 'article', title: 'Rye is back', text: '', url })
    expect(article).toBeDefined()
    expect(postPrint({ kind: 'article', text: long, url: `${url}?utm_source=rss#comments` })).toBe(article)
    expect(postPrint({ kind: 'article', text: long, url: 'https://town.example/news/8' })).not.toBe(article)
    expect(postPrint({ kind: 'post', text: long, url })).toBe(print(long))
    expect(postPrint({ kind: 'article', text: long })).toBe(print(long))
  })

  test('case, spaces, diacritics, mentions and punctuation never change a print', () => {
    const noise = fc.constantFrom(' ', '  ', '\n', ' – ', ', ', ' … ', ' @ana ', ' @ana@town.example ')
    fc.assert(
      fc.property(fc.array(noise, { minLength: 20, maxLength: 20 }), fc.boolean(), (joints, loud) => {
        const words = long.split(/[ ,]+/u)
        const dressed = words.map((word, n) => word + (joints[n] ?? ' ')).join('')
        expect(print(loud ? dressed.toUpperCase() : dressed.normalize('NFD'))).toBe(print(long))
      }),
    )
  })

  test('any text has a print that is a safe integer, or none, and always the same', () => {
    fc.assert(
      fc.property(mixedText(120), (text) => {
        const one = print(text)
        expect(print(text)).toBe(one)
        if (one !== undefined) expect(Number.isSafeInteger(one) && one >= 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('another word is another print', () => {
    const seen = new Map<number, string>()
    for (let n = 0; n < 20_000; n += 1) {
      const text = `${long}, loaf number ${String(n)}`
      const one = print(text) ?? -1
      expect(seen.get(one)).toBeUndefined()
      seen.set(one, text)
    }
  })
})

describe('hash53', () => {
  test('is stored in files and stays what it was', () => {
    expect(hash53('')).toBe(5777250525415169)
    expect(hash53('rye')).toBe(7219095427464318)
    expect(hash53('text our new rye loaf')).toBe(8758992991621375)
  })

  test('spreads its bits evenly, whatever part of them is looked at', () => {
    const counts = new Map<string, number>()
    const rounds = 20_000
    for (let n = 0; n < rounds; n += 1) {
      const hash = hash53(`post ${String(n)}`)
      for (let bit = 0; bit < 53; bit += 1)
        if (Math.floor(hash / 2 ** bit) % 2 === 1) counts.set(String(bit), (counts.get(String(bit)) ?? 0) + 1)
    }
    for (let bit = 0; bit < 53; bit += 1)
      expect(Math.abs((counts.get(String(bit)) ?? 0) / rounds - 0.5), `bit ${String(bit)}`).toBeLessThan(0.02)
  })
})
