import type { Source, TriageAct } from '#shared/contract'
import type { ConversationDetail } from '#shared/domain/conversation'
import type { Item } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import { currentId } from '../db/conversation-upkeep.ts'
import { listAccounts } from '../db/accounts.ts'
import * as detail from '../db/conversation-detail.ts'
import {
  conversationRows,
  countNewer,
  lanePage,
  markRead,
  placesIn,
  placesOfItems,
  streamPage,
  type Place,
} from '../db/conversations.ts'
import { addNote, nextToUndo, setTag, triage, undo } from '../db/operations.ts'
import { readSettings } from '../db/settings.ts'
import { run } from '../db/statement.ts'
import { ingest } from '../ingest.ts'
import { planWake } from '../jobs/wake.ts'
import type { ReplyDefaults } from '../networks/types.ts'
import { contextFor, networkAccount, networkOf, openAccount, type World } from '../world.ts'
import { actOnItem, actsOn, speakerOf, takeBackAct } from './acts.ts'
import { cancelMessage } from './outbox.ts'
import type { CallContext, PartOf } from './index.ts'
import { searchPlaces } from './search.ts'

const doneWords: Record<TriageAct['act'] | ItemAct | 'note' | 'tag' | 'send', string> = {
  done: 'Done',
  reopen: 'Reopened',
  snooze: 'Snoozed',
  save: 'Saved',
  unsave: 'No longer saved',
  wait: 'Waiting for them',
  note: 'Note',
  tag: 'Tag',
  send: 'Reply',
  like: 'Like',
  unlike: 'Like taken back',
  hide: 'Hidden',
  unhide: 'Shown again',
  approve: 'Approved',
  hold: 'Held',
  spam: 'Spam',
  trash: 'Trash',
}

export function conversationCalls({
  world,
  wakeJobs,
}: CallContext): PartOf<'conversations' | 'items' | 'operations'> {
  const { db, deps, changes } = world
  const lateBefore = (): number => deps.clock.now() - readSettings(db).promiseMs
  const changed = (ids: readonly number[]): void => {
    changes.tell(['lanes', 'conversations', 'streams'], ids)
    planWake(world)
    wakeJobs()
  }
  /** Operations whose inverse the network is being asked for: a second undo means the one before. */
  const underWay = new Set<string>()
  return {
    'conversations.page': ({ source, after, limit }) => {
      const places = placesOf(world, source, after, limit + 1, lateBefore())
      return { rows: conversationRows(db, places.slice(0, limit)), more: places.length > limit }
    },

    'conversations.rows': ({ ids, source }) => {
      const places = placesIn(
        db,
        sourceKey(source),
        ids.map((id) => currentId(db, id)),
        lateBefore(),
      )
      const here = new Set(places.map((p) => p.id))
      return { rows: conversationRows(db, places), left: ids.filter((id) => !here.has(currentId(db, id))) }
    },

    'conversations.newCount': ({ source, since }) => {
      if (source.type === 'search') return { count: 0 }
      return {
        count: countNewer(
          db,
          source.type === 'lane' ? { lane: source.lane } : { streamId: source.streamId },
          since,
        ),
      }
    },

    'conversations.get': ({ id }) => conversationDetail(world, currentId(db, id)),

    'conversations.fetchThread': async ({ id }) => fetchThread(world, currentId(db, id)),

    'conversations.read': ({ id }) => {
      markRead(db, currentId(db, id), deps.clock.now())
      changes.tell(['conversations', 'ledger'], [id])
      return {}
    },

    'conversations.triage': ({ ids, act }) => {
      const operation = deps.newId()
      const touched = triage(db, ids, act, operation, deps.clock.now())
      changed(touched)
      return { operation, changed: touched }
    },

    'conversations.note': ({ id, text }) => {
      const operation = deps.newId()
      addNote(db, currentId(db, id), text, operation, deps.clock.now())
      changed([id])
      return { operation }
    },

    'conversations.tag': ({ ids, tag, on }) => {
      const operation = deps.newId()
      setTag(
        db,
        ids.map((id) => currentId(db, id)),
        tag,
        on,
        operation,
        deps.clock.now(),
      )
      changed(ids)
      return { operation }
    },

    'items.revisions': ({ id }) => detail.itemRevisions(db, id),

    'items.act': async ({ id, act }) => {
      const { conversationIds, ...done } = await actOnItem(world, id, act)
      changed(conversationIds)
      return done
    },

    'operations.undo': async ({ operation }) => {
      const next = nextToUndo(db, operation, [...underWay])
      if (next?.inverse.kind === 'act') {
        underWay.add(next.row.id)
        await takeBackAct(world, next.inverse).finally(() => underWay.delete(next.row.id))
      }
      const undone = undo(
        db,
        next?.row.id ?? operation,
        deps.clock.now(),
        (outboxId) => cancelMessage(world, outboxId) !== undefined,
      )
      if (undone === undefined) return { words: 'Nothing to undo.', changed: [] }
      changed(undone.changed)
      changes.tell(['outbox'])
      if (undone.kind === 'sent')
        return { words: 'That reply has left already; it cannot be taken back.', changed: [] }
      const n = undone.changed.length
      const what = doneWords[undone.kind as keyof typeof doneWords] ?? undone.kind // kinds are written by this file and outbox.ts
      return {
        undone: undone.operation,
        words: `Undone: ${what}${n > 1 ? `, ${String(n)} conversations` : ''}`,
        changed: undone.changed,
      }
    },
  }
}

