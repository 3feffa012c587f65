import { mkdtempSync } from 'node:fs'
import { appendFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import type { ArchiveImport } from '#shared/domain/archive'
import type { FetchedItem } from '../networks/types.ts'
import { fakeSpace, mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'
import { batchItems } from './import.ts'
import { jsonRecords } from './json-records.ts'
import { fileOf, folderOf, makeZip, zipOf } from './testing/make-archives.ts'
import type { ArchiveFormat, Found } from './types.ts'

/** A format made for these tests: files of records, each an item in short. */
interface Short {
  id: string
  text: string
  by?: string
  parent?: string
  mine?: boolean
  direct?: boolean
  at?: number
  network?: string
}

/** Runs before each thing found is handed over, with its place. */
let beforeYield: ((place: number) => void | Promise<void>) | undefined

const shorts: ArchiveFormat = {
  id: 'shorts',
  label: 'Shorts',
  steps: ['Write them down.'],
  recognises: (files) => Promise.resolve(files.paths.some((path) => path.endsWith('shorts.json'))),
  async *read(files, reading) {
    let place = 0
    for await (const entry of files.entries((path) => path.endsWith('shorts.json'))) {
      const broken = (where: string, why: string): void => reading.notUnderstood(entry.path, where, why)
      for await (const { index, value } of jsonRecords(entry.open(), { lists: [''], broken })) {
        const short = value as Partial<Short>
        if (typeof short.id !== 'string' || short.text === undefined) {
          broken(`record ${String(index + 1)}`, 'it has no id or no text')
          continue
        }
        place += 1
        await beforeYield?.(place)
        yield foundOf({ ...short, id: short.id, text: short.text })
      }
    }
  },
}

const baseMs = Date.UTC(2012, 4, 1)

function foundOf(short: Short): Found {
  return { network: short.network ?? 'fake', refSpace: fakeSpace, item: itemOf(short) }
}

function itemOf({ id, text, by = 'ana', parent, mine = false, direct = false, at = 0 }: Short): FetchedItem {
  return {
    remoteId: id,
    parentRef: parent,
    kind: mine ? 'post' : 'comment',
    author: { remoteId: by, handle: `@${by}`, name: by },
    mine,
    direct,
    createdMs: baseMs + at * 60_000,
    text,
    spans: [],
    media: [],
    metrics: {},
    raw: null,
  }
}

const cores: TestCore[] = []
afterEach(async () => {
  beforeYield = undefined
  for (const core of cores.splice(0)) await core.stop()
})

function start(given: Parameters<typeof startTestCore>[0] = {}): TestCore {
  const core = startTestCore({ formats: new Map([[shorts.id, shorts]]), ...given })
  cores.push(core)
  return core
}

async function stop(core: TestCore): Promise<void> {
  cores.splice(cores.indexOf(core), 1)
  await core.stop()
}

const archiveOf = (...items: Partial<Short>[]): Promise<string> =>
  fileOf('old.zip', zipOf({ 'a/shorts.json': JSON.stringify(items) }))

async function begin(core: TestCore, path: string): Promise<ArchiveImport> {
  core.offer('ticket', path, 'read')
  return core.call('archives.start', { ticket: 'ticket', format: 'shorts' })
}

async function importAll(core: TestCore, path: string): Promise<ArchiveImport> {
  const { id } = await begin(core, path)
  await core.settle()
  return runOf(core, id)
}

async function runOf(core: TestCore, id: number): Promise<ArchiveImport> {
  const found = (await core.call('archives.list', {})).find((one) => one.id === id)
  if (found === undefined) throw new Error('no such import')
  return found
}

async function texts(core: TestCore, source: Parameters<typeof page>[1]): Promise<string[]> {
  return (await page(core, source)).map((row) => row.text)
}

const page = async (
  core: TestCore,
  source:
    | { type: 'search'; query: string }
    | { type: 'lane'; lane: 'heard' | 'needs-answer' | 'newcomers' | 'questions' | 'done' },
) => (await core.call('conversations.page', { source })).rows

const search = (core: TestCore, query: string): Promise<string[]> => texts(core, { type: 'search', query })

async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items })
  await core.call('streams.refresh', {})
  await core.settle()
}

const thread: Short[] = [
  { id: 'p1', text: 'We open a second shop', by: 'crumb', mine: true, at: 1 },
  { id: 'c1', text: 'Will there be rye?', parent: 'p1', direct: true, at: 2 },
  { id: 'c2', text: 'Always rye', parent: 'c1', by: 'crumb', mine: true, at: 3 },
  { id: 'c3', text: 'Congratulations, Crumb', parent: 'p1', by: 'ben', direct: true, at: 4 },
]

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
    const { fakeNetwork } = await import('../testing/fake-network.ts')
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

