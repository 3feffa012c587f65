import { expect, test } from 'vitest'
import { recorded } from '../conformance-items.ts'
import type { FetchedItem } from '../types.ts'
import { commentItem, commentOfRaw, videoItem, type Viewer } from './parse.ts'
import { parseRecorded } from './recorded.ts'
import { namesHandle, spansOf } from './text.ts'
import { wireVideo } from './wire.ts'

const us: Viewer = { channelId: 'UCq1yH3vKxO0cW8mTz4RbNdA', handle: '@crumbbakery', isKeeper: true }
const items = (file: string) => parseRecorded(recorded(`./youtube/fixtures/${file}`))

function only(list: readonly FetchedItem[], start: string): FetchedItem {
  const found = list.find(({ text }) => text.startsWith(start))
  if (found === undefined) throw new Error(`nobody said "${start}"`)
  return found
}

/** As the bakery would have heard it. */
function heardByUs({ raw }: FetchedItem): FetchedItem {
  const kept = commentOfRaw(raw)
  if (kept === undefined) throw new Error('nothing was kept')
  return commentItem(kept.comment, kept.place, us)
}

test('threads give their comment and the replies that came along; what is broken is left out', () => {
  const list = items('comment-threads.json')
  expect(list).toHaveLength(5)
  expect(only(list, 'At 1:52')).toMatchObject({
    remoteId: 'UgzDE2tasfmrYLyNkGt4AaABAg',
    ref: 'kXJ2cRr-9sQ/UgzDE2tasfmrYLyNkGt4AaABAg',
    kind: 'comment',
    author: { remoteId: 'UCpriya000000000000000AA', handle: '@priya-bakes', name: 'priya-bakes' },
    createdMs: Date.UTC(2026, 10, 19, 9, 41, 7),
    editedMs: Date.UTC(2026, 10, 19, 9, 44, 30),
    url: 'https://www.youtube.com/watch?v=kXJ2cRr-9sQ&lc=UgzDE2tasfmrYLyNkGt4AaABAg',
    metrics: { likes: 12 },
    standing: { moderation: 'approved' },
  })
  expect(only(list, 'Three in the morning')).toMatchObject({
    parentRef: 'kXJ2cRr-9sQ/UgzDE2tasfmrYLyNkGt4AaABAg',
    editedMs: undefined,
    standing: undefined,
  })
})

test('addresses, handles and hashtags are spans, and plain text stays as it is', () => {
  const { text, spans } = only(items('comment-threads.json'), 'At 1:52')
  expect(spans.map(({ start, end, type }) => [text.slice(start, end), type])).toEqual([
    ['https://flip.example/once?a=1&b=2', 'link'],
    ['#rye', 'hashtag'],
    ['@crumbbakery', 'mention'],
  ])
  expect(spansOf('mail me@home.example, 2:40 @ the mill, @نور-النحل!').map(({ value }) => value)).toEqual([
    'نور-النحل',
  ])
  expect(namesHandle('Thanks @CrumbBakery.', '@crumbbakery')).toBe(true)
  expect(namesHandle('Thanks @crumbbakery2', '@crumbbakery')).toBe(false)
})

test('closed accounts, comments below posts of a channel, and what waits are told apart', () => {
  const list = items('comment-threads.json')
  expect(only(list, '请问').author).toMatchObject({
    handle: 'account closed',
    remoteId: 'name:account closed',
  })
  const onPost = only(list, 'Will the blue oven')
  expect(onPost).toMatchObject({
    ref: '-/UgwOnThePost000000004AaABAg',
    url: 'https://www.youtube.com/channel/UCq1yH3vKxO0cW8mTz4RbNdA/community?lc=UgwOnThePost000000004AaABAg',
    standing: { moderation: 'held' },
  })
})

test('on our channel everything of theirs speaks to us; what we said does not', () => {
  const list = items('comment-threads.json').map(heardByUs)
  expect(list.filter(({ mine }) => mine).map(({ text }) => text)).toEqual([
    'Three in the morning. It did not mind.',
  ])
  expect(list.filter(({ direct }) => direct)).toHaveLength(4)
})

test('elsewhere a comment speaks to us where it names us or answers us', () => {
  const kept = commentOfRaw(only(items('comment-threads.json'), 'At 1:52').raw)
  const reply = commentOfRaw(items('comments.json')[0]?.raw ?? null)
  if (kept === undefined || reply === undefined) throw new Error('nothing was kept')
  const elsewhere = { channel: 'UCtheo0000000000000000AA' }
  expect(commentItem(kept.comment, { ...kept.place, ...elsewhere }, us)).toMatchObject({
    kind: 'mention',
    direct: true,
  })
  const below = { ...reply.place, ...elsewhere, topAuthor: us.channelId }
  expect(commentItem(reply.comment, below, us)).toMatchObject({ kind: 'reply', direct: true })
  expect(commentItem(reply.comment, { ...below, topAuthor: 'UCother' }, us)).toMatchObject({
    kind: 'comment',
    direct: false,
  })
})

test('replies by themselves say nothing of their video, and odd fields do no harm', () => {
  const [first, second, ...rest] = items('comments.json')
  expect(rest).toEqual([])
  expect(first?.ref).toBe('-/UgzDE2tasfmrYLyNkGt4AaABAg.A9xYz0000029-p3Vn1aQkZ')
  expect(second).toMatchObject({
    text: '\ufffd lone halves happen',
    author: { remoteId: 'name:@dimitri-k' },
    metrics: { likes: undefined },
    standing: undefined,
    url: undefined,
  })
})

test('videos have a title, a description and a picture; a feed tells the same of them', () => {
  const [rye, ryes] = items('videos.json')
  expect(rye).toMatchObject({
    kind: 'post',
    title: 'How we shape a rye, at three in the morning & why',
    metrics: { likes: 812, replies: 57 },
    media: [{ kind: 'image', url: 'https://i.ytimg.com/vi/kXJ2cRr-9sQ/mqdefault.jpg' }],
    url: 'https://www.youtube.com/watch?v=kXJ2cRr-9sQ',
  })
  expect(rye?.text.startsWith('Four minutes, one take.\n\n0:00 Scaling')).toBe(true)
  expect(ryes).toMatchObject({ author: { handle: 'UCtheo0000000000000000AA' }, media: [], metrics: {} })
  const [fed, ...rest] = items('channel-feed.xml')
  expect(rest).toEqual([])
  expect(fed).toMatchObject({
    remoteId: '0pLmQx_aB3c',
    author: { remoteId: 'UCtheo0000000000000000AA', name: 'The Long Table' },
    title: 'Eleven ryes & one winner 🏆 – “blind”',
    text: 'Tasting with water <and> silence.\nSourdough only: https://long-table.example',
    createdMs: Date.UTC(2026, 10, 17, 18, 0, 9),
    metrics: { likes: 73 },
  })
})

test('a video that names us speaks to us, one of ours does not', () => {
  const video = wireVideo.parse({
    id: 'kXJ2cRr-9sQ',
    snippet: {
      publishedAt: '2026-11-18T03:05:00Z',
      channelId: 'UCx',
      title: 'With @crumbbakery',
      description: '',
    },
  })
  expect(videoItem(video, us)).toMatchObject({ kind: 'mention', direct: true, mine: false })
  const ours = { ...video, snippet: { ...video.snippet, channelId: us.channelId ?? '' } }
  expect(videoItem(ours, us)).toMatchObject({ kind: 'post', direct: false, mine: true })
})

test('a refusal holds no comments', () => {
  expect(() => items('error-comments-disabled.json')).toThrow('holds no comments')
})
