import type { NoiseMeasure, NoiseModel } from '#shared/domain/understanding/noise'
import type { Database } from './open.ts'
import { all, fromJson, run } from './statement.ts'

/** What rules learnt from marks. A model that may not hide anything is kept too: its figures are shown. */
export interface StoredModel {
  ruleId: number
  model: NoiseModel
  measured: NoiseMeasure
}

export function saveModel(db: Database, { ruleId, model, measured }: StoredModel, nowMs: number): void {
  run(
    db,
    `INSERT INTO noise_models (rule_id, model, measured, at_ms) VALUES (@ruleId, @model, @measured, @nowMs)
     ON CONFLICT (rule_id) DO UPDATE SET model = excluded.model, measured = excluded.measured, at_ms = excluded.at_ms`,
    { ruleId, model: JSON.stringify(model), measured: JSON.stringify(measured), nowMs },
  )
}

/** Models of rules that the user lets hide noise. */
export function hidingModels(db: Database): StoredModel[] {
  return all<{ rule_id: number; model: string; measured: string }>(
    db,
    'SELECT m.rule_id, m.model, m.measured FROM noise_models m JOIN rules r ON r.id = m.rule_id WHERE r.hides_noise = 1',
  ).map((row) => ({
    ruleId: row.rule_id,
    model: fromJson<NoiseModel>(row.model, { relevant: 0, irrelevant: 0, tokens: {} }),
    measured: fromJson<NoiseMeasure>(row.measured, nothingMeasured),
  }))
}

const nothingMeasured: NoiseMeasure = { relevant: 0, irrelevant: 0, hidden: 0, precision: 0, recall: 0 }

/** How well each rule that has marks would tell noise. */
export function measuredRules(db: Database): Map<number, NoiseMeasure> {
  return new Map(
    all<{ rule_id: number; measured: string }>(db, 'SELECT rule_id, measured FROM noise_models').map(
      (row) => [row.rule_id, fromJson<NoiseMeasure>(row.measured, nothingMeasured)],
    ),
  )
}
