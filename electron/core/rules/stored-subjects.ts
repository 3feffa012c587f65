import type { ItemKind, Media, Metrics } from '#shared/domain/item'
import type { ConversationState } from '#shared/domain/conversation'
import type { Span } from '#shared/domain/text'
import { contentOfSpans, type Subject } from '#shared/domain/query/subject'
import type { Database } from '../db/open.ts'
import { all, fromJson, one } from '../db/statement.ts'

interface FactsRow {
  conversation_id: number
  conversation_state: ConversationState
  saved: number
  newcomer: number
  item_count: number
  read_item_id: number
  account_id: number | null
  account_handle: string | null
  tags: string
  noted: number
  drafted: number
  purposes: string
}

interface SubjectRow extends FactsRow {
  id: number
  network: string
  kind: ItemKind
  state: Subject['state']
  mine: number
  direct: number
  question: number
  title: string | null
  text: string
  extra: string | null
  warning: string | null
  lang: string | null
  url: string | null
  handle: string
  followers: number | null
  parent_author: string | null
  streams: string
}

/** Of the conversation `c`. Names are lists in JSON, because a name may hold any sign. */
const factColumns = `c.id AS conversation_id, c.state AS conversation_state, c.saved, c.newcomer, c.item_count, c.read_item_id, c.account_id,
    (SELECT ltrim(a.handle, '@') FROM accounts a WHERE a.id = c.account_id) AS account_handle,
    (SELECT json_group_array(t.name) FROM conversation_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.conversation_id = c.id) AS tags,
    EXISTS (SELECT 1 FROM notes n WHERE n.conversation_id = c.id) AS noted,
    EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = c.id AND o.state = 'draft') AS drafted,
    (SELECT json_group_array(DISTINCT o.purpose) FROM outbox o
      WHERE o.conversation_id = c.id AND o.state <> 'draft' AND o.purpose IS NOT NULL) AS purposes`

const sql = `SELECT i.id, i.network, i.kind, i.state, i.mine, i.direct, i.question, i.title, i.text, i.extra, i.warning, i.lang, i.url,
    h.handle, h.followers, ph.handle AS parent_author,
    ${factColumns},
    (SELECT json_group_array(json_object('id', s.id, 'name', s.name, 'kind', s.kind, 'purpose', s.purpose))
      FROM hits x JOIN streams s ON s.id = x.stream_id WHERE x.item_id = i.id) AS streams
  FROM json_each(@ids) p
  CROSS JOIN items i ON i.id = p.value
  CROSS JOIN handles h ON h.id = i.author_id
  CROSS JOIN conversations c ON c.id = i.conversation_id
  LEFT JOIN items pi ON pi.id = i.parent_id
  LEFT JOIN handles ph ON ph.id = pi.author_id`

/** Stored items as the matcher is asked about them, in the order of the ids; what is gone is left out. */
export function storedSubjects(db: Database, itemIds: readonly number[]): Subject[] {
  return all<SubjectRow>(db, sql, { ids: JSON.stringify(itemIds) }).map(toSubject)
}

/** What queries can ask of a conversation; undefined where it is gone. */
export function conversationFacts(db: Database, id: number): Subject['conversation'] | undefined {
  const row = one<FactsRow>(db, `SELECT ${factColumns} FROM conversations c WHERE c.id = @id`, { id })
  return row && toFacts(row)
}

function toFacts(row: FactsRow): Subject['conversation'] {
  return {
    id: row.conversation_id,
    state: row.conversation_state,
    saved: row.saved === 1,
    newcomer: row.newcomer === 1,
    itemCount: row.item_count,
    readItemId: row.read_item_id,
    account:
      row.account_id === null || row.account_handle === null
        ? null
        : { id: row.account_id, handle: row.account_handle },
    tags: fromJson<string[]>(row.tags, []),
    noted: row.noted === 1,
    drafted: row.drafted === 1,
    purposes: fromJson<string[]>(row.purposes, []),
  }
}

function toSubject(row: SubjectRow): Subject {
  const extra = fromJson<{ spans?: Span[]; media?: Media[]; metrics?: Metrics; poll?: boolean }>(
    row.extra,
    {},
  )
  return {
    id: row.id,
    network: row.network,
    kind: row.kind,
    state: row.state,
    mine: row.mine === 1,
    direct: row.direct === 1,
    question: row.question === 1,
    title: row.title,
    text: row.text,
    warning: row.warning,
    lang: row.lang,
    url: row.state === 'deleted' ? null : row.url,
    ...contentOfSpans(extra.spans ?? []),
    media: (extra.media ?? []).length > 0,
    poll: extra.poll === true,
    likes: extra.metrics?.likes,
    author: { handle: row.handle, followers: row.followers },
    parentAuthor: row.parent_author,
    streams: fromJson<Subject['streams']>(row.streams, []),
    conversation: toFacts(row),
  }
}
