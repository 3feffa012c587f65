import type { Source } from '#shared/contract'
import type { ConversationDetail, ConversationRow } from '#shared/domain/conversation'
import type { AnswerWay, Item } from '#shared/domain/item'
import type { Query } from '#shared/domain/query/ast'
import { priorityOf } from '#shared/domain/understanding/priority'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import { currentId } from '../db/conversation-upkeep.ts'
import { passPage } from '../db/catch-up.ts'
import * as detail from '../db/conversation-detail.ts'
import {
  conversationRows,
  countNewer,
  lanePage,
  markRead,
  placesIn,
  rulePage,
  streamPage,
  type Place,
} from '../db/conversations.ts'
import { rulesThatHeard } from '../db/verdicts.ts'
import { addNote, nextToUndo, setTag, triage, undo } from '../db/operations.ts'
import { readSettings } from '../db/settings.ts'
import { importOf } from '../db/imports.ts'
import { foldedInto } from '../db/folds.ts'
import { listMutes } from '../db/mutes.ts'
import { pressingPlaces, priorityFacts } from '../db/priorities.ts'
import { planJob } from '../db/jobs.ts'
import { handedIn } from '../db/outbox.ts'
import { forgetRules } from '../rules/active.ts'
import { planLearning } from '../jobs/learn.ts'
import { planWake } from '../jobs/wake.ts'
import { networkOf, type World } from '../world.ts'
import { actOnItem, actsOn, speakerOf, takeBackAct } from './acts.ts'
import { fetchThread } from './whole-thread.ts'
import { cancelMessage } from './outbox.ts'
import type { CallContext, PartOf } from './index.ts'
import { knownLane } from './lanes.ts'
import { markedRows } from './query.ts'
import { readQuery } from '#shared/domain/query/check'
import { countNewerMatches, placesWithin, searchPlaces } from './search.ts'
import { answeringOf, answersOf } from './reply-way.ts'
import { whyOf } from './why.ts'

const doneWords: Record<string, string> = {
  done: 'Done',
  reopen: 'Reopened',
  snooze: 'Snoozed',
  save: 'Saved',
  unsave: 'No longer saved',
  wait: 'Waiting for them',
  note: 'Note',
  tag: 'Tag',
  send: 'Reply',
  post: 'Post',
  irrelevant: 'Not for us',
  relevant: 'For us after all',
  'mute.add': 'Mute',
  'mute.remove': 'End of a mute',
  'person.mark': 'Mark of a person',
  'rule.add': 'New rule',
  'rule.change': 'Change of a rule',
  'rule.remove': 'Removal of a rule',
  'lane-add': 'New lane',
  'lane-update': 'Change of a lane',
  'lane-remove': 'Lane removed',
  'lane-order': 'Order of lanes',
  'goal-add': 'New goal',
  'goal-update': 'Goal changed',
  'goal-remove': 'Goal removed',
  hand: 'Handed to the browser',
  posted: 'Posted by hand',
  like: 'Like',
  unlike: 'Like taken back',
  hide: 'Hidden',
  unhide: 'Shown again',
  approve: 'Approved',
  hold: 'Held',
  spam: 'Spam',
  trash: 'Trash',
}

/** What is counted behind the pill at the most. */
const mostNew = 99

export function conversationCalls({
  world,
  live,
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
      return { rows: rowsOf(world, source, places.slice(0, limit)), more: places.length > limit }
    },

    'conversations.rows': ({ ids, source }) => {
      const now = ids.map((id) => currentId(db, id))
      const places =
        source.type === 'own-lane'
          ? placesWithin(db, queryOf(world, source.id), now, deps.clock.now())
          : isPressing(source)
            ? pressing(world).filter(({ id }) => now.includes(id))
            : placesIn(db, sourceKey(source), now, lateBefore())
      const here = new Set(places.map((p) => p.id))
      return { rows: rowsOf(world, source, places), left: ids.filter((id) => !here.has(currentId(db, id))) }
    },

    'conversations.newCount': ({ source, since }) => {
      // What a search found and what a pass holds is fixed.
      if (source.type === 'search' || source.type === 'catch-up' || isPressing(source)) return { count: 0 }
      if (source.type === 'own-lane') {
        const query = queryOf(world, source.id)
        return { count: countNewerMatches(db, query, since, mostNew, deps.clock.now()) }
      }
      return {
        count: countNewer(db, listKey(source), since),
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
      if (act.act === 'irrelevant' || act.act === 'relevant') planLearning(world, rulesThatHeard(db, touched))
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

    'items.why': ({ id }) => whyOf(world, id),

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
      const undone = undo(db, next?.row.id ?? operation, deps.clock.now(), (outboxId) =>
        cancelMessage(world, outboxId),
      )
      if (undone === undefined) return { words: 'Nothing to undo.', changed: [] }
      // Lanes and rules are no conversations: an empty list would mean all of them.
      if (undone.changed.length > 0) changed(undone.changed)
      changes.tell(['outbox', 'lanes', 'rules', 'mutes', 'goals'])
      if (/^(?:rule|mute)\./.test(undone.kind)) {
        forgetRules(db)
        live.refresh()
        for (const mute of listMutes(db)) planJob(db, 'apply-mute', String(mute.id), deps.clock.now())
        wakeJobs()
      }
      if (undone.kind === 'sent')
        return { words: 'That has left already; it cannot be taken back.', changed: [] }
      const n = undone.changed.length
      const what = doneWords[undone.kind] ?? undone.kind
      return {
        undone: undone.operation,
        words: `Undone: ${what}${n > 1 ? `, ${String(n)} conversations` : ''}`,
        changed: undone.changed,
      }
    },
  }
}

