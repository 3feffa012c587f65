import { Failure } from '#shared/failure'
import { listLanes } from '../db/conversations.ts'
import { recordOperation, type Operation } from '../db/operations.ts'
import {
  addOwnLane,
  findOwnLane,
  orderOwnLanes,
  ownLanes,
  putOwnLane,
  removeOwnLane,
  type StoredLane,
} from '../db/own-lanes.ts'
import { readSettings } from '../db/settings.ts'
import type { World } from '../world.ts'
import type { CallContext, PartOf } from './index.ts'
import { readQuery } from '#shared/domain/query/check'

/** How soon counts that are owed are counted. */
const owedMs = 50

export function laneCalls({ world, laneCounts }: CallContext): PartOf<'lanes'> {
  const { db, deps, changes } = world
  /** Changes lanes as one operation that can be taken back. */
  const change = (kind: string, act: () => Pick<Operation, 'payload' | 'inverse'>): string => {
    const id = deps.newId()
    db.transaction(() => recordOperation(db, { id, kind, ...act() }, deps.clock.now()))()
    changes.tell(['lanes'])
    return id
  }
  return {
    'lanes.list': () => listLanes(db, deps.clock.now(), readSettings(db).promiseMs),

    'lanes.own': () => {
      const { counts, owed } = laneCounts.counts()
      if (owed) deps.clock.after(owedMs, () => changes.tell(['lanes']))
      return ownLanes(db).map(({ id, name, query, notify, place }) => ({
        id,
        name,
        query,
        notify,
        place,
        ...(counts.get(id) ?? { count: undefined, more: false }),
      }))
    },

    'lanes.add': ({ name, query, notify }) => {
      readQuery(query)
      let id = 0
      const operation = change('lane-add', () => {
        id = addOwnLane(db, { name, query: query.trim(), notify }, deps.clock.now())
        return { payload: { id }, inverse: { kind: 'lane-gone', id } }
      })
      return { id, operation }
    },

    'lanes.update': ({ id, name, query, notify }) => {
      if (query !== undefined) readQuery(query)
      const operation = change('lane-update', () => {
        const before = knownLane(world, id)
        const after = {
          ...before,
          name: name ?? before.name,
          query: query?.trim() ?? before.query,
          notify: notify ?? before.notify,
        }
        putOwnLane(db, after)
        return { payload: { id }, inverse: { kind: 'lane', lane: before } }
      })
      return { operation }
    },

    'lanes.remove': ({ id }) => ({
      operation: change('lane-remove', () => {
        const before = knownLane(world, id)
        removeOwnLane(db, id)
        return { payload: { id }, inverse: { kind: 'lane', lane: before } }
      }),
    }),

    'lanes.reorder': ({ ids }) => ({
      operation: change('lane-order', () => {
        const before = ownLanes(db).map((lane) => lane.id)
        for (const id of ids) knownLane(world, id)
        orderOwnLanes(db, [...new Set(ids)])
        return { payload: { ids }, inverse: { kind: 'lane-order', ids: before } }
      }),
    }),
  }
}

/** The lane of the user's own of this id. Throws not-found. */
export function knownLane({ db }: World, id: number): StoredLane {
  const lane = findOwnLane(db, id)
  if (lane === undefined) throw new Failure('not-found', 'This lane is not here any more.')
  return lane
}
