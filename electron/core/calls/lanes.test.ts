import { afterEach, describe, expect, test } from 'vitest'
import type { Source } from '#shared/contract'
import type { FetchedItem } from '../networks/types.ts'
import { mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

const cores: TestCore[] = []
async function start(): Promise<TestCore> {
  const core = startTestCore()
  cores.push(core)
  await signIn(core)
  return core
}
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items, cursor: { at: items.at(-1)?.remoteId ?? '' } })
  await core.call('streams.refresh', {})
  await core.settle()
}

const from = (name: string): Pick<FetchedItem, 'author'> => ({
  author: { remoteId: `https://there.example/u/${name}`, handle: `@${name}@there.example`, name },
})

async function addLane(core: TestCore, query: string, name = 'Mine'): Promise<Source & { type: 'own-lane' }> {
  return { type: 'own-lane', id: (await core.call('lanes.add', { name, query })).id }
}

const textsOf = async (core: TestCore, source: Source) =>
  (await core.call('conversations.page', { source })).rows.map(({ text }) => text)

const countOf = async (core: TestCore, id: number) =>
  (await core.call('lanes.own', {})).find((lane) => lane.id === id)?.count

describe('a lane of the user’s own', () => {
  test('shows the conversations that its query finds, newest first, with its words marked', async () => {
    const core = await start()
    await hear(core, mention({ text: 'A refund please' }), mention({ text: 'Nice bread' }))
    await hear(core, mention({ text: 'My late parcel: refund it' }))
    const lane = await addLane(core, 'refund -is:quiet')
    const { rows } = await core.call('conversations.page', { source: lane })
    expect(rows.map(({ text, matched }) => matched.map(({ start, end }) => text.slice(start, end)))).toEqual([
      ['refund'],
      ['refund'],
    ])
    expect(rows[0]?.text).toBe('My late parcel: refund it')
    expect(await core.call('lanes.own', {})).toEqual([
      {
        id: lane.id,
        name: 'Mine',
        query: 'refund -is:quiet',
        notify: 'silent',
        place: 1,
        count: 2,
        more: false,
      },
    ])
  })

  test('pages on from the last row, and counts what came since the first', async () => {
    const core = await start()
    const talk = Array.from({ length: 5 }, (_, n) => mention({ text: `bread ${n}`, ref: `r${n}` }))
    await hear(core, ...talk)
    const lane = await addLane(core, 'bread')
    const one = await core.call('conversations.page', { source: lane, limit: 2 })
    expect([one.rows.map(({ text }) => text), one.more]).toEqual([['bread 4', 'bread 3'], true])
    const two = await core.call('conversations.page', {
      source: lane,
      limit: 4,
      after: one.rows[1]?.cursor ?? 0,
    })
    expect([two.rows.map(({ text }) => text), two.more]).toEqual([['bread 2', 'bread 1', 'bread 0'], false])
    const since = one.rows[0]?.cursor ?? 0
    await hear(core, mention({ text: 'more bread', parentRef: 'r0' }), mention({ text: 'cake' }))
    expect(await core.call('conversations.newCount', { source: lane, since })).toEqual({ count: 1 })
    // What moved up by a newer match is not shown a second time further down.
    expect(await textsOf(core, lane)).toEqual(['more bread', 'bread 4', 'bread 3', 'bread 2', 'bread 1'])
    const rest = await core.call('conversations.page', { source: lane, after: one.rows[1]?.cursor ?? 0 })
    expect(rest.rows.map(({ text }) => text)).toEqual(['bread 2', 'bread 1'])
  })

  test('lets a conversation go when an act makes it no match, and takes it back when that is undone', async () => {
    const core = await start()
    await hear(core, mention({ text: 'bread one' }), mention({ text: 'bread two' }))
    const lane = await addLane(core, 'is:open bread')
    const ids = (await core.call('conversations.page', { source: lane })).rows.map(({ id }) => id)
    expect(await countOf(core, lane.id)).toBe(2)
    const { operation } = await core.call('conversations.triage', {
      ids: ids.slice(0, 1),
      act: { act: 'done' },
    })
    core.clock.advance(200)
    const redrawn = await core.call('conversations.rows', { ids, source: lane })
    expect([redrawn.left, redrawn.rows.map(({ id }) => id)]).toEqual([ids.slice(0, 1), ids.slice(1)])
    expect(await countOf(core, lane.id)).toBe(1)
    // An act that the query does not speak of changes nothing.
    await core.call('conversations.triage', { ids: ids.slice(1), act: { act: 'save' } })
    expect((await core.call('conversations.rows', { ids, source: lane })).left).toEqual(ids.slice(0, 1))
    await core.call('operations.undo', { operation })
    core.clock.advance(200)
    expect((await core.call('conversations.rows', { ids, source: lane })).left).toEqual([])
    expect(await countOf(core, lane.id)).toBe(2)
  })

  test('is refused where its query cannot be read, with the column and what to write', async () => {
    const core = await start()
    await expect(core.call('lanes.add', { name: 'x', query: 'bread form:@ana' })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/column 7.*Did you mean from:/),
    })
    expect(await core.call('lanes.own', {})).toEqual([])
    await expect(
      core.call('conversations.page', { source: { type: 'own-lane', id: 7 } }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(core.call('lanes.update', { id: 7, name: 'x' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(core.call('lanes.reorder', { ids: [7] })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is changed, moved and removed, and each of these is taken back by undo', async () => {
    const core = await start()
    const first = await addLane(core, 'bread', 'First')
    const second = await addLane(core, 'cake', 'Second')
    const seen = async () =>
      (await core.call('lanes.own', {})).map(({ name, query, notify }) => `${name}: ${query} ${notify}`)
    const start0 = ['First: bread silent', 'Second: cake silent']
    const undo = () => core.call('operations.undo', {})

    await core.call('lanes.update', { id: first.id, name: 'Renamed', query: 'loaf', notify: 'banner' })
    expect(await seen()).toEqual(['Renamed: loaf banner', 'Second: cake silent'])
    expect(await undo()).toMatchObject({ words: 'Undone: Change of a lane', changed: [] })
    expect(await seen()).toEqual(start0)

    await core.call('lanes.reorder', { ids: [second.id, first.id] })
    expect(await seen()).toEqual(start0.toReversed())
    await undo()
    expect(await seen()).toEqual(start0)

    await core.call('lanes.remove', { id: second.id })
    const third = await addLane(core, 'rolls', 'Third')
    expect(third.id).not.toBe(second.id)
    expect(await undo()).toMatchObject({ words: 'Undone: New lane' })
    expect(await undo()).toMatchObject({ words: 'Undone: Lane removed' })
    expect(await seen()).toEqual(start0)
    expect((await core.call('lanes.own', {})).map(({ id }) => id)).toEqual([first.id, second.id])
  })

  test('tells the window that lanes changed, and not that every conversation did', async () => {
    const core = await start()
    const lane = await addLane(core, 'bread')
    core.clock.advance(200)
    const told: string[][] = []
    core.on('changed', ({ nouns }) => told.push(nouns))
    await core.call('lanes.remove', { id: lane.id })
    core.clock.advance(200)
    await core.call('operations.undo', {})
    core.clock.advance(200)
    expect(told.length).toBeGreaterThan(1)
    expect(told.flat()).toContain('lanes')
    expect(told.flat()).not.toContain('conversations')
  })
})

describe('counts of own lanes', () => {
  test('follow what is heard, edited and deleted', async () => {
    const core = await start()
    const lane = await addLane(core, 'bread')
    expect(await countOf(core, lane.id)).toBe(0)
    const item = mention({ text: 'bread' })
    await hear(core, item, mention({ text: 'cake' }))
    expect(await countOf(core, lane.id)).toBe(1)
    await hear(core, { ...item, text: 'toast', editedMs: item.createdMs + 1 })
    expect(await countOf(core, lane.id)).toBe(0)
    await hear(core, { ...item, text: 'bread again', editedMs: item.createdMs + 2 })
    expect(await countOf(core, lane.id)).toBe(1)
    core.network.script.push({ deletions: [{ ref: item.remoteId }] })
    await core.call('streams.refresh', {})
    await core.settle()
    expect(await countOf(core, lane.id)).toBe(0)
  })

  test('follow the clock where the query reads it', async () => {
    const core = await start()
    await hear(core, mention({ text: 'bread', createdMs: core.clock.now() }))
    const fresh = await addLane(core, 'newer:1h')
    const old = await addLane(core, 'older:1h')
    expect([await countOf(core, fresh.id), await countOf(core, old.id)]).toEqual([1, 0])
    await core.advance(2 * 3_600_000)
    expect([await countOf(core, fresh.id), await countOf(core, old.id)]).toEqual([0, 1])
  })

  test('follow names that a query speaks of', async () => {
    const core = await start()
    await hear(core, mention({ text: 'bread' }))
    const lane = await addLane(core, 'stream:Bakery')
    expect(await countOf(core, lane.id)).toBe(0)
    await core.call('streams.update', { id: 1, name: 'Bakery' })
    core.clock.advance(200)
    expect(await countOf(core, lane.id)).toBe(1)
  })

  test('end at a thousand and say so', async () => {
    const core = await start()
    const many = Array.from({ length: 1100 }, (_, n) => mention({ text: `bread ${n}`, ...from(`u${n}`) }))
    await hear(core, ...many)
    await addLane(core, 'bread')
    expect(await core.call('lanes.own', {})).toMatchObject([{ count: 1000, more: true }])
  })
})

describe('a preview', () => {
  test('counts, shows the newest and tells days, and refuses what it cannot read', async () => {
    const core = await start()
    const now = core.clock.now()
    const day = 86_400_000
    await hear(
      core,
      mention({ text: 'bread old', createdMs: now - 3 * day }),
      mention({ text: 'bread older', createdMs: now - 40 * day }),
      mention({ text: 'bread now', createdMs: now }),
      mention({ text: 'cake', createdMs: now }),
    )
    const preview = await core.call('query.preview', { query: 'bread', limit: 2 })
    expect(preview).toMatchObject({ count: 3, more: false })
    expect(preview.sinceMs).toBeUndefined()
    expect(preview.rows.map(({ text, matched }) => [text, matched.length])).toEqual([
      ['bread now', 1],
      ['bread old', 1],
    ])
    expect(preview.perDay.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1])
    await expect(core.call('query.preview', { query: '(bread' })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('stops counting at a thousand and tells only days it counted whole', async () => {
    const core = await start()
    const now = core.clock.now()
    const many = Array.from({ length: 1200 }, (_, n) =>
      mention({ text: 'bread', ...from(`u${n}`), createdMs: now - n * 600_000 }),
    )
    await hear(core, ...many)
    const preview = await core.call('query.preview', { query: 'bread' })
    expect(preview).toMatchObject({ count: 1000, more: true })
    expect(preview.perDay.length).toBeGreaterThan(3)
    expect(preview.perDay.length).toBeLessThan(8)
    expect(preview.perDay.every(({ count }) => count > 0)).toBe(true)
  })
})

describe('names for completion', () => {
  test('are those of streams, labels, accounts and networks; handles by their beginning, the most heard first', async () => {
    const core = await start()
    await hear(core, mention({ text: 'a', ...from('anna') }))
    await hear(core, mention({ text: 'b', ...from('ANA') }), mention({ text: 'c', ...from('ANA') }))
    await core.call('conversations.tag', { ids: [1], tag: 'press', on: true })
    expect(await core.call('query.names', {})).toMatchObject({
      stream: ['@crumb@here'],
      tag: ['press'],
      account: ['crumb@here'],
      network: ['fake'],
    })
    expect(await core.call('query.names', { field: 'from', begun: '@an' })).toEqual({
      from: ['ANA@there.example', 'anna@there.example'],
    })
    expect(await core.call('query.names', { field: 'from', begun: 'x' })).toEqual({ from: [] })
    expect(await core.call('query.names', { field: 'is', begun: 'x' })).toEqual({})
  })
})

describe('marks in a thread', () => {
  test('stand in every item that the query finds, and in no other', async () => {
    const core = await start()
    await hear(core, mention({ text: 'bread and bread', ref: 'a' }))
    await hear(
      core,
      mention({ text: 'cake', parentRef: 'a' }),
      mention({ text: 'No bread?', parentRef: 'a' }),
    )
    const marks = await core.call('query.marks', { query: 'bread OR is:deleted', conversationId: 1 })
    expect(marks.map(({ matched }) => matched)).toEqual([
      [
        { start: 0, end: 5 },
        { start: 10, end: 15 },
      ],
      [{ start: 3, end: 8 }],
    ])
    expect(await core.call('query.marks', { query: 'bread is:question', conversationId: 1 })).toHaveLength(1)
  })

  test('an edit that makes a question of it is found as one', async () => {
    const core = await start()
    const item = mention({ text: 'bread' })
    await hear(core, item)
    await hear(core, { ...item, text: 'Is there bread?', editedMs: item.createdMs + 1 })
    expect(await textsOf(core, { type: 'search', query: 'is:question' })).toEqual(['Is there bread?'])
    expect((await core.call('lanes.list', {})).find(({ id }) => id === 'questions')?.count).toBe(1)
  })
})
