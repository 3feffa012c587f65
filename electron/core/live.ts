import { listAccounts } from './db/accounts.ts'
import { planJob } from './db/jobs.ts'
import { listStreams, setHeardTo } from './db/streams.ts'
import { backOffMs } from './jobs/retry.ts'
import { storePage } from './jobs/pull.ts'
import { asFailure } from '#shared/failure'
import { contextFor, networkOf, openAccount, type World } from './world.ts'

/**
 * Keeps one live connection per account whose network offers it. Polling goes on beside it; after every
 * (re)connection the account's streams are polled at once, which fills the gap.
 */
export class LiveConnections {
  readonly #world: World
  readonly #wakeJobs: () => void
  readonly #open = new Map<number, { close(): void; up: boolean; streams: string }>()
  readonly #tries = new Map<number, number>()
  readonly #timers = new Map<number, () => void>()
  readonly #abort = new AbortController()
  #stopped = false

  constructor(world: World, wakeJobs: () => void) {
    this.#world = world
    this.#wakeJobs = wakeJobs
  }

  /** True while the account of this stream has a live connection. */
  isUp(accountId: number | undefined): boolean {
    return accountId !== undefined && this.#open.get(accountId)?.up === true
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
    for (const [id, connection] of this.#open) {
      if (wanted.has(id) && connection.streams === JSON.stringify(wanted.get(id))) continue
      this.#open.delete(id)
      connection.close()
    }
    for (const id of wanted.keys()) {
      if (!this.#open.has(id) && !this.#timers.has(id)) void this.#connect(id)
    }
  }

  /** After a sleep or a change of network: every connection is made anew, at once. */
  restart(): void {
    this.#tries.clear()
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    for (const [id, connection] of this.#open) {
      this.#open.delete(id)
      connection.close()
    }
    this.refresh()
  }

  stop(): void {
    this.#stopped = true
    this.#abort.abort()
    for (const cancel of this.#timers.values()) cancel()
    for (const [id, connection] of this.#open) {
      this.#open.delete(id)
      connection.close()
    }
  }

  #streamsOf(accountId: number): { id: number; kind: string; config: Record<string, string> }[] {
    return listStreams(this.#world.db)
      .filter((s) => s.accountId === accountId && !s.paused)
      .map(({ id, kind, config }) => ({ id, kind, config }))
  }

  async #connect(accountId: number): Promise<void> {
    const { db, deps, changes } = this.#world
    const streams = listStreams(db).filter((s) => s.accountId === accountId && !s.paused)
    const entry = { close: () => {}, up: false, streams: JSON.stringify(this.#streamsOf(accountId)) }
    this.#open.set(accountId, entry)
    try {
      const account = await openAccount(this.#world, accountId)
      const [first] = streams
      const listen = first === undefined ? undefined : networkOf(this.#world, first.network).listen
      if (this.#open.get(accountId) !== entry || first === undefined || listen === undefined) return
      const connection = listen(
        contextFor(this.#world, this.#abort.signal, { network: first.network, accountId }),
        account,
        streams,
        {
          onUp: () => {
            if (this.#open.get(accountId) !== entry) return
            entry.up = true
            this.#tries.delete(accountId)
            for (const stream of streams) planJob(db, 'pull', String(stream.id), deps.clock.now())
            changes.tell(['streams'])
            this.#wakeJobs()
          },
          onPage: (streamId, page) => {
            const stream = streams.find((s) => s.id === streamId)
            if (stream === undefined || this.#open.get(accountId) !== entry) return
            storePage(this.#world, stream, page, 'live', () => {
              if (page.items.length > 0) setHeardTo(db, streamId, deps.clock.now())
            })
          },
          onDown: (reason) => this.#down(accountId, entry, reason),
        },
      )
      entry.close = () => connection.close()
      if (this.#open.get(accountId) !== entry) connection.close()
    } catch (error) {
      this.#down(accountId, entry, asFailure(error).message)
    }
  }

  #down(accountId: number, entry: { up: boolean }, reason: string): void {
    if (this.#stopped || this.#open.get(accountId) !== entry) return
    this.#open.delete(accountId)
    const tries = (this.#tries.get(accountId) ?? 0) + 1
    this.#tries.set(accountId, tries)
    this.#world.deps.log.info('live connection down', { accountId, reason, tries })
    this.#world.changes.tell(['streams'])
    const wait = backOffMs(tries, this.#world.deps.random())
    this.#timers.set(
      accountId,
      this.#world.deps.clock.after(wait, () => {
        this.#timers.delete(accountId)
        this.refresh()
      }),
    )
  }
}
