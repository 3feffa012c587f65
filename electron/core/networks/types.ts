import type { StreamCandidate, StreamDraft } from '#shared/contract'
import type { ItemKind, Media, Metrics, Moderation } from '#shared/domain/item'
import type { ItemAct, NetworkManifest, StreamKind } from '#shared/domain/network'
import type { Query } from '#shared/domain/query/ast'
import type { Translated } from '#shared/domain/query/translate'
import type { StreamConfig } from '#shared/domain/stream'
import type { Span, TextRule } from '#shared/domain/text'
import type { Clock } from '../clock.ts'

/**
 * The one interface that every network obeys. A network lives in a folder of its own and imports this file,
 * `./http.ts`, the small tools beside them (`README.md` lists them) and `shared/`, nothing else of core. It keeps no
 * state of its own between calls: cursors, credentials and limits come in and go out as JSON, and core stores them.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** An author as fetched. `remoteId` identifies the person on the network for good; `handle` may change. */
export interface FetchedAuthor {
  remoteId: string
  handle: string
  name: string
  url?: string | undefined
  avatarUrl?: string | undefined
  bio?: string | undefined
  followers?: number | undefined
  isBot?: boolean | undefined
}

/**
 * An item in normal form.
 * - `remoteId` is the same on whatever server the item is seen (a URI, a DID path, a feed's guid).
 * - `ref` is how the account's own server names it where that differs (Mastodon's per-instance id);
 *   `parentRef` and `rootRef` are in the same namespace, which is `refSpace` of the page or event.
 */
export interface FetchedItem {
  remoteId: string
  ref?: string | undefined
  parentRef?: string | undefined
  rootRef?: string | undefined
  kind: ItemKind
  author: FetchedAuthor
  mine: boolean
  /** Speaks to us or about us by name (mention, reply to us, comment on ours): somebody may wait for an answer. */
  direct: boolean
  createdMs: number
  editedMs?: number | undefined
  title?: string | undefined
  text: string
  spans: Span[]
  warning?: string | undefined
  lang?: string | undefined
  visibility?: string | undefined
  url?: string | undefined
  media: Media[]
  /** Asks people to vote. */
  poll?: boolean | undefined
  metrics: Metrics
  /** What was done to it, as far as this account is told. Absent where the answer does not say. */
  standing?:
    | { liked?: boolean | undefined; hidden?: boolean | undefined; moderation?: Moderation | undefined }
    | undefined
  /** The response as received, for later; core stores it in a side table. */
  raw: Json
}

/** A deletion seen at the network; `ref` is looked up in the page's refSpace, then as a remoteId. */
export interface Deletion {
  ref: string
}

export interface Page {
  /** Any order; core sorts. */
  items: FetchedItem[]
  deletions?: Deletion[]
  /** Namespace of `ref`, `parentRef` and `rootRef`, for example `mastodon:https://town.example`. */
  refSpace: string
  /** Where to go on; stored in the same transaction as the items. Null keeps the stored one. */
  cursor: Json
  /** More is waiting right now: core asks again at once with the new cursor. */
  more: boolean
  /**
   * Everything created up to here and since the last page has been heard: the moment at which the newest was asked
   * for. Left out while a walk over several pages still owes something older.
   */
  coveredToMs?: number | undefined
  /**
   * Set where not everything since the last page could be given (a feed holds its newest twenty, a search stops at
   * a cap): only what was created from here on has been heard. What lies between is a hole in the gap ledger. It
   * counts for the whole walk, also where its last page does not repeat it.
   */
  coveredFromMs?: number | undefined
  /** Why nothing before `coveredFromMs` could be given: a sentence for people. */
  holeReason?: string | undefined
  /** The network's own wish for the next poll (ttl, poll interval, max-age). */
  nextPollMs?: number | undefined
  /** The stream's configuration changed for good (a feed moved): merged into the stored one. */
  configPatch?: StreamConfig | undefined
  /** A better name for the stream, used if the user has not named it. */
  title?: string | undefined
}

/** An account as a network sees it. Credentials are plain here and never stored or logged by a network. */
export interface NetworkAccount {
  id: number
  host: string
  remoteId: string
  handle: string
  credentials: Json
  /** What the network said of itself at sign-in or last probe (limits, streaming address, capabilities). */
  facts: Json
}

