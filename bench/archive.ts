/**
 * An archive of one file with many records, read, checked and filed: how many a second, what a paused import costs to go
 * on, and what ten times the size does to the largest memory of the process. Each size runs in a process of its own.
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGzip } from 'node:zlib'
import { linesOf } from '#core/archives/export'
import { openArchive } from '#core/archives/open'
import { format } from '#core/archives/formats/earshot-jsonl'
import { systemClock } from '#core/clock'
import { startTestCore } from '#core/testing/start-core'
import { print } from './lib/figure.ts'
import { batches, generatedItems } from './lib/generated-items.ts'

const endMs = Date.UTC(2026, 9, 1)
const count = Number(process.env['BENCH_ITEMS'] ?? 10_000)
/** For large sizes: only what an archive and its format need, without the import. */
const readAlone = process.env['BENCH_READ_ALONE'] === 'yes'

interface Measured {
  ms: number
  added: number
  peakBytes: number
  fileBytes: number
}

/** Writes an export of so many items, packed. */
async function write(file: string, items: number): Promise<void> {
  const gzip = createGzip({ level: 1 })
  const out = gzip.pipe(createWriteStream(file))
  for (const batch of batches(generatedItems(items, endMs), 1_000)) {
    const text = linesOf(batch.map((item) => ({ ...item, network: 'fake', parentRemoteId: item.parentRef })))
    if (!gzip.write(text)) await once(gzip, 'drain')
  }
  gzip.end()
  await once(out, 'close')
}

/** Reads without a store: what the archive and its format need alone. */
async function read(file: string): Promise<Measured> {
  const archive = await openArchive(file)
  const start = performance.now()
  let added = 0
  const reading = { signal: new AbortController().signal, notUnderstood: () => undefined }
  for await (const { item } of format.read(archive, reading)) if (item.remoteId !== '') added += 1
  return measured(file, performance.now() - start, added)
}

async function fill(file: string, dbFile: string): Promise<Measured> {
  const core = startTestCore({ dbFile, clock: systemClock, formats: new Map([[format.id, format]]) })
  core.offer('bench', file, 'read')
  const start = performance.now()
  await core.call('archives.start', { ticket: 'bench', format: format.id })
  await core.settle()
  const ms = performance.now() - start
  const [run] = await core.call('archives.list', {})
  await core.stop()
  if (run?.state !== 'done') throw new Error(`the import ended as ${run?.state ?? 'nothing'}`)
  return measured(file, ms, run.added)
}

function measured(file: string, ms: number, added: number): Measured {
  const peakBytes = process.resourceUsage().maxRSS * 1024
  return { ms, added, peakBytes, fileBytes: statSync(file).size }
}

function inItsOwnProcess(...args: string[]): Measured {
  const child = spawnSync(process.execPath, [import.meta.filename, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.status !== 0) throw new Error(`the import ended with ${String(child.status)}`)
  return JSON.parse(child.stdout) as Measured // printed by the line below, in the same version
}

/** One figure at two sizes: how many a second, and what ten times the size does to time and memory. */
function compare(what: string, one: Measured, ten: Measured, mostMemory: number): void {
  const perSecond = ({ added, ms }: Measured): number => (added / ms) * 1000
  const figure = (metric: string, value: number, unit: string, target = ''): void =>
    print({ bench: 'archive', metric: `${what}: ${metric}`, value, unit, target })
  figure(`entries a second, ${String(one.added)}`, perSecond(one), '/s')
  figure(`entries a second, ${String(ten.added)}`, perSecond(ten), '/s')
  figure('time for each entry, ten times the size / one', perSecond(one) / perSecond(ten), 'x', '<= 2')
  figure('largest memory at ten times the size', ten.peakBytes / 1e6, 'MB')
  figure(
    'largest memory, ten times the size / one',
    ten.peakBytes / one.peakBytes,
    'x',
    `<= ${String(mostMemory)}`,
  )
}

const [file, dbFile] = process.argv.slice(2)
if (file !== undefined)
  console.log(JSON.stringify(dbFile === undefined ? await read(file) : await fill(file, dbFile)))
else {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
  try {
    const [small, large] = [join(folder, 'small.jsonl.gz'), join(folder, 'large.jsonl.gz')]
    await write(small, count)
    await write(large, count * 10)
    compare('read alone', inItsOwnProcess(small), inItsOwnProcess(large), 1.3)
    if (!readAlone) {
      const one = inItsOwnProcess(small, join(folder, 'small.db'))
      // The store's own caches (64 MB of pages, 50,000 authors) fill up on the way; they end there.
      compare('imported', one, inItsOwnProcess(large, join(folder, 'large.db')), 2)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
