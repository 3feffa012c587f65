import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Recorded } from '../types.ts'
import { itemsOf, parseRecorded, type Viewer } from './parse.ts'
import { fieldOf, readViews } from './wire.ts'

function recorded(name: string): Recorded & { data: unknown } {
  const path = new URL(`./fixtures/${name}.json`, import.meta.url)
  const { url, headers, body }: { url: string; headers: Record<string, string>; body: unknown } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  return { url, headers, body: Buffer.from(JSON.stringify(body)), data: body }
}

const me = { id: 2, address: 'https://town.example/u/crumb', handle: '@crumb@town.example' }
const viewer: Viewer = { server: 'https://town.example', me }

function viewsIn(name: string, list: string) {
  return readViews(fieldOf(recorded(name).data, list), 'town.example')
}

test('replies of 0.19: who, where, below what, and liked or not', () => {
  const { items, deletions } = itemsOf(viewsIn('lemmy-0.19-replies', 'replies'), viewer, 'reply')
  expect(items[0]).toMatchObject({
    remoteId: 'https://town.example/comment/211',
    ref: 'comment-211',
    parentRef: 'comment-201',
    rootRef: 'post-101',
    kind: 'reply',
    direct: true,
    mine: false,
    title: 'Rye that sticks to the basket: what I tried, in order',
    text: 'Danke! Und wer kein Tuch hat? Mehr bei @crumb@town.example im Faden.',
    author: {
      remoteId: 'https://hills.example/u/greta',
      handle: '@greta@hills.example',
      name: 'Greta Vogel',
      bio: 'Wandern, Roggenbrot.',
    },
    metrics: { likes: 4, replies: 0 },
    standing: { liked: true },
  })
  expect(items[0]?.spans.map(({ type, value }) => [type, value])).toEqual([
    ['emphasis', undefined],
    ['mention', 'crumb@town.example'],
  ])
  expect(items[1]?.standing).toEqual({ liked: false })
  // One that comes from Mastodon keeps the name that it has there.
  expect(items[2]?.remoteId).toBe('https://harbour.example/users/haruki_m/statuses/112233445566')
  expect(deletions).toEqual([{ ref: 'comment-214' }])
})

test('what travelled badly is told late, and keeps the time at which it was written', () => {
  const late = viewsIn('lemmy-0.19-replies', 'replies')[1]
  expect(late?.toldMs).toBe(Date.UTC(2026, 8, 30, 7, 59))
  expect(late?.comment?.createdMs).toBe(Date.UTC(2026, 8, 29, 20))
})

test('a comment list: ours, HTML as text, removed ones, robots, and broken entries among good ones', () => {
  const { items, deletions } = itemsOf(viewsIn('lemmy-0.19-comments', 'comments'), viewer)
  const [ours, html, long, bot] = items
  expect(ours).toMatchObject({ mine: true, direct: false, kind: 'comment', editedMs: expect.any(Number) })
  expect(html?.text).toContain('<script>alert(1)</script> & <b>not bold</b>')
  expect(html?.author).toMatchObject({ name: '<b>Leo</b>', avatarUrl: undefined })
  expect(html?.media).toEqual([
    { kind: 'image', url: 'https://town.example/pictrs/image/loaf.webp', alt: 'a loaf' },
  ])
  expect(long?.text.length).toBeGreaterThan(9000)
  expect(bot?.author.isBot).toBe(true)
  expect(bot?.spans.map(({ href }) => href)).toEqual([
    'mailto:crumb@town.example',
    'https://lindenbrook.example/bins.json',
  ])
  expect(deletions).toEqual([{ ref: 'comment-232' }])
  expect(items).toHaveLength(4)
})

