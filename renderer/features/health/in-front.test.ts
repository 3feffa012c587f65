import { expect, it } from 'vitest'
import type { Stream } from '#shared/domain/stream'
import { streamsInFront } from './in-front.ts'

const stream = (id: number, kind: Stream['kind'], paused = false): Stream => ({
  id,
  network: 'fake',
  kind,
  name: `Stream ${id}`,
  config: {},
  intervalMs: 60_000,
  paused,
  notify: 'badge',
  health: 'ok',
  live: false,
  open: 0,
  itemCount: 0,
})
const streams = [
  stream(1, 'mentions'),
  stream(2, 'hashtag'),
  stream(3, 'feed'),
  stream(4, 'comments'),
  stream(5, 'replies', true),
]

it('is the stream that is shown', () => {
  expect(streamsInFront({ type: 'stream', streamId: 3 }, streams)).toEqual([3])
  expect(streamsInFront({ type: 'stream', streamId: 5 }, streams)).toEqual([])
})

it('is whatever speaks to us where a lane or a search is shown', () => {
  expect(streamsInFront({ type: 'lane', lane: 'heard' }, streams)).toEqual([1, 4])
  expect(streamsInFront({ type: 'search', query: 'rye' }, streams)).toEqual([1, 4])
})
