import { afterEach, describe, expect, test } from 'vitest'
import { fakeNetwork, mention } from '../testing/fake-network.ts'
import { signIn } from '../testing/start-core.ts'
import { zipOf } from './testing/make-archives.ts'
import { fileOf, folderOf } from './testing/write-files.ts'
import { archiveOf, hear, importAll, page, search, start, stopAll, texts, thread } from './testing/shorts.ts'

afterEach(stopAll)

describe('what was imported', () => {
  test('is found by searching, opens as a conversation, and fills no lane', async () => {
    const core = start()
    const run = await importAll(core, await archiveOf(...thread))
    expect(run).toMatchObject({
      state: 'done',
      added: 4,
      known: 0,
      notUnderstood: 0,
      files: 1,
      filesDone: 1,
      networks: ['fake'],
    })
    expect(await search(core, 'rye')).toHaveLength(1)
    const [row] = await page(core, { type: 'search', query: 'rye' })
    const { items } = await core.call('conversations.get', { id: row?.id ?? 0 })
    expect(items.map(({ text }) => text)).toEqual(thread.map(({ text }) => text))
    expect(items[1]?.parentId).toBe(items[0]?.id)
    const shown = await core.call('conversations.get', { id: row?.id ?? 0 })
    expect(shown.row.waitingSinceMs).toBeUndefined()
    expect(shown.priority).toBeUndefined()
    expect(shown.archive).toMatchObject({ name: 'old.zip' })
    expect(await core.call('items.why', { id: shown.focusItemId })).toMatchObject({
      heard: [],
      archive: { name: 'old.zip' },
    })
    for (const lane of ['heard', 'needs-answer', 'newcomers', 'questions'] as const)
      expect(await texts(core, { type: 'lane', lane }), lane).toEqual([])
    expect(await texts(core, { type: 'lane', lane: 'done' })).toHaveLength(1)
    expect((await core.call('notices.state', {})).badge).toBe(0)
    expect((await core.call('catchup.open', { sinceMs: 1, withSilent: true })).total).toBe(0)
  })

  test('is heard by no rule, but a rule made later finds it and shows it in no lane', async () => {
    const core = start()
    await core.call('rules.add', { name: 'Rye', query: 'rye', sources: [{ network: 'fake' }] })
    await importAll(core, await archiveOf(...thread))
    const [row] = await page(core, { type: 'search', query: 'rye' })
    expect((await core.call('conversations.get', { id: row?.id ?? 0 })).hits).toEqual([])
    await core.call('rules.add', {
      name: 'Shop',
      query: 'shop OR congratulations',
      sources: [{ network: 'fake' }],
    })
    await core.settle()
    expect(
      (await core.call('conversations.get', { id: row?.id ?? 0 })).hits.map(({ streamName }) => streamName),
    ).toContain('Shop')
    expect(await texts(core, { type: 'lane', lane: 'heard' })).toEqual([])
  })

  test('is kept out of the lanes by a mute', async () => {
    const core = start()
    await core.call('mutes.add', { query: 'congratulations' })
    await importAll(
      core,
      await archiveOf({ id: '1', text: 'Congratulations' }, { id: '2', text: 'Bread', by: 'cy' }),
    )
    expect(await texts(core, { type: 'lane', lane: 'done' })).toEqual(['Bread'])
    expect(await search(core, 'congratulations')).toHaveLength(1)
  })

  test('makes nobody a newcomer, and who spoke to us long ago is none today', async () => {
    const core = start()
    await signIn(core)
    const ana = { remoteId: 'ana', handle: '@ana', name: 'Ana' }
    await hear(
      core,
      mention({ text: 'Hello there', author: ana }),
      mention({ text: 'I am new', author: { ...ana, remoteId: 'dee' } }),
    )
    expect((await texts(core, { type: 'lane', lane: 'newcomers' })).sort()).toEqual([
      'Hello there',
      'I am new',
    ])
    const run = await importAll(core, await archiveOf(...thread))
    expect(await texts(core, { type: 'lane', lane: 'newcomers' })).toEqual(['I am new'])
    await core.call('archives.undo', { id: run.id })
    await core.settle()
    expect((await texts(core, { type: 'lane', lane: 'newcomers' })).sort()).toEqual([
      'Hello there',
      'I am new',
    ])
  })

  test('is not looked at again at the network', async () => {
    const core = start({ network: fakeNetwork({ recheckHours: 1 }) })
    await signIn(core)
    const heard = mention({ text: 'Heard', remoteId: 'heard', parentRef: 'p1' })
    await importAll(core, await archiveOf(...thread))
    core.network.now.set('heard', heard)
    await hear(core, heard)
    await core.advance(3 * 3_600_000)
    expect(core.network.rechecks.flat()).toContain('heard')
    expect(new Set(core.network.rechecks.flat())).toEqual(new Set(['heard']))
  })
})

describe('the plan', () => {
  test('says what it is, what is in it and what the first things are; nothing is stored', async () => {
    const core = start()
    core.offer(
      't',
      await fileOf(
        'old.zip',
        zipOf({ 'a/shorts.json': JSON.stringify(thread), 'photos.zip': 'PK', 'x.jpg': 'y' }),
      ),
      'read',
    )
    expect(await core.call('archives.plan', { ticket: 't' })).toMatchObject({
      name: 'old.zip',
      packing: 'zip',
      files: 3,
      nested: 1,
      formats: [{ id: 'shorts', label: 'Shorts' }],
      sample: [{ network: 'fake', author: 'crumb', text: 'We open a second shop' }, {}, {}],
    })
    expect(await core.call('archives.list', {})).toEqual([])
    core.offer('other', await folderOf({ 'readme.txt': 'Hello' }), 'read')
    expect(await core.call('archives.plan', { ticket: 'other' })).toMatchObject({ formats: [], sample: [] })
  })

  test('a path is never taken from a caller: without a ticket there is nothing', async () => {
    const core = start()
    const path = await archiveOf(...thread)
    await expect(core.call('archives.plan', { ticket: path })).rejects.toMatchObject({ code: 'bad-input' })
    core.offer('w', path, 'write')
    await expect(core.call('archives.plan', { ticket: 'w' })).rejects.toMatchObject({ code: 'bad-input' })
    core.offer('r', path, 'read')
    await expect(core.call('archives.export', { ticket: 'r' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(core.call('backup.now', { ticket: path })).rejects.toThrow(/Choose the file once more/)
  })
})
