import Sqlite from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { listLanes } from '#core/db/conversations'
import { schemaVersion } from '#core/db/migrate'
import { migrations } from '#core/db/migrations/index'
import { readSettings } from '#core/db/settings'
import { listStreams } from '#core/db/streams'
import { Trouble } from './process.ts'

export interface Report {
  streams: { name: string; network: string; health: string; heard: number; open: number; settled: boolean }[]
  heard: number
  waiting: number
}

/**
 * Waits until there are streams on all these networks and each of them has been asked to its end (its next turn lies
 * ahead), reading the store beside the running app. Throws Trouble after `limitMs`.
 */
export async function firstSync(
  file: string,
  networks: ReadonlySet<string>,
  limitMs: number,
): Promise<Report> {
  const deadline = Date.now() + limitMs
  for (;;) {
    const report = existsSync(file) ? readReport(file) : undefined
    const streams = report?.streams ?? []
    const there = new Set(streams.map(({ network }) => network))
    const absent = [...networks].filter((network) => !there.has(network))
    const waiting = streams.filter(({ settled }) => !settled).map(({ name }) => name)
    if (report !== undefined && absent.length + waiting.length === 0) return report
    if (Date.now() > deadline) {
      throw new Trouble(
        `Not everything was heard within ${String(limitMs / 1000)} s: ${[...absent, ...waiting].join(', ')}.`,
      )
    }
    await sleep(250)
  }
}

/** Undefined while the store is being made. */
function readReport(file: string): Report | undefined {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    if (schemaVersion(db) !== migrations.at(-1)?.version) return undefined
    const streams = listStreams(db).map(({ name, network, health, itemCount, open, nextPullMs }) => ({
      name,
      network,
      health,
      heard: itemCount,
      open,
      settled: health !== 'new' && (nextPullMs ?? 0) > Date.now(),
    }))
    const items = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM items').get()
    const lanes = listLanes(db, Date.now(), readSettings(db).promiseMs)
    return {
      streams,
      heard: items?.n ?? 0,
      waiting: lanes.find(({ id }) => id === 'needs-answer')?.count ?? 0,
    }
  } finally {
    db.close()
  }
}

/** The table that the demo prints. Pure. */
export function reportTable(report: Report): string {
  const rows = [
    ['stream', 'network', 'health', 'heard', 'open'],
    ...report.streams.map((s) => [s.name, s.network, s.health, String(s.heard), String(s.open)]),
  ]
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  )
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - [...cell].length)
        return column > 2 ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd(),
  )
  return [
    ...lines,
    '',
    `Items heard: ${String(report.heard)}. Waiting for an answer: ${String(report.waiting)}.`,
  ].join('\n')
}
