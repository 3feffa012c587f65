import { and, not, type Query } from '#shared/domain/query/ast'
import { ruleCost } from '#shared/domain/cost'
import { print } from '#shared/domain/query/print'
import type { Mute, Rule } from '#shared/domain/rule'
import { Failure } from '#shared/failure'
import { placesOfItems } from '../db/conversations.ts'
import { planJob, removeJob } from '../db/jobs.ts'
import {
  conversationsOfOnly,
  deleteMute,
  endQuiet,
  findMute,
  insertMute,
  listMutes,
  quietBy,
} from '../db/mutes.ts'
import type { Database } from '../db/open.ts'
import { recordOperation } from '../db/operations.ts'
import { findRule, listRules } from '../db/rules.ts'
import { all, one } from '../db/statement.ts'
import { readQuery } from '#shared/domain/query/check'
import { addRule, askedFor, changeRule, removeRule } from '../listening.ts'
import { forgetRules } from '../rules/active.ts'
import { applyMute } from '../rules/apply.ts'
import { compareQueries, countHeard, rehearse, samplesOf } from '../rules/rehearse.ts'
import { searchNewest } from '../rules/search.ts'
import type { CallContext, PartOf } from './index.ts'
import { markedRows, mostLookedAt } from './query.ts'

const dayMs = 86_400_000
/** Hits of a rule that a comparison looks at. */
const comparedHits = 1000
/** Items that a mute meets at once; the rest follows in the background. */
const mutedAtOnce = 2000
/** Conversations that the preview of a mute shows. */
const shownSamples = 5

export function ruleCalls({ world, live, wakeJobs }: CallContext): PartOf<'rules'> {
  const { db, deps, changes } = world
  const told = (): void => {
    live.refresh()
    changes.tell(['rules', 'streams', 'lanes', 'conversations', 'app'])
    wakeJobs()
  }
  const doing = (act: (operation: string) => Rule): { rule: Rule; operation: string } => {
    const operation = deps.newId()
    const rule = act(operation)
    told()
    return { rule, operation }
  }
  return {
    'rules.list': () => listRules(db),

    'rules.add': (draft) => doing((operation) => addRule(world, draft, operation)),

    'rules.update': ({ id, ...change }) => doing((operation) => changeRule(world, id, change, operation)),

    'rules.remove': ({ id }) => {
      const operation = deps.newId()
      removeRule(world, id, operation)
      told()
      return { operation }
    },

    'rules.asked': ({ query, sources }) => askedFor(world, readQuery(query), sources),

    'rules.rehearse': ({ query, networks, days }) => {
      const asked = readQuery(query)
      const rehearsal = rehearse(db, asked, { networks, days, nowMs: deps.clock.now() })
      return { ...rehearsal, costs: costsOf(world, asked, networks ?? [], days) }
    },

    'rules.compare': ({ id, query }) => {
      const rule = findRule(db, id)
      if (rule === undefined) throw new Failure('not-found', 'This rule is not here any more.')
      const now = deps.clock.now()
      const asked = readQuery(query)
      const hits = hitsOf(world, id, (now - 30 * dayMs) * 1024)
      const { kept, lost } = compareQueries(db, hits, asked, now)
      return {
        kept: kept.length,
        lost: lost.length,
        samples: samplesOf(db, readQuery(rule.query), lost, now),
      }
    },
  }
}

/**
 * What listening so would cost a month, for each network that charges and is asked: by what of that kind was heard on it,
 * and how often it is asked. The network charges for what it was asked for, so that what is filtered here is paid too.
 * Without a sum where nothing like it was heard: that says nothing of what is said there.
 */
function costsOf(
  { db, deps }: CallContext['world'],
  query: Query,
  networks: readonly string[],
  days: number,
): { network: string; microUsd?: number }[] {
  return networks.flatMap((id) => {
    const network = deps.networks.get(id)
    if (network?.manifest.prices === undefined) return []
    const { manifest } = network
    const asked = network.translate?.(query, {}) ?? { asked: [print(query)], meaning: query }
    if (asked.asked.length === 0) return []
    const hits = countHeard(db, asked.meaning ?? query, { network: id, days, nowMs: deps.clock.now() })
    if (hits === 0) return [{ network: id }]
    const everyMs = manifest.streamKinds.find((kind) => kind.kind === 'keyword')?.defaultMs ?? dayMs
    return [{ network: id, microUsd: ruleCost(manifest, hits / days, dayMs / everyMs) }]
  })
}

