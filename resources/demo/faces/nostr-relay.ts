import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Filter } from 'nostr-tools/filter'
import { matchFilters } from 'nostr-tools/filter'
import { verifyEvent, type NostrEvent } from 'nostr-tools/pure'
import { WebSocket, WebSocketServer } from 'ws'
import type { Rule } from '../misbehave.ts'
import { publicKeyOf, signedBy, type NostrEvents } from './nostr-events.ts'

/** A relay over WebSocket (NIP-01), which for members only wants to see a key first (NIP-42). */

export interface RelaySetting {
  events: NostrEvents
  /** `ws://127.0.0.1:PORT/relay` */
  address: string
  /** Reads and writes only after AUTH. */
  forMembers: boolean
  searches: boolean
  /** Notes a minute that one connection may hand in. */
  mostPerMinute: number
  people: () => Iterable<string>
  now: () => number
}

export const longestContent = 5000
export const mostAtOnce = 500

export class RelayServer {
  private readonly setting: RelaySetting
  private readonly server = new WebSocketServer({ noServer: true })
  private readonly lines = new Set<Line>()
  private readonly stopListening: () => void
  private readonly handedInMs: number[] = []

  constructor(setting: RelaySetting) {
    this.setting = setting
    this.stopListening = setting.events.listen((event) => {
      for (const line of this.lines) line.tell(event)
    })
  }

  upgrade(raw: IncomingMessage, socket: Duplex, head: Buffer, drop: boolean, rule: Rule | undefined): void {
    this.server.handleUpgrade(raw, socket, head, (connection) => {
      if (drop) return connection.terminate()
      const line = new Line(connection, this.setting, rule, () => this.mayHandIn())
      this.lines.add(line)
      connection.on('message', (data: Buffer) => line.hear(data.toString()))
      connection.on('close', () => this.lines.delete(line))
      connection.on('error', () => connection.terminate())
    })
  }

  private mayHandIn(): boolean {
    const now = this.setting.now()
    const lately = this.handedInMs.filter((ms) => now - ms < 60_000)
    this.handedInMs.splice(0, this.handedInMs.length, ...lately, now)
    return lately.length < this.setting.mostPerMinute
  }

  dropStreams(): void {
    for (const line of this.lines) line.connection.terminate()
    this.lines.clear()
  }

  close(): void {
    this.stopListening()
    this.dropStreams()
    this.server.close()
  }
}

class Line {
  readonly connection: WebSocket
  private readonly setting: RelaySetting
  private readonly rule: Rule | undefined
  private readonly mayHandIn: () => boolean
  private readonly asked = new Map<string, Filter[]>()
  private readonly challenge = `crumbs-${Math.random().toString(36).slice(2)}`
  private isKnown = false

  constructor(
    connection: WebSocket,
    setting: RelaySetting,
    rule: Rule | undefined,
    mayHandIn: () => boolean,
  ) {
    this.connection = connection
    this.setting = setting
    this.rule = rule
    this.mayHandIn = mayHandIn
    if (setting.forMembers) this.send(['AUTH', this.challenge])
  }

  hear(text: string): void {
    let message: unknown
    try {
      message = JSON.parse(text)
    } catch {
      return this.send(['NOTICE', 'error: this is no JSON'])
    }
    if (!Array.isArray(message)) return this.send(['NOTICE', 'error: this is no message'])
    const [type, second, ...rest]: unknown[] = message
    if (type === 'EVENT') return this.take(second)
    if (type === 'AUTH') return this.know(second)
    if (type === 'REQ' && typeof second === 'string') return this.answer(second, rest)
    if (type === 'CLOSE' && typeof second === 'string') return void this.asked.delete(second)
    this.send(['NOTICE', 'error: unknown message'])
  }

  /** Something happened. */
  tell(event: NostrEvent): void {
    for (const [id, filters] of this.asked) if (matchFilters(filters, event)) this.send(['EVENT', id, event])
  }

