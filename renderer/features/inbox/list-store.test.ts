import { describe, expect, it } from 'vitest'
import type { LaneId } from '#shared/domain/conversation'
import type { Source } from '#shared/contract'
import { Failure } from '#shared/failure'
import { fakeSpace, mention } from '#core/testing/fake-network'
import { signIn, startTestCore, type TestCore } from '#core/testing/start-core'
import { createListStore, type ListStore } from './list-store.ts'

const start = Date.UTC(2026, 8, 1, 8, 0, 0)

/** A core that heard `count` mentions of different people, one a minute, the oldest first. */
async function heard(count: number, firstMinute = 0): Promise<TestCore> {
  const core = startTestCore()
  core.network.script = [page(count, firstMinute)]
  await signIn(core)
  return core
}

function page(count: number, firstMinute: number) {
  return {
    refSpace: fakeSpace,
    items: Array.from({ length: count }, (_, n) => said(firstMinute + n)).toReversed(),
  }
}

function said(minute: number) {
  return mention({ text: `word ${minute}`, createdMs: start + minute * 60_000 })
}

function open(core: TestCore, lane: LaneId): ListStore {
  const order = lane === 'needs-answer' || lane === 'late' ? 'oldest' : 'newest'
  const store = createListStore({ type: 'lane', lane }, order, core.call)
  core.on('changed', (changed) => void store.follow(changed))
  return store
}

/** Lets the questions that a change caused be answered. */
async function settled(core: TestCore): Promise<void> {
  await core.advance(200)
  await new Promise((resolve) => setImmediate(resolve))
}

const texts = (store: ListStore): string[] => store.get().list.entries.map(({ row }) => row.text)
const idOf = (store: ListStore, text: string): number => {
  const id = store.get().list.entries.find(({ row }) => row.text === text)?.row.id
  if (id === undefined) throw new Error(`${text} is not in the list`)
  return id
}

