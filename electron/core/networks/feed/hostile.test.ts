import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import { network } from './index.ts'

/** Documents made to stop, mislead or exhaust a reader end in items or in a failure with words, soon and always. */

async function read(text: string): Promise<FetchedItem[] | Failure> {
  try {
    return await network.parseRecorded({
      body: new TextEncoder().encode(text),
      headers: { date: 'Mon, 02 Mar 2026 10:00:00 GMT' },
      url: 'https://x.example/feed',
    })
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

const rss = (inner: string): string => `<rss version="2.0"><channel><title>t</title>${inner}</channel></rss>`
const fill = (piece: string, length: number): string => piece.repeat(Math.floor(length / piece.length))
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

test.each([
  [
    'open tags in a description',
    rss(`<item><description>${escaped(fill('x<p', 500_000))}</description></item>`),
  ],
  ['escaped open tags', rss(`<item><description>${escaped(fill('&lt;p ', 500_000))}</description></item>`)],
  ['CDATA that never ends', `<rss version="2.0"><channel><item><description>${fill('<![CDATA[', 1_000_000)}`],
  ['comments that never end', rss(fill('<!--', 1_000_000))],
  ['nothing but brackets', fill('<', 1_000_000)],
  ['a doctype that never ends', fill('<!DOCTYPE x [', 1_000_000)],
  ['a mail address of signs', rss(`<item><author>${fill('@', 1_000_000)}</author></item>`)],
  [
    'an address of closing brackets',
    rss(`<item><description>https://a.example/${fill(')', 1_000_000)}</description></item>`),
  ],
  ['descriptions that never end', rss(fill('<item><description>', 1_000_000))],
  [
    'many namespaces',
    rss(
      `<item ${Array.from({ length: 20_000 }, (_, n) => `xmlns:a${n}="b${n}"`).join(' ')}>${fill('<a xmlns="q"/>', 500_000)}</item>`,
    ),
  ],
  ['a page of half links', `<html>${fill('<link rel=alternate ', 1_000_000)}`],
  ['JSON of brackets', fill('[', 1_000_000)],
])('%s end soon', { timeout: 20_000 }, async (_, text) => {
  const result = await read(text)
  if (result instanceof Failure) expect(result.code).toBe('bad-response')
  else expect(result.length).toBeLessThanOrEqual(1)
})

test('elements nested a hundred thousand deep do not exhaust the stack', { timeout: 20_000 }, async () => {
  const result = await read(
    rss(
      `<item><guid>1</guid><title>deep</title><x>${fill('<a>', 300_000)}${fill('</a>', 400_000)}</x></item>`,
    ),
  )
  expect(result).toMatchObject([{ title: 'deep' }])
})

test('elements named after parts of JavaScript objects are elements', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf']
  const inner = names.map((name) => `<${name}><polluted>yes</polluted></${name}>`).join('')
  const result = await read(
    rss(`<item __proto__="x">${inner}<guid isPermaLink="false">1</guid><title>ok</title></item>`),
  )
  expect(result).toMatchObject([{ title: 'ok', remoteId: 'https://x.example/feed#1' }])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  const json = await read(
    '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","title":"ok","__proto__":{"polluted":"yes"}}]}',
  )
  expect(json).toMatchObject([{ title: 'ok' }])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('characters that cannot be shown or stored are gone from every text', async () => {
  const result = await read(
    rss(
      '<item><guid>1</guid><title>a\u0000b&#8;c&#xD800;d</title><description>&amp;#8;x&amp;#xDFFF;y</description></item>',
    ),
  )
  const [item] = result instanceof Failure ? [] : result
  const all = `${item?.title} ${item?.text} ${JSON.stringify(item?.raw)}`
  expect(all.isWellFormed()).toBe(true)
  expect(Array.from(all, (char) => char.charCodeAt(0)).filter((code) => code < 32)).toEqual([])
  expect(all).not.toContain(String.raw`\u000`)
  expect(item?.title).toMatch(/^ab.?c.?d$/)
})

test('a document over 5 MB is refused without being read', async () => {
  expect(await read(rss(fill('<item/>', 6_000_000)))).toMatchObject({
    code: 'bad-response',
    message: 'The feed is larger than 5 MB, so it was not read.',
  })
})

test('entries beyond ten thousand are not read', { timeout: 20_000 }, async () => {
  const items = Array.from({ length: 10_100 }, (_, n) => `<item><guid>g${n}</guid></item>`).join('')
  const result = await read(rss(items))
  expect(result).toHaveLength(10_000)
})

test('however a feed is cut off, it is read or refused with words', async () => {
  const whole =
    '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>A &amp; <![CDATA[b]]></title></item><item><guid>2</guid></item></channel></rss>'
  for (let end = 0; end < whole.length; end += 1) {
    const result = await read(whole.slice(0, end))
    if (result instanceof Failure) expect(result.code).toBe('bad-response')
    // The entry that was being sent is not taken for whole.
    else expect(result.length).toBeLessThanOrEqual(whole.slice(0, end).split('</item>').length - 1)
  }
})

test('any change of some characters is read or refused with words', { timeout: 60_000 }, async () => {
  const whole =
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">T</title><entry xml:base="/x"><id>a</id><title type="xhtml"><div>x</div></title><link href="y"/><updated>2026-03-02T10:00:00Z</updated><content type="html">&lt;p&gt;z</content></entry></feed>'
  const change = fc.record({
    at: fc.nat(whole.length),
    remove: fc.nat(8),
    put: fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', '/', 'x', ' ', ']', '[', '!', '-', '=', '\u00e9'),
    }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const text = changes.reduce(
        (now, { at, remove, put }) => now.slice(0, at) + put + now.slice(at + remove),
        whole,
      )
      const result = await read(text)
      if (result instanceof Failure) expect(result.code).toBe('bad-response')
      else for (const item of result) expect(item.remoteId).not.toBe('')
    }),
    { numRuns: 300 },
  )
})
