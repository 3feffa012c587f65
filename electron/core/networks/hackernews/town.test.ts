import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTown, type Town } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
let town: Town
let host: string
let clock: FakeClock
let outside: TestOutside

beforeEach(async () => {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false })
  host = `${town.url}/hn`
  outside = testOutside(clock)
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

function stream(kind: StreamRef['kind'], config: Record<string, string>): StreamRef {
  return { id: 1, kind, config: network.checkConfig(kind, { ...config, host }).config }
}

async function hear(of: StreamRef, from: Json = null) {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 0; pages < 20; pages += 1) {
    const page = await network.pull(outside.ctx, null, of, cursor)
    items.push(...page.items)
    cursor = page.cursor ?? cursor
    if (!page.more) return { items, cursor, page }
  }
  throw new Error('it does not end')
}

const names = ({ remoteId }: FetchedItem) => ({ remoteId, ref: remoteId })

test('words are found in titles, texts, comments and addresses, by every alternative', async () => {
  const { items } = await hear(stream('keyword', { query: 'sourdough OR bins OR ownership' }))
  const said = items.map(({ title, text }) => `${title ?? ''} | ${text}`)
  for (const part of [
    'Ask HN: How do you back up',
    'Can a sourdough be versioned',
    'bins.json',
    'Ownership of bread',
  ])
    expect(
      said.some((one) => one.includes(part)),
      part,
    ).toBe(true)
  expect(items.every(({ direct, mine }) => !direct && !mine)).toBe(true)
  const asked = town.requests().map(({ query }) => new URLSearchParams(query))
  expect(asked.map((query) => query.get('query'))).toEqual(['sourdough', 'bins', 'ownership'])
  expect(asked[0]?.get('typoTolerance')).toBe('false')
  expect(asked[0]?.get('restrictSearchableAttributes')).toContain('comment_text')
})

test('a word does not find its beginning in longer words, unless it ends with a star', async () => {
  const texts = async (query: string) =>
    (await hear(stream('keyword', { query }))).items.map(({ text }) => text)
  expect(await texts('yeas')).toEqual([])
  expect((await texts('yeas*')).length).toBeGreaterThan(0)
})

test('replies to a user are said to us, and what the user said is ours', async () => {
  const { items, cursor, page } = await hear(stream('replies', { user: 'crumb' }))
  const direct = items.filter((item) => item.direct)
  expect(direct.map(({ author }) => author.name)).toEqual(
    expect.arrayContaining(['jiwoo', 'casimir', 'priya', 'wren', 'haruki_m']),
  )
  expect(direct.every(({ kind, mine }) => kind === 'reply' && !mine)).toBe(true)
  const own = items.filter((item) => item.mine)
  expect(own.every(({ author }) => author.name === 'crumb')).toBe(true)
  const ownNames = new Set(own.map(({ remoteId }) => remoteId))
  expect(direct.every(({ parentRef }) => ownNames.has(parentRef ?? ''))).toBe(true)
  // Comments in the same stories that answer somebody else stay out.
  expect(items.some(({ text }) => text.startsWith('A backup that was never restored'))).toBe(false)
  expect(page.coveredToMs).toBe(startMs)

  town.advance(3_600_000)
  clock.advance(3_600_000)
  const question = town.statuses('hackernews').find(({ text }) => text.startsWith('1:2:2 and 28 degrees'))
  town.say({ on: 'hackernews', author: 'tomas', text: 'It stopped sulking.', inReplyTo: question?.id })
  town.say({
    on: 'hackernews',
    author: 'ivy',
    text: 'Not to the bakery.',
    inReplyTo: town.statuses('hackernews')[0]?.id,
  })
  const later = await hear(stream('replies', { user: 'crumb' }), cursor)
  const known = new Set(items.map(({ remoteId }) => remoteId))
  expect(later.items.filter(({ remoteId }) => !known.has(remoteId)).map(({ text }) => text)).toEqual([
    'It stopped sulking.',
  ])
})

