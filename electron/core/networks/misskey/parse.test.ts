import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import { itemOf, itemsOf, parseRecorded, type Viewer } from './parse.ts'
import { readList, readNote } from './wire.ts'

function fixture(name: string): { url: string; body: unknown } {
  // Written by us in this shape.
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as ReturnType<
    typeof fixture
  >
}

function recorded(name: string): FetchedItem[] {
  const { url, body } = fixture(name)
  return parseRecorded({ url, headers: {}, body: Buffer.from(JSON.stringify(body)) })
}

const bakery: Viewer = {
  origin: 'https://note.example',
  domain: 'note.example',
  me: { id: '9umebakery', acct: 'bakery@note.example' },
}
const heard = (name: string, forUs = true) =>
  itemsOf(readList(fixture(name).body, 'note.example'), bakery, { forUs })

test('of notifications those that speak are heard: a quote, a reply, mentions; reactions and follows say nothing', () => {
  expect(
    heard('misskey-notifications').map(({ kind, direct, author, ref }) => [kind, direct, author.handle, ref]),
  ).toEqual([
    ['mention', true, '@omar@hills.example', 'a1q0000001'],
    ['reply', true, '@lena@harbour.example', 'a1r0000001'],
    ['mention', true, '@aiko@note.example', 'a1m0000001'],
    ['mention', true, '@9ugone00001', 'a1g0000001'],
  ])
})

test('a note keeps what it is: words, warning, poll, files with what they show, figures, whether we like it', () => {
  const [, , note] = heard('misskey-notifications')
  expect(note).toMatchObject({
    remoteId: 'https://note.example/notes/a1m0000001',
    ref: 'a1m0000001',
    parentRef: undefined,
    text: '@bakery 食パンは何時ですか？ 酵母(こうぼ) :bread: 🍞🥐👩🏽‍🍳 cat /dev/oven 閉店 #朝ごはん\n\n○ 七時\n○ 八時',
    warning: 'food',
    visibility: 'public',
    poll: true,
    url: 'https://note.example/notes/a1m0000001',
    createdMs: Date.UTC(2026, 9, 1, 8, 19, 59),
    metrics: { likes: 3, reposts: 0, replies: 0 },
    standing: { liked: true },
    media: [
      {
        kind: 'image',
        url: 'https://note.example/files/loaf.webp',
        previewUrl: 'https://note.example/files/thumb-loaf.webp',
        alt: '焼きたての食パン',
      },
      { kind: 'file', url: 'https://note.example/files/menu.pdf' },
    ],
  })
  expect(note?.author).toMatchObject({
    remoteId: 'aiko@note.example',
    name: '愛子 :bread:',
    url: 'https://note.example/@aiko',
    isBot: false,
  })
})

test('people and notes of other servers go by the names that all servers know', () => {
  const [quote, reply] = heard('misskey-notifications')
  expect(reply).toMatchObject({
    remoteId: 'https://harbour.example/users/lena/statuses/1',
    url: 'https://harbour.example/@lena/1',
    parentRef: 'a1own00001',
    author: { remoteId: 'lena@harbour.example', name: 'Lena' },
  })
  expect(reply?.spans.map(({ type, value, href }) => [type, value ?? href])).toEqual([
    ['mention', 'bakery@note.example'],
    ['strong', undefined],
    ['link', 'https://allergy.example/list_(nuts)'],
  ])
  const { text = '', spans = [] } = quote ?? {}
  expect(text).toBe('أفضل خبز في المدينة، جرّبوه.\n\nRE: https://note.example/notes/a1own00001')
  expect(spans.map(({ start, end, href }) => [text.slice(start, end), href])).toEqual([
    ['https://note.example/notes/a1own00001', 'https://note.example/notes/a1own00001'],
  ])
})

test('a note whose author is gone is kept, and says so', () => {
  expect(heard('misskey-notifications')[3]?.author).toEqual({
    remoteId: '9ugone00001',
    handle: '@9ugone00001',
    name: 'Deleted account',
  })
})

test('of a search: renotes are unwrapped, hidden and broken ones left out, our own are ours', () => {
  const items = heard('misskey-search')
  expect(items.map(({ ref, mine, direct, visibility }) => [ref, mine, direct, visibility])).toEqual([
    ['a1s0000003', false, false, 'public'],
    ['a1s00000in', false, false, 'public'],
    ['a1s000000z', true, false, 'specified'],
  ])
  expect(items[2]?.text).toBe('\u202eevil\u202c \ufffd text with odd signs')
  const [long] = items
  expect(long?.text).toMatch(
    /^first line\nsecond line\n\nパン .*const loaf = "<b>not bold<\/b>".*\*\*plain\*\*/s,
  )
  expect(long?.text).toContain('2025-10-01 08:00 UTC')
})

test('what was not answered for us does not say whether we like it', () => {
  expect(heard('misskey-notifications', false)[2]?.standing).toBeUndefined()
})

test('relatives: an edit of Sharkey, lists of emoji and missing counts of older ones, an empty warning', () => {
  expect(recorded('sharkey-show')).toMatchObject([
    { text: 'Edited once, and quietly.', lang: 'en', editedMs: Date.UTC(2026, 9, 1, 9, 5) },
  ])
  const [old] = recorded('firefish-replies')
  expect(old).toMatchObject({ visibility: 'home', metrics: { likes: 4 }, author: { isBot: true } })
  expect(old?.editedMs).toBeUndefined()
  expect(old?.warning).toBeUndefined()
  expect(old?.spans[0]).toMatchObject({ type: 'emoji', href: 'https://fire.example/emoji/bun.png' })
})

test('a note for us alone speaks to us, also where it names nobody', () => {
  const { body } = fixture('sharkey-show')
  const secret = { ...Object(body), visibility: 'specified', visibleUserIds: ['9umebakery'] } as object
  const read = readNote(secret)
  if (read === undefined || read === 'nothing') throw new Error('it cannot be read')
  expect(itemOf(read, bakery)).toMatchObject({ direct: true, kind: 'mention', visibility: 'specified' })
})

test('a refusal, and a list of nothing that can be read, are bad responses', () => {
  for (const body of [fixture('misskey-refusal').body, [{ id: 'a' }], {}, 'x'])
    expect(() =>
      parseRecorded({
        url: 'https://note.example/api/x',
        headers: {},
        body: Buffer.from(JSON.stringify(body)),
      }),
    ).toThrow(Failure)
})
