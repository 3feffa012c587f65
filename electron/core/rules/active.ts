import type { Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import type { Subject } from '#shared/domain/query/subject'
import { guess, mayHide, noiseThreshold, type NoiseModel } from '#shared/domain/understanding/noise'
import { hidingModels } from '../db/noise-models.ts'
import type { Database } from '../db/open.ts'
import { all } from '../db/statement.ts'
import type { Matched } from './matcher.ts'
import { RuleIndex } from './rule-index.ts'

/** A rule that an arriving item meets. */
export interface Heard {
  ruleId: number
  /** The rule's source on the item's network. */
  streamId: number
  query: string
  spans: readonly Matched[]
}

export interface Judged {
  heard: Heard[]
  /** The mute that holds for it. */
  muteId: number | undefined
}

type Key =
  { type: 'rule'; ruleId: number; query: string; streams: readonly Source[] } | { type: 'mute'; id: number }

interface Source {
  streamId: number
  accountId: number | null
}

interface RuleRow {
  id: number
  query: string
  stream_id: number
  account_id: number | null
}

/**
 * What listens on a network right now: rules that are not paused, and mutes. Built once and kept until `forgetRules`,
 * because every arriving item is held against it.
 */
export class ActiveRules {
  readonly #db: Database
  #models: Map<number, NoiseModel> | undefined
  readonly #indexes = new Map<string, RuleIndex<Key> | undefined>()
  readonly #queries = new Map<string, Query | undefined>()

  constructor(db: Database) {
    this.#db = db
  }

  /** True where an item of this network need not be looked at. */
  isIdle(network: string): boolean {
    return this.#index(network) === undefined
  }

  /** Rules and mutes that an item meets; of a rule's several sources the one of this account is named. */
  judge(network: string, subject: Subject, accountId: number | undefined, nowMs: number): Judged {
    const heard: Heard[] = []
    let muteId: number | undefined
    for (const { key, spans } of this.#index(network)?.match(subject, nowMs) ?? []) {
      if (key.type === 'mute') {
        muteId = Math.min(muteId ?? key.id, key.id)
        continue
      }
      const source = key.streams.find((one) => one.accountId === (accountId ?? null)) ?? key.streams[0]
      if (source !== undefined)
        heard.push({ ruleId: key.ruleId, streamId: source.streamId, query: key.query, spans })
    }
    return { heard: heard.sort((a, b) => a.ruleId - b.ruleId), muteId }
  }

  /**
   * The rule that takes a text for noise, where everything that heard it is a rule that may hide and would: what a
   * stream of ours brought is never noise.
   */
  noiseFor(ruleIds: readonly number[], text: string): number | undefined {
    const models = (this.#models ??= this.#readModels())
    if (models.size === 0 || ruleIds.length === 0) return undefined
    const isNoise = ruleIds.every((id) => {
      const model = models.get(id)
      return model !== undefined && guess(model, text) >= noiseThreshold
    })
    return isNoise ? ruleIds[0] : undefined
  }

  /** Of the rules that the user lets hide, those that were measured to be right often enough. */
  #readModels(): Map<number, NoiseModel> {
    return new Map(
      hidingModels(this.#db)
        .filter(({ measured }) => mayHide(measured))
        .map(({ ruleId, model }) => [ruleId, model]),
    )
  }

  /** A rule's query as read; undefined where it cannot be read, which hears nothing and is said as broken. */
  #read(text: string): Query | undefined {
    if (!this.#queries.has(text)) this.#queries.set(text, parseQuery(text).ast)
    return this.#queries.get(text)
  }

  #index(network: string): RuleIndex<Key> | undefined {
    if (!this.#indexes.has(network)) this.#indexes.set(network, this.#build(network))
    return this.#indexes.get(network)
  }

  #build(network: string): RuleIndex<Key> | undefined {
    const byRule = Map.groupBy(
      all<RuleRow>(
        this.#db,
        `SELECT r.id, r.query, s.id AS stream_id, s.account_id FROM streams s JOIN rules r ON r.id = s.rule_id
         WHERE s.network = @network AND r.paused = 0 AND s.paused = 0 ORDER BY s.id`,
        { network },
      ),
      (row) => row.id,
    )
    const rules = [...byRule].flatMap(([ruleId, rows]) => {
      const text = rows[0]?.query ?? ''
      const query = this.#read(text)
      const streams = rows.map((row) => ({ streamId: row.stream_id, accountId: row.account_id }))
      return query === undefined
        ? []
        : [{ key: { type: 'rule' as const, ruleId, query: text, streams }, query }]
    })
    const mutes = all<{ id: number; query: string }>(this.#db, 'SELECT id, query FROM mutes').flatMap(
      ({ id, query: text }) => {
        const query = this.#read(text)
        return query === undefined ? [] : [{ key: { type: 'mute' as const, id }, query }]
      },
    )
    return rules.length + mutes.length === 0 ? undefined : new RuleIndex<Key>([...rules, ...mutes])
  }
}

const kept = new WeakMap<Database, ActiveRules>()

export function activeRules(db: Database): ActiveRules {
  const there = kept.get(db)
  if (there !== undefined) return there
  const made = new ActiveRules(db)
  kept.set(db, made)
  return made
}

/** To be called whenever rules, their streams or mutes changed, also by undo and rollback. */
export function forgetRules(db: Database): void {
  kept.delete(db)
}
