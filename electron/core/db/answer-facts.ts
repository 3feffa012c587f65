import type { Item, ItemKind } from '#shared/domain/item'
import type { Json } from '../networks/types.ts'
import type { Database } from './open.ts'
import { all, fromJson } from './statement.ts'

/** What decides how an item can be answered. */
export interface AnswerFacts {
  id: number
  network: string
  kind: ItemKind
  state: Item['state']
  /** It speaks to us or about us by name. */
  direct: boolean
  remoteId: string
  url: string | undefined
  /** As it was received; null where nobody asked for it, or it is not kept. */
  raw: Json
  /** The account whose conversation it is. */
  accountId: number | undefined
}

/** SQL of `answerFacts`, exported for `plans.test.ts`. */
export const answerFactsSql = `SELECT i.id, i.network, i.kind, i.state, i.direct, i.remote_id, i.url, c.account_id,
    CASE WHEN i.network IN (SELECT value FROM json_each(@looking))
      THEN (SELECT r.payload FROM item_raw r WHERE r.item_id = i.id) END AS payload
  FROM json_each(@ids) x
  CROSS JOIN items i ON i.id = x.value
  CROSS JOIN conversations c ON c.id = i.conversation_id`

/** The facts of these items in one read; payloads, which are long, only of the networks that look at them. */
export function answerFacts(db: Database, ids: readonly number[], looking: readonly string[]): AnswerFacts[] {
  return all<{
    id: number
    network: string
    kind: ItemKind
    state: Item['state']
    direct: number
    remote_id: string
    url: string | null
    account_id: number | null
    payload: string | null
  }>(db, answerFactsSql, { ids: JSON.stringify(ids), looking: JSON.stringify(looking) }).map((row) => ({
    id: row.id,
    network: row.network,
    kind: row.kind,
    state: row.state,
    direct: row.direct === 1,
    remoteId: row.remote_id,
    url: row.url ?? undefined,
    raw: fromJson<Json>(row.payload, null),
    accountId: row.account_id ?? undefined,
  }))
}
