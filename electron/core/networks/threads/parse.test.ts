import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FetchedItem } from '../types.ts'
import { network } from './index.ts'
import { isRepost, itemOf, type Heard } from './parse.ts'
import { placeOf, refOf } from './ref.ts'
import { wordsOf } from './text.ts'
import { readList, wirePost } from './wire.ts'

interface Recording {
  url: string
  headers: Record<string, string>
  body: Record<string, unknown>
}

function recorded(name: string): Recording {
  // Written by us in this shape.
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as Recording
}

function itemsOf(name: string): FetchedItem[] {
  const { url, headers, body } = recorded(name)
  return network.parseRecorded({ url, headers, body: Buffer.from(JSON.stringify(body)) })
}

const bakery = { username: 'Crumb.Bakery' }
const heardIn = (name: string, heard: Heard = {}) =>
  readList(wirePost, recorded(name).body).nodes.map((read) => itemOf(read, bakery, heard))

test('mentions: a post, a reply elsewhere, a topic of several words; a broken entry does no harm', () => {
  const [post, reply, hebrew] = heardIn('mentions', { named: true })
  expect(heardIn('mentions')).toHaveLength(3)
  expect(post).toMatchObject({
    remoteId: '18102938475610001',
    ref: '18102938475610001',
    kind: 'mention',
    direct: true,
    createdMs: Date.UTC(2026, 9, 1, 8, 12, 45),
    author: {
      remoteId: 'ana.rivers',
      handle: '@ana.rivers',
      name: 'ana.rivers',
      url: 'https://www.threads.com/@ana.rivers',
    },
    url: 'https://www.threads.com/@ana.rivers/post/DAbcdEFgh12',
  })
  // The link stands in the words already, so it is not said twice.
  expect(post?.text).toBe('@crumb.bakery is the seeded one sliced? https://crumb.example/menu 🥖')
  expect(post?.spans).toEqual([
    {
      start: 0,
      end: 13,
      type: 'mention',
      value: '@crumb.bakery',
      href: 'https://www.threads.com/@crumb.bakery',
    },
    { start: 40, end: 66, type: 'link', href: 'https://crumb.example/menu' },
  ])
  expect(reply).toMatchObject({
    kind: 'reply',
    ref: '18102938475600090/18102938475610002',
    parentRef: '18102938475600090/18102938475600095',
    rootRef: '18102938475600090',
  })
  expect(hebrew?.text.endsWith('\n\n#Bread Threads')).toBe(true)
  expect(hebrew?.spans.map(({ type, value }) => [type, value])).toEqual([
    ['mention', '@crumb.bakery'],
    ['hashtag', 'Bread Threads'],
  ])
  expect(hebrew?.media).toEqual([
    { kind: 'image', url: 'https://scontent.example/v/t51/challah.jpg?stp=dst', alt: 'A plaited loaf' },
  ])
})

test('a conversation below our post: everything speaks to us but our own words; hidden ones say so', () => {
  const items = heardIn('conversation', { ours: true })
  expect(items.map(({ mine, direct, kind, standing }) => [mine, direct, kind, standing?.hidden])).toEqual([
    [false, true, 'reply', false],
    [false, true, 'reply', true],
    [true, false, 'post', false],
    [false, true, 'reply', false],
  ])
  expect(items[0]).toMatchObject({ text: '', author: { handle: 'name withheld' } })
  expect(items[0]?.url).toBeUndefined()
  expect(items[2]?.parentRef).toBe(items[3]?.ref)
  expect(items[3]?.parentRef).toBe('18102938475600001')
})

test('our posts: pictures of an album, a poll; what was only shared is left out', () => {
  const nodes = readList(wirePost, recorded('own-posts').body).nodes
  expect(nodes.map((read) => isRepost(read))).toEqual([false, true, false])
  const [album, , poll] = heardIn('own-posts')
  expect(album).toMatchObject({
    mine: true,
    kind: 'post',
    media: [
      { kind: 'image', url: 'https://scontent.example/a.jpg', alt: 'A round loaf' },
      { kind: 'video', url: 'https://video.example/b.mp4', previewUrl: 'https://scontent.example/b.jpg' },
    ],
  })
  // The topic stands in the words with its sign.
  expect(album?.text).toBe('New: a spelt loaf with caraway. #Bread')
  expect([album?.poll, poll?.poll]).toEqual([undefined, true])
})

test('recordings of every shape give their items', () => {
  expect(itemsOf('mentions').map(({ kind }) => kind)).toEqual(['mention', 'reply', 'mention'])
  expect(itemsOf('conversation').map(({ mine }) => mine)).toEqual([false, false, true, false])
  expect(itemsOf('own-posts')).toHaveLength(2)
  const [long, audio] = itemsOf('keyword-search')
  expect(long?.text.length).toBeGreaterThan(400)
  expect(audio?.media.map(({ kind, url }) => [kind, url])).toEqual([
    ['audio', 'https://audio.example/c.m4a'],
    ['image', 'https://media.example/loaf.gif'],
  ])
  expect(itemsOf('one-post').map(({ ref }) => ref)).toEqual(['18102938475600001/18102938475600003'])
  expect(() => itemsOf('error-not-shown')).toThrow(/list/)
})

test('an item is named by its place, and the place is read back from the name', () => {
  expect(refOf({ id: '18', root: '18' })).toBe('18')
  for (const place of [{ id: '18' }, { id: '19', root: '18' }]) expect(placeOf(refOf(place))).toEqual(place)
  for (const broken of ['', '/', '18/', '/18', '1/2/3']) expect(() => placeOf(broken)).toThrow(/belongs/)
})

test('a topic is marked where it stands in the words, else below them, and never twice', () => {
  const tagIn = (text: string, topic_tag: string) => {
    const words = wordsOf({ text, topic_tag })
    const tags = words.spans.filter(({ type }) => type === 'hashtag')
    return [words.text, tags.map(({ start, end, value }) => [words.text.slice(start, end), value])]
  }
  expect(tagIn('A crust a day. breadtalk', 'breadtalk')).toEqual([
    'A crust a day. breadtalk',
    [['breadtalk', 'breadtalk']],
  ])
  expect(tagIn('With #rye', 'rye')).toEqual(['With #rye', [['#rye', 'rye']]])
  expect(tagIn('Dryer than usual', 'rye')).toEqual(['Dryer than usual\n\n#rye', [['#rye', 'rye']]])
  expect(tagIn('', 'Bread Threads')).toEqual(['#Bread Threads', [['#Bread Threads', 'Bread Threads']]])
  // A word inside of a link or a name is no word of the text.
  expect(tagIn('https://a.example/rye', 'rye')).toEqual(['https://a.example/rye\n\n#rye', [['#rye', 'rye']]])
})

test('words: a link that was attached comes below, names have dots inside and none at their end', () => {
  const { text, spans } = wordsOf({
    text: 'Ask @leo.t.',
    link_attachment_url: 'https://crumb.example/a',
    topic_tag: '',
  })
  expect(text).toBe('Ask @leo.t.\n\nhttps://crumb.example/a')
  expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['@leo.t', 'https://crumb.example/a'])
  expect(wordsOf({ text: 'mail ana@crumb.example #1 #١ a#b', topic_tag: '' }).spans).toEqual([])
  expect(wordsOf({ text: '\ud800', topic_tag: '' }).text.isWellFormed()).toBe(true)
})
