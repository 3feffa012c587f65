import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeStore, openStore, type Database } from '#core/db/open'
import { triage } from '#core/db/operations'
import { all } from '#core/db/statement'
import { ingest } from '#core/ingest'
import { randomFrom } from '#demo/generator'
import { batches, generatedItems } from './generated-items.ts'

/** Stores as large as somebody's after years, made by core's own ingest and triage. */

/** Time of the newest generated item. */
export const endMs = Date.UTC(2026, 9, 1)

/** How many items "very many" is: a million, unless BENCH_ITEMS says less. */
export const bigCount = Number(process.env['BENCH_ITEMS'] ?? 1_000_000)

/** A network that the window knows, so that it draws these items as it draws all others. */
export const networkId = 'mastodon'

/** Every tenth batch is heard by a second, quieter stream. */
const streams = [
  { id: 1, kind: 'mentions', name: 'Mentions' },
  { id: 2, kind: 'hashtag', name: 'Quiet' },
]

/**
 * The file of a store with so many items. Under `npm run bench` every benchmark of the run uses the same one;
 * a benchmark started alone makes its own and `dropStores` removes it.
 */
export function storeOf(count: number): string {
  const file = join(folder(), `store-${String(count)}.db`)
  if (existsSync(file)) return file
  const started = performance.now()
  const unfinished = `${file}.new`
  fill(unfinished, count)
  renameSync(unfinished, file)
  const seconds = (performance.now() - started) / 1000
  console.log(
    `made a store of ${String(count)} items in ${seconds.toFixed(0)} s, ${(count / seconds).toFixed(0)} items/s`,
  )
  return file
}

let own: string | undefined

/** A folder for the files of this run: the one that `npm run bench` gives, else one of our own. */
export function folder(): string {
  return process.env['BENCH_FOLDER'] ?? (own ??= mkdtempSync(join(tmpdir(), 'earshot-bench-')))
}

/** Removes what this benchmark made, unless the run goes on with it. */
export function dropStores(): void {
  if (own !== undefined) rmSync(own, { recursive: true, force: true })
  own = undefined
}

function fill(file: string, count: number): void {
  const db = openStore(file)
  const addStream = db.prepare(
    `INSERT INTO streams (id, network, kind, name, config, interval_ms, paused, health, created_ms)
     VALUES (@id, @network, @kind, @name, '{}', 60000, 1, 'ok', 1)`,
  )
  for (const stream of streams) addStream.run({ ...stream, network: networkId })
  let n = 0
  for (const items of batches(generatedItems(count, endMs), 2000)) {
    n += 1
    ingest(
      db,
      {
        network: networkId,
        accountId: undefined,
        streamId: n % 10 === 0 ? 2 : 1,
        via: 'poll',
        refSpace: 'mastodon:bench',
        items,
        rule: '',
      },
      endMs,
    )
  }
  workThrough(db)
  closeStore(db)
}

/** What a diligent person leaves behind: a fifth is done, a little waits, sleeps or is kept. */
function workThrough(db: Database): void {
  const random = randomFrom(7)
  const sorted = { done: [] as number[], wait: [] as number[], snooze: [] as number[], save: [] as number[] }
  for (const { id } of all<{ id: number }>(db, 'SELECT id FROM conversations')) {
    const draw = random()
    if (draw < 0.2) sorted.done.push(id)
    else if (draw < 0.21) sorted.wait.push(id)
    else if (draw < 0.215) sorted.snooze.push(id)
    else if (draw < 0.22) sorted.save.push(id)
  }
  const untilMs = endMs + 30 * 86_400_000
  for (const act of ['done', 'wait', 'snooze', 'save'] as const) {
    for (const ids of batches(sorted[act], 5000))
      triage(db, ids, act === 'snooze' ? { act, untilMs } : { act }, `${act}-${String(ids[0])}`, endMs)
  }
}
