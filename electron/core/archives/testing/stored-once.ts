import { expect } from 'vitest'
import { all } from '../../db/statement.ts'
import { openStore } from '../../db/open.ts'
import { ingest } from '../../ingest.ts'
import type { FetchedItem } from '../../networks/types.ts'
import type { Found } from '../types.ts'

interface Heard {
  network: string
  refSpace: string
  items: readonly FetchedItem[]
}

/**
 * Files what was found in an archive and what was heard of the same things, in both orders, and holds against the store
 * that each is one item, by one author, and that nothing looks edited.
 */
export function expectStoredOnce(found: readonly Found[], heard: Heard): void {
  const archived: Heard = {
    network: heard.network,
    refSpace: heard.refSpace,
    items: found.map(({ item }) => item),
  }
  expect(found.map(({ network, refSpace }) => [network, refSpace])).toEqual(
    found.map(() => [heard.network, heard.refSpace]),
  )
  for (const order of [
    [archived, heard],
    [heard, archived],
  ]) {
    const db = openStore(':memory:')
    try {
      for (const { network, refSpace, items } of order)
        ingest(
          db,
          { network, refSpace, items, accountId: undefined, streamId: undefined, via: 'backfill', rule: '' },
          Date.UTC(2027, 0, 1),
        )
      const items = all<{ remoteId: string; state: string }>(
        db,
        'SELECT remote_id AS remoteId, state FROM items ORDER BY remote_id',
        {},
      )
      const expected = heard.items.map(({ remoteId, editedMs }) => ({
        remoteId,
        state: editedMs === undefined ? 'live' : 'edited',
      }))
      expect(items).toEqual(expected.sort((a, b) => (a.remoteId < b.remoteId ? -1 : 1)))
      const authors = all<{ remoteId: string }>(db, 'SELECT remote_id AS remoteId FROM handles', {})
      expect(new Set(authors.map(({ remoteId }) => remoteId))).toEqual(
        new Set(heard.items.map(({ author }) => author.remoteId)),
      )
    } finally {
      db.close()
    }
  }
}
