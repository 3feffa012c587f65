import type { VaultState } from '#shared/domain/account'
import type { calls, Handlers, events } from '#shared/contract'
import type { z } from 'zod'
import type { FailureShape } from '#shared/failure'
import type { ArchiveFormat } from './archives/types.ts'
import type { Clock } from './clock.ts'
import type { Network, OpenSocket } from './networks/types.ts'

/** Everything that tests replace, and nothing else. Nothing is patched globally. */
export interface Deps {
  /** Path of the SQLite file, or `:memory:`. */
  dbFile: string
  clock: Clock
  fetch: Fetch
  openSocket: OpenSocket
  vault: Vault
  networks: ReadonlyMap<string, Network>
  /** What archives are read by; none if absent. */
  formats?: ReadonlyMap<string, ArchiveFormat>
  log: Log
  newId(): string
  /** Random number in [0, 1), for jitter. */
  random(): number
  version: string
  /** Listens on 127.0.0.1 for one browser redirect. */
  listenForRedirect: ListenForRedirect
  /** The app runs against the demo town: said in the window, loopback hosts allowed. */
  demo?: boolean
  /** Where the demo town stands for networks that live in one place only. */
  demoHost?: string
}

/** The product: what `createCore(deps)` returns. */
export interface Core {
  /** Implements the contract; inputs are already parsed by `serve` or by the caller. */
  handlers: Handlers<typeof calls>
  /** Listens to events of the contract; returns how to stop. */
  on<K extends keyof typeof events>(
    name: K,
    listener: (value: z.output<(typeof events)[K]>) => void,
  ): () => void
  /** A file or folder that the user chose: calls name it by its ticket. Main's alone, and the command line's. */
  offer(ticket: string, path: string, use: 'read' | 'write'): void
  /** Begins to run jobs and to connect where that was held; again is nothing. */
  begin(): void
  /** Runs what is due until nothing is due now: for the command line and for tests. */
  settle(): Promise<void>
  /** Ends live connections, lets running jobs reach a safe point, closes the file. */
  stop(): Promise<void>
}

/** The part of `fetch` that Http uses; redirects are never followed by it. */
export type Fetch = (
  url: string,
  init: {
    method: string
    headers: Record<string, string>
    body?: string | undefined
    signal: AbortSignal
    /** Refuse to connect to private, loopback and link-local addresses; decided after name resolution. */
    publicOnly: boolean
  },
) => Promise<{ status: number; headers: Iterable<[string, string]>; body: AsyncIterable<Uint8Array> | null }>

/** Seals credentials. The plain text exists only in memory. */
export interface Vault {
  state(): VaultState
  /** Throws needs-consent where nothing but a key file is possible and the user has not agreed yet. */
  seal(plain: string): Promise<Uint8Array>
  /** Throws signed-out when it cannot be opened here, with words that say why. */
  unseal(sealed: Uint8Array): Promise<string>
  /** The user agreed to a key file. */
  consent(): void
}

/** One JSON line each; strips secrets by key and by value, and carries no message text. */
export interface Log {
  info(event: string, details?: Record<string, unknown>): void
  warn(event: string, details?: Record<string, unknown>): void
  error(event: string, details?: Record<string, unknown>): void
}

/** On a port of its own, or on the one that the network wants. Throws bad-input where that is taken. */
export type ListenForRedirect = (port?: number) => Promise<{
  /** `http://127.0.0.1:PORT/callback` */
  redirectUri: string
  /** Resolves with the query parameters of the first request to it. */
  params: Promise<Record<string, string>>
  close(): void
}>

/** What `Http` needs to know and keep of a host; stored, so that a restart burns no quota. */
export interface HostLedger {
  /** Epoch ms before which the host must not be asked, or 0. The bucket is an account, or a kind of request of one; '' is the host. */
  blockedUntil(host: string, bucket: string): number
  /** Books one exchange. */
  book(
    host: string,
    exchange: {
      atMs: number
      bytes: number
      /** How many requests these are; 1 if absent, 0 for what still came in by an earlier one. */
      requests?: number | undefined
      /** On whose word the host was asked. */
      why?: string | undefined
      /** Whose limits these are; '' for the whole host. */
      bucket: string
      quota?: number | undefined
      remaining?: number | undefined
      resetMs?: number | undefined
      blockedUntilMs?: number | undefined
      failure?: FailureShape | undefined
    },
  ): void
}
