import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveFormats } from '../../core/archives/all-formats.ts'
import { fakeClock, type FakeClock } from '#core/testing/fake-clock'
import { memoryVault } from '#core/testing/memory-vault'
import { systemClock } from '../../core/clock.ts'
import { takeDataLock } from '../../core/data-lock.ts'
import type { Deps } from '../../core/deps.ts'
import { networks as realNetworks } from '../../core/networks/index.ts'
import { createFetch, openSocket } from '../../core/networks/outside.ts'
import type { Network } from '../../core/networks/types.ts'
import { runCli } from '../cli.ts'
import { gentleVault } from '../gentle-vault.ts'

export interface Result {
  code: number
  out: string
  err: string
  /** Standard output, a record a line. */
  records: Record<string, unknown>[]
}

export interface Running {
  /** Standard output up to now. */
  out(): string
  /** Resolves when the standard output or error holds the text. */
  until(text: string): Promise<void>
  /** As Ctrl-C does. */
  interrupt(): void
  result: Promise<Result>
}

export interface Terminal {
  folder: string
  clock: FakeClock
  /** Runs one command line to its end. */
  run(argv: readonly string[], stdin?: string): Promise<Result>
  start(argv: readonly string[], stdin?: string): Running
  close(): void
}

export interface TerminalOptions {
  /** Besides the real ones. */
  networks?: readonly Network[]
  nowMs?: number
  /** The machine's clock in place of one that stands still, for what comes over real connections in its own time. */
  ticking?: boolean
  vault?: () => Deps['vault']
}

/** A terminal over a temporary data folder: real store, real lock, real HTTP; a new core for each command, as in separate processes. */
export function openTerminal(given: TerminalOptions = {}): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-cli-'))
  const clock = fakeClock(given.nowMs)
  const networks = new Map([
    ...realNetworks,
    ...(given.networks ?? []).map((network) => [network.manifest.id, network] as const),
  ])
  let ids = 0
  const makeDeps = (dataFolder: string): { deps: Deps; close(): Promise<void> } => {
    const fetch = createFetch()
    return {
      close: () => fetch.close(),
      deps: {
        dbFile: join(dataFolder, 'earshot.db'),
        clock: given.ticking === true ? systemClock : clock,
        fetch,
        openSocket,
        vault: gentleVault((given.vault ?? memoryVault)()),
        networks,
        formats: archiveFormats,
        log: { info: () => {}, warn: () => {}, error: () => {} },
        newId: () => `id-${String((ids += 1))}`,
        random: () => 0.5,
        version: '0.0.0-test',
        listenForRedirect: () => Promise.reject(new Error('a terminal has no browser')),
      },
    }
  }
  const start = (argv: readonly string[], stdin = ''): Running => {
    const interrupt = new AbortController()
    let out = ''
    let err = ''
    const watchers = new Set<() => void>()
    const hear = (): void => watchers.forEach((watch) => watch())
    const done = runCli(argv, {
      write: (text) => {
        out += text
        hear()
        return Promise.resolve()
      },
      warn: (text) => {
        err += text
        hear()
        return Promise.resolve()
      },
      stdin: bytes(stdin),
      signal: interrupt.signal,
      version: '0.0.0-test',
      networks,
      makeDeps,
      lock: (dataFolder) => Promise.resolve(takeDataLock(dataFolder, 'command line', clock.now())),
      defaultDataFolder: folder,
    })
    return {
      out: () => out,
      interrupt: () => interrupt.abort(),
      until: (text) =>
        new Promise((resolve) => {
          const watch = (): void => {
            if (!`${out}${err}`.includes(text)) return
            watchers.delete(watch)
            resolve()
          }
          watchers.add(watch)
          watch()
        }),
      result: done.then((code) => ({ code, out, err, records: recordsIn(out) })),
    }
  }
  return {
    folder,
    clock,
    start,
    run: (argv, stdin) => start(argv, stdin).result,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream by its type
async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

function recordsIn(out: string): Record<string, unknown>[] {
  return out.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return []
    // A line that begins with a brace is a record of --json, always an object.
    return [JSON.parse(line) as Record<string, unknown>]
  })
}
