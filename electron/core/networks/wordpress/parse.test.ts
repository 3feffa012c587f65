import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Recorded } from '../types.ts'
import { itemsOf, parseRecorded } from './parse.ts'
import { readComments, wireComment } from './wire.ts'

function recorded(name: string): Recorded {
  const path = new URL(`./fixtures/${name}.json`, import.meta.url)
  const { url, headers, body }: { url: string; headers: Record<string, string>; body: unknown } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  return { url, headers, body: Buffer.from(JSON.stringify(body)) }
}

test('a real moderator’s list: who said what where, what waits, and nobody’s mail address', () => {
  const items = parseRecorded(recorded('wordpress-6.1-moderator'))
  const ana = items.find(({ text }) => text.startsWith('Kann man'))
  expect(ana).toMatchObject({
    remoteId: 'blog.example#comment-6',
    kind: 'comment',
    title: 'Brot & Spiele',
    text: 'Kann man “Brot & Spiele” auch ohne Spiele haben? https://bread.example/spiele klick 🥖',
    author: { name: 'Ana' },
    url: 'https://blog.example/?p=6#comment-6',
    standing: { moderation: 'held' },
  })
  expect(ana?.spans.map(({ type, href }) => [type, href])).toEqual([
    ['link', 'https://bread.example/spiele'],
    ['link', 'https://evil.example/'],
  ])
  expect(JSON.stringify(items)).not.toMatch(/example\.test|127\.0\.0\.1|curl/)
})

test('a script that an administrator may write stays out of the text', () => {
  const items = parseRecorded(recorded('wordpress-6.1-stranger-whole'))
  const said = items.find(({ text }) => text.startsWith('Yes & daily'))
  expect(said?.text).toBe('Yes & daily')
  expect(said?.parentRef).toBe('blog.example#comment-2')
})

const base = {
  id: 7,
  post: 4,
  parent: 0,
  author: 0,
  author_name: 'Ana',
  date_gmt: '2026-11-21T09:00:00',
  content: { rendered: '<p>Hi</p>' },
  link: 'https://blog.example/p/#comment-7',
  status: 'approved',
}
const viewer = { site: 'https://blog.example', userId: 1, ours: false }
const read = (...entries: object[]) => itemsOf(readComments(entries, 'blog.example'), viewer)

test('times without a zone are in UTC, and those with one are taken as they are', () => {
  const at = (date_gmt: string) => read({ ...base, date_gmt })[0]?.createdMs
  expect(at('2026-11-21T09:00:00')).toBe(Date.UTC(2026, 10, 21, 9))
  expect(at('2026-11-21T10:00:00+01:00')).toBe(Date.UTC(2026, 10, 21, 9))
})

test('who keeps no blog is spoken to by answers to him and by comments on his posts', () => {
  const post = (author: number) => ({ _embedded: { up: [{ id: 4, title: { rendered: 'P' }, author }] } })
  const [onOurs, onTheirs, mine, toUs, toOthers] = read(
    { ...base, id: 11, ...post(1) },
    { ...base, id: 12, ...post(9) },
    { ...base, id: 13, author: 1, ...post(9) },
    { ...base, id: 14, parent: 13, ...post(9) },
    { ...base, id: 15, parent: 12, ...post(9) },
  )
  expect([onOurs?.direct, onTheirs?.direct, mine?.direct, toUs?.direct, toOthers?.direct]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ])
  expect([mine?.mine, mine?.kind, toUs?.kind, toOthers?.kind]).toEqual([true, 'comment', 'reply', 'comment'])
})

test('a guest is the same to everybody: by the picture’s hash, or by the name where there is none', () => {
  const author_avatar_urls = {
    '96': 'https://secure.gravatar.com/avatar/0123456789abcdef0123456789abcdef?s=96',
  }
  const [seen, bare, user] = read(
    { ...base, id: 1, author_avatar_urls },
    { ...base, id: 2, author_avatar_urls: [] },
    { ...base, id: 3, author: 5, author_avatar_urls },
  )
  expect(seen?.author.remoteId).toBe('blog.example#guest-0123456789abcdef0123456789abcdef')
  expect(bare?.author.remoteId).toBe('blog.example#guest:ana')
  expect(user?.author.remoteId).toBe('blog.example#user-5')
  expect(read({ ...base, author_name: '' })[0]?.author.name).toBe('Anonymous')
})

test('broken entries are left out among good ones, and a post that may not be read is no title', () => {
  const locked = { _embedded: { up: [{ code: 'rest_forbidden', message: 'No.', data: { status: 401 } }] } }
  const items = read({ ...base, ...locked }, { id: 'x' }, { ...base, id: 8, date_gmt: 'yesterday' })
  expect(items.map(({ remoteId, title }) => [remoteId, title])).toEqual([
    ['blog.example#comment-7', undefined],
  ])
  expect(wireComment.safeParse({ ...base, _embedded: 7 }).success).toBe(true)
})
