import { listAccounts } from './db/accounts.ts'
import { extendCoverage, standingOf } from './db/coverage.ts'
import { planJob } from './db/jobs.ts'
import { setSilentSince } from './db/pace.ts'
import { listStreams, type StoredStream } from './db/streams.ts'
import { storePage } from './jobs/pull.ts'
import { backOffMs } from './jobs/retry.ts'
import type { LiveView } from './jobs/turn.ts'
import { isDead, provenToMs, type Signs } from './live-signs.ts'
import type { LiveHandlers } from './networks/types.ts'
import { asFailure } from '#shared/failure'
import { loadLanguages } from './understanding/language.ts'
import { contextFor, networkOf, openAccount, type World } from './world.ts'

/** How often a connection is looked at, and what it proves is written down. */
const lookEveryMs = 60_000

interface Connection {
  accountId: number
  streams: readonly StoredStream[]
  close(): void
  /** Undefined until it is up. */
  signs: Signs | undefined
  /** Streams of which everything comes this way. */
  whole: ReadonlySet<number>
  cancelLook: () => void
}

/**
 * Keeps one live connection per account whose network offers it. Polling goes on beside it; whenever a connection
 * comes or goes, the account's streams are polled at once, which fills the gap. What a connection proves of time is
 * in live-signs.ts: as far as it lives, and only for streams that come whole.
 */
export class LiveConnections implements LiveView {
  readonly #world: World
  readonly #wakeJobs: () => void
  readonly #open = new Map<number, Connection>()
  readonly #tries = new Map<number, number>()
  /** The next try of each account that is down, and what the last one listened to. */
  readonly #timers = new Map<number, { cancel: () => void; names: string }>()
  readonly #abort = new AbortController()
  #stopped = false

  constructor(world: World, wakeJobs: () => void) {
    this.#world = world
    this.#wakeJobs = wakeJobs
  }

  /** True while the account of this stream has a live connection. */
  isUp(accountId: number | undefined): boolean {
    return accountId !== undefined && this.#open.get(accountId)?.signs !== undefined
  }

