import { expect, test } from 'vitest'
import type { FetchedItem } from '../types.ts'
import { network } from './index.ts'
import {
  startMs,
  town,
  outside,
  pass,
  signedIn,
  failureOf,
  streamOf,
  hear,
  heardAs,
  names,
  inTown,
} from './testing/in-town.ts'

test('a thread is the post with its comments, what was deleted is a hole that nothing falls into', async () => {
  const account = await signedIn()
  const middle = await heardAs(account, 'The reason is sandwiches')
  const read = () =>
    network.thread(outside.ctx, account, { remoteId: middle.remoteId, ref: middle.ref ?? '' })
  const { items, missing } = await read()
  expect([items.length, missing]).toEqual([10, 0])
  expect(items.filter(({ kind }) => kind === 'post').map(({ title }) => title)).toEqual([middle.title])
  expect(items.find(({ text }) => text.startsWith('Why does the door'))?.direct).toBe(true)
  town.remove(inTown('Why does the door').id, 'reddit')
  const later = await read()
  expect([later.items.length, later.missing]).toEqual([9, 0])
  expect(later.items.some(({ text }) => text.startsWith('It was hung by a man'))).toBe(true)
  expect((await failureOf(network.thread(outside.ctx, null, names(middle)))).code).toBe('not-supported')
})

test('of a long thread what the page leaves out is asked for, and the rest is counted as missing', async () => {
  const account = await signedIn()
  const root = inTown('The 6:10 bus')
  for (let n = 0; n < 1200; n += 1)
    town.say({ on: 'reddit', author: 'leo_t', text: `bag ${n}`, inReplyTo: root.id })
  const post = await heardAs(account, 'Two minutes, engine off', streamOf('keyword', { query: 'bus' }))
  const whole = await network.thread(outside.ctx, account, names(post))
  // One page of five hundred, and five requests for a hundred each; 1,203 comments there are.
  expect([whole.items.length, whole.missing]).toEqual([1 + 1000, 203])
  const last = (await hear(account, streamOf('author', { user: 'leo_t' }))).items.find(
    ({ text }) => text === 'bag 1199',
  )
  if (last === undefined) throw new Error('the last is not heard')
  const near = await network.thread(outside.ctx, account, names(last))
  expect(near.items.some(({ remoteId }) => remoteId === last.remoteId)).toBe(true)
})

test('a second look tells edits and deletions, and leaves alone what it cannot name', async () => {
  const account = await signedIn()
  const [kept, gone] = [await heardAs(account, 'is the burnt tray'), await heardAs(account, 'The reason is')]
  const post = await heardAs(account, 'Two minutes, engine off', streamOf('keyword', { query: 'bus' }))
  pass(60_000)
  town.edit(inTown('is the burnt tray').id, 'is the burnt tray **still** on the wall', 'reddit')
  town.remove(inTown('The reason is').id, 'reddit')
  town.remove(inTown('The 6:10 bus').id, 'reddit')
  const refs = [kept, gone, post].map(({ ref = '' }) => ref)
  const seen = await network.recheck(outside.ctx, account, [
    ...refs,
    't1_zzzzzz',
    'https://elsewhere.example/5',
  ])
  expect(seen.items.map(({ text, editedMs }) => [text, editedMs])).toEqual([
    ['is the burnt tray still on the wall', startMs + 60_000],
  ])
  expect(seen.deletions).toEqual([...refs.slice(1), 't1_zzzzzz'].map((ref) => ({ ref })))
  expect((await failureOf(network.recheck(outside.ctx, null, refs))).code).toBe('not-supported')
})

test('whatever tells of an item tells it in the same words, or it would look edited', async () => {
  const account = await signedIn()
  const streams = [
    streamOf('replies'),
    streamOf('mentions'),
    streamOf('list', { subreddit: 'dailyloaf' }),
    streamOf('list', { subreddit: 'lindenbrook' }),
    streamOf('author', { user: 'rufus' }),
    streamOf('keyword', { query: 'oven OR bakery OR bus' }),
  ]
  const heard: FetchedItem[] = []
  for (const stream of streams) heard.push(...(await hear(account, stream)).items)
  for (const stream of streams.slice(2)) heard.push(...(await hear(null, { ...stream, config: { ...stream.config, host: town.url } })).items) // prettier-ignore
  const tray = await heardAs(account, 'is the burnt tray')
  const { item: said } = await network.send(outside.ctx, account, {
    key: 'k',
    attempt: 1,
    text: 'It is.',
    inReplyTo: names(tray),
  })
  heard.push(said, ...(await hear(account, streamOf('replies'))).items)
  heard.push(...(await network.thread(outside.ctx, account, names(tray))).items)
  heard.push(...(await network.act(outside.ctx, account, 'like', names(tray))).items)
  const all = [...new Set(heard.map(({ remoteId }) => remoteId))]
  for (let at = 0; at < all.length; at += network.recheckBatch) {
    const { items } = await network.recheck(outside.ctx, account, all.slice(at, at + network.recheckBatch))
    heard.push(...items)
  }
  expect(all.length).toBeGreaterThan(30)
  for (const [name, told] of Map.groupBy(heard, ({ remoteId }) => remoteId)) {
    expect(told.length, name).toBeGreaterThan(1)
    const words = told.map(({ title, text, warning }) => JSON.stringify([title, text, warning]))
    expect([...new Set(words)], name).toHaveLength(1)
  }
})
