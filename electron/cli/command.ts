import type { Deps } from '../core/deps.ts'
import type { Network } from '../core/networks/types.ts'
import type { Given } from './given.ts'
import type { Output } from './output.ts'

/** One option of a command, as `--help` shows it. */
export interface Option {
  type: 'string' | 'boolean'
  /** May be given more than once. */
  multiple?: boolean
  /** What follows it, in capitals: `URL`. */
  takes?: string
  help: string
}

export interface Command {
  /** Its words: `accounts add`. */
  name: string
  /** What follows the words, as the usage line shows it: `NETWORK`, `[QUERY]`. */
  takes: string
  /** How many words without a dash it takes. */
  least: number
  most: number
  summary: string
  options: Record<string, Option>
  /** More lines for `--help`. */
  notes?: readonly string[]
  /** Returns the exit code; throws Failure. */
  run(cli: Cli, given: Given): Promise<number>
}

/** Everything outside of the command line that a test replaces. */
export interface Surroundings {
  /** Writes to standard output and waits while it is full. */
  write: (text: string) => Promise<void>
  /** Writes to standard error. */
  warn: (text: string) => Promise<void>
  stdin: AsyncIterable<Uint8Array>
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  version: string
  networks: ReadonlyMap<string, Network>
  /** What core needs, for a data folder; `close` ends idle connections. */
  makeDeps(dataFolder: string): { deps: Deps; close: () => Promise<void> }
  /** Keeps other writers off a data folder. Throws locked, in words that say who writes. */
  lock(dataFolder: string): Promise<{ release(): void | Promise<void> }>
  /** Where the app keeps its data unless `--data` says otherwise. */
  defaultDataFolder: string
}

/** What a command works with. */
export interface Cli extends Surroundings {
  dataFolder: string
  out: Output
}
