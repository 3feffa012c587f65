import { matchFilters, type Filter } from 'nostr-tools/filter'
import { finalizeEvent } from 'nostr-tools/pure'
import { Failure } from '#shared/failure'
import type { NetworkContext, Socket } from '../types.ts'
import { askPage, type AskedPage } from './page.ts'
import { isAuthRequired, refusal } from './refusals.ts'
import { relayName } from './relays.ts'
import {
  readEvent,
  readMessage,
  reasonIn,
  type NostrEvent,
  type RelayDocument,
  type RelayMessage,
} from './wire.ts'

/**
 * One connection to one relay (NIP-01), with its key shown where it asks for that (NIP-42).
 *
 * 1. Its document (NIP-11) is asked for first, over HTTP: it tells what the relay can do, and a refusal with its status
 *    and its time to wait, which a WebSocket keeps to itself. Relays without a document are used all the same.
 * 2. Each question ends: by EOSE, CLOSED, the end of the connection, or after twelve seconds.
 * 3. Nothing is believed: events with wrong signatures, and such that were not asked for, are dropped.
 */

const answerMs = 12_000

export interface RelayEnds {
  /** The connection ended by itself. */
  onEnd?(reason: string): void
  onPing?(): void
}

interface Ask {
  filters: readonly Filter[]
  onEvent(event: NostrEvent): void
  done(): void
  fail(failure: Failure): void
  given: number
  broken: number
  triedKey: boolean
}

interface Publishing {
  event: NostrEvent
  done(): void
  fail(failure: Failure): void
  triedKey: boolean
}

export class Relay {
  readonly url: string
  readonly name: string
  readonly document: RelayDocument | undefined
  /** Why there is no document. */
  readonly documentFailure: Failure | undefined
  private readonly ctx: NetworkContext
  private readonly secret: Uint8Array | undefined
  private readonly asks = new Map<string, Ask>()
  private readonly publishing = new Map<string, Publishing>()
  private readonly cancels = new Set<() => void>()
  private socket: Socket | undefined
  private challenge: string | undefined
  private readonly whenAborted = (): void => this.close()
  private nextAsk = 1
  private isOver = false

  private constructor(ctx: NetworkContext, url: string, secret: Uint8Array | undefined, page: AskedPage) {
    this.ctx = ctx
    this.url = url
    this.name = relayName(url)
    this.secret = secret
    this.document = page.document
    this.documentFailure = page.failure
  }

  /** Throws what the relay's page says (rate-limited, forbidden, unavailable…), offline or timeout. */
  static async open(
    ctx: NetworkContext,
    url: string,
    secret: Uint8Array | undefined,
    ends: RelayEnds = {},
  ): Promise<Relay> {
    const page = await askPage(ctx, url)
    const relay = new Relay(ctx, url, secret, page)
    await relay.connect(ends)
    return relay
  }

  private connect(ends: RelayEnds): Promise<void> {
    return new Promise((resolve, reject) => {
      let isOpen = false
      const fail = (failure: Failure): void => {
        this.close()
        reject(failure)
      }
      const cancel = this.later(() => fail(this.tooLate()))
      this.socket = this.ctx.openSocket(
        this.url,
        [],
        {},
        {
          onOpen() {
            isOpen = true
            cancel()
            resolve()
          },
          onText: (text) => this.hear(text),
          onPing: () => ends.onPing?.(),
          onClose: (reason) => {
            const wasOver = this.isOver
            this.end(new Failure('bad-response', `${this.name} broke off before its answer was through.`))
            if (!isOpen)
              reject(this.documentFailure ?? new Failure('offline', `${this.name} cannot be reached.`))
            else if (!wasOver) ends.onEnd?.(reason)
          },
        },
      )
      this.ctx.signal.addEventListener('abort', this.whenAborted, { once: true })
    })
  }

  /** Everything stored that matches; throws Failure. Invalid and unasked events are left out. */
  async ask(filters: readonly Filter[]): Promise<NostrEvent[]> {
    const events = new Map<string, NostrEvent>()
    let id = ''
    let cancel = (): void => undefined
    try {
      await new Promise<void>((resolve, reject) => {
        id = this.request(filters, {
          onEvent: (event) => events.set(event.id, event),
          done: resolve,
          fail: reject,
        })
        cancel = this.later(() => reject(this.tooLate()))
      })
    } finally {
      cancel()
      this.forget(id)
    }
    return [...events.values()]
  }

  /** What is stored and then what happens; `done` after what is stored. Ends with the connection, or by `fail`. */
  follow(filters: readonly Filter[], to: Pick<Ask, 'onEvent' | 'done' | 'fail'>): void {
    this.request(filters, to)
  }

  /** Hands an event in; done when the relay has it, now or from before. Throws why not. */
  async publish(event: NostrEvent): Promise<void> {
    let cancel = (): void => undefined
    try {
      await new Promise<void>((resolve, reject) => {
        if (this.isOver) return reject(new Failure('offline', `${this.name} cannot be reached.`))
        this.publishing.set(event.id, { event, done: resolve, fail: reject, triedKey: false })
        cancel = this.later(() => reject(this.tooLate()))
        this.send(['EVENT', event])
      })
    } finally {
      cancel()
      this.publishing.delete(event.id)
    }
  }