test('what a user writes is heard, stories and comments', async () => {
  const { items } = await hear(stream('author', { user: 'tomas' }))
  expect(items.map(({ text }) => text.slice(0, 12)).sort()).toEqual(['Five feeding', 'The clock in'])
  expect((await hear(stream('author', { user: 'nobody-here' }))).items).toEqual([])
})

test('a thread is the whole story, asked for from any of its comments', async () => {
  const { items } = await hear(stream('keyword', { query: 'transactions' }))
  const [comment] = items
  if (comment === undefined) throw new Error('it was not found')
  const whole = await network.thread(outside.ctx, null, names(comment))
  expect(whole.items).toHaveLength(10)
  expect(whole.missing).toBe(0)
  expect(whole.items[0]).toMatchObject({ kind: 'post', title: expect.stringContaining('Show HN: Levain') })
  const again = whole.items.find(({ remoteId }) => remoteId === comment.remoteId)
  // The same words by both ways, or the comment would seem edited.
  expect([again?.text, again?.title]).toEqual([comment.text, comment.title])
})

test('a second look tells edits and what is gone, and changes nothing else', async () => {
  const { items } = await hear(stream('author', { user: 'crumb' }))
  const [story, kept, edited, gone] = [
    'https://crumb.example/levain',
    'Two people open',
    'Three of them',
    'We have one',
  ].map((start) => items.find(({ text }) => text.startsWith(start)))
  if (story === undefined || kept === undefined || edited === undefined || gone === undefined)
    throw new Error('four were written')
  const idOf = (start: string) =>
    town.statuses('hackernews').find(({ text }) => text.startsWith(start))?.id ?? ''
  town.edit(idOf('Three of them'), 'Four of them, and the median.', 'hackernews')
  town.remove(idOf('We have one'), 'hackernews')
  const refs = [story, kept, edited, gone].map(({ remoteId }) => remoteId)
  const seen = await network.recheck(outside.ctx, null, refs)
  expect(seen.deletions).toEqual([{ ref: gone.remoteId }])
  const byName = new Map(seen.items.map((item) => [item.remoteId, item]))
  const words = (item: FetchedItem | undefined) => [item?.title, item?.text]
  expect(words(byName.get(story.remoteId))).toEqual(words(story))
  expect(words(byName.get(kept.remoteId))).toEqual(words(kept))
  expect(byName.get(edited.remoteId)?.text).toBe('Four of them, and the median.')
})

test('a hole in the past is filled with what lies in it, for words and for replies', async () => {
  const gap = { fromMs: startMs - 5 * 86_400_000, toMs: startMs - 3 * 86_400_000 }
  const inside = ({ createdMs }: FetchedItem) =>
    createdMs >= gap.fromMs - 1000 && createdMs <= gap.toMs + 1000
  for (const of of [
    stream('keyword', { query: 'kevin OR starter OR feedings' }),
    stream('replies', { user: 'crumb' }),
  ]) {
    const items: FetchedItem[] = []
    let cursor: Json = null
    for (let more = true; more;) {
      const page = await network.backfill(outside.ctx, null, of, gap, cursor)
      items.push(...page.items)
      ;({ cursor, more } = page)
    }
    expect(items.length, of.kind).toBeGreaterThan(0)
    expect(items.every(inside), of.kind).toBe(true)
  }
})

test('more than a thousand hits are walked by windows of time', async () => {
  const before = { newest: Math.floor(startMs / 1000) - 60 }
  for (let n = 0; n < 1100; n += 1) {
    town.advance(1000)
    town.say({ on: 'hackernews', author: 'pip', text: `kneading, part ${n}` })
  }
  clock.advance(1_100_000)
  const { items } = await hear(stream('keyword', { query: 'kneading' }), before)
  expect(new Set(items.map(({ remoteId }) => remoteId)).size).toBe(1100)
  // Pages by number end at a thousand.
  expect(town.requests().every(({ query }) => !new URLSearchParams(query).has('page'))).toBe(true)
}, 30_000)
