import { z } from 'zod'
import { account, vaultState } from './domain/account.ts'
import { conversationDetail, conversationRow, lane, laneId } from './domain/conversation.ts'
import { itemId, revision } from './domain/item.ts'
import { itemAct, networkManifest } from './domain/network.ts'
import { outgoing, purpose } from './domain/outgoing.ts'
import { stream, streamConfig } from './domain/stream.ts'
import { streamKind } from './domain/network.ts'
import { failureShape } from './failure.ts'

/**
 * THE table of calls and events between the window and core (and, under `hostCalls`, main).
 * Types are inferred from here and written nowhere else. Every input is parsed on entry;
 * outputs are parsed in tests. Values are JSON; times are epoch milliseconds.
 */

const id = z.number().int().positive()
const nothing = z.object({})
const ids = z.array(id).min(1).max(5000)

/** What a page of conversations is taken from: a lane, a stream, or a search. */
export const source = z.discriminatedUnion('type', [
  z.object({ type: z.literal('lane'), lane: laneId }),
  z.object({ type: z.literal('stream'), streamId: id }),
  z.object({ type: z.literal('search'), query: z.string().max(2000) }),
])
export type Source = z.infer<typeof source>

/** An act of triage on conversations. Each is one row in `operations`, with its inverse. */
export const triageAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('done') }),
  z.object({ act: z.literal('reopen') }),
  z.object({ act: z.literal('snooze'), untilMs: z.number().positive() }),
  z.object({ act: z.literal('save') }),
  z.object({ act: z.literal('unsave') }),
  z.object({ act: z.literal('wait') }),
])
export type TriageAct = z.infer<typeof triageAct>

export const settingsShape = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Undo-send window. */
  undoSendMs: z.number().int().min(0).max(120_000),
  /** The answer we promise: later than this is `late`. */
  promiseMs: z
    .number()
    .int()
    .min(60_000)
    .max(30 * 86_400_000),
  /** Agreed to keep credentials under a key file where the system has no keyring. */
  fileKeyConsent: z.boolean(),
  afterDone: z.enum(['next', 'list']),
  /** Highest sum a month for paid calls, in US dollars by network; none are made where it is not set. */
  spendCapsUsd: z.record(z.string(), z.number().min(0).max(100_000)),
})
export type Settings = z.infer<typeof settingsShape>

export const streamDraft = z.object({
  network: z.string(),
  kind: streamKind,
  accountId: id.optional(),
  name: z.string().max(200).optional(),
  config: streamConfig,
  intervalMs: z.number().int().positive().optional(),
})
export type StreamDraft = z.infer<typeof streamDraft>

/** Something found at an address that can be listened to. */
export const streamCandidate = z.object({
  draft: streamDraft,
  title: z.string(),
  description: z.string().optional(),
  sample: z.array(z.string()),
})
export type StreamCandidate = z.infer<typeof streamCandidate>

