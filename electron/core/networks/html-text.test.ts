import fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlToText } from './html-text.ts'

/** Text with its spans written as [type:covered|value or href]. */
function shown(html: string, baseUrl?: string): string {
  const { text, spans } = htmlToText(html, baseUrl)
  let out = ''
  let at = 0
  for (const { start, end, type, value, href } of spans) {
    out += `${text.slice(at, start)}[${type}:${text.slice(start, end)}${value === undefined ? (href === undefined ? '' : `|${href}`) : `|${value}`}]`
    at = end
  }
  return out + text.slice(at)
}

test('a Mastodon post: paragraphs, a mention, a hashtag and a shortened link', () => {
  const html =
    '<p><span class="h-card" translate="no"><a href="https://town.example/@ana" class="u-url mention">@<span>ana</span></a></span> is the bread <a href="https://town.example/tags/vegan" class="mention hashtag" rel="tag">#<span>vegan</span></a>?<br />See</p><p><a href="https://bakery.example/bread/of/the/day?x=1&amp;y=2" rel="nofollow noopener" target="_blank"><span class="invisible">https://</span><span class="ellipsis">bakery.example/bread/of/the</span><span class="invisible">/day?x=1&amp;y=2</span></a></p>'
  expect(shown(html)).toBe(
    '[mention:@ana|ana@town.example] is the bread [hashtag:#vegan|vegan]?\nSee\n\n[link:bakery.example/bread/of/the…|https://bakery.example/bread/of/the/day?x=1&y=2]',
  )
})

test('white space collapses and never starts or ends a text or a span', () => {
  expect(shown('  <p>  one \n two <b> three </b> four </p>\n\n<p> five </p> ')).toBe(
    'one two [strong:three] four\n\nfive',
  )
  expect(shown('a<br><br><br><br>b')).toBe('a\n\nb')
  expect(shown('one<p>two')).toBe('one\n\ntwo')
})

test('lists, quotes, code and headings keep their shape', () => {
  expect(shown('<h2>Title</h2><ul><li>a<li>b<ul><li>c</li></ul></li></ul><p>after')).toBe(
    'Title\n\n• a\n• b\n• c\n\nafter',
  )
  expect(shown('<ol start="3"><li><p>a</p></li><li>b</li></ol>')).toBe('3. a\n4. b')
  expect(shown('<blockquote><p>one <a href="https://x.test/">two</a></p><p>three</p></blockquote>ok')).toBe(
    '[quote:one] [link:two|https://x.test/]\n\n[quote:three]\n\nok',
  )
  expect(shown('<pre><code>if x:\n    go\n\n\nend</code></pre>done')).toBe(
    '[code:if x:\n    go\n\n\nend]\n\ndone',
  )
  expect(shown('<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>')).toBe('a b\nc d')
  expect(shown('He said <q>yes</q>.')).toBe('He said “yes”.')
})

test('nested marks show the one that says more', () => {
  expect(shown('<b>a <a href="https://x.test/">b <i>c</i></a> d</b>')).toBe(
    '[strong:a] [link:b c|https://x.test/] [strong:d]',
  )
  expect(shown('<i>a <b>b</b></i>')).toBe('[emphasis:a] [strong:b]')
  expect(shown('<b>a</b><b>b</b>')).toBe('[strong:a][strong:b]')
})

test('scripts, styles and frames go with their content; pictures leave their description', () => {
  expect(shown('a<script>alert("<p>x</p>")</script><style>p{}</style><iframe src="x">y</iframe>b')).toBe('ab')
  expect(shown('a <iframe src="x"/> b')).toBe('a b')
  expect(
    shown(
      '<img src="https://x.test/a.png" alt="A cake"> and <img src="https://x.test/p.gif" alt="track" width=1 height=1><img src="b.png">',
    ),
  ).toBe('A cake and')
  expect(shown('<a href="https://x.test/"><img alt="A cake"></a>')).toBe('[link:A cake|https://x.test/]')
})

