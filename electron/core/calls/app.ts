import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '#shared/failure'
import { listAccounts } from '../db/accounts.ts'
import { listLanes } from '../db/conversations.ts'
import { listHosts } from '../db/hosts.ts'
import { countJobs, hurryJobs, planJob } from '../db/jobs.ts'
import { schemaVersion } from '../db/migrate.ts'
import { dayLedger } from '../db/outbox.ts'
import { readSettings, writeSettings } from '../db/settings.ts'
import { one } from '../db/statement.ts'
import { listStreams } from '../db/streams.ts'
import { monthOfSpending } from '../spending.ts'
import type { CallContext, PartOf } from './index.ts'
import { publicStream } from './streams.ts'
import type { World } from '../world.ts'

export function appCalls({
  world,
  live,
  wakeJobs,
}: CallContext): PartOf<
  'app' | 'networks' | 'lanes' | 'ledger' | 'settings' | 'backup' | 'doctor' | 'system'
> {
  const { db, deps, changes } = world
  const dataFolder = deps.dbFile === ':memory:' ? ':memory:' : dirname(deps.dbFile)
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

    'networks.list': () => [...deps.networks.values()].map((network) => network.manifest),

    'lanes.list': () => listLanes(db, deps.clock.now() - readSettings(db).promiseMs),

    'ledger.today': ({ midnightMs }) => {
      const heard = listStreams(db).filter((s) => !s.paused)
      const known = heard.flatMap((s) => (s.heardToMs === undefined ? [] : [s.heardToMs]))
      return {
        ...dayLedger(db, midnightMs),
        // True only if every stream has been heard that far.
        heardToMs: heard.length > 0 && known.length === heard.length ? Math.min(...known) : undefined,
      }
    },

    'settings.set': (change) => {
      const settings = writeSettings(db, change)
      if (change.spendCapsUsd !== undefined) askUnpaidAgain(world, wakeJobs)
      if (change.fileKeyConsent === true) deps.vault.consent()
      changes.tell(['settings', 'app', 'lanes'])
      return settings
    },

    'backup.now': async ({ folder }) => {
      if (deps.dbFile === ':memory:') throw new Failure('bad-input', 'There is no file to back up.')
      const target = folder ?? join(dataFolder, 'backups')
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
      dbBytes: deps.dbFile === ':memory:' ? 0 : statSync(deps.dbFile).size,
      schemaVersion: schemaVersion(db),
      integrity: one<{ quick_check: string }>(db, 'PRAGMA quick_check(1)')?.quick_check ?? 'unknown',
      vault: deps.vault.state(),
      jobs: countJobs(db),
      spending: monthOfSpending(world, deps.clock.now()),
      streams: listStreams(db).map((stream) => publicStream(stream, live.isUp(stream.accountId))),
      hosts: listHosts(db),
    }),

    'system.woke': () => {
      hurryJobs(db, ['pull', 'send'], deps.clock.now())
      live.restart()
      wakeJobs()
      return {}
    },

    'system.online': ({ online }) => {
      if (!online) return {}
      hurryJobs(db, ['pull', 'send'], deps.clock.now())
      live.restart()
      wakeJobs()
      return {}
    },
  }
}

/** A limit was set or raised: what stopped for money is asked at once. */
function askUnpaidAgain(world: World, wakeJobs: () => void): void {
  for (const stream of listStreams(world.db))
    if (!stream.paused && stream.failure?.code === 'billing')
      planJob(world.db, 'pull', String(stream.id), world.deps.clock.now())
  wakeJobs()
}
