import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FetchedItem, Json, Page, StreamRef } from '../types.ts'
import { network } from './index.ts'
import { openInTown, startMs, type InTown } from './testing/in-town.ts'

let at: InTown
beforeEach(async () => {
  at = await openInTown()
})
afterEach(() => at.close())

const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }
const keyword = (query: string): StreamRef => ({ id: 2, kind: 'keyword', config: { query } })

async function pullAll(stream: StreamRef, from: Json = null) {
  let cursor = from
  const items: FetchedItem[] = []
  const pages: Page[] = []
  for (;;) {
    const page = await network.pull(at.outside.ctx, at.account, stream, cursor)
    pages.push(page)
    items.push(...page.items)
    cursor = page.cursor
    if (!page.more) return { items, cursor, pages, last: page }
  }
}

const asked = (path: RegExp) => at.town.requests().filter((request) => path.test(request.path))

describe('mentions', () => {
  test('what is said to us and what we said ourselves come with their kinds', async () => {
    const { items } = await pullAll(mentions)
    const kinds = (text: string) => {
      const item = items.find((one) => one.text.includes(text))
      return item === undefined ? undefined : [item.kind, item.mine, item.direct, item.author.handle]
    }
    expect(kinds('side door')).toEqual(['mention', false, true, '@oskar'])
    expect(kinds('one trombone')).toEqual(['reply', false, true, '@odalys'])
    expect(kinds('flour?')).toEqual(['reply', false, true, '@ferdi'])
    expect(kinds('All of us.')).toEqual(['post', true, false, '@crumb'])
  })

  test('a poll that finds nothing asks twice and costs nothing', async () => {
    const { cursor } = await pullAll(mentions)
    at.outside.payments.length = 0
    const { items, last } = await pullAll(mentions, cursor)
    expect(items).toEqual([])
    expect(last.coveredToMs).toBe(startMs)
    expect(at.outside.payments.map(({ charged }) => charged)).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('many at once are all heard, page by page, and the newest id is that of the first page', async () => {
    const { cursor } = await pullAll(mentions)
    for (let n = 0; n < 53; n += 1) at.town.say({ author: 'ivy', text: `@crumb order ${String(n)}`, on: 'x' })
    const { items, cursor: after } = await pullAll(mentions, cursor)
    expect(new Set(items.map(({ remoteId }) => remoteId)).size).toBe(53)
    expect((await pullAll(mentions, after)).items).toEqual([])
  })

  test('the first look goes two pages back and says from when on', async () => {
    await at.close()
    at = await openInTown({ written: false })
    for (let n = 0; n < 50; n += 1) {
      at.advance(1000)
      at.town.say({ author: 'ivy', text: `@crumb order ${String(n)}`, on: 'x' })
    }
    const { items, pages } = await pullAll(mentions)
    expect(items).toHaveLength(40)
    expect(pages.find((page) => page.coveredFromMs !== undefined)?.coveredFromMs).toBe(
      Math.min(...items.map(({ createdMs }) => createdMs)),
    )
  })

  test('what was answered elsewhere is heard as our own', async () => {
    const { items, cursor } = await pullAll(mentions)
    const oskar = items.find(({ text }) => text.includes('side door'))
    at.advance(60_000)
    at.town.say({ author: 'crumb', text: '@oskar It is.', inReplyTo: oskar?.ref, on: 'x' })
    const { items: later } = await pullAll(mentions, cursor)
    expect(later).toMatchObject([{ mine: true, text: '@oskar It is.', parentRef: oskar?.ref }])
  })

  test('an edited post keeps its name', async () => {
    const { items } = await pullAll(mentions)
    const leo = items.find(({ author }) => author.handle === '@leo_t')
    expect(leo?.text).toContain('seedy one')
    expect(leo?.remoteId).not.toBe(leo?.ref)
    expect(leo?.editedMs).toBeDefined()
  })
})

describe('words in posts', () => {
  test('are asked for in the words of X, and cost what came', async () => {
    const { items } = await pullAll(keyword('sourdough OR #sourdough -hiring'))
    expect(items.length).toBeGreaterThan(8)
    const [request] = asked(/search\/recent/)
    expect(new URLSearchParams(request?.query).get('query')).toBe('(sourdough OR #sourdough -hiring)')
    const { units } = at.town.charged('x')
    expect(units['post-read']).toBe(items.length)
    const bill = at.outside.payments.filter(({ call }) => call === 'post-read')
    expect(bill.reduce((sum, { charged }) => sum + (charged ?? 0), 0)).toBe(items.length)
  })

  test('a mention among them is known as one', async () => {
    const { items } = await pullAll(keyword('hermana'))
    expect(items).toMatchObject([{ kind: 'mention', direct: true }])
  })

  test('after more than a week away X is asked by time, not by an id that it has forgotten', async () => {
    const { cursor } = await pullAll(keyword('sourdough'))
    at.advance(8 * 86_400_000)
    at.town.say({ author: 'ivy', text: 'Still no sourdough without seeds.', on: 'x' })
    at.advance(60_000)
    const { items, last, cursor: after } = await pullAll(keyword('sourdough'), cursor)
    expect(items).toHaveLength(1)
    const memoryMs = at.clock.now() - 7 * 86_400_000
    expect(last.coveredFromMs).toBeGreaterThan(memoryMs)
    expect(last.coveredFromMs).toBeLessThan(memoryMs + 3_600_000)
    expect((await pullAll(keyword('sourdough'), after)).items).toEqual([])
  })

  test('a hole in the past is filled by time, page by page', async () => {
    await at.close()
    at = await openInTown({ written: false })
    for (let n = 0; n < 30; n += 1) {
      at.advance(60_000)
      at.town.say({ author: 'ivy', text: `rye ${String(n)}`, on: 'x' })
    }
    at.advance(3_600_000)
    const gap = { fromMs: startMs + 5 * 60_000 + 1, toMs: startMs + 28 * 60_000 + 1 }
    const heard: FetchedItem[] = []
    let cursor: Json = null
    for (let more = true; more;) {
      const page: Page = await network.backfill(at.outside.ctx, at.account, keyword('rye'), gap, cursor)
      heard.push(...page.items)
      ;({ cursor, more } = page)
    }
    expect(heard.map(({ text }) => text).sort()).toEqual(Array.from({ length: 23 }, (_, n) => `rye ${String(n + 5)}`).sort()) // prettier-ignore
    const old = { fromMs: startMs - 20 * 86_400_000, toMs: startMs - 10 * 86_400_000 }
    await expect(network.backfill(at.outside.ctx, at.account, keyword('rye'), old, null)).rejects.toMatchObject({ code: 'gone' }) // prettier-ignore
  })
})

describe('conversations', () => {
  test('are fetched around a post: what it answers, what answers it, and what is missing', async () => {
    const { items } = await pullAll(mentions)
    const deep = items.find(({ text }) => text.includes('I heard it laugh'))
    const thread = await network.thread(at.outside.ctx, at.account, { remoteId: deep?.remoteId ?? '', ref: deep?.ref ?? '' }) // prettier-ignore
    expect(thread.items.map(({ author }) => author.handle).sort()).toEqual(['@crumb', '@dimitri', '@dimitri'])
    expect(thread.missing).toBe(0)
    expect(new Set(thread.items.map(({ rootRef }) => rootRef)).size).toBe(1)
  })

  test('of what is older than a week are fetched upwards', async () => {
    await at.close()
    at = await openInTown({ written: false })
    const root = at.town.say({ author: 'ana', text: 'Root', on: 'x' })
    let above = root
    for (const text of ['One', 'Two', 'Three']) {
      at.advance(1000)
      above = at.town.say({ author: 'ivy', text, inReplyTo: above, on: 'x' })
    }
    at.advance(9 * 86_400_000)
    const thread = await network.thread(at.outside.ctx, at.account, { remoteId: above, ref: above })
    expect(thread.items.map(({ text }) => text).sort()).toEqual(['One', 'Root', 'Three', 'Two'])
  })

  test('of a post that is gone say so', async () => {
    await expect(network.thread(at.outside.ctx, at.account, { remoteId: '123', ref: '123' })).rejects.toMatchObject({ code: 'gone' }) // prettier-ignore
  })
})

test('looking again tells what is gone and how the rest reads now', async () => {
  const { items } = await pullAll(mentions)
  const [oskar, halima] = ['side door', 'without nuts'].map((text) =>
    items.find((one) => one.text.includes(text)),
  )
  if (oskar?.ref === undefined || halima?.ref === undefined) throw new Error('the posts are gone')
  at.town.remove(oskar.ref, 'x')
  at.advance(60_000)
  at.town.edit(halima.ref, '@crumb All is well, thank you.', 'x')
  const page = await network.recheck(at.outside.ctx, at.account, [oskar.ref, halima.ref])
  expect(page.deletions).toEqual([{ ref: oskar.ref }])
  expect(page.items).toMatchObject([
    { remoteId: halima.remoteId, text: '@crumb All is well, thank you.', editedMs: at.clock.now() },
  ])
})

test('every wait is for its own kind of request', async () => {
  at.town.misbehave({ path: '/2/tweets/search', fault: 429, resetAfter: 300 })
  await expect(pullAll(keyword('sourdough'))).rejects.toMatchObject({ code: 'rate-limited' })
  expect((await pullAll(mentions)).items.length).toBeGreaterThan(0)
})

test('a bill that is not paid at X is a matter of money, not of a broken stream', async () => {
  at.town.misbehave({ path: '/2/users/', fault: 402 })
  await expect(pullAll(mentions)).rejects.toMatchObject({ code: 'billing', status: 402 })
  expect(at.outside.payments.slice(-3).map(({ charged }) => charged)).toEqual([0, 0, 0])
})
