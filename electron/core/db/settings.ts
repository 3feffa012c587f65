import { defaultWeights } from '#shared/domain/understanding/priority'
import { settingsShape, type Settings } from '#shared/contract'
import type { Database } from './open.ts'
import { all, run } from './statement.ts'

export const defaultSettings: Settings = {
  theme: 'system',
  undoSendMs: 8000,
  promiseMs: 4 * 3_600_000,
  fileKeyConsent: false,
  afterDone: 'next',
  spendCapsUsd: {},
  priorityWeights: defaultWeights,
  recentSearches: [],
  quietHours: { on: false, from: 22 * 60, to: 7 * 60, days: [0, 1, 2, 3, 4, 5, 6] },
  quietUntilMs: 0,
  bannerShows: 'words',
  bannerSound: true,
  badge: true,
  tray: true,
  awayMs: 15 * 60_000,
}

/** All settings; what is missing or no longer valid has its default. */
export function readSettings(db: Database): Settings {
  const stored: Record<string, unknown> = {}
  for (const { key, value } of all<{ key: string; value: string }>(db, 'SELECT key, value FROM settings'))
    stored[key] = JSON.parse(value)
  const known = Object.keys(defaultSettings).filter((key) => key in stored)
  const result: Record<string, unknown> = { ...defaultSettings }
  for (const key of known) {
    const candidate = { ...result, [key]: stored[key] }
    if (settingsShape.safeParse(candidate).success) result[key] = stored[key]
  }
  return settingsShape.parse(result)
}

export function writeSettings(db: Database, change: Partial<Settings>): Settings {
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue
    run(
      db,
      'INSERT INTO settings (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      {
        key,
        value: JSON.stringify(value),
      },
    )
  }
  return readSettings(db)
}
