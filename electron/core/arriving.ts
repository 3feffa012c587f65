import { isQuestion } from '#shared/domain/question'
import { contentOfSpans, type Subject } from '#shared/domain/query/subject'
import { hasSpokenToUs, isVip } from './db/handles.ts'
import type { Kin } from './db/item-writes.ts'
import type { Database } from './db/open.ts'
import { all, one } from './db/statement.ts'
import type { FetchedItem } from './networks/types.ts'
import { conversationFacts } from './rules/subjects.ts'

/** What a batch says of all its items. */
export interface Arrival {
  network: string
  accountId: number | undefined
  streamId: number | undefined
}

interface HearingStream {
  id: number
  name: string
  kind: string
  purpose: string | null
}

/**
 * Turns fetched items into what rules are asked about, before anything of them is stored. What only the user decides
 * (done, saved, labels) is that of the conversation which the item will join, or of a new one.
 */
export function arrivals(
  db: Database,
  batch: Arrival,
): (item: FetchedItem, createdMs: number, kin: { parent: Kin | undefined; any: Kin | undefined }) => Subject {
  const streams =
    batch.streamId === undefined
      ? []
      : all<HearingStream>(db, 'SELECT id, name, kind, purpose FROM streams WHERE id = @id', {
          id: batch.streamId,
        })
  const account =
    batch.accountId === undefined
      ? undefined
      : one<{ id: number; handle: string }>(
          db,
          "SELECT id, ltrim(handle, '@') AS handle FROM accounts WHERE id = @id",
          { id: batch.accountId },
        )
  return (item, createdMs, kin) => ({
    id: createdMs * 1024,
    network: batch.network,
    kind: item.kind,
    state: item.editedMs === undefined ? 'live' : 'edited',
    mine: item.mine,
    direct: item.direct,
    question: !item.mine && isQuestion(item.text, item.lang),
    title: item.title,
    text: item.text,
    warning: item.warning,
    lang: item.lang,
    url: item.url,
    ...contentOfSpans(item.spans),
    media: item.media.length > 0,
    poll: item.poll === true,
    likes: item.metrics.likes,
    author: {
      handle: item.author.handle.replace(/^@/, ''),
      followers: item.author.followers,
      vip: isVip(db, batch.network, item.author.remoteId),
    },
    parentAuthor: kin.parent === undefined ? undefined : authorOf(db, kin.parent.id),
    streams,
    conversation: (kin.any === undefined ? undefined : conversationFacts(db, kin.any.conversationId)) ?? {
      id: 0,
      state: item.mine ? 'done' : 'open',
      saved: false,
      newcomer: item.direct && !hasSpokenToUs(db, batch.network, item.author.remoteId, createdMs * 1024),
      itemCount: 1,
      readItemId: 0,
      dueItemId: item.direct && !item.mine ? createdMs * 1024 : null,
      shownItemId: createdMs * 1024,
      quiet: null,
      account,
      tags: [],
      noted: false,
      drafted: false,
      purposes: [],
    },
  })
}

function authorOf(db: Database, itemId: number): string | undefined {
  return one<{ handle: string }>(
    db,
    'SELECT h.handle FROM items i JOIN handles h ON h.id = i.author_id WHERE i.id = @itemId',
    { itemId },
  )?.handle
}