/** The query of a lane of the user's own. Throws not-found, or bad-input where a newer Earshot wrote it. */
function queryOf(world: World, laneId: number): Query {
  return readQuery(knownLane(world, laneId).query)
}

/** Rows as the source shows them, each with how it is answered where that is not here. */
function rowsOf(world: World, source: Source, places: readonly Place[]): ConversationRow[] {
  const rows = plainRows(world, source, places)
  const answers = answersOf(
    world,
    rows.map((row) => row.itemId),
  )
  return rows.map((row) => {
    const answer = answers.get(row.itemId)
    return answer === undefined || isHere(answer) ? row : { ...row, answer }
  })
}

/** What a query found has its words marked. */
function plainRows(world: World, source: Source, places: readonly Place[]): ConversationRow[] {
  const nowMs = world.deps.clock.now()
  switch (source.type) {
    case 'own-lane':
      return markedRows(world.db, queryOf(world, source.id), places, nowMs)
    case 'search':
      return markedRows(world.db, readQuery(source.query), places, nowMs)
    case 'lane':
    case 'stream':
    case 'rule':
    case 'catch-up':
      return conversationRows(world.db, places)
  }
}

function sourceKey(source: Exclude<Source, { type: 'own-lane' }>): Parameters<typeof placesIn>[1] {
  return source.type === 'search' || source.type === 'catch-up' ? 'any' : listKey(source)
}

function listKey(
  source: Exclude<Source, { type: 'search' | 'own-lane' | 'catch-up' }>,
): Parameters<typeof countNewer>[1] {
  switch (source.type) {
    case 'lane':
      return { lane: source.lane }
    case 'stream':
      return { streamId: source.streamId }
    case 'rule':
      return { ruleId: source.ruleId }
  }
}

/** The most pressing ones are a list that ends: whoever has done these asks again. */
const mostPressing = 200

const isPressing = (source: Source): boolean => source.type === 'lane' && source.lane === 'pressing'

function pressing(world: World): Place[] {
  const { priorityWeights, promiseMs } = readSettings(world.db)
  return pressingPlaces(world.db, priorityWeights, promiseMs, world.deps.clock.now(), mostPressing)
}

function placesOf(
  world: World,
  source: Source,
  after: number | undefined,
  limit: number,
  lateBeforeMs: number,
): Place[] {
  const nowMs = world.deps.clock.now()
  switch (source.type) {
    case 'lane':
      if (source.lane === 'pressing')
        return pressing(world)
          .filter(({ cursor }) => cursor > (after ?? 0))
          .slice(0, limit)
      return lanePage(world.db, source.lane, after, limit, lateBeforeMs)
    case 'stream':
      return streamPage(world.db, source.streamId, after, limit)
    case 'rule':
      return rulePage(world.db, source.ruleId, after, limit)
    case 'own-lane':
      return searchPlaces(world.db, queryOf(world, source.id), { after, limit, nowMs })
    case 'search':
      return searchPlaces(world.db, readQuery(source.query), { after, limit, nowMs })
    case 'catch-up':
      return passPage(world.db, source.passId, after, limit)
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
  const answering = answeringOf(world, focus, head.accountId)
  const network = networkOf(world, head.network)
  const speaker = speakerOf(world, head)
  const answers = answersOf(
    world,
    items.map((item) => item.id),
  )
  return {
    row,
    items: items.map((item) => ({
      ...withActs(item, actsOn(network, speaker, item)),
      answer: answers.get(item.id),
    })),
    focusItemId: focus.id,
    missing: head.missing,
    hits: detail.conversationHits(db, id),
    archive: importOf(db, focus.id),
    tags: detail.conversationTags(db, id),
    notes: detail.conversationNotes(db, id),
    draft: detail.conversationDraft(db, id),
    speakAs: answering.speaker?.id,
    speakers: answering.speakers.map((account) => account.id),
    cannotReply: answering.cannotReply,
    replyWay: answering.way,
    sendPrice: answering.price,
    handed: handedIn(db, id).map((message) => ({
      id: message.id,
      text: message.text,
      handedMs: message.updatedMs,
    })),
    replyDefaults: answering.defaults,
    person: detail.personOf(db, focus.author),
    priority: priorityShown(world, id),
    folded: foldedInto(db, id),
  }
}

/** How pressing it is and why; absent where nobody waits for us. */
function priorityShown(world: World, id: number): ConversationDetail['priority'] {
  const facts = priorityFacts(world.db, id)
  if (facts === undefined || !facts.direct || facts.waitingSinceMs === undefined) return undefined
  const { priorityWeights, promiseMs } = readSettings(world.db)
  return priorityOf(facts, priorityWeights, promiseMs, world.deps.clock.now())
}

/** Answered by us, and now. */
const isHere = ({ way, reason }: AnswerWay): boolean => way === 'api' && reason === undefined

function withActs(item: Item, acts: ItemAct[]): Item {
  return acts.length === 0 ? item : { ...item, acts }
}

/** The item a reply answers: the newest of theirs since we last spoke, else the newest of theirs that lives. */
function focusOf(items: readonly Item[], head: detail.ConversationHead): Item | undefined {
  const theirs = items.filter((item) => !item.mine && item.state !== 'deleted')
  const waiting =
    head.dueItemId === undefined ? undefined : theirs.findLast((item) => item.id >= (head.dueItemId ?? 0))
  return waiting ?? theirs.at(-1) ?? items.at(-1)
}
