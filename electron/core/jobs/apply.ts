import type { Database } from '../db/open.ts'
import { run } from '../db/statement.ts'
import { applyMute, applyRule, type Step } from '../rules/apply.ts'
import type { World } from '../world.ts'
import type { JobKind } from './runner.ts'

/** Items of one step: short enough that a key pressed meanwhile does not wait. */
const stepItems = 100

/** The job by which a new rule (its key) finds what it would have heard. */
export const applyRuleJob = (world: World): JobKind => applyJob(world, 'apply-rule', applyRule)

/** The job by which a new mute (its key) meets what is stored. */
export const applyMuteJob = (world: World): JobKind => applyJob(world, 'apply-mute', applyMute)

function applyJob(
  world: World,
  kind: string,
  apply: (db: Database, id: number, step: Step) => { changed: number[]; next: number | undefined },
): JobKind {
  const { db, deps, changes } = world
  return {
    run(job) {
      const beforeId = typeof job.payload === 'number' ? job.payload : undefined
      const nowMs = deps.clock.now()
      const { changed, next } = db.transaction(() => {
        const step = apply(db, Number(job.key), { beforeId, limit: stepItems, nowMs })
        run(db, 'UPDATE jobs SET payload = @payload WHERE kind = @kind AND key = @key AND replanned = 0', {
          kind,
          key: job.key,
          payload: JSON.stringify(step.next ?? null),
        })
        return step
      })()
      if (changed.length > 0) changes.tell(['lanes', 'streams', 'rules', 'conversations'], changed)
      return Promise.resolve({ againMs: next === undefined ? undefined : nowMs })
    },
  }
}
