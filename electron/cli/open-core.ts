import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { calls, type CallName, type Input, type Output } from '#shared/contract'
import { Failure } from '#shared/failure'
import { Offers } from '../core/archives/offers.ts'
import { attention } from '../core/attention.ts'
import { callHandlers } from '../core/calls/index.ts'
import { gatherChanges } from '../core/changes.ts'
import { createCore, type CoreOptions } from '../core/core.ts'
import { hostLedger } from '../core/db/hosts.ts'
import { schemaVersion } from '../core/db/migrate.ts'
import { migrations } from '../core/db/migrations/index.ts'
import { openStore, type Database } from '../core/db/open.ts'
import { readSettings } from '../core/db/settings.ts'
import type { Core, Deps } from '../core/deps.ts'
import { LaneCounts } from '../core/lane-counts.ts'
import { Asked } from '../core/jobs/asked.ts'
import { LiveConnections } from '../core/live.ts'
import { createHttp } from '../core/networks/http.ts'
import { noNotices } from '../core/notices.ts'
import { Presence } from '../core/presence.ts'
import type { World } from '../core/world.ts'
import type { Cli } from './command.ts'

/** An open store to ask. `db` only reads. */
export interface Reader {
  deps: Deps
  db: Database
  /** Lets calls name a file or folder by its ticket. */
  offer: Core['offer']
  /** A call of the contract; throws Failure. */
  call: <K extends CallName>(name: K, input: Input<typeof calls, K>) => Promise<Output<typeof calls, K>>
}

/** A running core. `db` is a second connection, for questions the contract does not answer. */
export interface Writer extends Reader {
  core: Core
}

const fileOf = (dataFolder: string): string => join(dataFolder, 'earshot.db')

/** True when something has been stored in this folder before. */
export function hasStore(dataFolder: string): boolean {
  return existsSync(fileOf(dataFolder))
}

/**
 * Reads the store beside a running app: no lock, no job, no change of its shape. Throws not-found where nothing is
 * stored yet, newer-file, or bad-input where the app must bring the file to today's shape first.
 */
export async function withReader<T>(cli: Cli, work: (reader: Reader) => Promise<T>): Promise<T> {
  if (!hasStore(cli.dataFolder)) {
    throw new Failure(
      'not-found',
      `Nothing is stored in ${cli.dataFolder} yet. Start Earshot, or add a stream: earshot streams add feed URL`,
    )
  }
  const db = openReadOnly(fileOf(cli.dataFolder))
  const { deps, close } = cli.makeDeps(cli.dataFolder)
  try {
    if (readSettings(db).fileKeyConsent) deps.vault.consent()
    return await work(readerOf(deps, db))
  } finally {
    db.close()
    await close()
  }
}

/** Works on an empty store in memory: what `doctor` can say of a machine where nothing is stored yet. */
export async function withEmptyStore<T>(cli: Cli, work: (reader: Reader) => Promise<T>): Promise<T> {
  const { deps, close } = cli.makeDeps(cli.dataFolder)
  const db = openStore(':memory:')
  try {
    return await work(readerOf({ ...deps, dbFile: ':memory:' }, db))
  } finally {
    db.close()
    await close()
  }
}

function readerOf(deps: Deps, db: Database): Reader {
  const world: World = {
    deps,
    db,
    changes: gatherChanges(deps.clock, () => {}),
    notices: noNotices,
    http: createHttp({
      fetch: deps.fetch,
      ledger: hostLedger(db),
      clock: deps.clock,
      random: () => deps.random(),
    }),
    attention: attention(deps.clock),
    asked: new Asked(),
    offers: new Offers(),
    formats: deps.formats ?? new Map(),
  }
  const wakeJobs = (): void => {}
  return {
    deps,
    db,
    offer: (ticket, path, use) => world.offers.add(ticket, path, use),
    call: caller(
      callHandlers({
        world,
        live: new LiveConnections(world, wakeJobs),
        presence: new Presence(world),
        laneCounts: new LaneCounts(db, deps.clock),
        wakeJobs,
      }),
    ),
  }
}

/**
 * Runs core on the data folder under its lock; makes the folder where there is none. Throws locked while the app or
 * another command writes to it.
 */
export async function withWriter<T>(
  cli: Cli,
  options: CoreOptions,
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  await mkdir(cli.dataFolder, { recursive: true, mode: 0o700 })
  const lock = await cli.lock(cli.dataFolder)
  try {
    const { deps, close } = cli.makeDeps(cli.dataFolder)
    try {
      const core = createCore(deps, { ...options, notices: false })
      const db = openReadOnly(deps.dbFile)
      try {
        return await work({ deps, db, core, offer: core.offer, call: caller(core.handlers) })
      } finally {
        db.close()
        await core.stop()
      }
    } finally {
      await close()
    }
  } finally {
    await lock.release()
  }
}

/** A core for commands that change stored things and ask no network by themselves. */
export const quiet: CoreOptions = { background: false, live: false, jobs: [] }

function openReadOnly(file: string): Database {
  let db: Database | undefined
  try {
    db = new Sqlite(file, { readonly: true, fileMustExist: true })
    db.pragma('busy_timeout = 5000')
    checkShape(db)
    return db
  } catch (error) {
    db?.close()
    if (error instanceof Failure) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new Failure(
      'bad-input',
      `The data file cannot be opened: ${why}. Restore a backup, or choose another folder.`,
      {
        cause: error,
      },
    )
  }
}

function checkShape(db: Database): void {
  const shape = schemaVersion(db)
  const known = migrations.at(-1)?.version ?? 0
  if (shape > known)
    throw new Failure(
      'newer-file',
      'This data was written by a newer Earshot. Update this one, or choose another folder.',
    )
  if (shape < known)
    throw new Failure(
      'bad-input',
      'This data was written by an older Earshot. Start the app once, or run "earshot listen --once", and it is brought up to date.',
    )
}

function caller(handlers: Core['handlers']): Reader['call'] {
  return async (name, input) => {
    const parsed = calls[name].in.safeParse(input)
    if (!parsed.success)
      throw new Failure(
        'bad-input',
        parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; '),
      )
    // One table and one key: the types of both ends are the contract's, which the compiler cannot follow by index.
    const handler = handlers[name] as (input: unknown) => unknown
    return (await handler(parsed.data)) as Output<typeof calls, typeof name>
  }
}
