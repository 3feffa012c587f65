import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { recorded } from '../conformance-items.ts'
import { itemsOf, parseRecorded } from './parse.ts'
import { home } from './place.ts'
import { readFeed } from './rss.ts'
import { toldOf } from './told.ts'
import { readListing, readPage } from './wire.ts'

const file = (name: string) => recorded(`./reddit/fixtures/${name}`)
const body = (name: string): unknown => JSON.parse(new TextDecoder().decode(file(name).body))
const byName = (name: string, id: string) => {
  const found = parseRecorded(file(name)).find(({ remoteId }) => remoteId === id)
  if (found === undefined) throw new Error(`${name} holds no ${id}`)
  return found
}
/** As our account reads it. */
const asUs = (name: string) =>
  itemsOf(
    readListing(body(name), 'reddit').things.map((thing) => toldOf(thing, true)),
    { place: home, me: 'crumb_shop' },
  )

test('a post has its words, its spans, its times and no HTML', () => {
  const post = byName('new.json', 't3_1mqa01')
  expect(post).toMatchObject({
    ref: 't3_1mqa01',
    kind: 'post',
    title: 'Why does my crust <crack> & sing?',
    text: 'Day three. Ask u/Crumb_Shop, or read this.\n\nIt sings.\n\n• rye\n• salt',
    createdMs: 1_790_000_900_000,
    editedMs: 1_790_001_500_000,
    url: 'https://www.reddit.com/r/dailyloaf/comments/1mqa01/x/',
    metrics: { likes: 57, replies: 12 },
    author: { remoteId: 'ana_bakes', handle: 'u/Ana_Bakes', name: 'Ana_Bakes' },
    mine: false,
    direct: false,
  })
  const spans = post.spans.map(({ start, end, type, href, value }) => [post.text.slice(start, end), type, value ?? href]) // prettier-ignore
  expect(spans).toEqual([
    ['Day three.', 'strong', undefined],
    ['u/Crumb_Shop', 'mention', 'u/Crumb_Shop'],
    ['this', 'link', 'https://e.example/a?b=1&c=2'],
    ['It sings.', 'quote', undefined],
  ])
  expect(post.standing).toBeUndefined()
})

test('links, pictures, galleries, polls, warnings and hidden points are told as what they are', () => {
  const link = byName('new.json', 't3_1mqa02')
  expect(link).toMatchObject({
    text: 'https://news.example/bread?x=1',
    warning: 'NSFW',
    createdMs: 1_790_000_800_500,
  })
  expect(link.metrics.likes).toBeUndefined()
  expect(byName('new.json', 't3_1mqa03')).toMatchObject({
    text: '',
    warning: 'Spoiler',
    media: [{ kind: 'image', url: 'https://i.redd.it/abcdef.jpg' }],
  })
  expect(byName('new.json', 't3_1mqa04').media.map(({ url }) => url)).toEqual([
    'https://preview.redd.it/m1.jpg?width=100&s=1',
    'https://i.redd.it/m2.gif',
  ])
  expect(byName('new.json', 't3_1mqa05')).toMatchObject({ poll: true, raw: { locked: true } })
  expect(byName('new.json', 't3_1mqa08')).toMatchObject({
    text: 'Still here.',
    author: { remoteId: '[deleted]', handle: '[deleted]' },
    raw: { archived: true },
  })
  expect(byName('new.json', 't3_1mqa0a').text.length).toBeGreaterThan(19_000)
})

test('what was deleted or removed is a deletion, and a broken entry among good ones is skipped', () => {
  const { items, deletions } = asUs('new.json')
  expect(deletions).toEqual([{ ref: 't3_1mqa06' }, { ref: 't3_1mqa07' }])
  expect(items).toHaveLength(7)
  expect(asUs('subreddit-comments.json').deletions).toEqual([{ ref: 't1_nb00003' }])
})

test('a comment knows its parent, its post and how we voted', () => {
  const [first, second] = asUs('subreddit-comments.json').items
  expect(first).toMatchObject({
    kind: 'comment',
    parentRef: 't3_1mqa01',
    rootRef: 't3_1mqa01',
    title: 'Why does my crust <crack> & sing?',
    metrics: { likes: 9 },
    standing: { liked: true },
  })
  expect(second).toMatchObject({ author: { isBot: true }, standing: { liked: false } })
  expect(second?.metrics.likes).toBeUndefined()
})