export interface StreamRef {
  id: number
  kind: StreamKind
  config: StreamConfig
}

/** Answer of a request that was understood; failures are thrown as Failure by `Http`. */
export interface HttpAnswer {
  status: number
  /** Lower-case names. */
  headers: Record<string, string>
  body: Uint8Array
  /** Address after redirects. */
  url: string
  /** Addresses passed through by permanent redirects (301, 308) only, if every redirect was permanent. */
  movedTo?: string | undefined
}

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  query?: Record<string, string | readonly string[] | undefined>
  json?: unknown
  form?: Record<string, string>
  /** Whole exchange, default 20 s. */
  timeoutMs?: number
  /** Decoded bytes, default 5 MiB. */
  maxBytes?: number
  /** Statuses besides 2xx that are answers and not failures, for example 304. */
  accept?: readonly number[]
  /** Refuse private, loopback and link-local addresses (also after redirects), unless the address was typed by the user. */
  publicOnly?: boolean
  /**
   * Why its host is asked where nothing of the user's names it: neither the manifest, the account with what it was told
   * at sign-in, a stream, nor what was typed. Words for people: `the server that keeps @maria`.
   */
  named?: string
  /** Limits of this kind of request are counted apart (`search`): a wait of one bucket stops no other. */
  bucket?: string
}

/** An answer that goes on for as long as its connection: one line after the other. */
export interface LineStream {
  /** Ends with the connection; throws Failure where that was no orderly end. */
  lines: AsyncIterable<string>
  close(): void
}

/** The one way to the outside. Budget per host, time and size caps, statuses to failure codes: all in core's http.ts. */
export interface Http {
  /** Throws Failure: offline, timeout, signed-out (401), forbidden (403), gone (404, 410), rate-limited (429, or 403 and 503 that say until when), rejected (400, 422), duplicate (409), unavailable (5xx), bad-response. */
  request(url: string, request?: HttpRequest): Promise<HttpAnswer>
  /** As request, with the body parsed as JSON; HTML or broken JSON is `bad-response`. */
  json(url: string, request?: HttpRequest): Promise<{ data: unknown; answer: HttpAnswer }>
  /**
   * Opens a long answer; failures of its start are those of `request`. `timeoutMs` is the longest silence between two
   * pieces (heartbeats count), `maxBytes` the longest line.
   */
  lines(url: string, request?: HttpRequest): Promise<LineStream>
}

/** A paid call that was counted before it was made. */
export interface Payment {
  /** How many units the network really charged for; without it, all that were planned stay counted. */
  charge(units: number): void
}

/** A text WebSocket. Closing it for whatever reason ends in one `onClose`. */
export interface Socket {
  send(text: string): void
  close(): void
}
export interface SocketHandlers {
  onOpen(): void
  onText(text: string): void
  onClose(reason: string): void
  /** A ping of the other side: the connection lives. */
  onPing?(): void
}
export type OpenSocket = (
  url: string,
  protocols: readonly string[],
  headers: Record<string, string>,
  handlers: SocketHandlers,
) => Socket

export interface NetworkContext {
  http: Http
  openSocket: OpenSocket
  clock: Clock
  signal: AbortSignal
  /** Random identifier, injected so that tests are deterministic. */
  newId(): string
  /**
   * Exchanges credentials that ran out, one at a time per account. Where another request renewed them meanwhile, those
   * are the answer; else `renew` runs, and its result is stored before it is returned, so that a single-use refresh
   * token is never lost.
   */
  renewCredentials(used: Json, renew: (current: Json) => Promise<Json>): Promise<Json>
  /** Counts a paid call of at most `most` units before it is made. Throws billing where the month's cap would be passed. */
  pay(call: string, most: number): Payment
}

/** How an item can be answered by an account, and why not otherwise. */
export interface ReplyWay {
  way: 'api' | 'browser' | 'none'
  reason?: string | undefined
}

/** A sign-in that is granted on another page: where, with which code, how often to ask. */
export interface DeviceSignIn {
  url: string
  /** To be typed there, where the page asks for one. */
  userCode?: string | undefined
  pending: Json
  intervalMs: number
  expiresMs: number
}