  close(): void {
    this.end(new Failure('offline', `The connection to ${this.name} was ended.`))
    this.socket?.close()
  }

  private request(filters: readonly Filter[], to: Pick<Ask, 'onEvent' | 'done' | 'fail'>): string {
    const id = `earshot-${this.nextAsk}`
    this.nextAsk += 1
    if (this.isOver) {
      to.fail(new Failure('bad-response', `${this.name} broke off before its answer was through.`))
      return id
    }
    this.asks.set(id, { filters, ...to, given: 0, broken: 0, triedKey: false })
    this.send(['REQ', id, ...filters])
    return id
  }

  private forget(id: string): void {
    if (this.asks.delete(id) && !this.isOver) this.send(['CLOSE', id])
  }

  private send(message: readonly unknown[]): void {
    this.socket?.send(JSON.stringify(message))
  }

  private later(wake: () => void): () => void {
    const cancel = this.ctx.clock.after(answerMs, wake)
    this.cancels.add(cancel)
    return () => {
      this.cancels.delete(cancel)
      cancel()
    }
  }

  private tooLate(): Failure {
    return new Failure('timeout', `${this.name} took too long to answer.`)
  }

  private end(failure: Failure): void {
    if (this.isOver) return
    this.isOver = true
    this.ctx.signal.removeEventListener('abort', this.whenAborted)
    for (const cancel of this.cancels) cancel()
    this.cancels.clear()
    for (const ask of this.asks.values()) ask.fail(failure)
    for (const { fail } of this.publishing.values()) fail(failure)
    this.asks.clear()
    this.publishing.clear()
  }

  private hear(text: string): void {
    const message = readMessage(text)
    if (message !== undefined) this.take(message)
  }

  private take(message: RelayMessage): void {
    switch (message[0]) {
      case 'EVENT':
        return this.takeEvent(message[1], message[2])
      case 'EOSE':
        return this.takeEnd(message[1])
      case 'CLOSED':
        return this.takeClosed(message[1], reasonIn(message, 2))
      case 'OK':
        return this.takeOk(message[1], message[2], reasonIn(message, 3))
      case 'AUTH':
        this.challenge = message[1]
        return undefined
      case 'NOTICE':
        // Words for people who run clients, bound to no question.
        return undefined
    }
  }

  private takeEvent(id: string, data: unknown): void {
    const ask = this.asks.get(id)
    if (ask === undefined) return
    ask.given += 1
    const event = readEvent(data)
    if (event === undefined) ask.broken += 1
    else if (matchFilters([...ask.filters], event)) ask.onEvent(event)
  }

  private takeEnd(id: string): void {
    const ask = this.asks.get(id)
    if (ask === undefined) return
    if (ask.given > 0 && ask.broken === ask.given)
      ask.fail(new Failure('bad-response', `Nothing that ${this.name} gave is signed as it should be.`))
    else ask.done()
  }

  private takeClosed(id: string, reason: string): void {
    const ask = this.asks.get(id)
    if (ask === undefined) return
    if (isAuthRequired(reason) && !ask.triedKey && this.canShowKey()) {
      ask.triedKey = true
      this.showKey(() => this.send(['REQ', id, ...ask.filters]), ask.fail)
      return
    }
    this.asks.delete(id)
    ask.fail(refusal(this.name, reason, this.ctx.clock.now()))
  }

  private takeOk(id: string, isTaken: boolean, reason: string): void {
    const waiting = this.publishing.get(id)
    if (waiting === undefined) return
    if (isTaken || reason.startsWith('duplicate:')) return waiting.done()
    if (isAuthRequired(reason) && !waiting.triedKey && this.canShowKey()) {
      waiting.triedKey = true
      this.showKey(() => this.send(['EVENT', waiting.event]), waiting.fail)
      return
    }
    waiting.fail(refusal(this.name, reason, this.ctx.clock.now()))
  }

  private canShowKey(): boolean {
    return this.secret !== undefined && this.challenge !== undefined
  }

  /** Signs the relay's challenge (NIP-42); `then` is done once the relay has taken it. */
  private showKey(then: () => void, fail: (failure: Failure) => void): void {
    if (this.secret === undefined || this.challenge === undefined) return
    const event = finalizeEvent(
      {
        kind: 22242,
        created_at: Math.floor(this.ctx.clock.now() / 1000),
        tags: [
          ['relay', this.url],
          ['challenge', this.challenge],
        ],
        content: '',
      },
      this.secret,
    )
    const over = (): boolean => this.publishing.delete(event.id)
    this.publishing.set(event.id, {
      event,
      triedKey: true,
      done() {
        over()
        then()
      },
      fail(failure) {
        over()
        fail(failure)
      },
    })
    this.send(['AUTH', event])
  }
}
