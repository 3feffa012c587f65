import { learn, measure } from '#shared/domain/understanding/noise'
import { planJob } from '../db/jobs.ts'
import { saveModel } from '../db/noise-models.ts'
import { findRule } from '../db/rules.ts'
import { marksOf } from '../db/verdicts.ts'
import { forgetRules } from '../rules/active.ts'
import type { World } from '../world.ts'
import type { JobKind } from './runner.ts'

/** Newest marks that a rule learns from: enough to be sure, few enough to be quick. */
const mostMarks = 300
/** Marks come in rows; the last of them is learnt from with all before it. */
const pauseMs = 3000

/** The job by which a rule (its key) learns from what the user marked as not for us. */
export function learnJob(world: World): JobKind {
  const { db, deps, changes } = world
  return {
    run(job) {
      const ruleId = Number(job.key)
      if (findRule(db, ruleId) !== undefined) {
        const marks = marksOf(db, ruleId, mostMarks)
        saveModel(db, { ruleId, model: learn(marks), measured: measure(marks) }, deps.clock.now())
        forgetRules(db)
        changes.tell(['rules'])
      }
      return Promise.resolve({ againMs: undefined })
    },
  }
}

/** After a mark: the rules that heard it learn in a moment. */
export function planLearning(world: World, ruleIds: readonly number[]): void {
  for (const id of ruleIds) planJob(world.db, 'learn', String(id), world.deps.clock.now() + pauseMs)
}