export interface SignedIn {
  remoteId: string
  handle: string
  name: string
  host: string
  credentials: Json
  facts: Json
  textRule?: TextRule | undefined
  /** Streams that a new account starts with, at least its mentions. */
  streams: { kind: StreamKind; name: string; config: StreamConfig }[]
}

/** What the user wants to say. `key` is the same on every try of the same message. */
export interface Speech {
  key: string
  /** 1: surely the first try of this message. Absent or more: it may have been said already. */
  attempt?: number | undefined
  text: string
  warning?: string | undefined
  visibility?: string | undefined
  lang?: string | undefined
  inReplyTo?:
    | {
        remoteId: string
        ref: string
        visibility?: string | undefined
        warning?: string | undefined
        /** The item answered, as it was received. */
        raw?: Json | undefined
      }
    | undefined
}

export interface LiveHandlers {
  /** Items and deletions as they happen, for one of the streams asked for. */
  onPage(streamId: number, page: Omit<Page, 'cursor' | 'more'>): void
  /**
   * Connected; a gap before this moment is filled by polling. `whole` are the streams of which everything comes this
   * way, so that a sign of life proves them heard; the others are proven by polling alone.
   */
  onUp(whole?: readonly number[]): void
  /** A heartbeat: a sign that the connection lives, expected again within five minutes. Pages are signs too. */
  onAlive?(): void
  /** Ended; core falls back to polling and tries again with back-off. */
  onDown(reason: string): void
}

export interface Thread {
  items: FetchedItem[]
  refSpace: string
  /** Replies the network reports but did not give. */
  missing?: number | undefined
}

/** How a reply starts, before the user types: who is mentioned, how visibly, under which warning. */
export interface ReplyDefaults {
  text: string
  visibility?: string | undefined
  /** From widest allowed to narrowest; never wider than the item answered. */
  visibilities: string[]
  warning?: string | undefined
  /** Handles that the network itself puts before the reply: at its start they count nothing. */
  named?: string[] | undefined
  /** How it is counted where that is not as everywhere else for this account (Instagram beside Facebook). */
  textRule?: TextRule | undefined
}

/** A recorded response, for `earshot parse` and the conformance suite. */
export interface Recorded {
  body: Uint8Array
  headers: Record<string, string>
  url: string
}

export interface Network {
  manifest: NetworkManifest

  /** Tests pasted credentials and says who we are. Throws signed-out or forbidden with words that name what is missing. */
  signInWithToken?(ctx: NetworkContext, host: string, fields: Record<string, string>): Promise<SignedIn>
  /**
   * Prepares a browser sign-in; `pending` is handed back to `finishBrowserSignIn` with the redirect's parameters. With
   * manifest.signIn.pasteBack there is no redirect (`redirectUri` is empty): the one parameter is `pasted`, and a
   * bad-input lets the user paste again.
   */
  beginBrowserSignIn?(
    ctx: NetworkContext,
    host: string,
    redirectUri: string,
    fields: Record<string, string>,
  ): Promise<{ url: string; pending: Json }>
  finishBrowserSignIn?(ctx: NetworkContext, pending: Json, params: Record<string, string>): Promise<SignedIn>
  /** Sign-in on another page (manifest.signIn.device). */
  beginDeviceSignIn?(ctx: NetworkContext, host: string, fields: Record<string, string>): Promise<DeviceSignIn>
  /** Asks whether it was granted: undefined while it was not, with a longer wait where the network asks for one. */
  pollDeviceSignIn?(
    ctx: NetworkContext,
    pending: Json,
  ): Promise<{ signedIn?: SignedIn | undefined; intervalMs?: number | undefined }>
  /** Asks again what the network says of itself (limits, capabilities). */
  refreshFacts?(
    ctx: NetworkContext,
    account: NetworkAccount,
  ): Promise<{ facts: Json; textRule?: TextRule | undefined }>

