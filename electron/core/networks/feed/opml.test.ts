import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asFailure } from '#shared/failure'
import { checkConfig } from './check-config.ts'
import { maxOpmlChars, readImport, writeExport } from './opml.ts'

const opml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="1.0"><head><title>x</title></head><body>${body}</body></opml>`
const urls = (text: string): (string | undefined)[] =>
  readImport(text).drafts.map((draft) => draft.config['url'])

test('nested outlines, odd attribute names and both kinds of names are read', () => {
  const { drafts, refused } = readImport(
    opml(`<outline text="News"><outline text="Local"><outline text="Gazette" title="Harbour &amp; Gazette" type="rss" xmlUrl="https://gazette.example/rss"/></outline></outline>
      <outline text="Caf&#233; &quot;du Port&quot;" TYPE="rss" xmlurl="cafe.example/feed" htmlUrl="https://cafe.example/"/>
      <outline text="Blog" type="atom" url="https://blog.example/atom"/>
      <outline text="Comments" type="rss" xmlUrl="https://bakery.example/comments/feed/"/>`),
  )
  expect(refused).toEqual([])
  expect(drafts).toEqual([
    {
      network: 'feed',
      kind: 'feed',
      name: 'Harbour & Gazette',
      config: { url: 'https://gazette.example/rss' },
    },
    { network: 'feed', kind: 'feed', name: 'Café "du Port"', config: { url: 'https://cafe.example/feed' } },
    { network: 'feed', kind: 'feed', name: 'Blog', config: { url: 'https://blog.example/atom' } },
    {
      network: 'feed',
      kind: 'comments',
      name: 'Comments',
      config: { url: 'https://bakery.example/comments/feed/' },
    },
  ])
})

test('what cannot be taken is refused with the reason, and the rest is taken', () => {
  const { drafts, refused } = readImport(
    opml(`<outline text="Good" xmlUrl="https://good.example/feed"/><outline text="Again" xmlUrl="https://GOOD.example/feed#x"/>
      <outline text="No address" type="rss"/><outline text="A link" type="link" url="https://l.example/"/>
      <outline text="Script" xmlUrl="javascript:alert(1)"/><outline text="Mail" xmlUrl="ftp://f.example/feed"/><outline xmlUrl="not an address"/>`),
  )
  expect(drafts.map((draft) => draft.name)).toEqual(['Good'])
  expect(refused).toEqual([
    { what: 'Again', why: 'It stands in the file more than once and was taken once.' },
    { what: 'No address', why: 'It has no address of a feed.' },
    { what: 'A link', why: 'It has no address of a feed (its type is "link").' },
    { what: 'Script', why: expect.stringContaining('is not a web address') },
    { what: 'Mail', why: expect.stringContaining('does not start with https:// or http://') },
    { what: 'not an address', why: expect.stringContaining('is not a web address') },
  ])
})

test('a file that is no OPML, or too large, is refused as a whole', () => {
  const words = (text: string): string => {
    try {
      readImport(text)
    } catch (error) {
      const failure = asFailure(error)
      return `${failure.code}: ${failure.message}`
    }
    return 'taken'
  }
  expect(words('<rss version="2.0"><channel/></rss>')).toBe(
    'bad-input: This is not an OPML file; it starts with <rss>.',
  )
  expect(words('hello')).toBe('bad-input: This is not an OPML file.')
  expect(words('')).toBe('bad-input: This is not an OPML file.')
  expect(words(' '.repeat(maxOpmlChars + 1))).toBe(
    'bad-input: The file is larger than 5 MB; that is no list of feeds.',
  )
  expect(words(opml(''))).toBe('taken')
})

test('a file that breaks off gives what came before and says so', () => {
  const { drafts, refused } = readImport(
    '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xmlUr',
  )
  expect(drafts.map((draft) => draft.name)).toEqual(['A'])
  expect(refused).toEqual([
    { what: 'the end of the file', why: 'The file breaks off; entries after that point are missing.' },
  ])
})

test('entities of a doctype are not expanded, and bare ampersands do no harm', () => {
  const bomb = `<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><opml version="2.0"><body><outline text="&b;" xmlUrl="https://b.example/?a=1&b=2"/></body></opml>`
  const { drafts } = readImport(bomb)
  expect(drafts).toEqual([
    { network: 'feed', kind: 'feed', name: '&b;', config: { url: 'https://b.example/?a=1&b=2' } },
  ])
})

test('folders in folders are read, and absurdly deep ones are refused', () => {
  const nested = (depth: number): string =>
    opml(
      `${'<outline text="f">'.repeat(depth)}<outline text="deep" xmlUrl="https://deep.example/"/>${'</outline>'.repeat(depth)}`,
    )
  expect(urls(nested(400))).toEqual(['https://deep.example/'])
  expect(() => readImport(nested(100_000))).toThrow(
    'The file is nested deeper than 500 levels; that is no list of feeds.',
  )
})

test('what is exported is valid and comes back the same, whatever the names and addresses hold', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '' && /^\P{C}+$/u.test(text))
  const one = fc.record({ name, url: fc.webUrl({ withQueryParameters: true }) })
  fc.assert(
    fc.property(
      fc.uniqueArray(one, { selector: ({ url }) => checkConfig('feed', { url }).config['url'] }),
      (feeds) => {
        const streams = feeds.map(({ name: called, url }) => ({
          name: called,
          config: checkConfig('feed', { url }).config,
        }))
        const { text, fileName } = writeExport(streams)
        expect(fileName).toBe('earshot-feeds.opml')
        const { drafts, refused } = readImport(text)
        expect(refused).toEqual([])
        expect(drafts.map(({ name: called, config }) => ({ name: called, config }))).toEqual(streams)
      },
    ),
  )
})

test('the export is OPML 2.0 with the attributes that other readers look for', () => {
  const { text } = writeExport([
    { name: 'A & "B" <c>\u0000', config: { url: 'https://a.example/?x=1&y=2' } },
    { name: 'none', config: {} },
  ])
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Feeds heard by Earshot</title>
  </head>
  <body>
    <outline type="rss" text="A &amp; &quot;B&quot; &lt;c&gt; " title="A &amp; &quot;B&quot; &lt;c&gt; " xmlUrl="https://a.example/?x=1&amp;y=2"/>
  </body>
</opml>
`)
})