describe('an import on its way', () => {
  const many = (n: number): Short[] =>
    Array.from({ length: n }, (_, i) => ({
      id: `n${String(i)}`,
      text: `Note ${String(i)}`,
      by: `p${String(i % 7)}`,
      at: i,
    }))

  test('is paused behind a batch, and goes on with what is left', async () => {
    const core = start()
    const path = await archiveOf(...many(120), { text: 'no id' }, ...many(125).slice(120))
    const { id } = await begin(core, path)
    beforeYield = async (place) => {
      if (place === 60) await core.call('archives.pause', { id })
    }
    await core.settle()
    const paused = await runOf(core, id)
    expect(paused.state).toBe('paused')
    expect(paused.added).toBeLessThanOrEqual(60 + batchItems)
    expect(paused.added % batchItems).toBe(0)
    beforeYield = undefined
    await core.settle()
    expect((await runOf(core, id)).added).toBe(paused.added)
    await core.call('archives.resume', { id })
    await core.settle()
    expect(await runOf(core, id)).toMatchObject({ state: 'done', added: 125, known: 0, notUnderstood: 1 })
    expect((await core.call('archives.report', { id })).misses).toHaveLength(1)
  })

  test('goes on after the program was stopped, and after it died, from where its last batch was', async () => {
    const dbFile = join(mkdtempSync(join(tmpdir(), 'earshot-import-')), 'earshot.db')
    const path = await archiveOf({ text: 'no id' }, ...many(200))
    const first = start({ dbFile })
    const { id } = await begin(first, path)
    let stopped: Promise<void> | undefined
    beforeYield = (place) => {
      if (place === 70) stopped = stop(first)
    }
    await first.settle()
    await stopped
    beforeYield = undefined
    const db = new Sqlite(dbFile)
    const found = db.prepare('SELECT found, added, state FROM imports').get() as {
      found: number
      added: number
      state: string
    }
    expect(found.state).toBe('running')
    expect(found.found).toBeGreaterThanOrEqual(50)
    expect(found.found).toBeLessThan(200)
    // As a process leaves it that dies: the claim stands.
    db.exec("UPDATE jobs SET state = 'running' WHERE kind = 'archive'")
    db.close()
    const read: number[] = []
    beforeYield = (place) => void read.push(place)
    const second = start({ dbFile })
    await second.settle()
    expect(await runOf(second, id)).toMatchObject({ state: 'done', added: 200, known: 0, notUnderstood: 1 })
    expect((await second.call('archives.report', { id })).reasons).toEqual([
      { why: 'it has no id or no text', count: 1 },
    ])
  })

  test('never holds more than a batch: what was found is stored before more is', async () => {
    const dbFile = join(mkdtempSync(join(tmpdir(), 'earshot-import-')), 'earshot.db')
    const core = start({ dbFile })
    const db = new Sqlite(dbFile, { readonly: true })
    const stored = db.prepare<[], number>('SELECT count(*) FROM items').pluck()
    let most = 0
    beforeYield = (place) => {
      most = Math.max(most, place - (stored.get() ?? 0))
    }
    const n = 20_000
    const run = await importAll(core, await archiveOf(...many(n)))
    db.close()
    expect(run).toMatchObject({ state: 'done', added: n })
    expect(most).toBeLessThanOrEqual(batchItems)
  })

  test('lets other work of the core go first between two batches', async () => {
    const core = start()
    const { id } = await begin(core, await archiveOf(...many(300)))
    const seen = new Set<number>()
    const asking = (async () => {
      for (let run = await runOf(core, id); run.state === 'running'; run = await runOf(core, id)) {
        seen.add(run.added)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    await core.settle()
    await asking
    expect(seen.size).toBeGreaterThan(4)
  })

  test('thousands of things of one moment all find a place', async () => {
    const core = start()
    const items = many(2_500).map((one) => ({ ...one, at: 0 }))
    expect(await importAll(core, await archiveOf(...items))).toMatchObject({ state: 'done', added: 2_500 })
    expect((await search(core, 'note')).length).toBeGreaterThan(0)
  })

  test('one broken file does not end it, and is told', async () => {
    const core = start()
    const file = await fileOf(
      'old.zip',
      makeZip([
        { name: 'a/shorts.json', text: JSON.stringify(many(30)), declaredSum: 1 },
        { name: 'b/shorts.json', text: JSON.stringify([{ id: 'z', text: 'Good' }]) },
      ]),
    )
    const run = await importAll(core, file)
    expect(run).toMatchObject({ state: 'done', added: 31 })
    const { misses } = await core.call('archives.report', { id: run.id })
    expect(misses).toEqual([
      expect.objectContaining({ path: 'a/shorts.json', why: expect.stringContaining('damaged') as unknown }),
    ])
  })

  test('things of a network that nobody knows are told and not stored', async () => {
    const core = start()
    const run = await importAll(
      core,
      await archiveOf(
        { id: '1', text: 'x', network: 'orkut' },
        { id: '2', text: 'y', network: 'google-plus' },
        { id: '3', text: 'z' },
      ),
    )
    expect(run).toMatchObject({ added: 2, notUnderstood: 1, networks: ['google-plus', 'fake'] })
    expect((await core.call('archives.report', { id: run.id })).reasons[0]?.why).toContain('"orkut"')
  })

  test('an archive that is not where it was, or is another one now, fails with what to do; put back, it goes on', async () => {
    const core = start()
    const path = await archiveOf(...many(60))
    const { id } = await begin(core, path)
    await core.call('archives.pause', { id })
    await core.settle()
    await rename(path, `${path}.away`)
    await core.call('archives.resume', { id })
    await core.settle()
    expect(await runOf(core, id)).toMatchObject({
      state: 'failed',
      failure: { code: 'bad-input', message: expect.stringContaining('Put it back') as unknown },
    })
    await rename(`${path}.away`, path)
    await core.call('archives.resume', { id })
    await core.settle()
    const done = await runOf(core, id)
    expect(done).toMatchObject({ state: 'done', added: 60 })
    expect(done.failure).toBeUndefined()
    const again = await begin(core, path)
    await core.call('archives.pause', { id: again.id })
    await core.settle()
    await appendFile(path, 'x')
    await core.call('archives.resume', { id: again.id })
    await core.settle()
    expect((await runOf(core, again.id)).failure?.message).toContain(
      'not the file that this import began with',
    )
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
  })
})
