import { Failure } from '#shared/failure'
import { conversationsOf, isMarked, markHandle } from '../db/handles.ts'
import { recordOperation } from '../db/operations.ts'
import { storePriorities } from '../db/priorities.ts'
import { readSettings } from '../db/settings.ts'
import type { CallContext, PartOf } from './index.ts'

export function peopleCalls({ world }: CallContext): PartOf<'people'> {
  const { db, deps, changes } = world
  return {
    'people.mark': ({ handleId, vip }) => {
      const before = isMarked(db, handleId)
      if (before === undefined) throw new Failure('not-found', 'This person is not here any more.')
      const operation = deps.newId()
      const touched = conversationsOf(db, handleId, 500)
      db.transaction(() => {
        markHandle(db, handleId, vip)
        storePriorities(db, touched, readSettings(db).priorityWeights)
        recordOperation(
          db,
          {
            id: operation,
            kind: 'person.mark',
            payload: { handleId, vip },
            inverse: { kind: 'vip', handleId, vip: before },
          },
          deps.clock.now(),
        )
      })()
      changes.tell(['conversations', 'lanes'], touched)
      return { operation }
    },
  }
}
