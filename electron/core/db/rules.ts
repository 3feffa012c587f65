import type { Purpose } from '#shared/domain/outgoing'
import type { Rule } from '#shared/domain/rule'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

interface RuleRow {
  id: number
  name: string
  query: string
  purpose: Purpose | null
  weight: number
  notify: Rule['notify']
  hides_noise: number
  paused: number
  created_ms: number
}

/** A rule as it is written; its sources are the streams that carry its number. */
export type StoredRule = Omit<Rule, 'sources' | 'open' | 'itemCount'>

function fromRow(row: RuleRow): StoredRule {
  return {
    id: row.id,
    name: row.name,
    query: row.query,
    purpose: row.purpose ?? undefined,
    weight: row.weight,
    notify: row.notify,
    hidesNoise: row.hides_noise === 1,
    paused: row.paused === 1,
    createdMs: row.created_ms,
  }
}

export function storedRules(db: Database): StoredRule[] {
  return all<RuleRow>(db, 'SELECT * FROM rules ORDER BY id').map(fromRow)
}

export function findRule(db: Database, id: number): StoredRule | undefined {
  const row = one<RuleRow>(db, 'SELECT * FROM rules WHERE id = @id', { id })
  return row && fromRow(row)
}

interface SourceRow {
  rule_id: number
  stream_id: number
  network: string
  account_id: number | null
  items: number
}

/** Rules with their sources and counts. A conversation heard by two sources of a rule counts once. */
export function listRules(db: Database): Rule[] {
  const sources = Map.groupBy(
    all<SourceRow>(
      db,
      `SELECT s.rule_id, s.id AS stream_id, s.network, s.account_id, c.items
       FROM streams s JOIN stream_counters c ON c.stream_id = s.id WHERE s.rule_id IS NOT NULL ORDER BY s.id`,
    ),
    (row) => row.rule_id,
  )
  return storedRules(db).map((rule) => {
    const own = sources.get(rule.id) ?? []
    return {
      ...rule,
      sources: own.map((row) => ({
        streamId: row.stream_id,
        network: row.network,
        accountId: row.account_id ?? undefined,
      })),
      open: openOf(
        db,
        own.map((row) => row.stream_id),
      ),
      itemCount: own.reduce((sum, row) => sum + row.items, 0),
    }
  })
}

/** Open conversations that any of these streams heard, counted up to a cap. */
function openOf(db: Database, streamIds: readonly number[]): number {
  const [only] = streamIds
  if (only === undefined) return 0
  if (streamIds.length === 1)
    return (
      one<{ open: number }>(db, 'SELECT open FROM stream_counters WHERE stream_id = @id', { id: only })
        ?.open ?? 0
    )
  return (
    one<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM (SELECT DISTINCT cs.conversation_id FROM json_each(@ids) x
         CROSS JOIN conversation_streams cs ON cs.stream_id = x.value AND cs.open = 1 LIMIT 10000)`,
      { ids: JSON.stringify(streamIds) },
    )?.n ?? 0
  )
}

export function streamIdsOfRule(db: Database, ruleId: number): number[] {
  return all<{ id: number }>(db, 'SELECT id FROM streams WHERE rule_id = @ruleId ORDER BY id', {
    ruleId,
  }).map((row) => row.id)
}

/** Adds a rule; with `id`, the one that was removed and comes back. */
export function insertRule(db: Database, rule: Omit<StoredRule, 'id'> & { id?: number | undefined }): number {
  return run(
    db,
    `INSERT INTO rules (id, name, query, purpose, weight, notify, hides_noise, paused, created_ms)
     VALUES (@id, @name, @query, @purpose, @weight, @notify, @hidesNoise, @paused, @createdMs)`,
    { ...columnsOf(rule), id: rule.id ?? null, createdMs: rule.createdMs },
  ).id
}

export function writeRule(db: Database, rule: StoredRule): void {
  run(
    db,
    `UPDATE rules SET name = @name, query = @query, purpose = @purpose, weight = @weight, notify = @notify,
       hides_noise = @hidesNoise, paused = @paused WHERE id = @id`,
    { ...columnsOf(rule), id: rule.id },
  )
}

function columnsOf(rule: Omit<StoredRule, 'id' | 'createdMs'>) {
  return {
    name: rule.name,
    query: rule.query,
    purpose: rule.purpose ?? null,
    weight: rule.weight,
    notify: rule.notify,
    hidesNoise: rule.hidesNoise ? 1 : 0,
    paused: rule.paused ? 1 : 0,
  }
}

/** Removes a rule with its streams and hits; items and conversations stay. */
export function deleteRule(db: Database, id: number): void {
  run(
    db,
    `DELETE FROM jobs WHERE kind = 'pull' AND key IN (SELECT CAST(id AS TEXT) FROM streams WHERE rule_id = @id)`,
    { id },
  )
  run(db, 'DELETE FROM rules WHERE id = @id', { id })
}
