import { describe, expect, it } from 'vitest'
import type { Account } from '#shared/domain/account'
import type { Stream } from '#shared/domain/stream'
import { streamsInFront } from './in-front.ts'

const stream = (id: number, kind: Stream['kind'], more: Partial<Stream> = {}): Stream => ({
  id,
  network: 'fake',
  kind,
  name: `Stream ${id}`,
  config: {},
  intervalMs: 60_000,
  paused: false,
  notify: 'badge',
  health: 'ok',
  live: false,
  open: 0,
  itemCount: 0,
  ...more,
})
const streams = [
  stream(1, 'mentions', { accountId: 1 }),
  stream(2, 'hashtag', { name: '#TownMarket' }),
  stream(3, 'feed', { network: 'feed' }),
  stream(4, 'comments', { network: 'feed' }),
  stream(5, 'replies', { paused: true, network: 'other' }),
  stream(6, 'keyword', { name: 'Bread talk', accountId: 2, ruleId: 9 }),
  stream(7, 'keyword', { name: 'Bread talk', network: 'other', ruleId: 9 }),
]
const account = (id: number, handle: string): Account => ({
  id,
  network: 'fake',
  host: 'https://here',
  handle,
  name: 'Crumb',
  state: 'ok',
  createdMs: 0,
})
const accounts = [account(1, '@crumb@here.example'), account(2, '@mill@here.example')]

const inLane = (query: string) =>
  streamsInFront({ source: { type: 'own-lane', id: 1 }, query }, streams, accounts)
const speakToUs = [1, 4]

it('is the stream or the rule that is shown', () => {
  const show = (source: Parameters<typeof streamsInFront>[0]['source']) =>
    streamsInFront({ source, query: undefined }, streams, accounts)
  expect(show({ type: 'stream', streamId: 3 })).toEqual([3])
  expect(show({ type: 'stream', streamId: 5 })).toEqual([])
  expect(show({ type: 'rule', ruleId: 9 })).toEqual([6, 7])
})

it('is whatever speaks to us where a lane or a search names no stream', () => {
  const lane = { source: { type: 'lane', lane: 'heard' }, query: undefined } as const
  expect(streamsInFront(lane, streams, accounts)).toEqual(speakToUs)
  expect(
    streamsInFront({ source: { type: 'search', query: 'rye' }, query: 'rye' }, streams, accounts),
  ).toEqual(speakToUs)
  expect(inLane('rye is:question')).toEqual(speakToUs)
})

describe('a lane of the user’s own', () => {
  it('names streams by name or number, networks, accounts and keywords', () => {
    expect(inLane('rye stream:townmarket')).toEqual([2])
    expect(inLane('stream:3')).toEqual([3])
    expect(inLane('stream:"bread talk"')).toEqual([6, 7])
    expect(inLane('network:feed')).toEqual([3, 4])
    expect(inLane('account:@mill@here.example')).toEqual([6])
    expect(inLane('account:crumb lang:en')).toEqual([1])
    expect(inLane('is:keyword')).toEqual([6, 7])
  })

  it('narrows by every term, and widens by alternatives that all name some', () => {
    expect(inLane('network:other is:keyword')).toEqual([7])
    expect(inLane('stream:townmarket OR network:other')).toEqual([2, 7])
    expect(inLane('(stream:townmarket rye) OR (stream:3 rye)')).toEqual([2, 3])
    // Of one alternative anything may come.
    expect(inLane('stream:townmarket OR rye')).toEqual(speakToUs)
    // One item may have been heard by both.
    expect(inLane('stream:townmarket is:keyword')).toEqual([2, 6, 7])
  })

  it('leaves out what it excludes, which by itself names nothing', () => {
    expect(inLane('network:feed -stream:3')).toEqual([4])
    expect(inLane('is:keyword -network:other')).toEqual([6])
    expect(inLane('-network:feed')).toEqual(speakToUs)
    expect(inLane('network:feed -(stream:3 rye)')).toEqual([3, 4])
  })

  it('is like any other where what it names is paused, gone or not written right', () => {
    expect(inLane('stream:5')).toEqual(speakToUs)
    expect(inLane('stream:gone')).toEqual(speakToUs)
    expect(inLane('stream:(')).toEqual(speakToUs)
  })
})
