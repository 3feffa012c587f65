import { untouched } from '#shared/domain/acts'
import type { Media, Metrics, Standing } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import type { FetchedItem } from '../networks/types.ts'
import type { Database } from './open.ts'
import { fromJson, one, run } from './statement.ts'

/** What lies in the column `extra` of an item, without what is empty. */
export interface Extra {
  spans?: Span[]
  media?: Media[]
  metrics?: Metrics
  /** Asks people to vote. */
  poll?: boolean
  standing?: Standing
}

/** Absent where nothing was done to it. */
export function standingIn(extra: string | null): Standing | undefined {
  // Most items have none, and many are met again: what is not there is not parsed.
  return extra?.includes('"standing"') === true ? fromJson<Extra>(extra, {}).standing : undefined
}

/** How an item stands by what an answer to one of our accounts says of it; what it does not say stays. */
export function standingAfter(
  before: Standing | undefined,
  said: FetchedItem['standing'],
  accountId: number | undefined,
): Standing | undefined {
  if (said === undefined) return before
  const was = before ?? untouched
  const others = was.likedBy.filter((id) => id !== accountId)
  const isLiked = said.liked === true && accountId !== undefined
  const moderation = said.moderation ?? was.moderation
  return kept({
    likedBy: said.liked === undefined ? was.likedBy : isLiked ? [...others, accountId] : others,
    hidden: said.hidden ?? was.hidden,
    ...(moderation === undefined ? {} : { moderation }),
  })
}

function kept(standing: Standing): Standing | undefined {
  const isPlain = standing.likedBy.length === 0 && !standing.hidden && standing.moderation === undefined
  return isPlain ? undefined : standing
}

export function readStanding(db: Database, itemId: number): Standing | undefined {
  return standingIn(
    one<{ extra: string | null }>(db, 'SELECT extra FROM items WHERE id = @itemId', { itemId })?.extra ??
      null,
  )
}

export function writeStanding(db: Database, itemId: number, standing: Standing): void {
  const row = one<{ extra: string | null }>(db, 'SELECT extra FROM items WHERE id = @itemId', { itemId })
  if (row === undefined) return
  const { standing: _before, ...rest } = fromJson<Extra>(row.extra, {})
  const now = kept(standing)
  const extra: Extra = now === undefined ? rest : { ...rest, standing: now }
  run(db, 'UPDATE items SET extra = @extra WHERE id = @itemId', {
    itemId,
    extra: Object.keys(extra).length === 0 ? null : JSON.stringify(extra),
  })
}