test('only http, https and mailto links are links, resolved against the base', () => {
  expect(shown('<a href="/a?b=1&amp;c=2">x</a>', 'https://x.test/dir/')).toBe(
    '[link:x|https://x.test/a?b=1&c=2]',
  )
  expect(shown('<a href="/a">x</a>')).toBe('x')
  expect(shown('<a href="mailto:ana@x.test">x</a>')).toBe('[link:x|mailto:ana@x.test]')
  for (const href of [
    'javascript:alert(1)',
    ' java&#115;cript:alert(1)',
    'java&Tab;script:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ]) {
    expect(shown(`<a href="${href}">x</a>`, 'https://x.test/')).toBe('x')
  }
})

test('the inline quote of a quoting post is left out on request only', () => {
  const html = '<p class="quote-inline">RE: <a href="https://x.test/1">x.test/1</a></p><p>True.</p>'
  expect(htmlToText(html, undefined, { dropInlineQuote: true })).toEqual({ text: 'True.', spans: [] })
  expect(htmlToText(html).text).toBe('RE: x.test/1\n\nTrue.')
})

test('what hides outside of links is heard all the same', () => {
  expect(shown('<p><span class="invisible">help</span> me</p>')).toBe('help me')
})

test('entities, characters beyond the basic plane and broken markup', () => {
  expect(shown('&lt;b&gt; &amp;amp; &#128075; &nbsp;x &unknown; R&D 1 < 2 <3')).toBe(
    '<b> &amp; 👋 x &unknown; R&D 1 < 2 <3',
  )
  expect(shown('</p></b>a</i><b>b')).toBe('a[strong:b]')
  expect(shown('👋 <b>👩‍👩‍👧</b>!')).toBe('👋 [strong:👩‍👩‍👧]!')
  expect(htmlToText('a\u0000b\ud800').text).toBe('a b\ufffd')
})

const pieces = fc.constantFrom(
  ...'<p> </p> <br> <a href="https://x.test/"> <a class="mention" href="https://x.test/@a"> @ana </a> <b> </b> <i> <code> </code> <pre> </pre> <blockquote> </blockquote> <ul> <ol> <li> </ul> <span class="invisible"> <span class="ellipsis"> </span> <script> </script> <svg> </svg> <!-- --> &amp; &lt; < > " \' word'.split(
    /(?<=>|\w|;|-|") (?=.)/,
  ),
  ' ',
  '\n',
  '\u00a0',
  '👋',
  '<img alt="x">',
  '&#x1F44B;',
  '<![CDATA[x]]>',
)
const anyHtml = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 60 }).map((parts) => parts.join('')),
)

test('for any input the spans lie inside the text, in order, without overlap and without space at their ends', () => {
  fc.assert(
    fc.property(anyHtml, (html) => {
      const { text, spans } = htmlToText(html, 'https://base.test/')
      let at = 0
      for (const { start, end, href } of spans) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(text.slice(start, end).trim()).not.toBe('')
        if (href !== undefined) expect(href).toMatch(/^(https?|mailto):/)
        at = end
      }
    }),
    { numRuns: 1000 },
  )
})

test('a script or frame in the middle of prose leaves the prose and nothing of itself', () => {
  const content = fc.string().filter((text) => !text.includes('</'))
  fc.assert(
    fc.property(fc.constantFrom('script', 'STYLE', 'iframe'), content, (tag, inside) => {
      expect(htmlToText(`<p>before <${tag}>${inside}</${tag}>after</p>`)).toEqual({
        text: 'before after',
        spans: [],
      })
    }),
  )
})

test('plain words come back as they are', () => {
  const word = fc.stringMatching(/^[a-zäß0-9]{1,8}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      const text = words.join(' ')
      expect(htmlToText(`<p>${words.join(' \n ')}</p>`)).toEqual({ text, spans: [] })
    }),
  )
})

test.each([
  ['nested the same', (n: number) => '<b>'.repeat(n) + 'x' + '</b>'.repeat(n)],
  ['nested and never closed', (n: number) => '<div><blockquote>'.repeat(n / 2) + 'x'],
  ['closing what is not open', (n: number) => '<i>'.repeat(n / 2) + 'x' + '</b>'.repeat(n / 2)],
  ['opening and closing at depth', (n: number) => '<div>'.repeat(n / 2) + '<p>a</p>'.repeat(n / 2)],
  ['foreign content', (n: number) => '<svg><foreignObject>'.repeat(n / 2) + 'x'],
])('a hundred thousand tags, %s, are read without harm', (_, build) => {
  const { text } = htmlToText(build(100_000))
  expect(text.length).toBeLessThanOrEqual(200_000)
})
