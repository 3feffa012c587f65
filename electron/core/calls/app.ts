import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '#shared/failure'
import { pastNetworks } from '../archives/past-networks.ts'
import { listAccounts } from '../db/accounts.ts'
import { gapsToTell } from '../db/coverage.ts'
import { accountHealths } from '../account-health.ts'
import { listHosts } from '../db/hosts.ts'
import { countJobs, hurryJobs, planJob } from '../db/jobs.ts'
import { schemaVersion } from '../db/migrate.ts'
import { dayLedger } from '../db/outbox.ts'
import { storePriorities, waitingIds } from '../db/priorities.ts'
import { readSettings, writeSettings } from '../db/settings.ts'
import { one } from '../db/statement.ts'
import { listStreams } from '../db/streams.ts'
import { isReadAlong } from '../listening.ts'
import { monthOfSpending } from '../spending.ts'
import type { World } from '../world.ts'
import type { CallContext, PartOf } from './index.ts'
import { shownStreams, tellHolesMs } from './streams.ts'

/** Holes that the doctor tells of. */
const doctorMs = 7 * 86_400_000

/** Conversations that are weighed anew at once when the weights change; nobody has more people waiting. */
const mostWeighed = 5000

export function appCalls({
  world,
  live,
  wakeJobs,
}: CallContext): PartOf<'app' | 'networks' | 'ledger' | 'settings' | 'backup' | 'doctor' | 'system'> {
  const { db, deps, changes } = world
  const dataFolder = deps.dbFile === ':memory:' ? ':memory:' : dirname(deps.dbFile)
  // What is due runs by itself, whose turn is most important first; what failed meanwhile need not wait any longer.
  const askAgain = (): void => {
    hurryJobs(db, ['pull', 'send', 'backfill', 'recheck'], deps.clock.now())
    live.restart()
    wakeJobs()
  }
  return {
    'app.state': () => ({
      version: deps.version,
      accounts: listAccounts(db).length,
      streams: listStreams(db).length,
      items: one<{ n: number }>(db, "SELECT n FROM counters WHERE name = 'items'")?.n ?? 0,
      vault: deps.vault.state(),
      settings: readSettings(db),
      dataFolder,
      demo: deps.demo === true,
    }),

    'networks.list': () =>
      [...deps.networks.values(), ...pastNetworks.values()].map((network) => network.manifest),

    'ledger.today': ({ midnightMs }) => ({ ...dayLedger(db, midnightMs), ...heardFacts(world) }),

    'settings.set': (change) => {
      const settings = writeSettings(db, change)
      if (change.spendCapsUsd !== undefined) askUnpaidAgain(world, wakeJobs)
      if (change.fileKeyConsent === true) deps.vault.consent()
      if (change.priorityWeights !== undefined)
        storePriorities(db, waitingIds(db, mostWeighed), settings.priorityWeights)
      changes.tell(['settings', 'app', 'lanes'])
      world.notices.settingsChanged()
      return settings
    },

    'backup.now': async ({ ticket }) => {
      const target = ticket === undefined ? join(dataFolder, 'backups') : world.offers.path(ticket, 'write')
      if (deps.dbFile === ':memory:') throw new Failure('bad-input', 'There is no file to back up.')
      await mkdir(target, { recursive: true })
      const stamp = new Date(deps.clock.now()).toISOString().replaceAll(/[:.]/g, '-')
      const file = join(target, `earshot-${stamp}.db`)
      // Copies page by page between other work, so that the window stays awake.
      await db.backup(file)
      return { file, bytes: statSync(file).size }
    },

    'doctor.report': () => ({
      versions: {
        earshot: deps.version,
        node: process.versions.node,
        sqlite: one<{ v: string }>(db, 'SELECT sqlite_version() AS v')?.v ?? '',
        ...(process.versions['electron'] === undefined ? {} : { electron: process.versions['electron'] }),
      },
      dataFolder,
      dbBytes: deps.dbFile === ':memory:' ? 0 : storedBytes(deps.dbFile),
      schemaVersion: schemaVersion(db),
      integrity: one<{ quick_check: string }>(db, 'PRAGMA quick_check(1)')?.quick_check ?? 'unknown',
      vault: deps.vault.state(),
      jobs: countJobs(db),
      streams: shownStreams(world, live),
      gaps: gapsToTell(db, deps.clock.now() - doctorMs),
      spending: monthOfSpending(world, deps.clock.now()),
      accounts: accountHealths(world).map(({ account: { handle, network, state }, ...health }) => ({
        ...health,
        handle,
        network,
        state,
      })),
      hosts: listHosts(db),
    }),

    'system.woke': () => {
      askAgain()
      return {}
    },

    'system.online': ({ online }) => {
      if (online) askAgain()
      return {}
    },
  }
}

/** What is stored, with what still waits in the write-ahead log. */
function storedBytes(file: string): number {
  return [file, `${file}-wal`].reduce(
    (sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

/** Up to when everything is heard. True only if every stream has been heard that far, but for the holes that are told. */
function heardFacts({ db, deps }: World) {
  // What is only read along with other streams is heard as far as they are.
  const streams = listStreams(db).filter((stream) => !stream.paused && !isReadAlong(deps.networks, stream))
  const known = streams.flatMap(({ heardToMs }) => heardToMs ?? [])
  const listened = new Set(streams.map(({ id }) => id))
  const gaps = gapsToTell(db, deps.clock.now() - tellHolesMs).filter(({ streamId }) => listened.has(streamId))
  const holes = gaps.filter(({ state }) => state === 'permanent').length
  return {
    heardToMs: streams.length > 0 && known.length === streams.length ? Math.min(...known) : undefined,
    streams: streams.length,
    unheard: streams.length - known.length,
    filling: gaps.length - holes,
    holes,
  }
}

/** A limit was set or raised: what stopped for money is asked at once. */
function askUnpaidAgain(world: World, wakeJobs: () => void): void {
  for (const stream of listStreams(world.db))
    if (!stream.paused && stream.failure?.code === 'billing')
      planJob(world.db, 'pull', String(stream.id), world.deps.clock.now())
  wakeJobs()
}