test('posts: a link before the words, a picture as one, a warning, and what is gone', () => {
  const { items, deletions } = itemsOf(viewsIn('lemmy-0.19-posts', 'posts'), viewer)
  const [plain, link, picture, warned] = items
  expect(plain).toMatchObject({
    kind: 'post',
    parentRef: undefined,
    rootRef: undefined,
    metrics: { likes: 143, replies: 14 },
  })
  expect(link).toMatchObject({
    title: 'The bins are open data now',
    text: 'https://lindenbrook.example/bins.json\n\nAll 214 of them.',
  })
  expect(link?.spans.map(({ start, end, type }) => [link.text.slice(start, end), type])).toEqual([
    ['https://lindenbrook.example/bins.json', 'link'],
    ['214', 'emphasis'],
  ])
  expect(picture).toMatchObject({
    text: '',
    media: [{ kind: 'image', url: 'https://town.example/pictrs/image/oven.jpeg', alt: 'A blue oven' }],
  })
  expect(warned?.warning).toBe('NSFW')
  expect(deletions).toEqual([{ ref: 'post-105' }])
  // The one without an address is left out.
  expect(items).toHaveLength(4)
})

test('1.0 tells the same of the same: one name, other numbers', () => {
  const [old] = parseRecorded(recorded('lemmy-0.19-replies'))
  const [fresh, post] = parseRecorded(recorded('lemmy-1.0-notifications'))
  expect(fresh?.remoteId).toBe(old?.remoteId)
  expect([old?.ref, fresh?.ref, fresh?.parentRef, fresh?.rootRef]).toEqual([
    'comment-211',
    'comment-7211',
    'comment-7201',
    'post-7101',
  ])
  expect(post).toMatchObject({ kind: 'post', title: 'For @crumb' })
  // Letters to us and what moderators did are no posts, and are left out.
  expect(parseRecorded(recorded('lemmy-1.0-notifications'))).toHaveLength(2)
})

test('votes are read as 1.0 and its test versions tell them', () => {
  const liked = (name: string, list: string) => viewsIn(name, list).map((view) => view.liked)
  expect(liked('lemmy-1.0-notifications', 'items')).toEqual([true, false])
  expect(liked('lemmy-1.0-search', 'search')).toEqual([false, true])
})

test('lists by the names of test versions, and the words of PieFed, are understood', () => {
  expect(parseRecorded(recorded('lemmy-1.0-comments-test-version'))[0]?.text).toBe('Semolina works.')
  expect(parseRecorded(recorded('piefed-comments'))[0]).toMatchObject({
    text: 'A pie is bread too.',
    title: 'Is it bread?',
    author: { handle: '@ines@pie.example' },
  })
})

test('on our post and below our comment it is said to us, also where no inbox says so', () => {
  const [comment] = viewsIn('lemmy-0.19-comments', 'comments').slice(1)
  if (comment?.comment === undefined) throw new Error('there is a comment')
  const onOurs = { ...comment, post: { ...comment.post, creatorId: 2 } }
  expect(itemsOf([onOurs], viewer).items[0]).toMatchObject({ kind: 'reply', direct: true })
  const belowOurs = { ...comment, comment: { ...comment.comment, path: '0.201.231' } }
  const all = [...viewsIn('lemmy-0.19-comments', 'comments').slice(0, 1), belowOurs]
  expect(itemsOf(all, viewer).items[1]).toMatchObject({ kind: 'reply', direct: true })
  // Deeper down on our post it is an answer to somebody else.
  const deeper = { ...onOurs, comment: { ...comment.comment, path: '0.77.231' } }
  expect(itemsOf([deeper], viewer).items[0]).toMatchObject({ kind: 'comment', direct: false })
  expect(itemsOf([onOurs], { server: viewer.server }).items[0]).toMatchObject({ direct: false })
})

test('times without a zone, as before 0.19, are in UTC', () => {
  const bare = JSON.parse(
    JSON.stringify(recorded('lemmy-0.19-comments').data).replaceAll('654321Z"', '654321"'),
  )
  const [view] = readViews(fieldOf(bare, 'comments'), 'town.example')
  expect(view?.comment?.createdMs).toBe(Date.UTC(2026, 8, 30, 8, 15, 0, 654))
})

test('what is kept holds the post without its words, so that they are stored once', () => {
  const [item] = itemsOf(viewsIn('lemmy-0.19-comments', 'comments'), viewer).items
  expect(fieldOf(fieldOf(item?.raw, 'post'), 'body')).toBeUndefined()
  expect(fieldOf(fieldOf(item?.raw, 'post'), 'locked')).toBe(false)
})
