import { type Content, contentOfSpans, type Subject } from '#shared/domain/query/subject'
import { conversationAfter, dueWith } from './after-joining.ts'
import { followersOf, isVip } from './db/handles.ts'
import type { ExistingItem } from './db/item-writes.ts'
import type { Database } from './db/open.ts'
import { all, one } from './db/statement.ts'
import { type Filing, isPast } from './filing.ts'
import { isSurfacing } from './joining.ts'
import type { FetchedItem } from './networks/types.ts'
import { loadSubjects } from './rules/subjects.ts'

interface HearingStream {
  id: number
  name: string
  kind: string
  purpose: string | null
}

/** An item on its way in. */
export interface Arriving {
  /** The id that it has, or will have. */
  id: number
  existing: ExistingItem | undefined
  /** False where it is stored already and says the same. */
  isNews: boolean
  question: boolean
}

/**
 * Turns fetched items into what rules are asked about, before anything of them is stored: as a search will find them
 * once they are filed. `isMuted` says that a mute holds for the item, which then brings no conversation back. What few
 * rules ask of (the conversation, the author's standing) is looked up when one does.
 */
export function arrivals(
  filing: Filing,
): (item: FetchedItem, arriving: Arriving, isMuted: boolean) => Subject {
  const { db, batch } = filing
  const streams =
    batch.streamId === undefined
      ? []
      : all<HearingStream>(db, 'SELECT id, name, kind, purpose FROM streams WHERE id = @id', {
          id: batch.streamId,
        })
  return (item, arriving, isMuted) => {
    const stored = arriving.existing && loadSubjects(db, [arriving.existing.id])[0]
    return stored === undefined
      ? newcomerOf(filing, item, arriving, isMuted, streams)
      : {
          ...stored,
          ...(arriving.isNews ? { ...wordingOf(item), state: 'edited', question: arriving.question } : {}),
          likes: (isPast(batch) ? undefined : item.metrics.likes) ?? stored.likes,
          streams: [...streams, ...stored.streams.filter(({ id }) => id !== batch.streamId)],
          conversation: surfaced(filing, item, arriving, stored.conversation),
        }
  }
}

function newcomerOf(
  filing: Filing,
  item: FetchedItem,
  { id, question }: Arriving,
  isMuted: boolean,
  streams: readonly HearingStream[],
): Subject {
  let conversation: Subject['conversation'] | undefined
  return {
    ...contentOf(filing.db, filing.batch.network, item),
    id,
    question,
    state: item.editedMs === undefined ? 'live' : 'edited',
    parentAuthor: item.parentRef === undefined ? undefined : authorOf(filing, item.parentRef),
    streams,
    get conversation() {
      return (conversation ??= conversationAfter(filing, item, id, isMuted))
    },
  }
}

/** What was read from an archive can wait for an answer once a stream hears it, and comes up where all of it is past. */
function surfaced(
  filing: Filing,
  item: FetchedItem,
  { existing }: Arriving,
  conversation: Subject['conversation'],
): Subject['conversation'] {
  const { batch } = filing
  if (
    existing?.isPast !== true ||
    existing.state === 'deleted' ||
    isPast(batch) ||
    batch.streamId === undefined
  )
    return conversation
  return {
    ...conversation,
    dueItemId: dueWith(filing, item, existing),
    state: isSurfacing(filing, item, existing) ? 'open' : conversation.state,
  }
}

/** What an edit changes. */
function wordingOf(item: FetchedItem): Omit<Content, 'network' | 'kind' | 'url'> {
  return {
    title: item.title,
    text: item.text,
    warning: item.warning,
    lang: item.lang,
    ...contentOfSpans(item.spans),
    media: item.media.length > 0,
    poll: item.poll === true,
  }
}

function contentOf(
  db: Database,
  network: string,
  item: FetchedItem,
): Content & Pick<Subject, 'mine' | 'direct' | 'likes' | 'author'> {
  return {
    ...wordingOf(item),
    network,
    kind: item.kind,
    mine: item.mine,
    direct: item.direct,
    url: item.url,
    likes: item.metrics.likes,
    author: {
      handle: item.author.handle.replace(/^@/, ''),
      get followers() {
        return item.author.followers ?? followersOf(db, network, item.author.remoteId)
      },
      get vip() {
        return isVip(db, network, item.author.remoteId)
      },
    },
  }
}

function authorOf({ db, known }: Filing, ref: string): string | undefined {
  const kin = known.kin(ref)
  return kin === undefined
    ? undefined
    : one<{ handle: string }>(
        db,
        'SELECT h.handle FROM items i JOIN handles h ON h.id = i.author_id WHERE i.id = @id',
        { id: kin.id },
      )?.handle
}
