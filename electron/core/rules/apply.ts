import { and, or, type Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import { joinStream } from '../db/conversation-upkeep.ts'
import { conversationsOfOnly, findMute, makeQuiet } from '../db/mutes.ts'
import type { Database } from '../db/open.ts'
import { findRule } from '../db/rules.ts'
import { all, run } from '../db/statement.ts'
import { prepareSubject, match } from './matcher.ts'
import { lower } from '#shared/domain/query/lower'
import { simplify } from './simplify.ts'
import { searchItems } from './search.ts'
import { loadSubjects } from './subjects.ts'

/*
 * New rules and mutes meet what is stored already, newest first, a step at a time: `beforeId` is where the last step
 * ended. Each step answers where the next begins, or undefined when there is nothing more.
 */

export interface Step {
  beforeId: number | undefined
  limit: number
  nowMs: number
}

/** Takes conversations in which others say only what the mute holds for out of the lanes. Returns those that changed. */
export function applyMute(
  db: Database,
  muteId: number,
  { beforeId, limit, nowMs }: Step,
): { changed: number[]; next: number | undefined } {
  const mute = findMute(db, { id: muteId })
  const { ast } = parseQuery(mute?.query ?? '')
  if (mute === undefined || ast === undefined) return { changed: [], next: undefined }
  const ids = searchItems(db, ofOthers(ast), { beforeId, limit, nowMs })
  const changed = makeQuiet(db, conversationsOfOnly(db, ids), 'muted', mute.id)
  return { changed, next: ids.length < limit ? undefined : ids.at(-1) }
}

const ofOthers = (query: Query): Query => and([query, { type: 'not', of: { type: 'is', what: 'mine' } }])

/** Gives a rule the hits that it would have had. Returns the conversations that it heard. */
export function applyRule(
  db: Database,
  ruleId: number,
  { beforeId, limit, nowMs }: Step,
): { changed: number[]; next: number | undefined } {
  const rule = findRule(db, ruleId)
  const { ast } = parseQuery(rule?.query ?? '')
  if (rule === undefined || ast === undefined || rule.paused) return { changed: [], next: undefined }
  const sources = all<{ id: number; network: string; account_id: number | null }>(
    db,
    'SELECT id, network, account_id FROM streams WHERE rule_id = @ruleId AND paused = 0 ORDER BY id',
    { ruleId },
  )
  if (sources.length === 0) return { changed: [], next: undefined }
  const networks = [...new Set(sources.map((source) => source.network))].map((network): Query => ({
    type: 'field',
    field: 'network',
    value: network,
  }))
  const ids = searchItems(db, and([ofOthers(ast), or(networks)]), { beforeId, limit, nowMs })
  const condition = simplify(lower(ast, nowMs))
  const changed = new Set<number>()
  for (const subject of loadSubjects(db, ids)) {
    const accountId = subject.conversation.account?.id ?? null
    const own = sources.filter((source) => source.network === subject.network)
    const source = own.find((one) => one.account_id === accountId) ?? own[0]
    if (source === undefined) continue
    const { spans } = match(condition, prepareSubject(subject))
    const { changes } = run(
      db,
      "INSERT OR IGNORE INTO hits (item_id, stream_id, fetched_ms, via, reason) VALUES (@itemId, @streamId, @nowMs, 'history', @reason)",
      {
        itemId: subject.id,
        streamId: source.id,
        nowMs,
        reason: JSON.stringify({ rule: rule.query, matched: spans }),
      },
    )
    if (changes === 0) continue
    run(db, 'UPDATE stream_counters SET items = items + 1 WHERE stream_id = @id', { id: source.id })
    joinStream(db, subject.conversation.id, source.id, subject.id)
    changed.add(subject.conversation.id)
  }
  return { changed: [...changed], next: ids.length < limit ? undefined : ids.at(-1) }
}
