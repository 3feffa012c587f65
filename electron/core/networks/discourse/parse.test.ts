import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCooked } from './cooked.ts'
import { itemOf, itemsOf, parseRecorded } from './parse.ts'
import { wireTopic, readNotifications, readPosts } from './wire.ts'

/* Recorded shapes of Discourse to items. */

function recorded(name: string): { url: string; body: unknown } {
  const read: unknown = JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))
  if (typeof read !== 'object' || read === null || !('url' in read) || !('body' in read))
    throw new Error(name)
  return { url: String(read.url), body: read.body }
}

function itemsOfFixture(name: string) {
  const { url, body } = recorded(name)
  return parseRecorded({ url, headers: {}, body: Buffer.from(JSON.stringify(body)) })
}

const site = 'https://talk.example'
const kettle = () =>
  readPosts(wireTopic.parse(recorded('topic-with-oddities').body).post_stream.posts, 'talk.example')
const byNumber = (number: number) => {
  const post = kettle().find((one) => one.post_number === number)
  if (post === undefined) throw new Error(`no post ${String(number)}`)
  return post
}

describe('a topic with oddities', () => {
  const items = itemsOfFixture('topic-with-oddities')
  const named = (number: number) =>
    items.find(({ remoteId }) => remoteId === `talk.example/t/512/${String(number)}`)

  test('is read without its broken post, the note of a moderator and what its author took back', () => {
    expect(items.map(({ remoteId }) => remoteId.split('/').at(-1))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '8',
      '10',
      '11',
    ])
    expect(new Set(items.map(({ title }) => title))).toEqual(new Set(['A kettle that sings & nothing else']))
  })

  test('its first post is a post, with emoji by their names, a poll, likes and answers counted', () => {
    expect(named(1)).toMatchObject({
      kind: 'post',
      poll: true,
      metrics: { likes: 14, replies: 3 },
      parentRef: undefined,
      rootRef: undefined,
      author: { handle: '@orla', url: `${site}/u/orla` },
      url: `${site}/t/a-kettle-that-sings/512/1`,
    })
    expect(named(1)?.text).toContain('in B flat. Is that covered? :teapot:')
    expect(named(1)?.media).toEqual([])
    expect(named(1)?.author.avatarUrl).toBe(`${site}/user_avatar/talk.example/orla/90/9001_2.png`)
  })

  test('an answer names its post, and one that answers none the first', () => {
    expect(named(3)).toMatchObject({
      kind: 'comment',
      parentRef: 'talk.example/t/512/1',
      editedMs: Date.UTC(2026, 10, 20, 9),
    })
    expect(named(2)).toMatchObject({ parentRef: 'talk.example/t/512/1', rootRef: 'talk.example/t/512/1' })
    expect(named(2)?.editedMs).toBeUndefined()
  })

  test('quotes stand as quotes, names and addresses as spans', () => {
    const item = named(3)
    expect(item?.text).toMatch(/^orla:\n+in B flat\n+Ask @Ana\.Maria of the @kettles; see the manual\.$/)
    const spans = item?.spans.map(({ type, value, href }) => [type, value ?? href])
    expect(spans).toContainEqual(['mention', 'Ana.Maria@talk.example'])
    expect(spans).toContainEqual(['link', 'https://kettles.example/manual?a=1&b=2'])
    expect(item?.spans.some(({ type }) => type === 'quote' || type === 'strong')).toBe(true)
  })

  test('uploads are media, the big picture for the small, without its measures in the text', () => {
    const item = named(4)
    expect(item?.media).toEqual([
      {
        kind: 'image',
        url: `${site}/uploads/default/original/2X/a/kettle.jpeg`,
        alt: 'A blue kettle with a "hat"',
      },
      { kind: 'file', url: `${site}/uploads/short-url/song.pdf` },
    ])
    expect(item?.text).not.toMatch(/1920|301 KB/)
    expect(item?.text).toContain('song.pdf')
  })

  test('authors who left, have no name, or are machines', () => {
    expect(named(6)?.author).toMatchObject({
      handle: '@deleted',
      name: 'deleted',
      remoteId: 'talk.example#name-deleted',
    })
    expect(named(5)?.author).toMatchObject({ handle: '@tal', name: 'tal' })
    expect(named(8)?.author.isBot).toBe(true)
    expect(named(8)?.text).toContain('Kettle songs')
    expect(named(8)?.media).toEqual([])
    expect(named(10)?.standing).toEqual({ hidden: true })
    expect(named(11)?.text.length).toBeGreaterThan(30_000)
  })
})

test('who reads decides what is ours and what is spoken to us', () => {
  const as = (username: string, number: number) => {
    const { kind, mine, direct, standing } = itemOf(byNumber(number), { site, username })
    return { kind, mine, direct, liked: standing?.liked }
  }
  expect(as('Orla', 1)).toEqual({ kind: 'post', mine: true, direct: false, liked: false })
  expect(as('orla', 3)).toEqual({ kind: 'reply', mine: false, direct: true, liked: true })
  expect(as('ana.maria', 3)).toMatchObject({ kind: 'mention', direct: true })
  expect(as('noor', 3)).toMatchObject({ kind: 'comment', direct: false })
  const quoting = { ...byNumber(3), reply_to_user: undefined }
  expect(itemOf(quoting, { site, username: 'orla' })).toMatchObject({ kind: 'comment', direct: true })
})

test('what was taken back or deleted is told as gone', () => {
  const { deletions } = itemsOf(kettle(), { site })
  expect(deletions).toEqual([{ ref: 'talk.example/t/512/9' }])
})

test('the latest posts bring their titles, and a forum may stand in a folder', () => {
  expect(itemsOfFixture('latest-posts').map(({ remoteId, title }) => [remoteId, title])).toEqual([
    ['talk.example/t/530/4', 'Lost & found'],
    ['talk.example/t/531/1', 'مرحبا'],
  ])
  const [item] = itemsOfFixture('one-post-in-a-folder')
  expect(item).toMatchObject({
    remoteId: 'firm.example/talk/t/8/2',
    url: 'https://firm.example/talk/t/ordner/8/2',
  })
})

test('notifications are read without the broken one', () => {
  const read = readNotifications(recorded('notifications').body, 'talk.example')
  expect(read.map(({ id, data }) => [id, data.original_post_id])).toEqual([
    [70123, 9003],
    [70120, 9005],
    [70111, undefined],
    [70110, 9001],
  ])
})

test('whatever stands in a post, reading it ends, gives no markup and only addresses of the web', () => {
  const parts = [
    '<div class="meta">',
    '</div>',
    '<a class="lightbox" href="',
    '">',
    '<img alt="',
    '<aside data-username="',
    'x',
    '&',
    '"',
    'javascript:x',
    'https://a.example/b',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 60 }), (some) => {
      const { text, spans, media } = readCooked(some.join(''), site)
      expect(text.isWellFormed()).toBe(true)
      for (const { end } of spans) expect(end).toBeLessThanOrEqual(text.length)
      for (const { url } of media) expect(url).toMatch(/^https?:\/\//)
    }),
  )
})
