import { afterEach, expect, test } from 'vitest'
import type { GoalDraft } from '#shared/domain/goal'
import type { FetchedItem } from './networks/types.ts'
import { deletion, mention } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

const day = 86_400_000
const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

const person = (name: string): FetchedItem['author'] => ({ remoteId: name, handle: `@${name}`, name })
const dayOf = (ms: number): string => {
  const at = new Date(ms)
  return `${String(at.getFullYear())}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}

/** Noon of today by the clock of the core, so that days of any time zone agree. */
async function heard(): Promise<{ core: TestCore; draft: GoalDraft; nowMs: number }> {
  const core = startTestCore()
  cores.push(core)
  const nowMs = core.clock.now()
  core.network.script.push({
    items: [
      mention({ text: 'rye please', remoteId: 'a', author: person('ana'), createdMs: nowMs - 2 * day }),
      mention({ text: 'more rye', remoteId: 'b', author: person('ana'), createdMs: nowMs - day }),
      mention({
        text: 'rye too',
        remoteId: 'c',
        parentRef: 'b',
        author: person('ben'),
        createdMs: nowMs - 1000,
      }),
      mention({ text: 'buns', remoteId: 'd', author: person('cleo'), createdMs: nowMs - 1000 }),
      mention({ text: 'rye of old', remoteId: 'e', author: person('dan'), createdMs: nowMs - 40 * day }),
    ],
  })
  await signIn(core)
  const draft: GoalDraft = {
    name: 'Known for rye',
    query: 'rye OR sourdough',
    measure: 'posts',
    target: 10,
    from: dayOf(nowMs - 7 * day),
    by: dayOf(nowMs + 7 * day),
  }
  return { core, draft, nowMs }
}

const count = async (core: TestCore, id: number) => (await core.call('goals.progress', { id })).count

test('a goal counts posts, conversations or people that its query finds within its days', async () => {
  const { core, draft, nowMs } = await heard()
  const { id } = await core.call('goals.add', draft)
  expect(await core.call('goals.progress', { id })).toEqual({
    count: 3,
    capped: false,
    newestMs: nowMs - 1000,
  })
  await core.call('goals.update', { id, ...draft, measure: 'people' })
  expect(await count(core, id)).toBe(2)
  await core.call('goals.update', { id, ...draft, measure: 'conversations' })
  expect(await count(core, id)).toBe(2)
  await core.call('goals.update', { id, ...draft, from: dayOf(nowMs - 60 * day) })
  expect(await count(core, id)).toBe(4)
})

test('what is heard counts at once, and what is deleted counts no more', async () => {
  const { core, draft } = await heard()
  const { id } = await core.call('goals.add', draft)
  core.network.script.push({ items: [mention({ text: 'sourdough!', createdMs: core.clock.now() + 1000 })] })
  await core.advance(60_000)
  expect(await count(core, id)).toBe(4)
  core.network.script.push({ items: [], deletions: [deletion('a')] })
  await core.advance(60_000)
  expect(await count(core, id)).toBe(3)
})

test('every change can be taken back', async () => {
  const { core, draft } = await heard()
  const { id, operation } = await core.call('goals.add', draft)
  const changed = await core.call('goals.update', { id, ...draft, name: 'Else', target: 5 })
  const names = async () => (await core.call('goals.list', {})).map(({ name, target }) => [name, target])
  expect(await names()).toEqual([['Else', 5]])
  expect((await core.call('operations.undo', { operation: changed.operation })).words).toBe(
    'Undone: Goal changed',
  )
  expect(await names()).toEqual([['Known for rye', 10]])
  const removed = await core.call('goals.remove', { id })
  expect(await names()).toEqual([])
  await core.call('operations.undo', { operation: removed.operation })
  expect(await core.call('goals.list', {})).toMatchObject([{ id, ...draft }])
  await core.call('operations.undo', { operation })
  expect(await names()).toEqual([])
})

test('what cannot be a goal is refused in words', async () => {
  const { core, draft } = await heard()
  await expect(core.call('goals.add', { ...draft, query: 'is:wrong' })).rejects.toMatchObject({
    code: 'bad-input',
  })
  await expect(core.call('goals.add', { ...draft, by: '2020-01-01' })).rejects.toThrow(
    'The last day lies before the first',
  )
  await expect(core.call('goals.progress', { id: 7 })).rejects.toMatchObject({ code: 'not-found' })
  expect(await core.call('goals.list', {})).toEqual([])
})