  private answer(id: string, rest: unknown[]): void {
    if (this.isStranger()) return this.send(['CLOSED', id, 'auth-required: this relay is for members'])
    const filters = rest.filter((one): one is Filter => typeof one === 'object' && one !== null)
    if (filters.some((one) => one.search !== undefined) && !this.setting.searches)
      return this.send(['CLOSED', id, 'unsupported: no search here'])
    const found = new Map<string, NostrEvent>()
    for (const filter of filters) for (const event of this.find(filter)) found.set(event.id, event)
    for (const event of found.values()) {
      if (this.rule?.fault === 'truncated' && this.rule.acts !== true) return this.breakOff(id, event)
      this.send(['EVENT', id, event])
      if (this.rule?.fault === 'duplicate-items') this.send(['EVENT', id, event])
    }
    // Searches end with what is stored.
    if (filters.every((one) => one.search === undefined)) this.asked.set(id, filters)
    this.send(['EOSE', id])
  }

  private find(filter: Filter): NostrEvent[] {
    const limit = Math.min(filter.limit ?? mostAtOnce, mostAtOnce)
    // A relay that gives its first page for ever.
    const { until, ...others } = filter
    const asked =
      this.rule?.fault === 'repeated-cursor' || until === undefined ? others : { ...others, until }
    const events = this.setting.events.find({ ...asked, limit })
    return this.rule?.fault === 'clock-skew' ? events.map((event) => this.shifted(event)) : events
  }

  /** As if its author's clock were ahead; only those whose key is here can be signed anew. */
  private shifted(event: NostrEvent): NostrEvent {
    const author = [...this.setting.people()].find((key) => publicKeyOf(key) === event.pubkey)
    if (author === undefined) return event
    const created_at = event.created_at + (this.rule?.skewMs ?? 3_600_000) / 1000
    const { kind, tags, content } = event
    return signedBy(author, { kind, tags, content, created_at })
  }

  private breakOff(id: string, event: NostrEvent): void {
    this.connection.send(JSON.stringify(['EVENT', id, event]).slice(0, 80), () => this.connection.terminate())
  }

  private take(data: unknown): void {
    const event = eventIn(data)
    if (event === undefined) return this.send(['NOTICE', 'error: this is no event'])
    const no = (reason: string): void => this.send(['OK', event.id, false, reason])
    if (this.isStranger()) return no('auth-required: this relay is for members')
    if (!verifyEvent({ ...event })) return no('invalid: the signature is wrong')
    if (event.content.length > longestContent) return no(`invalid: more than ${longestContent} characters`)
    if (/#giveaway\b/i.test(event.content)) return no('blocked: no giveaways here')
    if (!this.mayHandIn()) return no('rate-limited: slow down there')
    const wasHere = this.setting.events.take(event)
    if (this.rule?.fault === 'truncated') return this.connection.terminate()
    this.send(['OK', event.id, true, wasHere ? 'duplicate: already here' : ''])
  }

  private know(data: unknown): void {
    const event = eventIn(data)
    if (event === undefined) return
    const value = (name: string) => event.tags.find(([key]) => key === name)?.[1]
    const fits =
      event.kind === 22242 &&
      verifyEvent({ ...event }) &&
      value('challenge') === this.challenge &&
      value('relay') === this.setting.address
    const isMember = [...this.setting.people()].some((key) => publicKeyOf(key) === event.pubkey)
    this.isKnown = fits && isMember
    const reason = !fits ? 'invalid: not for this relay' : isMember ? '' : 'restricted: not a member'
    this.send(['OK', event.id, this.isKnown, reason])
  }

  private isStranger(): boolean {
    return this.setting.forMembers && !this.isKnown
  }

  private send(message: unknown[]): void {
    if (this.connection.readyState === WebSocket.OPEN) this.connection.send(JSON.stringify(message))
  }
}

function eventIn(data: unknown): NostrEvent | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const event = data as NostrEvent // its fields are looked at below, and its signature by the caller
  const isWhole =
    typeof event.id === 'string' && typeof event.content === 'string' && Array.isArray(event.tags)
  return isWhole ? event : undefined
}
