import { z } from 'zod'
import { account, accountHealth, vaultState } from './domain/account.ts'
import { archiveFormat, archiveImport, archivePlan, importReport } from './domain/archive.ts'
import { sendPrice } from './domain/cost.ts'
import { textRule } from './domain/text.ts'
import { gap, timeRange } from './domain/coverage.ts'
import { catchUpOffer, pass, passNote } from './domain/catch-up.ts'
import { goal, goalDraft, goalProgress } from './domain/goal.ts'
import { conversationDetail, conversationRow, lane, laneId, ownLane } from './domain/conversation.ts'
import { itemId, revision } from './domain/item.ts'
import { why } from './domain/why.ts'
import { itemAct, networkManifest } from './domain/network.ts'
import { outgoing, postDraft, purpose } from './domain/outgoing.ts'
import { quietHours } from './domain/quiet-hours.ts'
import { asked, mute, rule, ruleDraft, ruleSource } from './domain/rule.ts'
import { notifyLevel, stream, streamConfig } from './domain/stream.ts'
import { fieldNames } from './domain/query/ast.ts'
import { limits } from './domain/query/parse.ts'
import { streamKind } from './domain/network.ts'
import { priorityWeights } from './domain/understanding/priority.ts'
import { monthOfSpending } from './domain/spending.ts'
import { failureShape } from './failure.ts'

/**
 * THE table of calls and events between the window and core (and, under `hostCalls`, main).
 * Types are inferred from here and written nowhere else. Every input is parsed on entry;
 * outputs are parsed in tests. Values are JSON; times are epoch milliseconds.
 */

const id = z.number().int().positive()
const nothing = z.object({})
const ids = z.array(id).min(1).max(5000)
/** Stands for a file that the user chose in a dialog of the system; the window never says a path. */
const ticket = z.string().max(100)

/** In the query language; what it may not hold is refused with bad-input, the column and a hint. */
const query = z.string().max(limits.length)
const someQuery = z.string().trim().min(1).max(limits.length)

