import type { events } from '#shared/contract'
import type { Query } from '#shared/domain/query/ast'
import { readsClock, someLeaf } from '#shared/domain/query/leaves'
import { parseQuery } from '#shared/domain/query/parse'
import type { z } from 'zod'
import type { Clock } from './clock.ts'
import { placesOfItems } from './db/conversations.ts'
import type { Database } from './db/open.ts'
import { ownLanes, type StoredLane } from './db/own-lanes.ts'
import { searchItems, searchNewest } from './rules/search.ts'

/*
 * How many conversations the user's own lanes hold.
 * 1. Counted when somebody asks, kept until something in them may have changed, up to 1,000.
 * 2. Where core names the conversations that changed, only those are asked again whether they are in the lane.
 * 3. What reads the clock (`older:4h`), or is over the cap, is counted again after a minute.
 * 4. One question counts for some `patienceMs`; what is not counted then is said to be owed, and counted next.
 */

export const laneCountCap = 1000
const patienceMs = 15
const minuteMs = 60_000
/** Items looked at for one count, where no index leads. */
const mostLookedAt = 20_000
/** More changed conversations than this are counted anew. */
const mostDirty = 500

export interface LaneCount {
  count: number | undefined
  more: boolean
}

interface Counted {
  text: string
  query: Query | undefined
  depends: Depends
  /** Conversations in it. */
  members: Set<number>
  /** There may be others. */
  more: boolean
  /** When it was counted whole. */
  countedMs: number
  /** Rises with every count of any lane. */
  turn: number
  isStale: boolean
  /** Changed since it was counted. */
  dirty: Set<number>
}

/** What an answer depends on besides the conversations themselves. */
interface Depends {
  clock: boolean
  /** Names and purposes of streams and accounts. */
  names: boolean
}

type Changed = z.infer<typeof events.changed>

export class LaneCounts {
  readonly #db: Database
  readonly #clock: Clock
  readonly #lanes = new Map<number, Counted>()
  #turn = 0

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** Told of everything that changes, before the window is. */
  follow({ nouns, conversationIds }: Changed): void {
    const unnamed = conversationIds.length === 0 || conversationIds.length >= mostDirty
    for (const lane of this.#lanes.values()) {
      if (!unnamed) {
        for (const id of conversationIds) lane.dirty.add(id)
        if (lane.dirty.size > mostDirty) lane.isStale = true
      } else if (nouns.includes('conversations')) lane.isStale = true
      else if (lane.depends.names && (nouns.includes('streams') || nouns.includes('accounts')))
        lane.isStale = true
    }
  }

  /** The counts by lane, as far as patience goes; `owed` when some are not of this moment yet. */
  counts(): { counts: Map<number, LaneCount>; owed: boolean } {
    const stored = ownLanes(this.#db)
    const ids = new Set(stored.map(({ id }) => id))
    for (const id of this.#lanes.keys()) if (!ids.has(id)) this.#lanes.delete(id)
    const lanes = new Map(stored.map((lane) => [lane.id, this.#known(lane)]))
    // Those that were counted longest ago come first, so that a slow lane never keeps the others waiting for good.
    const due = [...lanes.values()].filter((lane) => this.#isDue(lane)).sort((a, b) => a.turn - b.turn)
    const startMs = this.#clock.now()
    let counted = 0
    while (counted < due.length && (counted === 0 || this.#clock.now() - startMs < patienceMs)) {
      const lane = due[counted]
      if (lane !== undefined) this.#count(lane)
      counted += 1
    }
    const counts = new Map([...lanes].map(([id, lane]) => [id, told(lane)]))
    return { counts, owed: counted < due.length }
  }

  #known({ id, query: text }: StoredLane): Counted {
    const known = this.#lanes.get(id)
    if (known !== undefined && known.text === text) return known
    const query = parseQuery(text).ast
    const depends =
      query === undefined
        ? { clock: false, names: false }
        : { clock: readsClock(query), names: someLeaf(query, isNamed) }
    const fresh: Counted = {
      text,
      query,
      depends,
      members: new Set(),
      more: false,
      countedMs: Number.NEGATIVE_INFINITY,
      turn: 0,
      isStale: true,
      dirty: new Set(),
    }
    this.#lanes.set(id, fresh)
    return fresh
  }

  #isDue(lane: Counted): boolean {
    return this.#isUntrue(lane) || lane.dirty.size > 0
  }

  /** What is known of it is no ground to go on from. */
  #isUntrue({ isStale, depends, countedMs, members, dirty }: Counted): boolean {
    if (isStale) return true
    const isOld = this.#clock.now() - countedMs >= minuteMs
    const isFull = members.size >= laneCountCap
    return isOld && (depends.clock || (isFull && dirty.size > 0))
  }

  #count(lane: Counted): void {
    const nowMs = this.#clock.now()
    // A query that a newer Earshot wrote counts nothing; the lane's page says what is wrong with it.
    if (lane.query !== undefined) {
      if (this.#isUntrue(lane)) this.#countWhole(lane, lane.query, nowMs)
      // What is over the cap by far does not fall below it with one change: looked at again after a minute.
      else if (lane.members.size < laneCountCap) this.#ask(lane, lane.query, nowMs)
    }
    this.#turn += 1
    lane.turn = this.#turn
    lane.dirty.clear()
    lane.isStale = false
  }

  /** Only what changed is asked again. */
  #ask(lane: Counted, query: Query, nowMs: number): void {
    const within = [...lane.dirty]
    for (const id of within) lane.members.delete(id)
    const ids = searchItems(this.#db, query, { within, limit: Number.MAX_SAFE_INTEGER, nowMs })
    for (const { id } of placesOfItems(this.#db, ids)) lane.members.add(id)
  }

  #countWhole(lane: Counted, query: Query, nowMs: number): void {
    lane.members = new Set()
    lane.more = false
    lane.countedMs = nowMs
    const limit = laneCountCap * 2
    for (let beforeId: number | undefined; lane.members.size < laneCountCap;) {
      const except = lane.members.size === 0 ? undefined : [...lane.members]
      const { ids, fromId } = searchNewest(this.#db, query, {
        beforeId,
        except,
        limit,
        mostItems: mostLookedAt,
        nowMs,
      })
      for (const { id } of placesOfItems(this.#db, ids)) lane.members.add(id)
      lane.more = fromId !== undefined
      if (ids.length < limit) break
      beforeId = ids.at(-1)
    }
    if (lane.members.size >= laneCountCap) lane.more = true
  }
}

function told({ members, more, countedMs, query }: Counted): LaneCount {
  if (query === undefined) return { count: 0, more: false }
  if (countedMs === Number.NEGATIVE_INFINITY) return { count: undefined, more: false }
  return { count: Math.min(members.size, laneCountCap), more }
}

function isNamed(leaf: Query): boolean {
  if (leaf.type === 'is') return leaf.what === 'keyword'
  return leaf.type === 'field' && ['stream', 'account', 'purpose'].includes(leaf.field)
}
