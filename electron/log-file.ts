import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Redactor } from '#shared/redact'

export interface LogFileOptions {
  folder: string
  /** `core` writes `core.log`, then `core.1.log` and so on, the highest being the oldest. */
  name: string
  now(): number
  redactor: Redactor
  /** Default 1 MB. */
  maxBytes?: number
  /** Older files kept, default 4. */
  keep?: number
}

export interface LogWriter {
  info(event: string, details?: Record<string, unknown>): void
  warn(event: string, details?: Record<string, unknown>): void
  error(event: string, details?: Record<string, unknown>): void
}

/** One JSON object a line, `{ at, level, event, ...details }`, only readable by the user. Both programs of the app log through this. */
export function openLogFile(options: LogFileOptions): LogWriter {
  const { folder, name, redactor } = options
  const maxBytes = options.maxBytes ?? 1_000_000
  const keep = options.keep ?? 4
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = (n: number): string => join(folder, n === 0 ? `${name}.log` : `${name}.${String(n)}.log`)
  let size = sizeOf(file(0))
  const rotate = (): void => {
    rmSync(file(keep), { force: true })
    for (let n = keep - 1; n >= 0; n -= 1) if (sizeOf(file(n)) > 0) renameSync(file(n), file(n + 1))
    size = 0
  }
  const write = (level: string, event: string, details: Record<string, unknown> = {}): void => {
    const line = `${JSON.stringify({ at: new Date(options.now()).toISOString(), level, event, ...asRecord(redactor.clean(details)) })}\n`
    const bytes = Buffer.byteLength(line)
    if (size > 0 && size + bytes > maxBytes) rotate()
    appendFileSync(file(0), line, { mode: 0o600 })
    size += bytes
  }
  return {
    info: (event, details) => write('info', event, details),
    warn: (event, details) => write('warn', event, details),
    error: (event, details) => write('error', event, details),
  }
}

function asRecord(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
