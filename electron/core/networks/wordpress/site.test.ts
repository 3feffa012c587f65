import { describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { rootIn } from './find-site.ts'
import { commentId, commentName, endpoint, readSafeSite, readSite, siteOfName, siteOfRoot } from './site.ts'

describe('the address of a blog', () => {
  test.each([
    ['blog.example', 'https://blog.example/'],
    [' https://blog.example/notes/?p=4#comment-1 ', 'https://blog.example/notes/?p=4'],
    ['127.0.0.1:8080/blog', 'http://127.0.0.1:8080/blog'],
    ['http://old.example', 'http://old.example/'],
  ])('%s is read', (typed, href) => {
    expect(readSite(typed).href).toBe(href)
  })

  test.each([
    '',
    'our blog',
    'blog',
    'ftp://blog.example',
    'javascript:alert(1)',
    'https://a:b@blog.example',
  ])('“%s” is refused with words', (typed) => {
    expect(() => readSite(typed)).toThrow(Failure)
  })

  test('no password travels in the open, but on this machine', () => {
    expect(() => readSafeSite('http://blog.example')).toThrow('https')
    expect(readSafeSite('http://127.0.0.1:8080').protocol).toBe('http:')
    expect(readSafeSite('localhost:8080').host).toBe('localhost:8080')
  })
})

describe('routes', () => {
  test.each([
    ['https://blog.example/wp-json/', 'https://blog.example/wp-json/wp/v2/comments'],
    ['https://blog.example/notes/wp-json', 'https://blog.example/notes/wp-json/wp/v2/comments'],
    [
      'https://blog.example/index.php?rest_route=/',
      'https://blog.example/index.php?rest_route=%2Fwp%2Fv2%2Fcomments',
    ],
    [
      'https://host.example/?rest_route=/wp/v2/sites/7',
      'https://host.example/?rest_route=%2Fwp%2Fv2%2Fsites%2F7%2Fwp%2Fv2%2Fcomments',
    ],
  ])('below %s', (root, href) => {
    expect(endpoint(root, '/wp/v2/comments')).toBe(href)
  })

  test.each([
    ['https://blog.example/wp-json/', 'https://blog.example'],
    ['https://blog.example/notes/wp-json/wp/v2/comments?per_page=5', 'https://blog.example/notes'],
    ['https://blog.example/index.php?rest_route=/wp/v2/comments', 'https://blog.example'],
    ['https://host.example/?rest_route=/wp/v2/sites/7', 'https://host.example/wp/v2/sites/7'],
  ])('%s belongs to %s', (root, site) => {
    expect(siteOfRoot(root)).toBe(site)
  })
})

describe('the API that a page names', () => {
  const page = (headers: Record<string, string>, body = '', url = 'https://blog.example/a/') => ({
    headers,
    body: Buffer.from(body),
    url,
  })

  test('is in a header, also among others', () => {
    const link =
      '<https://s.example/x.css>; rel=preload, <https://blog.example/wp-json/>; rel="https://api.w.org/"'
    expect(rootIn(page({ link }))).toBe('https://blog.example/wp-json/')
  })

  test('or in an element, however it is written', () => {
    const body = `<html><link rel='stylesheet' href='/x.css'><LINK href="/index.php?rest_route=/&#038;x=1" rel='https://api.w.org/' />`
    expect(rootIn(page({}, body))).toBe('https://blog.example/index.php?rest_route=/&x=1')
  })

  test('is asked safely where the page came safely, and never by another scheme', () => {
    expect(rootIn(page({ link: '<http://blog.example/wp-json/>; rel="https://api.w.org/"' }))).toBe(
      'https://blog.example/wp-json/',
    )
    expect(rootIn(page({ link: '<javascript:alert(1)>; rel="https://api.w.org/"' }))).toBeUndefined()
    expect(rootIn(page({}, '<p>no link</p>'))).toBeUndefined()
  })
})

test('a comment is named the same over http and https, and its name leads back to its blog', () => {
  expect(commentName('http://blog.example/notes', 12)).toBe('blog.example/notes#comment-12')
  expect(commentName('https://blog.example/notes', 12)).toBe('blog.example/notes#comment-12')
  expect(commentId('blog.example/notes#comment-12')).toBe(12)
  expect(siteOfName('blog.example/notes#comment-12').href).toBe('https://blog.example/notes')
  expect(() => commentId('https://town.example/1')).toThrow(Failure)
})