  isWhole(streamId: number): boolean {
    return [...this.#open.values()].some(({ signs, whole }) => signs !== undefined && whole.has(streamId))
  }

  missed({ id, accountId }: Pick<StoredStream, 'id' | 'accountId'>, createdMs: readonly number[]): void {
    const connection = accountId === undefined ? undefined : this.#open.get(accountId)
    if (connection?.signs === undefined || !connection.signs.carries.has(id)) return
    const { upMs } = connection.signs
    // What is on its way may still come before the next look.
    if (createdMs.some((ms) => ms >= upMs)) connection.signs.missedMs = this.#now()
  }

  /** Opens what should be open and closes what should not; call it after accounts or streams changed. */
  refresh(): void {
    if (this.#stopped) return
    const wanted = new Map(
      listAccounts(this.#world.db)
        .filter(
          (account) =>
            account.state === 'ok' && this.#world.deps.networks.get(account.network)?.listen !== undefined,
        )
        .map((account) => [account.id, this.#streamsOf(account.id)] as const)
        .filter(([, streams]) => streams.length > 0),
    )
    for (const connection of this.#open.values()) {
      const streams = wanted.get(connection.accountId)
      if (streams === undefined || namesOf(streams) !== namesOf(connection.streams)) this.#end(connection)
    }
    for (const [id, streams] of wanted) {
      // What was tried in vain listened to something else.
      const waiting = this.#timers.get(id)
      if (waiting !== undefined && waiting.names !== namesOf(streams)) this.#forgetTries(id)
      if (!this.#open.has(id) && !this.#timers.has(id)) void this.#connect(id)
    }
  }

  /** After a sleep or a change of network: every connection is made anew, at once. */
  restart(): void {
    for (const id of [...this.#timers.keys(), ...this.#tries.keys()]) this.#forgetTries(id)
    for (const connection of this.#open.values()) this.#end(connection)
    this.refresh()
  }

  stop(): void {
    this.#stopped = true
    for (const { cancel } of this.#timers.values()) cancel()
    for (const connection of this.#open.values()) this.#end(connection)
    this.#abort.abort()
  }

  #now(): number {
    return this.#world.deps.clock.now()
  }

  #streamsOf(accountId: number): StoredStream[] {
    return listStreams(this.#world.db).filter((stream) => stream.accountId === accountId && !stream.paused)
  }

  async #connect(accountId: number): Promise<void> {
    const streams = this.#streamsOf(accountId)
    const connection: Connection = {
      accountId,
      streams,
      close: () => {},
      signs: undefined,
      whole: new Set(),
      cancelLook: () => {},
    }
    this.#open.set(accountId, connection)
    try {
      const account = await openAccount(this.#world, accountId)
      await loadLanguages()
      const [first] = streams
      const listen = first === undefined ? undefined : networkOf(this.#world, first.network).listen
      if (!this.#isOpen(connection) || first === undefined || listen === undefined) return
      const context = contextFor(this.#world, this.#abort.signal, { network: first.network, accountId })
      const { close } = listen(context, account, [...streams], this.#handlers(connection))
      connection.close = close
      if (!this.#isOpen(connection)) close()
    } catch (error) {
      this.#down(connection, asFailure(error).message)
    }
  }

  #isOpen(connection: Connection): boolean {
    return this.#open.get(connection.accountId) === connection
  }

  #handlers(connection: Connection): LiveHandlers {
    const { accountId, streams } = connection
    return {
      onUp: (whole = []) => {
        if (!this.#isOpen(connection)) return
        const now = this.#now()
        connection.signs = {
          upMs: now,
          aliveMs: now,
          beats: false,
          carries: new Set(whole),
          missedMs: undefined,
        }
        connection.whole = new Set(whole)
        this.#tries.delete(accountId)
        this.#pollNow(streams)
        this.#lookLater(connection)
        this.#world.changes.tell(['streams'])
      },
      onPage: (streamId, page) => {
        const stream = streams.find((each) => each.id === streamId)
        if (stream === undefined || !this.#isOpen(connection)) return
        try {
          storePage(this.#world, stream, page, 'live', ({ itemIds }) => {
            if (itemIds.length > 0) setSilentSince(this.#world.db, streamId, undefined)
          })
        } catch (error) {
          // What could not be stored is not heard: the next connection polls for it.
          this.#world.deps.log.error('live page not stored', { error })
          this.#down(connection, 'a page could not be stored')
          return
        }
        if (connection.signs === undefined) return
        connection.signs.carries.add(streamId)
        connection.signs.aliveMs = this.#now()
      },
      onAlive: () => {
        if (connection.signs === undefined) return
        connection.signs.beats = true
        connection.signs.aliveMs = this.#now()
      },
      onDown: (reason) => this.#down(connection, reason),
    }
  }

  #lookLater(connection: Connection): void {
    connection.cancelLook()
    connection.cancelLook = this.#world.deps.clock.after(lookEveryMs, () => this.#look(connection))
  }

  /** Writes down what the connection proves, and gives it up where it only seems to live. */
  #look(connection: Connection): void {
    const { signs } = connection
    if (!this.#isOpen(connection) || signs === undefined) return
    if (isDead(signs, this.#now())) {
      this.#down(connection, 'silently dead')
      connection.close()
      return
    }
    this.#writeDown(connection)
    this.#lookLater(connection)
  }

  #writeDown({ signs, whole }: Connection): void {
    if (signs === undefined) return
    const { db, changes } = this.#world
    for (const streamId of whole) {
      const toMs = provenToMs(signs, standingOf(db, streamId).heardToMs)
      if (toMs === undefined) continue
      extendCoverage(db, streamId, toMs, this.#now())
      changes.tell(['streams'])
    }
  }

  #pollNow(streams: readonly StoredStream[]): void {
    for (const { id } of streams)
      if (listStreams(this.#world.db).some((stream) => stream.id === id && !stream.paused))
        planJob(this.#world.db, 'pull', String(id), this.#now())
    this.#wakeJobs()
  }

  /** Closed by us: what it proved until now holds. */
  #end(connection: Connection): void {
    this.#writeDown(connection)
    connection.cancelLook()
    this.#open.delete(connection.accountId)
    connection.close()
  }

  #down(connection: Connection, reason: string): void {
    if (this.#stopped || !this.#isOpen(connection)) return
    const { accountId, signs } = connection
    this.#writeDown(connection)
    connection.cancelLook()
    this.#open.delete(accountId)
    if (signs !== undefined) this.#pollNow(connection.streams)
    const tries = (this.#tries.get(accountId) ?? 0) + 1
    this.#tries.set(accountId, tries)
    this.#world.deps.log.info('live connection down', { accountId, reason, tries })
    this.#world.changes.tell(['streams'])
    const cancel = this.#world.deps.clock.after(backOffMs(tries, this.#world.deps.random()), () => {
      this.#timers.delete(accountId)
      this.refresh()
    })
    this.#timers.set(accountId, { cancel, names: namesOf(connection.streams) })
  }

  #forgetTries(accountId: number): void {
    this.#timers.get(accountId)?.cancel()
    this.#timers.delete(accountId)
    this.#tries.delete(accountId)
  }
}

/** What a connection listens to: another one is made where this changes. */
function namesOf(streams: readonly StoredStream[]): string {
  return JSON.stringify(streams.map(({ id, kind, config }) => ({ id, kind, config })))
}