export const calls = {
  'app.state': {
    in: nothing,
    out: z.object({
      version: z.string(),
      accounts: z.number().int(),
      streams: z.number().int(),
      items: z.number().int(),
      vault: vaultState,
      settings: settingsShape,
      dataFolder: z.string(),
      demo: z.boolean(),
    }),
  },
  'networks.list': { in: nothing, out: z.array(networkManifest) },

  'accounts.list': { in: nothing, out: z.array(account) },
  /** Signs in with pasted credentials; tests them at once. `accountId` signs an existing account in again. */
  'accounts.signIn': {
    in: z.object({
      network: z.string(),
      host: z.string().max(2000),
      fields: z.record(z.string(), z.string().max(10_000)),
      accountId: id.optional(),
    }),
    out: account,
  },
  /** Starts a sign-in in the user's browser; the answer's `url` is to be opened there. */
  'accounts.beginBrowserSignIn': {
    in: z.object({
      network: z.string(),
      host: z.string().max(2000),
      fields: z.record(z.string(), z.string().max(10_000)).default({}),
      accountId: id.optional(),
    }),
    out: z.object({ attempt: z.string(), url: z.string() }),
  },
  /** Starts a sign-in that is granted on another page; `userCode` is to be typed there. Awaited and cancelled as those in the browser. */
  'accounts.beginDeviceSignIn': {
    in: z.object({
      network: z.string(),
      host: z.string().max(2000),
      fields: z.record(z.string(), z.string().max(10_000)).default({}),
      accountId: id.optional(),
    }),
    out: z.object({ attempt: z.string(), url: z.string(), userCode: z.string().optional() }),
  },
  /** Resolves when the browser came back, or fails with why not. */
  'accounts.awaitBrowserSignIn': { in: z.object({ attempt: z.string() }), out: account },
  'accounts.cancelBrowserSignIn': { in: z.object({ attempt: z.string() }), out: nothing },
  /** Wipes the account's credentials; its streams stop and are removed; items stay unless `wipe`. */
  'accounts.remove': { in: z.object({ id, wipe: z.boolean() }), out: nothing },

  'streams.list': { in: nothing, out: z.array(stream) },
  'streams.add': { in: streamDraft, out: stream },
  'streams.update': {
    in: z.object({
      id,
      name: z.string().min(1).max(200).optional(),
      intervalMs: z.number().int().positive().optional(),
      paused: z.boolean().optional(),
      config: streamConfig.optional(),
    }),
    out: stream,
  },
  /** Removes the stream and its hits; items and conversations stay. */
  'streams.remove': { in: z.object({ id }), out: nothing },
  /** Asks the network now, as far as its limits allow. */
  'streams.refresh': { in: z.object({ ids: ids.optional() }), out: nothing },
  /** Looks at an address and says what can be listened to there. */
  'streams.discover': {
    in: z.object({ network: z.string(), address: z.string().max(2000) }),
    out: z.array(streamCandidate),
  },
  'streams.importText': {
    in: z.object({ network: z.string(), text: z.string().max(20_000_000) }),
    out: z.object({
      added: z.number().int(),
      already: z.number().int(),
      refused: z.array(z.object({ what: z.string(), why: z.string() })),
    }),
  },
  'streams.exportText': {
    in: z.object({ network: z.string() }),
    out: z.object({ text: z.string(), fileName: z.string() }),
  },

  'lanes.list': { in: nothing, out: z.array(lane) },

  'conversations.page': {
    in: z.object({
      source,
      after: z.number().optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ rows: z.array(conversationRow), more: z.boolean() }),
  },
  /** Rows by id, to redraw what is on the screen after a change. Absent ids are gone. */
  'conversations.rows': {
    in: z.object({ ids: z.array(id).max(500), source }),
    out: z.object({ rows: z.array(conversationRow), left: z.array(id) }),
  },
  /** How many rows of the source come before the cursor (what waits behind the pill), counted up to 99. */
  'conversations.newCount': {
    in: z.object({ source, since: z.number() }),
    out: z.object({ count: z.number().int() }),
  },
  'conversations.get': { in: z.object({ id }), out: conversationDetail },
  /** Asks the network for the rest of the thread. */
  'conversations.fetchThread': {
    in: z.object({ id }),
    out: z.object({ added: z.number().int(), missing: z.number().int().optional() }),
  },
  /** The user has looked at it for a second or more. */
  'conversations.read': { in: z.object({ id }), out: nothing },
  'conversations.triage': {
    in: z.object({ ids, act: triageAct }),
    out: z.object({ operation: z.string(), changed: z.array(id) }),
  },
  'conversations.note': {
    in: z.object({ id, text: z.string().min(1).max(20_000) }),
    out: z.object({ operation: z.string() }),
  },
  'conversations.tag': {
    in: z.object({ ids, tag: z.string().min(1).max(60), on: z.boolean() }),
    out: z.object({ operation: z.string() }),
  },
  'items.revisions': { in: z.object({ id: itemId }), out: z.array(revision) },
  /**
   * Does something to an item at its network, as the account of its conversation. Spam and trash take a conversation
   * with nothing else in it off the list (`finished`). `undoable`: `operations.undo` takes it back at the network too.
   */
  'items.act': {
    in: z.object({ id: itemId, act: itemAct }),
    out: z.object({ operation: z.string(), undoable: z.boolean(), finished: z.boolean() }),
  },
  /** Takes back an operation; without an id, the newest that is not yet taken back. Says what it was. */
  'operations.undo': {
    in: z.object({ operation: z.string().optional() }),
    out: z.object({ undone: z.string().optional(), words: z.string(), changed: z.array(id) }),
  },

  /** Keeps the words of a reply; called on every pause. An empty text removes the draft. */
  'drafts.save': {
    in: z.object({
      conversationId: id,
      accountId: id.optional(),
      text: z.string().max(100_000),
      warning: z.string().max(5000).optional(),
      visibility: z.string().optional(),
      purpose: purpose.optional(),
    }),
    out: z.object({ savedMs: z.number() }),
  },
  /** Puts a reply into the outbox: held for the undo window, then sent. */
  'replies.send': {
    in: z.object({
      conversationId: id,
      inReplyTo: itemId,
      accountId: id,
      text: z.string().min(1).max(100_000),
      warning: z.string().max(5000).optional(),
      visibility: z.string().optional(),
      purpose: purpose.optional(),
      thenDone: z.boolean(),
    }),
    out: outgoing,
  },
  'outbox.list': { in: nothing, out: z.array(outgoing) },
  /** Takes a message back while nothing has left the machine; its text becomes the conversation's draft again. */
  'outbox.cancel': { in: z.object({ id: z.string() }), out: z.object({ conversationId: id }) },
  'outbox.retry': { in: z.object({ id: z.string() }), out: nothing },
  /** Removes a failed, held or queued message. */
  'outbox.discard': { in: z.object({ id: z.string() }), out: nothing },

  /** The foot of the window. */
  'ledger.today': {
    in: z.object({ midnightMs: z.number() }),
    out: z.object({
      heardToMs: z.number().optional(),
      read: z.number().int(),
      answered: z.number().int(),
      broadcast: z.number().int(),
    }),
  },

  'settings.set': { in: settingsShape.partial(), out: settingsShape },
  'backup.now': {
    in: z.object({ folder: z.string().optional() }),
    out: z.object({ file: z.string(), bytes: z.number() }),
  },
  'doctor.report': {
    in: nothing,
    out: z.object({
      versions: z.record(z.string(), z.string()),
      dataFolder: z.string(),
      dbBytes: z.number(),
      schemaVersion: z.number().int(),
      integrity: z.string(),
      vault: vaultState,
      jobs: z.object({ waiting: z.number().int(), parked: z.number().int() }),
      streams: z.array(stream),
      hosts: z.array(
        z.object({
          host: z.string(),
          requests: z.number().int(),
          bytes: z.number(),
          blockedUntilMs: z.number().optional(),
          failure: failureShape.optional(),
        }),
      ),
    }),
  },
  /** The machine slept, woke, or changed its network: everything overdue is looked at again. */
  'system.woke': { in: nothing, out: nothing },
  'system.online': { in: z.object({ online: z.boolean() }), out: nothing },
} as const