function sourceKey(source: Source): Parameters<typeof placesIn>[1] {
  if (source.type === 'lane') return { lane: source.lane }
  return source.type === 'stream' ? { streamId: source.streamId } : 'any'
}

function placesOf(
  world: World,
  source: Source,
  after: number | undefined,
  limit: number,
  lateBeforeMs: number,
): Place[] {
  switch (source.type) {
    case 'lane':
      return lanePage(world.db, source.lane, after, limit, lateBeforeMs)
    case 'stream':
      return streamPage(world.db, source.streamId, after, limit)
    case 'search':
      return searchPlaces(source.query, after, limit, world.deps.clock.now(), world.db, (ids) =>
        placesOfItems(world.db, ids),
      )
  }
}

/** Everything the conversation's pane shows. Throws not-found. */
export function conversationDetail(world: World, id: number): ConversationDetail {
  const { db } = world
  const head = detail.conversationHead(db, id)
  if (head === undefined) throw new Failure('not-found', 'This conversation is not here any more.')
  const row = conversationRows(db, [{ id, itemId: head.shownItemId, cursor: head.shownItemId }])[0]
  const items = detail.conversationItems(db, id)
  const focus = focusOf(items, head)
  if (row === undefined || focus === undefined)
    throw new Failure('not-found', 'This conversation is not here any more.')
  const network = networkOf(world, head.network)
  const speakers = listAccounts(db).filter((account) => account.network === head.network)
  const speaker = speakerOf(world, head)
  const canReply = network.manifest.speaks.reply === 'api' && network.send !== undefined
  let defaults: ReplyDefaults | undefined
  if (canReply && speaker !== undefined && focus.state !== 'deleted') {
    defaults = network.replyDefaults?.(networkAccount(speaker, null), {
      raw: detail.itemRaw(db, focus.id),
      text: focus.text,
      visibility: focus.visibility,
      warning: focus.warning,
      authorHandle: focus.author.handle,
    })
  }
  return {
    row,
    items: items.map((item) => withActs(item, actsOn(network, speaker, item))),
    focusItemId: focus.id,
    missing: head.missing,
    hits: detail.conversationHits(db, id),
    tags: detail.conversationTags(db, id),
    notes: detail.conversationNotes(db, id),
    draft: detail.conversationDraft(db, id),
    speakAs: canReply ? speaker?.id : undefined,
    speakers: speakers.map((account) => account.id),
    cannotReply: cannotReply(canReply, speaker !== undefined, focus, network.manifest),
    replyDefaults: defaults,
    person: detail.personOf(db, focus.author),
  }
}

function withActs(item: Item, acts: ItemAct[]): Item {
  return acts.length === 0 ? item : { ...item, acts }
}

function cannotReply(
  canReply: boolean,
  hasSpeaker: boolean,
  focus: Item,
  manifest: { label: string; speaks: { reason?: string | undefined } },
): string | undefined {
  if (!canReply) return manifest.speaks.reason ?? `Earshot cannot answer on ${manifest.label}.`
  if (!hasSpeaker) return `Sign in to ${manifest.label} to answer here.`
  if (focus.state === 'deleted') return 'This was deleted by its author.'
  return undefined
}

/** The item a reply answers: the newest of theirs since we last spoke, else the newest of theirs that lives. */
function focusOf(items: readonly Item[], head: detail.ConversationHead): Item | undefined {
  const theirs = items.filter((item) => !item.mine && item.state !== 'deleted')
  const waiting =
    head.dueItemId === undefined ? undefined : theirs.findLast((item) => item.id >= (head.dueItemId ?? 0))
  return waiting ?? theirs.at(-1) ?? items.at(-1)
}

async function fetchThread(
  world: World,
  id: number,
): Promise<{ added: number; missing?: number | undefined }> {
  const { db, deps, changes } = world
  const head = detail.conversationHead(db, id)
  if (head === undefined) throw new Failure('not-found', 'This conversation is not here any more.')
  const network = networkOf(world, head.network)
  if (network.thread === undefined)
    throw new Failure('not-supported', `${network.manifest.label} does not give whole threads.`)
  const account = head.accountId === undefined ? null : await openAccount(world, head.accountId)
  const names = detail.itemNames(
    db,
    head.shownItemId,
    account === null ? undefined : network.refSpace?.(account),
  )
  if (names === undefined) throw new Failure('not-found', 'This conversation is not here any more.')
  const thread = await network.thread(contextFor(world, AbortSignal.timeout(60_000), head), account, names)
  const result = ingest(
    db,
    {
      network: head.network,
      accountId: head.accountId,
      streamId: undefined,
      via: 'thread',
      refSpace: thread.refSpace,
      items: thread.items,
      rule: '',
    },
    deps.clock.now(),
    () =>
      run(db, 'UPDATE conversations SET missing = @missing WHERE id = @id', {
        id: currentId(db, id),
        missing: thread.missing ?? 0,
      }),
  )
  changes.tell(['conversations', 'lanes'], [id, ...result.conversationIds])
  return { added: result.added, missing: thread.missing }
}
