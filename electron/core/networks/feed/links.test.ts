import { expect, test } from 'vitest'
import { joinBase, normaliseLink, resolveLink, unwrapLink } from './links.ts'
import { feedLinks } from './page-links.ts'

test('addresses become absolute, and what is absolute stays as written', () => {
  const base = 'https://a.example/blog/'
  expect(resolveLink('post', base)).toBe('https://a.example/blog/post')
  expect(resolveLink(' /post\n', base)).toBe('https://a.example/post')
  expect(resolveLink('//cdn.example/x', base)).toBe('https://cdn.example/x')
  expect(resolveLink('?p=1', base)).toBe('https://a.example/blog/?p=1')
  expect(resolveLink('https://B.example/ü', base)).toBe('https://B.example/ü')
  expect(resolveLink('https://b.example/a b', base)).toBe('https://b.example/a%20b')
  expect(resolveLink('www.b.example/x', base)).toBe('http://www.b.example/x')
  expect(resolveLink('feed:https://b.example/x', base)).toBe('https://b.example/x')
})

test('what is no web address is none', () => {
  for (const bad of [
    '',
    '  ',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'http://',
    'file:///etc/passwd',
    `https://a.example/${'x'.repeat(5000)}`,
  ]) {
    expect(resolveLink(bad, 'https://a.example/')).toBeUndefined()
  }
  expect(resolveLink('/x', undefined)).toBeUndefined()
})

test('xml:base goes step by step, and nonsense leaves the outer one', () => {
  expect(joinBase('https://a.example/x/', 'y/')).toBe('https://a.example/x/y/')
  expect(joinBase('https://a.example/x/', 'https://b.example/')).toBe('https://b.example/')
  expect(joinBase('https://a.example/x/', 'javascript:1')).toBe('https://a.example/x/')
  expect(joinBase('https://a.example/x/', undefined)).toBe('https://a.example/x/')
})

test('Google’s redirects are unwrapped, and nothing else is', () => {
  expect(
    unwrapLink('https://www.google.com/url?rct=j&sa=t&url=https://b.example/a%3Fx%3D1%26y%3D2&ct=ga'),
  ).toBe('https://b.example/a?x=1&y=2')
  expect(unwrapLink('https://www.google.co.uk/url?q=https://b.example/')).toBe('https://b.example/')
  expect(unwrapLink('https://www.google.com/url?url=javascript:alert(1)')).toBe(
    'https://www.google.com/url?url=javascript:alert(1)',
  )
  expect(unwrapLink('https://google.evil.example/url?url=https://b.example/')).toBe(
    'https://google.evil.example/url?url=https://b.example/',
  )
})

test('addresses that differ only in what counts visitors are one', () => {
  expect(normaliseLink('HTTPS://B.example:443/a?utm_source=x&id=1&fbclid=y&utm_medium=z#c')).toBe(
    'https://b.example/a?id=1#c',
  )
  expect(normaliseLink('https://b.example/a#')).toBe('https://b.example/a')
})

test('the feeds of a page are found, absolute and each once', () => {
  const html = `<base href="https://b.example/sub/"><LINK title='A &amp; B' href=feed.xml type="application/rss+xml" rel="ALTERNATE nofollow">
    <link rel=alternate type=application/atom+xml href="/atom"/><link rel="alternate" type="application/rss+xml" href="feed.xml">
    <link rel="stylesheet" href="x.css"><link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/json+oembed" href="/o">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2"><link rel="alternate" type="application/feed+json" href="/f.json">`
  expect(feedLinks(html, 'https://a.example/')).toEqual([
    { url: 'https://b.example/sub/feed.xml', title: 'A & B', type: 'application/rss+xml' },
    { url: 'https://b.example/atom', title: undefined, type: 'application/atom+xml' },
    { url: 'https://b.example/f.json', title: undefined, type: 'application/feed+json' },
  ])
})