export const events = {
  /** Something stored changed. Nouns are the first halves of call names; ids are conversations, at most 500. */
  changed: z.object({ nouns: z.array(z.string()), conversationIds: z.array(z.number().int()) }),
  /** A banner is due, or the badge changed. */
  notify: z.object({ title: z.string(), body: z.string(), conversationId: z.number().int().optional() }),
} as const

/** Calls that main serves: the few things only the shell can do. */
export const hostCalls = {
  /** Opens a link in the user's browser; https, http and mailto only. */
  'host.openExternal': { in: z.object({ url: z.string().max(4000) }), out: nothing },
  'host.showDataFolder': { in: nothing, out: nothing },
  'host.saveText': {
    in: z.object({ fileName: z.string().max(200), text: z.string() }),
    out: z.object({ file: z.string().optional() }),
  },
  'host.openText': {
    in: z.object({ extensions: z.array(z.string()) }),
    out: z.object({ text: z.string().optional(), fileName: z.string().optional() }),
  },
  'host.restartCore': { in: nothing, out: nothing },
  /** The window's look follows the setting, native parts included. */
  'host.setTheme': { in: z.object({ theme: z.enum(['system', 'light', 'dark']) }), out: nothing },
  'host.coreState': {
    in: nothing,
    out: z.object({ state: z.enum(['starting', 'up', 'parked']), words: z.string().optional() }),
  },
} as const

export const hostEvents = {
  /** Core went down, came back (with a fresh port), or was parked after too many crashes. */
  core: z.object({ state: z.enum(['starting', 'up', 'parked']), words: z.string().optional() }),
  /** A menu entry was chosen; the id is a command of the palette. */
  command: z.object({ id: z.string() }),
} as const

export type CallTable = Record<string, { in: z.ZodType; out: z.ZodType }>
export type EventTable = Record<string, z.ZodType>
export type CallName = keyof typeof calls
export type Input<T extends CallTable, K extends keyof T> = z.input<T[K]['in']>
export type Output<T extends CallTable, K extends keyof T> = z.output<T[K]['out']>
/** What the serving side must implement: exactly one handler for each call. */
export type Handlers<T extends CallTable> = {
  [K in keyof T]: (input: z.output<T[K]['in']>) => z.input<T[K]['out']> | Promise<z.input<T[K]['out']>>
}