  /** Checks and completes a stream's configuration as typed; throws bad-input with what to change. Pure. */
  checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string }
  /** Fetches the next page after `cursor` (null: from the beginning, newest first page). */
  pull(ctx: NetworkContext, account: NetworkAccount | null, stream: StreamRef, cursor: Json): Promise<Page>
  /** What of a query is asked of the network by a keyword stream. Pure. Core matches everything that comes against the whole query. */
  translate?(query: Query, config: StreamConfig): Translated
  /**
   * Fetches a page of what a hole in the past held, newest first or oldest first, but in one direction; `cursor` is
   * null at first. The page without `more` ends it: the hole is filled, or, with `coveredFromMs`, from there on only,
   * and the rest stays for `holeReason`. Left out by networks that cannot be asked for a time; throws not-supported
   * for streams that cannot.
   */
  backfill?(
    ctx: NetworkContext,
    account: NetworkAccount | null,
    stream: StreamRef,
    gap: { fromMs: number; toMs: number },
    cursor: Json,
  ): Promise<Page>
  /** Opens one live connection for several streams of one account. */
  listen?(
    ctx: NetworkContext,
    account: NetworkAccount,
    streams: StreamRef[],
    handlers: LiveHandlers,
  ): { close(): void }
  /** Namespace of this account's refs, so that an item heard on several servers is named as this one names it. */
  refSpace?(account: NetworkAccount): string
  /** The same where a stream listens without an account; undefined where its items are asked for by their own names. */
  strangerSpace?(config: StreamConfig): string | undefined
  /** Fetches the thread around an item. */
  thread?(
    ctx: NetworkContext,
    account: NetworkAccount | null,
    item: { remoteId: string; ref: string },
  ): Promise<Thread>
  /**
   * Asks whether items still exist and how they read now; at most `recheckBatch` refs. `config` is that of the stream
   * that heard them: without an account it names the server.
   */
  recheck?(
    ctx: NetworkContext,
    account: NetworkAccount | null,
    refs: string[],
    config?: StreamConfig,
  ): Promise<Omit<Page, 'cursor' | 'more'>>
  recheckBatch?: number

  /** Says it once: a resend with the same key makes no second message. Returns it as stored at the network. */
  send?(
    ctx: NetworkContext,
    account: NetworkAccount,
    speech: Speech,
  ): Promise<{ item: FetchedItem; refSpace: string }>
  /** Likes, hides, approves: what manifest.acts lists. Returns the item as it is now, where the network says. */
  act?(
    ctx: NetworkContext,
    account: NetworkAccount,
    act: ItemAct,
    item: { remoteId: string; ref: string; raw: Json },
  ): Promise<Omit<Page, 'cursor' | 'more'>>
  /** Pure: which of manifest.acts this account may do to such an item at all. Absent: all of them. */
  acts?(
    account: NetworkAccount,
    item: { kind: ItemKind; moderation?: Moderation | undefined },
  ): readonly ItemAct[]
  /** Pure: how this item can be answered by this account. Absent: as manifest.speaks says. */
  replyWay?(account: NetworkAccount | null, item: { kind: ItemKind; raw: Json; direct: boolean }): ReplyWay
  /** Pure: why this account can write no posts, where others of its network can. Absent, or undefined: it can. */
  cannotPost?(account: NetworkAccount): string | undefined
  /** Pure: the page where the user answers by hand, with the text filled in where the network allows. */
  handOff?(item: { remoteId: string; url?: string | undefined; raw: Json }, text: string): string | undefined
  /** Pure: the priced units that sending this text takes, for the price shown in the composer. */
  sendCosts?(
    text: string,
    item?: { kind: ItemKind; raw: Json; direct: boolean },
  ): { call: string; units: number }[]
  /** Pure: the start of a reply to this item by this account. */
  replyDefaults?(
    account: NetworkAccount,
    item: {
      raw: Json
      text: string
      visibility?: string | undefined
      warning?: string | undefined
      authorHandle: string
    },
  ): ReplyDefaults

  /** What can be listened to at an address the user typed. */
  discover?(ctx: NetworkContext, address: string): Promise<StreamCandidate[]>
  /** Reads a file of subscriptions (manifest.importFormats). Throws bad-input. Pure. */
  readImport?(text: string): { drafts: StreamDraft[]; refused: { what: string; why: string }[] }
  writeExport?(streams: { name: string; config: StreamConfig }[]): { text: string; fileName: string }

  /**
   * Normalises one recorded response, whatever kind it is. Pure; throws (or rejects with) bad-response and the reason.
   * May answer with a promise (feeds: their parser does), so callers await it.
   */
  parseRecorded(recorded: Recorded): FetchedItem[] | Promise<FetchedItem[]>
}
