import { asFailure, Failure } from '#shared/failure'
import { countImported, undoStep } from '../db/import-undo.ts'
import {
  findImport,
  importStateOf,
  moveImport,
  stepImport,
  storeMisses,
  type ImportProgress,
  type Miss,
  type StoredImport,
} from '../db/imports.ts'
import { run } from '../db/statement.ts'
import { ingest } from '../ingest.ts'
import { loadLanguages } from '../understanding/language.ts'
import type { World } from '../world.ts'
import { formatNamed } from './formats.ts'
import { fingerprint, openArchive } from './open.ts'
import { pastNetworks } from './past-networks.ts'
import { tracked, type Place } from './tracked.ts'
import type { ArchiveFormat, Found, Reading } from './types.ts'

/*
 * How an archive comes into the store:
 * 1. A format says what it finds, one thing after the other and always in the same order. Nothing but one batch is held.
 * 2. A batch, where the import is and what it did not understand are one transaction: after a crash the import goes on
 *    behind what was filed, by passing over as many things as it had found.
 * 3. Between two batches calls of the window go first, and the state is asked: who pauses an import waits for one batch.
 * 4. What is broken is told and passed over. The import fails where nothing more can be read; what was filed stays, and it
 *    can go on once that is mended.
 */

/** Items filed at a time: short enough that a key pressed meanwhile does not wait. */
export const batchItems = 25
/** What was not understood is stored at least this often. */
const missesHeld = 100
/** Things passed over at a time, by an import that goes on. */
const breathAfter = 200

/** Imports, or takes back, until there is nothing to do or somebody said to stop. Throws bad-input where it cannot go on. */
export async function workOnImport(
  world: World,
  formats: ReadonlyMap<string, ArchiveFormat>,
  id: number,
  signal: AbortSignal,
): Promise<void> {
  // An import that is taken back while it runs ends with its batch, and the undo begins.
  while (!signal.aborted) {
    const state = importStateOf(world.db, id)
    if (state === 'running') await readOn(world, formats, id, signal)
    else if (state === 'undoing') await takeBack(world, id, signal)
    else return
  }
}

async function readOn(
  world: World,
  formats: ReadonlyMap<string, ArchiveFormat>,
  id: number,
  signal: AbortSignal,
): Promise<void> {
  const stored = findImport(world.db, id)
  if (stored === undefined) return
  const format = formatNamed(formats, stored.format)
  if ((await fingerprint(stored.path)) !== stored.fingerprint)
    throw new Failure(
      'bad-input',
      `"${stored.name}" is not the file that this import began with. Undo the import, and begin a new one.`,
    )
  await loadLanguages()
  const archive = await openArchive(stored.path)
  const ended = new AbortController()
  try {
    const filer = new Filer(world, stored)
    const reading: Reading = {
      signal: AbortSignal.any([signal, ended.signal]),
      notUnderstood: filer.notUnderstood,
    }
    try {
      const files = tracked(archive, filer.place, reading, () => !signal.aborted && filer.mayGoOn())
      for await (const found of format.read(files, reading)) {
        if (!(await filer.take(found)) || signal.aborted) return
      }
    } catch (error) {
      filer.flush()
      throw error
    }
    if (!signal.aborted && filer.mayGoOn()) filer.end()
  } finally {
    ended.abort()
    await archive.close()
  }
}

/** Files what a format finds, a batch at a time. */
class Filer {
  readonly place: Place = { files: 0, bytes: 0 }
  readonly #world: World
  readonly #stored: StoredImport
  readonly #progress: ImportProgress
  readonly #networks: Set<string>
  #batch: Found[] = []
  #misses: Miss[] = []
  /** Found and missed in this run, with what an earlier one had filed. */
  #found = 0
  #missed = 0

  constructor(world: World, stored: StoredImport) {
    this.#world = world
    this.#stored = stored
    this.#progress = { ...stored }
    this.#networks = new Set(stored.networks)
  }

