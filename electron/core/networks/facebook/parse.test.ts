import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FetchedItem } from '../types.ts'
import { commentItem, commentPlace, postItem } from './parse.ts'
import { network } from './index.ts'
import { readEdge, readInnerEdge, readNode, wireComment, wirePost } from './wire.ts'

function recorded(name: string): {
  url: string
  headers: Record<string, string>
  body: Record<string, unknown>
} {
  // Written by us in this shape.
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as ReturnType<
    typeof recorded
  >
}

async function itemsOf(name: string): Promise<FetchedItem[]> {
  const { url, headers, body } = recorded(name)
  return network.parseRecorded({ url, headers, body: Buffer.from(JSON.stringify(body)) })
}

const bakery = { pageId: '104857600017', igUsername: 'crumb.bakery' }
const posts = () => readEdge(wirePost, recorded('page-feed').body).nodes.map((node) => postItem(node, bakery))

test('the wall: our own post is ours, a visitor and who tags us speak to us, a broken entry does no harm', () => {
  expect(posts().map(({ kind, mine, direct, author }) => [kind, mine, direct, author.handle])).toEqual([
    ['post', true, false, 'Crumb Bakery'],
    ['mention', false, true, 'Odalys Brandt'],
    ['mention', false, true, 'name withheld'],
  ])
})

test('a post keeps its words, tags, counts, link and pictures', () => {
  const [own, album, tagged] = posts()
  expect(own).toMatchObject({
    remoteId: '104857600017_122101',
    ref: '104857600017_122101',
    createdMs: Date.UTC(2026, 9, 1, 6, 30),
    url: 'https://www.facebook.com/104857600017/posts/122101',
    metrics: { likes: 17, reposts: 4, replies: 2 },
    standing: { liked: false, hidden: false },
  })
  // The link stands in the words already, so it is not said twice.
  expect(own?.text).not.toContain('Spelt with caraway')
  expect(own?.spans.map(({ type }) => type)).toEqual(['link', 'hashtag', 'mention'])
  expect(album).toMatchObject({
    text: 'Odalys Brandt shared a photo.',
    standing: { liked: undefined, hidden: true },
    media: [
      { kind: 'image', url: 'https://scontent.example/a.jpg' },
      { kind: 'video', url: 'https://video.example/b.mp4', previewUrl: 'https://scontent.example/b.jpg' },
    ],
  })
  // Tags in the older shape, by their offset.
  expect(tagged?.spans).toEqual([
    {
      start: 20,
      end: 32,
      type: 'mention',
      value: 'Crumb Bakery',
      href: 'https://www.facebook.com/104857600017',
    },
  ])
})

test('a shared link that is not in the words comes below them', () => {
  const [first] = readEdge(wirePost, recorded('page-feed').body).nodes
  if (first === undefined) throw new Error('the fixture is empty')
  const { text, spans } = postItem(
    { ...first, node: { ...first.node, message: 'Look', message_tags: [] } },
    bakery,
  )
  expect(text).toBe('Look\n\nSpelt with caraway\nhttps://crumb.example/spelt')
  expect(spans.map(({ href }) => href)).toEqual(['https://crumb.example/spelt'])
})

test('comments know what they answer, one level deep, and whether they are hidden', () => {
  const [value] = Object.values(recorded('posts-by-id').body)
  const post = readNode(wirePost, value)
  const comments = readInnerEdge(wireComment, post?.node.comments)?.nodes ?? []
  const items = comments.map((read) =>
    commentItem(read, commentPlace(read.node, '104857600017_122101'), bakery),
  )
  expect(items.map(({ ref, parentRef, standing }) => [ref, parentRef, standing?.hidden])).toEqual([
    ['104857600017_122101/122101_55001/122101_55003', '104857600017_122101/122101_55001', false],
    ['104857600017_122101/122101_55001/122101_55002', '104857600017_122101/122101_55001', true],
    ['104857600017_122101/122101_55001', '104857600017_122101', false],
  ])
  expect(items[0]?.spans.map(({ value: name }) => name)).toEqual(['Ana', 'Crumb Bakery'])
  expect(items[1]).toMatchObject({
    text: '',
    author: { handle: 'name withheld' },
    media: [{ kind: 'image', url: 'https://scontent.example/sticker.png' }],
  })
  expect(items.every(({ kind, direct }) => kind === 'comment' && direct)).toBe(true)
})

test('recordings of every shape give their items', async () => {
  expect((await itemsOf('page-feed')).length).toBe(3)
  expect((await itemsOf('posts-by-id')).map(({ kind }) => kind)).toEqual([
    'mention',
    'comment',
    'comment',
    'comment',
  ])
  expect((await itemsOf('comment-replies')).map(({ ref }) => ref)).toEqual(['122101_55001/122101_55004'])
  expect((await itemsOf('instagram-media')).map(({ remoteId, media }) => [remoteId, media[0]?.kind])).toEqual(
    [
      ['ig:17895695668004550', 'video'],
      ['ig:17895695668004551', 'image'],
    ],
  )
  const onInstagram = await itemsOf('instagram-comments')
  expect(onInstagram.map(({ ref, author }) => [ref, author.handle])).toEqual([
    ['ig/17895695668004550/17870913679156914', '@wren.draws'],
    ['ig/17895695668004550/17870913679156914/17870913679156999', '@crumb.bakery'],
    ['ig/17895695668004550/17870913679156915', 'name withheld'],
  ])
  expect(JSON.stringify(await itemsOf('page-feed'))).not.toContain('access_token')
})
