import { Failure } from '#shared/failure'
import type { LiveHandlers, NetworkAccount, NetworkContext, StreamRef } from '../types.ts'
import { matchFilter, type Filter } from 'nostr-tools/filter'
import { newestProfiles } from './gather.ts'
import { secretOf } from './keys.ts'
import { isHeard, itemOf, refOf, refSpace } from './parse.ts'
import { filtersFor, relaysFor } from './pull.ts'
import { Relay } from './relay.ts'
import { tagValues, type NostrEvent, type Profile } from './wire.ts'

/**
 * Live events over one WebSocket for each relay. Up once every relay is through what it had stored or has failed, and at
 * least one is there; down as soon as one that was there ends, for core then connects to all of them anew. Searches are
 * polled: few relays go on with them.
 */
export function listen(
  ctx: NetworkContext,
  account: NetworkAccount,
  streams: StreamRef[],
  handlers: LiveHandlers,
): { close(): void } {
  const live = new Live(ctx, account, streams, handlers)
  live.start()
  return { close: () => live.close() }
}

const beatMs = 120_000
const nobodys = '0'.repeat(64)

interface Followed {
  stream: StreamRef
  filters: Filter[]
}

class Live {
  private readonly ctx: NetworkContext
  private readonly account: NetworkAccount
  private readonly streams: StreamRef[]
  private readonly handlers: LiveHandlers
  private readonly relays = new Set<Relay>()
  private readonly profiles = new Map<string, Promise<Profile | undefined>>()
  private readonly seen = new Set<string>()
  private cancelBeat = (): void => undefined
  private isOver = false

  constructor(ctx: NetworkContext, account: NetworkAccount, streams: StreamRef[], handlers: LiveHandlers) {
    this.ctx = ctx
    this.account = account
    this.streams = streams.filter(({ kind }) => kind !== 'keyword')
    this.handlers = handlers
  }

  start(): void {
    if (this.streams.length === 0) {
      // Told on the next turn, as a connection that failed would be.
      this.ctx.clock.after(0, () => this.down('words are asked for again and again, never live'))
      return
    }
    void this.connect()
  }

  close(): void {
    this.isOver = true
    this.cancelBeat()
    for (const relay of this.relays) relay.close()
  }

  private down(reason: string): void {
    if (this.isOver) return
    this.close()
    this.handlers.onDown(reason)
  }

  private async connect(): Promise<void> {
    const urls = relaysFor(this.account)
    const reasons: string[] = []
    await Promise.all(
      urls.map(async (url) => {
        try {
          await this.follow(url)
        } catch (error) {
          // Told in one sentence where no relay is left; polling says why this one is away.
          reasons.push(error instanceof Failure ? error.message : 'Something went wrong inside Earshot.')
        }
      }),
    )
    if (this.isOver) return
    if (this.relays.size === 0) this.down(reasons.join(' '))
    else {
      this.handlers.onUp(this.relays.size === urls.length ? this.streams.map(({ id }) => id) : [])
      this.beat()
    }
  }

  private beat(): void {
    this.cancelBeat = this.ctx.clock.after(beatMs, () => void this.feelPulses())
  }

  /** Many relays never ping, and a line that is dead says nothing: each is asked for what nobody has. */
  private async feelPulses(): Promise<void> {
    try {
      await Promise.all([...this.relays].map((relay) => relay.ask([{ ids: [nobodys], limit: 1 }])))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return this.down(error.message)
    }
    if (this.isOver) return
    this.handlers.onAlive?.()
    this.beat()
  }

  /** Done once what is stored was given. */
  private async follow(url: string): Promise<void> {
    const relay = await Relay.open(this.ctx, url, secretOf(this.account), {
      onEnd: (reason) => this.relays.has(relay) && this.down(`${relay.name}: ${reason}`),
      onPing: () => this.isOver || this.handlers.onAlive?.(),
    })
    if (this.isOver) return relay.close()
    const followed = this.streams.map((stream) => ({
      stream,
      filters: filtersFor(relay, stream, this.account),
    }))
    const sinceS = Math.floor(this.ctx.clock.now() / 1000)
    const filters = followed.flatMap(({ filters: own }) => own.map((one) => ({ ...one, since: sinceS })))
    const stored = new Promise<void>((resolve, reject) => {
      relay.follow(filters, {
        onEvent: (event) => void this.tell(relay, followed, event),
        done: () => {
          this.relays.add(relay)
          resolve()
        },
        fail: (failure) => {
          reject(failure)
          if (this.relays.has(relay)) this.down(failure.message)
        },
      })
    })
    await stored.catch((error: unknown) => {
      relay.close()
      throw error
    })
  }

  private async tell(relay: Relay, followed: readonly Followed[], event: NostrEvent): Promise<void> {
    if (this.isOver || this.seen.has(event.id)) return
    this.seen.add(event.id)
    const deletions =
      event.kind === 5 ? tagValues(event, 'e').map((id) => refOf({ id, pubkey: event.pubkey })) : []
    if (deletions.length > 0) {
      const [any] = this.streams
      if (any !== undefined)
        this.handlers.onPage(any.id, { items: [], deletions: deletions.map((ref) => ({ ref })), refSpace })
      return
    }
    if (!isHeard(event)) return
    const profile = await this.profileOf(relay, event.pubkey)
    if (this.isOver) return
    const profiles = new Map(profile === undefined ? [] : [[event.pubkey, profile]])
    const viewer = { me: this.account.remoteId, nowMs: this.ctx.clock.now() }
    const items = [itemOf(event, relay.url, viewer, { profiles, reactions: [] })]
    for (const { stream, filters } of followed)
      if (filters.some((filter) => matchFilter(filter, event)))
        this.handlers.onPage(stream.id, { items, refSpace })
  }

  /** Asked once for each person and connection. */
  private profileOf(relay: Relay, pubkey: string): Promise<Profile | undefined> {
    const known = this.profiles.get(pubkey)
    if (known !== undefined) return known
    const asked = relay
      .ask([{ kinds: [0], authors: [pubkey], limit: 1 }])
      .then((events) => newestProfiles(events).get(pubkey))
      .catch((error: unknown) => {
        // The note is worth more than the name of who wrote it, which the next poll brings.
        if (error instanceof Failure) return undefined
        throw error
      })
    this.profiles.set(pubkey, asked)
    return asked
  }
}