test('the inbox says itself what speaks to us; letters are left alone', () => {
  const { items } = asUs('inbox.json')
  expect(
    items.map(({ remoteId, kind, direct, rootRef, text }) => [remoteId, kind, direct, rootRef, text]),
  ).toEqual([
    ['t1_nb00011', 'reply', true, 't3_1mqa01', 'And the door?'],
    ['t1_nb00012', 'mention', true, 't3_1mqa03', 'u/crumb_shop would know'],
    ['t1_nb00013', 'reply', true, 't3_1mqa01', 'Mine too'],
  ])
  expect(items[0]?.url).toBe('https://www.reddit.com/r/dailyloaf/comments/1mqa01/why/nb00011/')
})

test('elsewhere an answer to our post, to our comment and our name are known too, in upper and lower case', () => {
  const told = readListing(body('subreddit-comments.json'), 'reddit').things.map((thing) =>
    toldOf(thing, true),
  )
  const kinds = (me: string) => itemsOf(told, { place: home, me }).items.map(({ kind, mine, direct }) => [kind, mine, direct]) // prettier-ignore
  expect(kinds('ana_bakes')).toEqual([
    ['reply', false, true],
    ['reply', false, true],
  ])
  expect(kinds('KWAME')[0]).toEqual(['comment', true, false])
  expect(asUs('new.json').items[0]).toMatchObject({ kind: 'mention', direct: true })
})

test('a page of comments is flat, holes hold up what answers them, and what is left out is named', () => {
  const { things, mores } = readPage(body('comments-of-a-post.json'), 'reddit')
  const { items, deletions } = itemsOf(
    things.map((thing) => toldOf(thing, true)),
    { place: home },
  )
  expect(items.map(({ remoteId, parentRef }) => [remoteId, parentRef])).toEqual([
    ['t3_1mqa01', undefined],
    ['t1_nb00001', 't3_1mqa01'],
    ['t1_nb00014', 't1_nb00003'],
  ])
  expect(items[2]?.text).toBe('code  here\n\nand not there')
  expect(deletions).toEqual([{ ref: 't1_nb00003' }])
  expect(mores.map(({ count, children }) => [count, children.length])).toEqual([
    [0, 0],
    [7, 3],
  ])
})

test('a feed tells the same things by the same names and in the same words', () => {
  const byApi = new Map(parseRecorded(file('new.json')).map((item) => [item.remoteId, item]))
  const posts = parseRecorded(file('feed-new.xml'))
  expect(posts.map(({ remoteId }) => remoteId)).toEqual(['t3_1mqa01', 't3_1mqa02', 't3_1mqa03', 't3_1mqa08'])
  for (const post of posts) {
    const other = byApi.get(post.remoteId)
    expect([post.title, post.text, post.spans, post.media, post.author]).toEqual(
      other === undefined ? [] : [other.title, other.text, other.spans, other.media, other.author],
    )
  }
  expect(posts[0]?.createdMs).toBe(byApi.get('t3_1mqa01')?.createdMs)
  const comments = parseRecorded(file('feed-comments.xml'))
  expect(comments.map(({ remoteId, rootRef, title }) => [remoteId, rootRef, title])).toEqual([
    ['t1_nb00001', 't3_1mqa01', 'Why does my crust <crack> & sing?'],
    ['t1_nb00031', 't3_1mqa01', 'Why does my crust <crack> & sing?'],
  ])
  expect(comments[1]?.text).toBe('Und wer kein Tuch hat?\n\n1 < 2')
  expect(comments[0]?.parentRef).toBeUndefined()
  expect(readFeed(file('feed-comments.xml').body, 'reddit').filter(({ isGone }) => isGone)).toHaveLength(1)
})

test('what was just said is read, a refusal and a wall are none', () => {
  expect(parseRecorded(file('said.json'))[0]?.text).toBe('It sticks.\nIt always has.')
  for (const name of ['refused-often.json', 'private-subreddit.json', 'blocked.html'])
    expect(() => parseRecorded(file(name)), name).toThrow(Failure)
})
