import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import type { FetchedItem } from '#core/networks/types'
import { mention } from '#core/testing/fake-network'
import { signIn, startTestCore, type TestCore } from '#core/testing/start-core'
import { atOneMoment, exportedItems } from './exported-items.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function stored(...items: FetchedItem[]): Promise<{ core: TestCore; db: Sqlite.Database }> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-export-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  const core = startTestCore({ dbFile: join(folder, 'earshot.db') })
  ends.push(() => core.stop())
  await signIn(core)
  await hear(core, items)
  const db = new Sqlite(join(folder, 'earshot.db'), { readonly: true })
  ends.push(() => db.close())
  return { core, db }
}

async function hear(core: TestCore, items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items })
  await core.call('streams.refresh', {})
  await core.settle()
}

test('an exported item holds all that is known of it', async () => {
  const item = mention({ text: 'Open at seven?', ref: '77', raw: { exactly: ['as', 'received'] } })
  const { core, db } = await stored(item)
  await hear(core, [{ ...item, text: 'Open at nine?', editedMs: item.createdMs + 5000 }])
  await core.call('conversations.note', { id: 1, text: 'Asks often.' })
  await core.call('conversations.tag', { ids: [1], tag: 'hours', on: true })
  await core.call('conversations.triage', { ids: [1], act: { act: 'save' } })
  expect([...exportedItems(db)].flat()).toMatchObject([
    {
      remoteId: item.remoteId,
      refs: [{ ref: '77' }],
      accountId: 1,
      direct: true,
      state: 'edited',
      text: 'Open at nine?',
      question: true,
      createdMs: item.createdMs,
      author: { handle: '@ana@there.example', remoteId: 'https://there.example/u/ana' },
      revisions: [{ text: 'Open at seven?' }],
      why: [{ stream: '@crumb@here', via: 'poll' }],
      conversation: { id: 1, state: 'open', saved: true, tags: ['hours'], notes: [{ text: 'Asks often.' }] },
      raw: { exactly: ['as', 'received'] },
    },
  ])
})

test('many items come in batches, each once, oldest first, as the store was when it began', async () => {
  const { core, db } = await stored(
    ...Array.from({ length: 1201 }, (_, n) => mention({ text: `Item ${String(n)}` })),
  )
  const batches = atOneMoment(db, exportedItems(db))
  const first = batches.next().value ?? []
  await hear(core, [mention({ text: 'Too late for this export' })])
  const all = [...first, ...[...batches].flat()]
  expect(all.map((item) => item['text'])).toEqual(Array.from({ length: 1201 }, (_, n) => `Item ${String(n)}`))
  expect([...exportedItems(db)].flat()).toHaveLength(1202)
})
