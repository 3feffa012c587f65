import { Failure } from '#shared/failure'
import type { Goal, GoalDraft } from '#shared/domain/goal'
import { readQuery } from '#shared/domain/query/check'
import { addGoal, findGoal, listGoals, putGoal, removeGoal } from '../db/goals.ts'
import { recordOperation, type Operation } from '../db/operations.ts'
import { progressOf } from '../goal-progress.ts'
import type { World } from '../world.ts'
import type { CallContext, PartOf } from './index.ts'

export function goalCalls({ world }: CallContext): PartOf<'goals'> {
  const { db, deps, changes } = world
  /** Changes goals as one operation that can be taken back. */
  const change = (kind: string, act: () => Pick<Operation, 'payload' | 'inverse'>): string => {
    const id = deps.newId()
    db.transaction(() => recordOperation(db, { id, kind, ...act() }, deps.clock.now()))()
    changes.tell(['goals'])
    return id
  }
  return {
    'goals.list': () => listGoals(db),

    'goals.progress': ({ id }) => progressOf(db, knownGoal(world, id), deps.clock.now()),

    'goals.add': (draft) => {
      checkDraft(draft)
      let id = 0
      const operation = change('goal-add', () => {
        id = addGoal(db, { ...draft, createdMs: deps.clock.now() })
        return { payload: { id }, inverse: { kind: 'goal-gone', id } }
      })
      return { id, operation }
    },

    'goals.update': ({ id, ...draft }) => {
      checkDraft(draft)
      const operation = change('goal-update', () => {
        const before = knownGoal(world, id)
        putGoal(db, { ...before, ...draft })
        return { payload: { id }, inverse: { kind: 'goal', goal: before } }
      })
      return { operation }
    },

    'goals.remove': ({ id }) => ({
      operation: change('goal-remove', () => {
        const before = knownGoal(world, id)
        removeGoal(db, id)
        return { payload: { id }, inverse: { kind: 'goal', goal: before } }
      }),
    }),
  }
}

/** Throws bad-input with what to change. */
function checkDraft({ query, from, by }: GoalDraft): void {
  readQuery(query)
  if (by < from) throw new Failure('bad-input', 'The last day lies before the first. Choose a later one.')
}

function knownGoal({ db }: World, id: number): Goal {
  const goal = findGoal(db, id)
  if (goal === undefined) throw new Failure('not-found', 'This goal is not here any more.')
  return goal
}
