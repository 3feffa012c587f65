import fc from 'fast-check'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import type { ArchiveImport } from '#shared/domain/archive'
import { fallen, type Fate } from '../db/import-undo.ts'
import type { FetchedItem } from '../networks/types.ts'
import { fakeSpace, mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'
import { jsonLines } from './json-lines.ts'
import { fileOf } from './testing/write-files.ts'
import type { ArchiveFormat } from './types.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

/** Whole items, one on each line. */
const whole: ArchiveFormat = {
  id: 'whole',
  label: 'Whole',
  steps: [],
  recognises: () => Promise.resolve(true),
  async *read(files) {
    for await (const entry of files.entries(() => true))
      for await (const { value } of jsonLines(entry.open(), { broken: () => undefined }))
        yield { network: 'fake', refSpace: fakeSpace, item: value as FetchedItem }
  },
}

const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

async function start(): Promise<{ core: TestCore; db: Sqlite.Database }> {
  const dbFile = join(temporaryFolder(), 'earshot.db')
  const core = startTestCore({ dbFile, formats: new Map([['whole', whole]]) })
  cores.push(core)
  await signIn(core)
  return { core, db: new Sqlite(dbFile, { readonly: true }) }
}

async function bring(core: TestCore, ...items: FetchedItem[]): Promise<ArchiveImport> {
  core.offer('t', await fileOf('a.jsonl', items.map((item) => JSON.stringify(item)).join('\n')), 'read')
  const { id } = await core.call('archives.start', { ticket: 't', format: 'whole' })
  await core.settle()
  return runOf(core, id)
}

async function takeBack(core: TestCore, id: number): Promise<ArchiveImport> {
  await core.call('archives.undo', { id })
  await core.settle()
  return runOf(core, id)
}

async function runOf(core: TestCore, id: number): Promise<ArchiveImport> {
  const found = (await core.call('archives.list', {})).find((one) => one.id === id)
  if (found === undefined) throw new Error('no such import')
  return found
}

async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items })
  await core.call('streams.refresh', {})
  await core.settle()
}

async function conversationOf(core: TestCore, query: string): Promise<number> {
  const { rows } = await core.call('conversations.page', { source: { type: 'search', query } })
  return rows[0]?.id ?? 0
}

/** Everything that an import could leave behind, row by row. */
function rowsOf(db: Sqlite.Database): Record<string, unknown[]> {
  const tables = [
    'items',
    'conversations',
    'handles',
    'item_refs',
    'item_raw',
    'orphans',
    'hits',
    'conversation_streams',
    'conversation_moves',
    'counters',
    'stream_counters',
    'prints',
    'item_revisions',
    'outbox',
    'tags',
    'import_items',
  ]
  const rows = Object.fromEntries(
    tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]),
  )
  return { ...rows, words: db.prepare('SELECT rowid FROM item_fts ORDER BY rowid').all() }
}

const past = (item: Partial<FetchedItem> & { text: string }): FetchedItem => ({
  ...mention(item),
  createdMs: item.createdMs ?? Date.UTC(2013, 0, 1) + item.text.length,
})

test('an undo leaves the store as it was before', async () => {
  const { core, db } = await start()
  await hear(
    core,
    mention({ text: 'Heard', remoteId: 'heard', parentRef: 'old-root' }),
    mention({ text: 'Other' }),
  )
  const before = rowsOf(db)
  const run = await bring(
    core,
    past({ text: 'One', remoteId: 'one', ref: '1' }),
    past({
      text: 'Two',
      remoteId: 'two',
      parentRef: 'one',
      author: { remoteId: 'b', handle: 'b', name: 'B' },
    }),
    past({ text: 'Known', remoteId: 'heard' }),
    past({ text: 'Waits', remoteId: 'waits', parentRef: 'nobody' }),
  )
  expect(run).toMatchObject({ added: 3, known: 1 })
  expect(rowsOf(db)).not.toEqual(before)
  expect(await takeBack(core, run.id)).toMatchObject({ state: 'undone', removed: 3, kept: 0 })
  expect(rowsOf(db)).toEqual(before)
  db.close()
})

