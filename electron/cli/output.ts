import type { Failure } from '#shared/failure'

/** Where commands print: words for people, or one line of JSON for each record. */
export interface Output {
  json: boolean
  /** Prints one record. */
  record(value: unknown, words: string): Promise<void>
  /** Prints records as a table, or a sentence when there are none. */
  table<T>(records: readonly T[], columns: readonly Column<T>[], none: string): Promise<void>
  /** Says something to people that is no part of the answer. */
  note(words: string): Promise<void>
  failure(failure: Failure): Promise<void>
}

export interface Column<T> {
  title: string
  cell(record: T): string
}

export function createOutput(
  json: boolean,
  write: (text: string) => Promise<void>,
  warn: (text: string) => Promise<void>,
): Output {
  const line = (value: unknown): Promise<void> => write(`${JSON.stringify(value)}\n`)
  return {
    json,
    record: (value, words) => (json ? line(value) : write(`${words}\n`)),
    async table(records, columns, none) {
      if (json) for (const record of records) await line(record)
      else if (records.length === 0) await warn(`${none}\n`)
      else await write(`${formatTable(records, columns)}\n`)
    },
    note: async (words) => {
      if (!json) await warn(`${words}\n`)
    },
    failure: (failure) =>
      warn(json ? `${JSON.stringify({ failure: failure.toShape() })}\n` : `${words(failure)}\n`),
  }
}

function words(failure: Failure): string {
  return `${oneLine(failure.message, 2000)} (${failure.code})`
}

/** Columns as wide as their widest cell, two spaces apart; the last one is as long as it likes. */
export function formatTable<T>(records: readonly T[], columns: readonly Column<T>[]): string {
  const rows = [
    columns.map((column) => column.title),
    ...records.map((record) => columns.map((column) => oneLine(column.cell(record), 200))),
  ]
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => length(row[i] ?? ''))))
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - length(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const length = (text: string): number => Array.from(text).length

/**
 * Text of strangers on one line of a terminal: white space becomes one space, and characters that steer a terminal or
 * turn the direction of writing are taken out. Longer than `most` code points is cut.
 */
export function oneLine(text: string, most: number): string {
  const flat = safeText(text).replaceAll(/\s+/g, ' ').trim()
  const points = Array.from(flat)
  return points.length <= most ? flat : `${points.slice(0, most - 1).join('')}…`
}

/** Text of strangers on several lines: as `oneLine`, but line breaks stay. */
export function safeText(text: string): string {
  // Control characters but tab and line feed; embeddings and overrides of direction, and isolates.
  return text.replaceAll(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu, '')
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `2026-11-21 09:05` in the machine's time zone. */
export function formatTime(ms: number): string {
  const at = new Date(ms)
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}
