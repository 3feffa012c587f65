import { z } from 'zod'
import { refreshConversation } from '../db/conversation-upkeep.ts'
import { deleteItemContent } from '../db/item-writes.ts'
import { ensureJob, keepPlace } from '../db/jobs.ts'
import { unseenSince } from '../db/rechecks.ts'
import { all } from '../db/statement.ts'
import { untouched } from '../filing.ts'
import type { Network } from '../networks/types.ts'
import type { World } from '../world.ts'
import { coveredBy, keptUnseen } from './keeping.ts'
import type { JobKind } from './runner.ts'
import { planWipe } from './wipe.ts'

/*
 * Networks that allow their content to be kept only while it stands there (manifest.retention.maxDays): what was not seen
 * there for so long, because its account is gone or nobody could look again, goes. Words, pictures and index go as with a
 * deletion, and a tombstone keeps the place; our own words stay.
 * 1. Seen is what was looked at again, and what a stream's list still held.
 * 2. Looked through often enough that everything goes before its days are over.
 * 3. After a sleep or a start everything is late, and what still stands there was only not looked at: looking and listening
 *    get some minutes first, but not twice in a row.
 */

const dayMs = 24 * 3_600_000
const stepEveryMs = 50
/** Looked through so many times in the days that something may be kept, and once a day at least. */
const timesThrough = 48
const firstOthersMs = 10 * 60_000
/** Rows looked at in one step: some milliseconds. */
const stretch = 2000
const place = z.object({ afterId: z.number(), isPutOff: z.boolean() })
const start: z.infer<typeof place> = { afterId: 0, isPutOff: false }

/** The job that lets go what may not be kept any longer. Its key is the network. */
export function expireJob(world: World): JobKind {
  const { db, deps, changes } = world
  return {
    turn: 'background',
    run(job) {
      const now = deps.clock.now()
      const maxDays = deps.networks.get(job.key)?.manifest.retention?.maxDays
      if (maxDays === undefined) return Promise.resolve({ againMs: undefined })
      const everyMs = Math.min(dayMs, (maxDays * dayMs) / timesThrough)
      const at = place.safeParse(job.payload).data ?? start
      if (at.afterId === 0 && !at.isPutOff && now - job.dueMs >= everyMs) {
        keepPlace(db, job.id, { ...at, isPutOff: true })
        return Promise.resolve({ againMs: now + firstOthersMs })
      }
      const seenBeforeMs = now - maxDays * dayMs + everyMs
      const covered = coveredBy(deps.networks, job.key)
      const { unseen, lastId } = unseenSince(db, covered, seenBeforeMs, at.afterId, stretch)
      const ids = unseen.filter((item) => keptUnseen(deps.networks, item)?.by === job.key).map(({ id }) => id)
      const conversationIds = db.transaction(() => letGo(world, ids))()
      if (conversationIds.length > 0) {
        planWipe(world)
        changes.tell(['lanes', 'conversations', 'streams'], conversationIds)
      }
      keepPlace(db, job.id, lastId === undefined ? null : { afterId: lastId, isPutOff: false })
      return Promise.resolve({ againMs: now + (lastId === undefined ? everyMs : stepEveryMs) })
    },
  }
}

function letGo({ db }: World, ids: readonly number[]): number[] {
  if (ids.length === 0) return []
  const conversations = all<{ id: number }>(
    db,
    'SELECT DISTINCT i.conversation_id AS id FROM json_each(@ids) x JOIN items i ON i.id = x.value',
    { ids: JSON.stringify(ids) },
  )
  for (const id of ids) deleteItemContent(db, id)
  for (const { id } of conversations) refreshConversation(db, id, untouched())
  return conversations.map(({ id }) => id)
}

/** Plans it for every network that has such a rule. */
export function planExpiry(world: World): void {
  const needs = ({ manifest }: Network): boolean => manifest.retention?.maxDays !== undefined
  for (const network of world.deps.networks.values())
    if (needs(network))
      ensureJob(world.db, 'expire', network.manifest.id, world.deps.clock.now() + stepEveryMs)
}