function hitsOf({ db }: CallContext['world'], ruleId: number, fromId: number): number[] {
  return all<{ id: number }>(
    db,
    `SELECT DISTINCT x.item_id AS id FROM streams s CROSS JOIN hits x ON x.stream_id = s.id
     WHERE s.rule_id = @ruleId AND x.item_id >= @fromId ORDER BY x.item_id DESC LIMIT @most`,
    { ruleId, fromId, most: comparedHits },
  ).map((row) => row.id)
}

const ofOthers = (query: Query): Query => and([query, not({ type: 'is', what: 'mine' })])

export function muteCalls({ world, wakeJobs }: CallContext): PartOf<'mutes'> {
  const { db, deps, changes } = world
  const told = (ids: readonly number[]): void => {
    changes.tell(['mutes', 'lanes', 'streams', 'rules', 'conversations'], ids)
    wakeJobs()
  }
  const shown = (id: number): Mute => {
    const mute = listMutes(db).find((one) => one.id === id)
    if (mute === undefined) throw new Failure('not-found', 'This mute is not here any more.')
    return mute
  }
  return {
    'mutes.list': () => listMutes(db),

    'mutes.add': ({ query: typed }) => {
      const query = print(readQuery(typed))
      if (query === '') throw new Failure('bad-input', 'This would mute everything. Write what to mute.')
      if (findMute(db, { query }) !== undefined)
        throw new Failure('duplicate', `“${query}” is muted already.`)
      const operation = deps.newId()
      const now = deps.clock.now()
      const { id, changed } = db.transaction(() => {
        const added = insertMute(db, { query, createdMs: now })
        recordOperation(
          db,
          {
            id: operation,
            kind: 'mute.add',
            payload: { muteId: added },
            inverse: { kind: 'mute', on: false, mute: { id: added, query, createdMs: now } },
          },
          now,
        )
        const first = applyMute(db, added, { beforeId: undefined, limit: mutedAtOnce, nowMs: now })
        if (first.next !== undefined) planJob(db, 'apply-mute', String(added), now, first.next)
        return { id: added, changed: first.changed }
      })()
      forgetRules(db)
      told(changed)
      return { mute: shown(id), operation, conversations: changed.length }
    },

    'mutes.remove': ({ id }) => {
      const mute = findMute(db, { id })
      if (mute === undefined) throw new Failure('not-found', 'This mute is not here any more.')
      const operation = deps.newId()
      const now = deps.clock.now()
      const ids = db.transaction(() => {
        const back = quietBy(db, 'muted', id)
        endQuiet(db, back)
        deleteMute(db, id)
        removeJob(db, 'apply-mute', String(id))
        recordOperation(
          db,
          {
            id: operation,
            kind: 'mute.remove',
            payload: { muteId: id },
            inverse: { kind: 'mute', on: true, mute },
          },
          now,
        )
        // What another mute holds for as well goes back to being quiet.
        for (const other of listMutes(db)) planJob(db, 'apply-mute', String(other.id), now)
        return back
      })()
      forgetRules(db)
      told(ids)
      return { operation }
    },

    'mutes.preview': ({ query: typed }) => {
      const query = readQuery(typed)
      const nowMs = deps.clock.now()
      const options = { limit: mutedAtOnce, mostItems: mostLookedAt, nowMs }
      const { ids, fromId } = searchNewest(db, ofOthers(query), options)
      const conversations = openOf(world, conversationsOfOnly(db, ids))
      const places = placesOfItems(db, ids).filter((place) => conversations.has(place.id))
      return {
        conversations: conversations.size,
        items: countIn(db, ids, conversations),
        found: ids.length,
        capped: ids.length === mutedAtOnce || fromId !== undefined,
        samples: markedRows(db, query, places.slice(0, shownSamples), nowMs),
      }
    },
  }
}

/** How many of these items lie in these conversations. */
function countIn(db: Database, itemIds: readonly number[], conversations: ReadonlySet<number>): number {
  const params = { ids: JSON.stringify(itemIds), conversations: JSON.stringify([...conversations]) }
  return (
    one<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM json_each(@ids) x CROSS JOIN items i ON i.id = x.value
       WHERE i.conversation_id IN (SELECT value FROM json_each(@conversations))`,
      params,
    )?.n ?? 0
  )
}

/** Of these conversations, those that stand in a lane of open ones. */
function openOf({ db }: CallContext['world'], ids: readonly number[]): Set<number> {
  return new Set(
    all<{ id: number }>(
      db,
      "SELECT c.id FROM json_each(@ids) x CROSS JOIN conversations c ON c.id = x.value WHERE c.state = 'open' AND c.quiet IS NULL",
      { ids: JSON.stringify(ids) },
    ).map((row) => row.id),
  )
}