describe('the list over a real core', () => {
  it('pages through a lane without a gap or a repetition', async () => {
    const core = await heard(120)
    const store = open(core, 'needs-answer')
    await store.load()
    expect(texts(store)).toHaveLength(50)
    await store.loadMore()
    await store.loadMore()
    expect(texts(store)).toEqual(Array.from({ length: 120 }, (_, n) => `word ${n}`))
    expect(store.get().list.more).toBe(false)
    await core.stop()
  })

  it('asks for one page at a time, however often it is told to', async () => {
    const core = await heard(120)
    let asked = 0
    const store = createListStore({ type: 'lane', lane: 'heard' }, 'newest', (name, input) => {
      asked += 1
      return core.call(name, input)
    })
    await store.load()
    await Promise.all([store.loadMore(), store.loadMore(), store.loadMore()])
    expect(asked).toBe(2)
    expect(texts(store)).toHaveLength(100)
    await core.stop()
  })

  it('drops what was done and brings it back to its place when that is undone', async () => {
    const core = await heard(5)
    const store = open(core, 'heard')
    await store.load()
    const [id, newest] = [idOf(store, 'word 2'), idOf(store, 'word 4')]
    await core.call('conversations.triage', { ids: [id, newest], act: { act: 'done' } })
    await settled(core)
    expect(texts(store)).toEqual(['word 3', 'word 1', 'word 0'])
    const { changed } = await core.call('operations.undo', {})
    expect(new Set(await store.restore(changed))).toEqual(new Set([id, newest]))
    expect(texts(store)).toEqual(['word 4', 'word 3', 'word 2', 'word 1', 'word 0'])
    expect(store.get().newCount).toBe(0)
    await core.stop()
  })

  it('keeps new ones behind the pill in a newest-first lane, and shows them when asked', async () => {
    const core = await heard(3)
    const store = open(core, 'heard')
    await store.load()
    core.network.script = [page(2, 100)]
    await core.advance(120_000)
    await settled(core)
    expect(texts(store)).toEqual(['word 2', 'word 1', 'word 0'])
    expect(store.get().newCount).toBe(2)
    await store.load()
    expect(texts(store)).toEqual(['word 101', 'word 100', 'word 2', 'word 1', 'word 0'])
    expect(store.get().newCount).toBe(0)
    await core.stop()
  })

  it('lets new ones join at the far end of an oldest-first lane, where nothing jumps', async () => {
    const core = await heard(3)
    const store = open(core, 'needs-answer')
    await store.load()
    core.network.script = [page(2, 100)]
    await core.advance(120_000)
    await settled(core)
    expect(texts(store)).toEqual(['word 0', 'word 1', 'word 2', 'word 100', 'word 101'])
    expect(store.get().newCount).toBe(0)
    await core.stop()
  })

  it('lets go of a row whose conversation was joined to another, without being shown anew', async () => {
    const core = startTestCore()
    const reply = (text: string, minute: number, ref: string) =>
      mention({ text, createdMs: start + minute * 60_000, ref, parentRef: 'late' })
    core.network.script = [{ refSpace: fakeSpace, items: [reply('second', 2, 'b'), reply('first', 1, 'a')] }]
    await signIn(core)
    const store = open(core, 'needs-answer')
    await store.load()
    expect(texts(store)).toHaveLength(2)
    const parent = mention({ text: 'the post', createdMs: start, ref: 'late' })
    core.network.script = [{ refSpace: fakeSpace, items: [parent] }]
    await core.advance(120_000)
    await settled(core)
    expect(texts(store).length + store.get().newCount).toBe(1)
    await core.stop()
  })

  it('keeps what it shows when a question fails, says why, and heals with the next answer', async () => {
    const core = await heard(3)
    let broken = false
    const store = createListStore({ type: 'lane', lane: 'heard' }, 'newest', (name, input) =>
      broken ? Promise.reject(new Failure('offline', 'Core is away.')) : core.call(name, input),
    )
    await store.load()
    broken = true
    await store.load()
    expect(texts(store)).toHaveLength(3)
    expect(store.get().failure?.code).toBe('offline')
    broken = false
    await store.load()
    expect(store.get().failure).toBeUndefined()
    await core.stop()
  })

  it('keeps found rows in a search when they are done, and shows their state', async () => {
    const core = await heard(3)
    const source: Source = { type: 'search', query: 'word' }
    const store = createListStore(source, 'newest', core.call)
    core.on('changed', (changed) => void store.follow(changed))
    await store.load()
    const id = idOf(store, 'word 1')
    await core.call('conversations.triage', { ids: [id], act: { act: 'done' } })
    await settled(core)
    expect(texts(store)).toEqual(['word 2', 'word 1', 'word 0'])
    expect(store.get().list.entries[1]?.row.state).toBe('done')
    await core.stop()
  })

  it('keeps a pass as it was opened: nothing joins it, nothing leaves it, oldest first', async () => {
    const core = await heard(0)
    const hear = async (...words: string[]) => {
      await core.advance(60_000)
      core.network.script.push({ items: words.map((text) => mention({ text, createdMs: core.clock.now() })) })
      await core.call('streams.refresh', {})
      await core.settle()
    }
    await hear('one')
    await hear('two')
    const pass = await core.call('catchup.open', {})
    const store = createListStore({ type: 'catch-up', passId: pass.id }, 'oldest', core.call)
    core.on('changed', (changed) => void store.follow(changed))
    await store.load()
    await core.call('conversations.triage', { ids: [idOf(store, 'one')], act: { act: 'done' } })
    await hear('three')
    await settled(core)
    await store.follow({ nouns: ['conversations'], conversationIds: [] })
    expect(texts(store)).toEqual(['one', 'two'])
    expect(store.get().list.entries[0]?.row.state).toBe('done')
    expect(store.get().newCount).toBe(0)
    await core.stop()
  })

  it('says what is wrong with a query', async () => {
    const core = await heard(1)
    const store = createListStore({ type: 'search', query: 'is:nonsense' }, 'newest', core.call)
    await store.load()
    expect(store.get().failure?.code).toBe('bad-input')
    expect(store.get().loaded).toBe(false)
    await core.stop()
  })

  it('asks all it holds again when a change names nobody', async () => {
    const core = await heard(3)
    const store = createListStore({ type: 'lane', lane: 'heard' }, 'newest', core.call)
    await store.load()
    await core.call('conversations.triage', { ids: [idOf(store, 'word 1')], act: { act: 'done' } })
    await store.follow({ nouns: ['conversations'], conversationIds: [] })
    expect(texts(store)).toEqual(['word 2', 'word 0'])
    await core.stop()
  })
})
