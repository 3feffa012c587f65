import { afterEach, describe, expect, test } from 'vitest'
import { fakeNetwork, fakeSpace, mention } from '../testing/fake-network.ts'
import { signIn } from '../testing/start-core.ts'
import { archiveOf, hear, importAll, itemOf, page, start, stopAll, texts, thread } from './testing/shorts.ts'

afterEach(stopAll)

describe('what was heard and what was imported meet', () => {
  test('an item that was heard already is left as it is', async () => {
    const core = start()
    await signIn(core)
    await hear(core, mention({ text: 'As heard', remoteId: 'c1', direct: true }))
    const run = await importAll(
      core,
      await archiveOf({ id: 'c1', text: 'As in the archive' }, { id: 'c9', text: 'Other', by: 'cy' }),
    )
    expect(run).toMatchObject({ added: 1, known: 1 })
    expect(await texts(core, { type: 'lane', lane: 'needs-answer' })).toEqual(['As heard'])
  })

  test('imported items join a conversation that is open, and do not change what it is', async () => {
    const core = start()
    await signIn(core)
    await hear(core, mention({ text: 'Today', remoteId: 'today', parentRef: 'c3' }))
    await importAll(core, await archiveOf(...thread))
    const [row, ...others] = await page(core, { type: 'lane', lane: 'needs-answer' })
    expect(others).toEqual([])
    const { items } = await core.call('conversations.get', { id: row?.id ?? 0 })
    expect(items.map(({ text }) => text)).toEqual([...thread.map(({ text }) => text), 'Today'])
  })

  test('a stream that hears later what was imported brings it up, once', async () => {
    const core = start()
    await signIn(core)
    await importAll(core, await archiveOf(thread[3] ?? {}))
    const item = { ...itemOf(thread[3] ?? { id: '', text: '' }), raw: { heard: true } }
    await hear(core, item)
    expect(await texts(core, { type: 'lane', lane: 'needs-answer' })).toEqual(['Congratulations, Crumb'])
    const [row] = await page(core, { type: 'lane', lane: 'needs-answer' })
    await core.call('conversations.triage', { ids: [row?.id ?? 0], act: { act: 'done' } })
    await hear(core, item)
    expect(await texts(core, { type: 'lane', lane: 'needs-answer' })).toEqual([])
  })

  test('the rest of an imported thread is fetched by whoever is signed in at its network', async () => {
    const asked: (number | undefined)[] = []
    const network = {
      ...fakeNetwork(),
      thread: (_ctx: unknown, account: { id: number } | null) => {
        asked.push(account?.id)
        return Promise.resolve({
          refSpace: fakeSpace,
          items: [itemOf({ id: 'late', text: 'Late', parent: 'c3', at: 9 })],
        })
      },
    }
    const core = start({ network })
    await importAll(core, await archiveOf(...thread))
    const [row] = await page(core, { type: 'search', query: 'rye' })
    await core.call('conversations.fetchThread', { id: row?.id ?? 0 })
    await signIn(core)
    expect((await core.call('conversations.fetchThread', { id: row?.id ?? 0 })).added).toBe(0)
    expect(asked).toEqual([undefined, 1])
    const { items } = await core.call('conversations.get', { id: row?.id ?? 0 })
    expect(items.map(({ text }) => text)).toEqual([...thread.map(({ text }) => text), 'Late'])
    expect(await texts(core, { type: 'lane', lane: 'heard' })).toEqual([])
  })

  test('a mention that is older than an imported answer of somebody else comes up too', async () => {
    const core = start()
    await signIn(core)
    await importAll(
      core,
      await archiveOf(
        { id: 'root', text: 'Root', by: 'cy', at: 1 },
        { id: 'late', text: 'Late', by: 'cy', parent: 'root', at: 9 },
      ),
    )
    await hear(core, { ...itemOf({ id: 'm', text: 'What of us?', parent: 'root', direct: true, at: 5 }) })
    expect(await texts(core, { type: 'lane', lane: 'heard' })).toHaveLength(1)
    // And a parent that is heard after its imported answer.
    await importAll(core, await archiveOf({ id: 'kid', text: 'Kid', by: 'cy', parent: 'parent', at: 30 }))
    await hear(core, { ...itemOf({ id: 'parent', text: 'The parent', direct: true, at: 20 }) })
    expect((await texts(core, { type: 'lane', lane: 'heard' })).sort()).toEqual(
      expect.arrayContaining(['Kid']) as string[],
    )
  })
})
