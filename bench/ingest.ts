/**
 * The full path of an incoming item (author, conversation, streams, reasons, counters, search index) against a
 * bare insert of the same rows, in one run. Median of three pairs, on a real file.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { FetchedItem } from '#core/networks/types'
import { openStore } from '#core/db/open'
import { ingest } from '#core/ingest'
import { median, print, timed } from './lib/figure.ts'
import { batches, generatedItems } from './lib/generated-items.ts'

const count = Number(process.env['BENCH_ITEMS'] ?? 50_000)
const endMs = Date.UTC(2026, 9, 1)
const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'))

function bare(items: FetchedItem[][], file: string): number {
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec(`CREATE TABLE items (id INTEGER PRIMARY KEY, network TEXT, remote_id TEXT, conversation_id INTEGER, author_id INTEGER, account_id INTEGER,
    kind TEXT, state TEXT, mine INTEGER, direct INTEGER, question INTEGER, received_ms INTEGER, edited_ms INTEGER, parent_id INTEGER, title TEXT,
    text TEXT, extra TEXT, warning TEXT, lang TEXT, visibility TEXT, url TEXT) STRICT`)
  const insert = db.prepare(
    `INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let id = 0
  const ms = timed(() => {
    for (const batch of items) {
      db.transaction(() => {
        for (const i of batch) {
          id += 1
          insert.run(
            id,
            'fake',
            i.remoteId,
            1,
            1,
            null,
            i.kind,
            'live',
            0,
            1,
            0,
            endMs,
            null,
            null,
            null,
            i.text,
            null,
            null,
            i.lang ?? null,
            null,
            i.url ?? null,
          )
        }
      })()
    }
  })
  db.close()
  return ms
}

function full(items: FetchedItem[][], file: string): { ms: number; againMs: number } {
  const db = openStore(file)
  db.exec(
    "INSERT INTO streams (network, kind, name, config, interval_ms, created_ms) VALUES ('fake', 'mentions', 'bench', '{}', 60000, 1)",
  )
  const file1 = (batch: FetchedItem[]): void => {
    ingest(
      db,
      {
        network: 'fake',
        accountId: undefined,
        streamId: 1,
        via: 'poll',
        refSpace: 'fake:bench',
        items: batch,
        rule: '',
      },
      endMs,
    )
  }
  const ms = timed(() => items.forEach(file1))
  const againMs = timed(() => items.forEach(file1))
  db.close()
  return { ms, againMs }
}

try {
  for (const [size, gate] of [
    [500, '>= 0.13'],
    [2000, '>= 0.15'],
  ] as const) {
    const items = [...batches(generatedItems(count, endMs), size)]
    const ratios: number[] = []
    const again: number[] = []
    let bytes = 0
    for (let round = 0; round < 3; round += 1) {
      const bareFile = join(folder, `bare-${String(size)}-${String(round)}.db`)
      const fullFile = join(folder, `full-${String(size)}-${String(round)}.db`)
      const bareMs = bare(items, bareFile)
      const { ms, againMs } = full(items, fullFile)
      ratios.push(bareMs / ms)
      again.push(bareMs / againMs)
      bytes = statSync(fullFile).size / statSync(bareFile).size
    }
    print({
      bench: 'ingest',
      metric: `full path / bare insert, batch ${String(size)}, ${String(count)} items`,
      value: median(ratios),
      unit: 'x',
      target: gate,
    })
    if (size !== 500) continue
    print({
      bench: 'ingest',
      metric: 're-poll of known items / bare insert',
      value: median(again),
      unit: 'x',
      target: '>= 0.7',
    })
    print({
      bench: 'ingest',
      metric: 'file bytes per item / bare',
      value: bytes,
      unit: 'x',
      target: '<= 2.0',
    })
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