/** What a page of conversations is taken from: a lane, a lane of the user's own, a stream, a search, or a pass through what was heard meanwhile. */
export const source = z.discriminatedUnion('type', [
  z.object({ type: z.literal('lane'), lane: laneId }),
  z.object({ type: z.literal('own-lane'), id }),
  z.object({ type: z.literal('stream'), streamId: id }),
  z.object({ type: z.literal('rule'), ruleId: id }),
  z.object({ type: z.literal('search'), query }),
  z.object({ type: z.literal('catch-up'), passId: id }),
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
  /** Done, and a mark from which what heard it learns. */
  z.object({ act: z.literal('irrelevant') }),
  /** The opposite: what was taken for noise stands in the lanes again. */
  z.object({ act: z.literal('relevant') }),
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
  /** What makes a conversation pressing, and how much. */
  priorityWeights,
  /** Highest sum a month for paid calls, in US dollars by network; none are made where it is not set. */
  spendCapsUsd: z.record(z.string(), z.number().min(0).max(100_000)),
  /** What was searched for lately, newest first. */
  recentSearches: z.array(query).max(20),
  quietHours,
  /** "Quiet for an hour": no banner before then; 0 is not at all. */
  quietUntilMs: z.number().min(0),
  /** What a banner shows to whoever looks at the screen. */
  bannerShows: z.enum(['words', 'names', 'count']),
  bannerSound: z.boolean(),
  /** The program's icon counts what needs an answer. */
  badge: z.boolean(),
  tray: z.boolean(),
  /** Away from the window for longer than this is an absence, to catch up with. */
  awayMs: z
    .number()
    .int()
    .min(0)
    .max(7 * 86_400_000),
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

const laneName = z.string().trim().min(1).max(80)

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
  /** What each account may still ask of its hosts, and what it cost this month. */
  'accounts.health': { in: nothing, out: z.array(accountHealth) },
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
  /**
   * What the page showed at the end of a sign-in in the browser (manifest.signIn.pasteBack). Fails with what is wrong
   * with it, and the sign-in goes on waiting.
   */
  'accounts.pasteBrowserSignIn': {
    in: z.object({ attempt: z.string(), text: z.string().max(20_000) }),
    out: nothing,
  },
  /** Resolves when the browser came back or what it showed was pasted, or fails with why not. */
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
      notify: notifyLevel.optional(),
    }),
    out: stream,
  },
  /** Removes the stream and its hits; items and conversations stay. */
  'streams.remove': { in: z.object({ id }), out: nothing },
  /** Asks the network now, as far as its limits allow. */
  'streams.refresh': { in: z.object({ ids: ids.optional() }), out: nothing },
  /** These streams are in front of somebody: asked first and more often. Forgotten after ten minutes. */
  'streams.watch': { in: z.object({ ids: z.array(id).max(5000) }), out: nothing },
  /** What was truly heard between two moments, and the holes that reach into it, filled ones too. */
  'streams.coverage': {
    in: timeRange.extend({ id }),
    out: z.object({ ranges: z.array(timeRange), gaps: z.array(gap) }),
  },
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

  'rules.list': { in: nothing, out: z.array(rule) },
  'rules.add': { in: ruleDraft, out: z.object({ rule, operation: z.string() }) },
  'rules.update': {
    in: ruleDraft.partial().extend({ id, paused: z.boolean().optional() }),
    out: z.object({ rule, operation: z.string() }),
  },
  /** Removes the rule with its hits; items and conversations stay. */
  'rules.remove': { in: z.object({ id }), out: z.object({ operation: z.string() }) },
  /** What each network would be asked for a query, and what is filtered here. No network is asked. */
  'rules.asked': {
    in: z.object({ query: someQuery, sources: z.array(ruleSource).max(50) }),
    out: z.array(asked),
  },
  /** What a query would have caught of what is stored. No network is asked. */
  'rules.rehearse': {
    in: z.object({
      query: someQuery,
      networks: z.array(z.string()).max(50).optional(),
      days: z.number().int().min(1).max(366).default(30),
    }),
    out: z.object({
      /** Local days, oldest first, those without a hit too. */
      days: z.array(z.object({ dayMs: z.number(), count: z.number().int() })),
      count: z.number().int(),
      /** There is more than was counted. */
      capped: z.boolean(),
      /** Of the hits, those that the user has handled, and those marked as not for us. */
      relevant: z.number().int(),
      irrelevant: z.number().int(),
      samples: z.array(conversationRow),
      /** Estimated cost a month where a network charges, in millionths of a US dollar; no sum where nothing like it was heard. */
      costs: z.array(z.object({ network: z.string(), microUsd: z.number().optional() })),
    }),
  },
  /** How a rule's hits of the last 30 days would change with another query. */
  'rules.compare': {
    in: z.object({ id, query: someQuery }),
    out: z.object({
      kept: z.number().int(),
      lost: z.number().int(),
      samples: z.array(conversationRow),
    }),
  },
  'mutes.list': { in: nothing, out: z.array(mute) },
  /** Keeps what a query finds, now and later, out of every lane. Nothing is removed. */
  'mutes.add': {
    in: z.object({ query: someQuery }),
    out: z.object({ mute, operation: z.string(), conversations: z.number().int() }),
  },
  'mutes.remove': { in: z.object({ id }), out: z.object({ operation: z.string() }) },
  /** How many conversations would leave the lanes, and some of them. `capped`: there may be more than were looked at. */
  'mutes.preview': {
    in: z.object({ query: someQuery }),
    out: z.object({
      conversations: z.number().int(),
      /** What others said that it finds: in those conversations, and anywhere. */
      items: z.number().int(),
      found: z.number().int(),
      capped: z.boolean(),
      samples: z.array(conversationRow),
    }),
  },
  /** Marks an author whom the user never wants to miss, or takes the mark away. */
  'people.mark': {
    in: z.object({ handleId: id, vip: z.boolean() }),
    out: z.object({ operation: z.string() }),
  },
  /** Why an item is here, and what could be done about it. */
  'items.why': { in: z.object({ id: itemId }), out: why },

  /** The built-in lanes. */
  'lanes.list': { in: nothing, out: z.array(lane) },
  /** The user's own, by place. */
  'lanes.own': { in: nothing, out: z.array(ownLane) },
  'lanes.add': {
    in: z.object({ name: laneName, query, notify: notifyLevel.default('silent') }),
    out: z.object({ id, operation: z.string() }),
  },
  'lanes.update': {
    in: z.object({
      id,
      name: laneName.optional(),
      query: query.optional(),
      notify: notifyLevel.optional(),
    }),
    out: z.object({ operation: z.string() }),
  },
  'lanes.remove': { in: z.object({ id }), out: z.object({ operation: z.string() }) },
  /** All own lanes in their new order. */
  'lanes.reorder': { in: z.object({ ids }), out: z.object({ operation: z.string() }) },

  /** What a query finds, told within a moment whatever was typed. */
  'query.preview': {
    in: z.object({ query, limit: z.number().int().min(1).max(20).default(3) }),
    out: z.object({
      /** Items, counted up to 1,000. */
      count: z.number().int(),
      /** There are or may be more than were counted. */
      more: z.boolean(),
      /** Only what was said since then was looked at; absent where everything was. */
      sinceMs: z.number().optional(),
      /** The newest conversations that hold one. */
      rows: z.array(conversationRow),
      /** Items on each of the last days that were counted whole, today last, at most 14. */
      perDay: z.array(z.object({ dayMs: z.number(), count: z.number().int() })),
    }),
  },
  /** Names that may stand in a query: all that are few, or those of one field that begin so. */
  'query.names': {
    in: z.object({ field: z.enum(fieldNames).optional(), begun: z.string().max(200).default('') }),
    out: z.partialRecord(z.enum(fieldNames), z.array(z.string())),
  },
  /** Where the words of a query stand in the items of a conversation that it finds. */
  'query.marks': {
    in: z.object({ query, conversationId: id }),
    out: z.array(
      z.object({
        itemId,
        matched: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
      }),
    ),
  },

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
  /** Who can write a post, by which rule and at what price, and the post that is being written. */
  'posts.begin': {
    in: nothing,
    out: z.object({
      speakers: z.array(
        z.object({
          accountId: id,
          network: z.string(),
          handle: z.string(),
          textRule: textRule.optional(),
          contentWarning: z.boolean(),
          /** From widest to narrowest; empty where everything is public. */
          visibilities: z.array(z.string()),
          price: sendPrice.optional(),
        }),
      ),
      draft: postDraft.optional(),
    }),
  },
  /** Keeps the words of a post; called on every pause. An empty text removes the draft. */
  'posts.save': {
    in: postDraft.extend({ text: z.string().max(100_000), warning: z.string().max(5000).optional() }),
    out: z.object({ savedMs: z.number() }),
  },
  /** Puts a post, which answers nothing, into the outbox: held for the undo window, then sent. */
  'posts.send': {
    in: postDraft.extend({
      accountId: id,
      text: z.string().min(1).max(100_000),
      warning: z.string().max(5000).optional(),
    }),
    out: outgoing,
  },
  /**
   * For what is answered in the browser: keeps the words in the outbox as `handed` and says which page to open, with
   * the text filled in where the network allows. Without words the page is only opened, and nothing is kept.
   */
  'replies.handOff': {
    in: z.object({
      conversationId: id,
      inReplyTo: itemId,
      accountId: id.optional(),
      text: z.string().max(100_000),
      purpose: purpose.optional(),
    }),
    out: z.object({ url: z.string(), id: z.string().optional() }),
  },
  'outbox.list': { in: nothing, out: z.array(outgoing) },
  /** Takes a message back while nothing has left the machine; its text is a draft again, of its conversation or as a post. */
  'outbox.cancel': { in: z.object({ id: z.string() }), out: z.object({ conversationId: id.optional() }) },
  'outbox.retry': { in: z.object({ id: z.string() }), out: nothing },
  /** Hands a failed message to the browser, where a person may say what a program may not; or opens its page again. */
  'outbox.handOff': {
    in: z.object({ id: z.string() }),
    out: z.object({ url: z.string(), text: z.string() }),
  },
  /** Whether a message that was handed to the browser was posted there: it counts as answered, or is a draft again. */
  'outbox.confirm': {
    in: z.object({ id: z.string(), posted: z.boolean() }),
    out: z.object({ conversationId: id.optional() }),
  },
  /** Removes a failed, held, queued or handed message. */
  'outbox.discard': { in: z.object({ id: z.string() }), out: nothing },

  /** What was spent on paid calls in a month (`2026-11`, in UTC); this one if absent. */
  'spending.month': {
    in: z.object({
      month: z
        .string()
        .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
        .optional(),
    }),
    out: monthOfSpending,
  },

  /** The foot of the window. */
  'ledger.today': {
    in: z.object({ midnightMs: z.number() }),
    out: z.object({
      /** Every stream has heard everything up to here, but for `holes`. Absent while one was never heard. */
      heardToMs: z.number().optional(),
      /** Streams that are listened to, and how many of them were never heard yet. */
      streams: z.number().int(),
      unheard: z.number().int(),
      /** Holes that are being filled, and those noticed within a day that stay. */
      filling: z.number().int(),
      holes: z.number().int(),
      read: z.number().int(),
      answered: z.number().int(),
      broadcast: z.number().int(),
    }),
  },

  /** What the badge counts now, and until when banners are held back. */
  'notices.state': {
    in: nothing,
    out: z.object({
      badge: z.number().int(),
      quietUntilMs: z.number().optional(),
      /** By "quiet for an hour", which can be taken back; not by the hours of the week alone. */
      quietByHand: z.boolean(),
      tray: z.boolean(),
    }),
  },
  /**
   * Answers from a banner, as the conversation's account and as wide as what is answered: held like any reply. Words
   * that cannot be sent are kept as the conversation's draft, and the failure says why.
   */
  'notices.reply': {
    in: z.object({ itemId, text: z.string().min(1).max(100_000) }),
    out: outgoing,
  },
  /** The window is in front, or is not any more (behind, closed, locked, asleep). */
  'presence.back': { in: nothing, out: nothing },
  'presence.left': { in: nothing, out: nothing },

  /** What there is to catch up with after the last absence, if there is anything. */
  'catchup.offer': { in: nothing, out: z.object({ offer: catchUpOffer.optional() }) },
  /** Not now: the offer goes and does not come again for this absence. */
  'catchup.dismiss': { in: nothing, out: nothing },
  /**
   * Opens a pass through what was heard since `sinceMs`; without it since the user left, else since the pass before,
   * else since yesterday. A pass that is not at its end is gone on with.
   */
  'catchup.open': {
    in: z.object({ sinceMs: z.number().optional(), withSilent: z.boolean().default(false) }),
    out: pass,
  },
  /** The end of a pass, with what became of what it held. May be said again. */
  'catchup.close': { in: z.object({ id }), out: passNote },

  /** What is to be reached; what ends first stands first. */
  'goals.list': { in: nothing, out: z.array(goal) },
  'goals.progress': { in: z.object({ id }), out: goalProgress },
  'goals.add': { in: goalDraft, out: z.object({ id, operation: z.string() }) },
  'goals.update': { in: goalDraft.extend({ id }), out: z.object({ operation: z.string() }) },
  'goals.remove': { in: z.object({ id }), out: z.object({ operation: z.string() }) },
  'archives.formats': { in: nothing, out: z.array(archiveFormat) },
  /** Looks at a chosen file or folder (`host.chooseArchive`). Nothing is stored. */
  'archives.plan': { in: z.object({ ticket }), out: archivePlan },
  /** Begins to import what was planned. */
  'archives.start': { in: z.object({ ticket, format: z.string().max(100) }), out: archiveImport },
  /** Newest first. */
  'archives.list': { in: nothing, out: z.array(archiveImport) },
  'archives.pause': { in: z.object({ id }), out: archiveImport },
  /** Goes on with a paused or failed import, behind what was filed. */
  'archives.resume': { in: z.object({ id }), out: archiveImport },
  /** Ends an import and takes out what it added, but for what was heard, answered, saved, tagged or noted since. */
  'archives.undo': { in: z.object({ id }), out: archiveImport },
  'archives.report': { in: z.object({ id }), out: importReport },
  /** Writes everything, or what a query finds, to a chosen file (`host.chooseExport`), one item on each line. */
  'archives.export': {
    in: z.object({ ticket, query: query.default('') }),
    out: z.object({ items: z.number().int(), bytes: z.number() }),
  },

  'settings.set': { in: settingsShape.partial(), out: settingsShape },
  /** A copy of the data file in the folder that was chosen; without one, in `backups` beside the file. */
  'backup.now': {
    in: z.object({ ticket: ticket.optional() }),
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
      accounts: z.array(
        accountHealth.extend({ handle: z.string(), network: z.string(), state: account.shape.state }),
      ),
      /** This month's paid calls. */
      spending: monthOfSpending,
      streams: z.array(stream),
      /** Holes of the last seven days that are not filled. */
      gaps: z.array(gap),
      hosts: z.array(
        z.object({
          host: z.string(),
          requests: z.number().int(),
          bytes: z.number(),
          /** On whose word it was last asked. */
          why: z.string().optional(),
          lastMs: z.number(),
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
  /** A banner is due. */
  notify: z.object({
    title: z.string(),
    body: z.string(),
    /** What a click opens; absent where it tells of several conversations: then everything received after `sinceMs`. */
    conversationId: z.number().int().optional(),
    /** The one item that it tells of; absent where there are several. */
    itemId: z.number().int().optional(),
    sinceMs: z.number(),
    /** How many items it tells of. */
    count: z.number().int(),
    /** It can be answered where it stands. */
    replyable: z.boolean(),
    sound: z.boolean(),
  }),
  /** How many conversations need an answer, as far as their streams are counted; up to 999. */
  badge: z.object({ count: z.number().int() }),
} as const

/** Calls that main serves: the few things only the shell can do. */
export const hostCalls = {
  /** Opens a link in the user's browser; https, http and mailto only. */
  'host.openExternal': { in: z.object({ url: z.string().max(4000) }), out: nothing },
  /** Puts a text into the clipboard, which the window itself may not. */
  'host.copyText': { in: z.object({ text: z.string().max(100_000) }), out: nothing },
  'host.showDataFolder': { in: nothing, out: nothing },
  'host.saveText': {
    in: z.object({ fileName: z.string().max(200), text: z.string() }),
    out: z.object({ file: z.string().optional() }),
  },
  'host.openText': {
    in: z.object({ extensions: z.array(z.string()) }),
    out: z.object({ text: z.string().optional(), fileName: z.string().optional() }),
  },
  /** Lets the user choose an archive. The ticket stands for it; none where nothing was chosen. */
  'host.chooseArchive': {
    in: z.object({ what: z.enum(['file', 'folder']) }),
    out: z.object({ ticket: z.string().optional() }),
  },
  /** Lets the user choose where an export goes. */
  'host.chooseExport': {
    in: z.object({ fileName: z.string().max(200) }),
    out: z.object({ ticket: z.string().optional(), file: z.string().optional() }),
  },
  'host.restartCore': { in: nothing, out: nothing },
  /** The window's look follows the setting, native parts included. */
  'host.setTheme': { in: z.object({ theme: z.enum(['system', 'light', 'dark']) }), out: nothing },
  /** What this desktop can do of banners, badge and tray. */
  'host.desktop': {
    in: nothing,
    out: z.object({ banners: z.boolean(), reply: z.boolean(), badge: z.boolean(), tray: z.boolean() }),
  },
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
  /** A banner was clicked that tells of one conversation. */
  openConversation: z.object({ conversationId: z.number().int() }),
  /** A banner was clicked that tells of several. */
  openCatchUp: z.object({ sinceMs: z.number() }),
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
