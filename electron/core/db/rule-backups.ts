import type { StreamConfig } from '#shared/domain/stream'
import { forgetRules } from '../rules/active.ts'
import { planJob } from './jobs.ts'
import type { Database } from './open.ts'
import { deleteRule, findRule, insertRule, writeRule, type StoredRule } from './rules.ts'
import { all, fromJson, run } from './statement.ts'

/** A rule with its sources as it was, so that every change of it can be taken back. */
export interface RuleBackup {
  id: number
  /** Null: there was none, so that taking back removes it. */
  rule: StoredRule | null
  sources: SourceBackup[]
}

interface SourceBackup {
  id: number
  accountId: number | null
  network: string
  name: string
  config: StreamConfig
  intervalMs: number
  createdMs: number
}

export function backupRule(db: Database, id: number): RuleBackup {
  const sources = all<{
    id: number
    account_id: number | null
    network: string
    name: string
    config: string
    interval_ms: number
    created_ms: number
  }>(db, 'SELECT * FROM streams WHERE rule_id = @id ORDER BY id', { id })
  return {
    id,
    rule: findRule(db, id) ?? null,
    sources: sources.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      network: row.network,
      name: row.name,
      config: fromJson<StreamConfig>(row.config, {}),
      intervalMs: row.interval_ms,
      createdMs: row.created_ms,
    })),
  }
}

/** Brings a rule and its sources back to a backup; what it had heard is found again in the store by a job. */
export function restoreRule(db: Database, { id, rule, sources }: RuleBackup): void {
  forgetRules(db)
  if (rule === null) {
    deleteRule(db, id)
    return
  }
  if (findRule(db, id) === undefined) insertRule(db, rule)
  else writeRule(db, rule)
  const kept = JSON.stringify(sources.map((source) => source.id))
  run(db, 'DELETE FROM streams WHERE rule_id = @id AND id NOT IN (SELECT value FROM json_each(@kept))', {
    id,
    kept,
  })
  for (const source of sources) restoreSource(db, id, source)
  planJob(db, 'apply-rule', String(id), 0)
}

function restoreSource(db: Database, ruleId: number, source: SourceBackup): void {
  const { changes } = run(
    db,
    "UPDATE streams SET config = @config, cursor = 'null', health = 'new', failure = NULL WHERE id = @id AND rule_id = @ruleId",
    { id: source.id, ruleId, config: JSON.stringify(source.config) },
  )
  if (changes === 0) {
    run(
      db,
      `INSERT INTO streams (id, account_id, rule_id, network, kind, name, named_by_user, config, interval_ms, created_ms)
       SELECT CASE WHEN EXISTS (SELECT 1 FROM streams WHERE id = @id) THEN NULL ELSE @id END,
         (SELECT id FROM accounts WHERE id = @accountId), @ruleId, @network, 'keyword', @name, 1, @config, @intervalMs, @createdMs`,
      { ...source, config: JSON.stringify(source.config), ruleId },
    )
  }
  planJob(db, 'pull', String(source.id), 0)
}