test('what the user worked with stays, and says so', async () => {
  const { core, db } = await start()
  const names = ['saved', 'tagged', 'noted', 'answered', 'drafted', 'reopened', 'heard', 'plain']
  const items = names.map((text) =>
    past({ text, remoteId: text, author: { remoteId: text, handle: text, name: text } }),
  )
  const run = await bring(core, ...items)
  const id = async (name: string): Promise<number> => conversationOf(core, name)
  await core.call('conversations.triage', { ids: [await id('saved')], act: { act: 'save' } })
  await core.call('conversations.tag', { ids: [await id('tagged')], tag: 'old', on: true })
  await core.call('conversations.note', { id: await id('noted'), text: 'Remember' })
  await core.call('conversations.triage', { ids: [await id('reopened')], act: { act: 'reopen' } })
  await core.call('drafts.save', { conversationId: await id('drafted'), text: 'Half' })
  const answered = await core.call('conversations.get', { id: await id('answered') })
  await core.call('replies.send', {
    conversationId: answered.row.id,
    inReplyTo: answered.focusItemId,
    accountId: 1,
    text: 'At last',
    thenDone: true,
  })
  await core.advance(60_000)
  await hear(core, ...items.filter(({ text }) => text === 'heard'))
  expect(await takeBack(core, run.id)).toMatchObject({ state: 'undone', removed: 1, kept: 7 })
  const left = db.prepare<[], string>('SELECT text FROM items WHERE mine = 0 ORDER BY id').pluck().all()
  expect(left.sort()).toEqual(names.filter((name) => name !== 'plain').sort())
  db.close()
})

test('what a message that stays answers stays too, and the rest of its thread goes', async () => {
  const { core, db } = await start()
  const run = await bring(
    core,
    past({ text: 'Root', remoteId: 'root', createdMs: 1_000_000 }),
    past({ text: 'Branch', remoteId: 'branch', parentRef: 'root', createdMs: 2_000_000 }),
    past({ text: 'Other branch', remoteId: 'other', parentRef: 'root', createdMs: 3_000_000 }),
  )
  await hear(core, mention({ text: 'Today', parentRef: 'branch' }))
  expect(await takeBack(core, run.id)).toMatchObject({ removed: 1, kept: 2 })
  const { items } = await core.call('conversations.get', { id: await conversationOf(core, 'today') })
  expect(items.map(({ text }) => text)).toEqual(['Root', 'Branch', 'Today'])
  db.close()
})

test('an import that is taken back while it runs ends, and nothing of it is left', async () => {
  const { core, db } = await start()
  await hear(core, mention({ text: 'Heard' }))
  const before = rowsOf(db)
  const items = Array.from({ length: 300 }, (_, i) =>
    past({ text: `N${String(i)}`, remoteId: `n${String(i)}` }),
  )
  core.offer('t', await fileOf('a.jsonl', items.map((item) => JSON.stringify(item)).join('\n')), 'read')
  const { id } = await core.call('archives.start', { ticket: 't', format: 'whole' })
  while ((await runOf(core, id)).added < 50) await new Promise((resolve) => setImmediate(resolve))
  const run = await takeBack(core, id)
  expect(run.state).toBe('undone')
  expect(run.removed).toBe(run.added)
  expect(run.added).toBeLessThan(300)
  expect(rowsOf(db)).toEqual(before)
  db.close()
})

test('the words leave the file too', async () => {
  const { core, db } = await start()
  const run = await bring(core, past({ text: 'unforgettable' }))
  await takeBack(core, run.id)
  const jobs = db.prepare<[], string>("SELECT key FROM jobs WHERE kind = 'wipe' ORDER BY key").pluck().all()
  expect(jobs).toEqual(['index', 'log'])
  db.close()
})

test('law: what falls is of the import and not needed, and nothing that stays answers it', () => {
  const fates = fc.array(
    fc.record({ isOurs: fc.boolean(), isNeeded: fc.boolean(), parent: fc.option(fc.nat(30)) }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(fates, (drawn) => {
      const items: Fate[] = drawn.map(({ isOurs, isNeeded, parent }, id) => ({
        id,
        isOurs,
        isNeeded,
        parentId: parent,
      }))
      const gone = new Set(fallen(items, false))
      for (const item of items) {
        if (gone.has(item.id)) expect(item.isOurs && !item.isNeeded).toBe(true)
        else if (item.parentId !== null) expect(gone.has(item.parentId)).toBe(false)
      }
      // Nothing stays without a reason: what is left and could go answers to something that stays.
      const needed = new Set(items.filter((item) => !item.isOurs || item.isNeeded).map(({ id }) => id))
      for (let grew = true; grew;) {
        grew = false
        for (const item of items)
          if (
            needed.has(item.id) &&
            item.parentId !== null &&
            item.parentId < items.length &&
            !needed.has(item.parentId)
          ) {
            needed.add(item.parentId)
            grew = true
          }
      }
      expect(new Set(items.filter(({ id }) => !gone.has(id)).map(({ id }) => id))).toEqual(needed)
      expect(fallen(items, true)).toEqual([])
    }),
  )
})