  readonly notUnderstood = (path: string, where: string, why: string): void => {
    this.#missed += 1
    // The run before told of it.
    if (this.#missed <= this.#stored.missed) return
    this.#misses.push({ n: this.#missed, path, where, why })
    if (this.#misses.length >= missesHeld && this.mayGoOn()) this.#tell()
  }

  /** False where somebody said to stop; what was taken and not filed is found again. */
  async take(found: Found): Promise<boolean> {
    this.#found += 1
    // Told again by a run that goes on, and counted as what the format tells.
    if (!isKnown(this.#world, found.network)) {
      this.notUnderstood('', found.item.remoteId, `this Earshot does not know the network "${found.network}"`)
      return true
    }
    if (this.#found <= this.#stored.found) {
      if (this.#found % breathAfter === 0) {
        await breathe()
        return this.mayGoOn()
      }
      return true
    }
    const [first] = this.#batch
    if (first !== undefined && (first.network !== found.network || first.refSpace !== found.refSpace)) {
      this.#file(this.#found - 1)
      await breathe()
      if (!this.mayGoOn()) return false
    }
    this.#batch.push(found)
    if (this.#batch.length < batchItems) return true
    this.#file(this.#found)
    await breathe()
    return this.mayGoOn()
  }

  /** Files what was found before the reading broke off. */
  flush(): void {
    if (this.#found > this.#stored.found && this.mayGoOn()) this.#file(this.#found)
  }

  end(): void {
    const { db, deps, changes } = this.#world
    this.place.files = this.#stored.files
    this.#file(Math.max(this.#found, this.#progress.found))
    moveImport(db, this.#stored.id, ['running'], 'done', { endedMs: deps.clock.now() })
    changes.tell(['archives', 'lanes', 'conversations', 'app'])
  }

  /** Nobody paused or undid it meanwhile. */
  mayGoOn(): boolean {
    return importStateOf(this.#world.db, this.#stored.id) === 'running'
  }

  /** Stores what was not understood alone: a file of nonsense has much of it and nothing to file. */
  #tell(): void {
    const { db, changes } = this.#world
    this.#progress.missed = this.#missed
    this.#progress.filesDone = this.place.files
    this.#progress.bytesRead = this.place.bytes
    db.transaction(() => {
      storeMisses(db, this.#stored.id, this.#misses)
      stepImport(db, this.#stored.id, this.#progress)
    })()
    this.#misses = []
    changes.tell(['archives'])
  }

  #file(found: number): void {
    const { db, deps, changes } = this.#world
    const now = deps.clock.now()
    const [first] = this.#batch
    const step = (itemIds: readonly number[]): void => {
      storeMisses(db, this.#stored.id, this.#misses)
      const progress = this.#progress
      progress.found = found
      progress.added += itemIds.length
      progress.known += this.#batch.length - itemIds.length
      progress.missed = Math.max(this.#missed, progress.missed)
      progress.filesDone = this.place.files
      progress.bytesRead = this.place.bytes
      if (first !== undefined && itemIds.length > 0) this.#networks.add(first.network)
      progress.networks = [...this.#networks]
      stepImport(db, this.#stored.id, progress)
    }
    if (first === undefined) db.transaction(() => step([]))()
    else
      ingest(
        db,
        {
          network: first.network,
          accountId: undefined,
          streamId: undefined,
          via: 'archive',
          refSpace: first.refSpace,
          importId: this.#stored.id,
          items: this.#batch.map(({ item }) => item),
          rule: '',
        },
        now,
        ({ itemIds }) => step(itemIds),
      )
    this.#batch = []
    this.#misses = []
    changes.tell(['archives'])
  }
}

async function takeBack(world: World, id: number, signal: AbortSignal): Promise<void> {
  const { db, deps, changes } = world
  for (;;) {
    const next = db.transaction(() => {
      const stored = findImport(db, id)
      if (stored === undefined) return undefined
      const step = undoStep(db, id, stored.undoneTo, batchItems)
      run(db, 'UPDATE imports SET undone_to = @to, removed = removed + @removed WHERE id = @id', {
        id,
        to: step.next ?? stored.undoneTo,
        removed: step.removed,
      })
      if (step.next === undefined) {
        moveImport(db, id, ['undoing'], 'undone', { endedMs: deps.clock.now() })
        run(db, 'UPDATE imports SET kept = @kept WHERE id = @id', { id, kept: countImported(db, id) })
      }
      return step.next
    })()
    changes.tell(next === undefined ? ['archives', 'lanes', 'conversations', 'app'] : ['archives'])
    if (next === undefined || signal.aborted) return
    await breathe()
  }
}

/** An import that cannot go on says why; what was filed stays. An undo that failed is one that is not at its end. */
export function failImport({ db, deps, changes }: World, id: number, error: unknown): void {
  moveImport(db, id, ['running'], 'failed', {
    endedMs: deps.clock.now(),
    failure: asFailure(error).toShape(),
  })
  changes.tell(['archives', 'lanes', 'conversations', 'app'])
}

function isKnown({ deps }: World, network: string): boolean {
  return deps.networks.has(network) || pastNetworks.has(network)
}

/** Lets waiting calls of the window go first between two steps of writing. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
