import type { ConversationState } from '#shared/domain/conversation'
import type { ItemKind, Media, Metrics } from '#shared/domain/item'
import { contentOfSpans, metaToken, type QuietReason, type Subject } from '#shared/domain/query/subject'
import type { Span } from '#shared/domain/text'
import type { Database } from '../db/open.ts'
import { all, fromJson, one } from '../db/statement.ts'

interface Row {
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
  author_handle: string
  followers: number | null
  vip: number
  parent_author: string | null
  conversation_id: number
  conversation_state: ConversationState
  saved: number
  newcomer: number
  item_count: number
  read_item_id: number
  due_item_id: number | null
  shown_item_id: number
  quiet: QuietReason | null
  account_id: number | null
  account_handle: string | null
  noted: number
  drafted: number
}

const rowSql = `SELECT i.id, i.network, i.kind, i.state, i.mine, i.direct, i.question, i.title, i.text, i.extra, i.warning, i.lang, i.url,
    h.handle AS author_handle, h.followers, h.vip, ph.handle AS parent_author,
    c.id AS conversation_id, c.state AS conversation_state, c.saved, c.newcomer, c.item_count, c.read_item_id, c.due_item_id, c.shown_item_id, c.quiet,
    a.id AS account_id, ltrim(a.handle, '@') AS account_handle,
    EXISTS (SELECT 1 FROM notes n WHERE n.conversation_id = c.id) AS noted,
    EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = c.id AND o.state = 'draft') AS drafted
  FROM json_each(@ids) x
  CROSS JOIN items i ON i.id = x.value
  CROSS JOIN conversations c ON c.id = i.conversation_id
  CROSS JOIN handles h ON h.id = i.author_id
  LEFT JOIN accounts a ON a.id = c.account_id
  LEFT JOIN items p ON p.id = i.parent_id
  LEFT JOIN handles ph ON ph.id = p.author_id`

interface StreamRow {
  item_id: number
  id: number
  name: string
  kind: string
  purpose: string | null
}

const streamSql = `SELECT x.value AS item_id, s.id, s.name, s.kind, s.purpose FROM json_each(@ids) x
  CROSS JOIN hits t ON t.item_id = x.value CROSS JOIN streams s ON s.id = t.stream_id`

const tagSql = `SELECT x.value AS conversation_id, t.name FROM json_each(@ids) x
  CROSS JOIN conversation_tags g ON g.conversation_id = x.value CROSS JOIN tags t ON t.id = g.tag_id`

const purposeSql = `SELECT DISTINCT x.value AS conversation_id, o.purpose AS name FROM json_each(@ids) x
  CROSS JOIN outbox o ON o.conversation_id = x.value WHERE o.purpose IS NOT NULL AND o.state <> 'draft'`

const formerSql = `SELECT x.value AS id, m.old_id AS former FROM json_each(@ids) x
  CROSS JOIN conversation_moves m ON m.new_id = x.value`

/**
 * Stored items as the matcher asks about them, in the order of the ids; what is not stored is left out. A handful of
 * statements for all of them.
 */
export function loadSubjects(db: Database, ids: readonly number[]): Subject[] {
  const params = { ids: JSON.stringify(ids) }
  const rows = all<Row>(db, rowSql, params)
  const conversations = { ids: JSON.stringify([...new Set(rows.map((row) => row.conversation_id))]) }
  const streams = Map.groupBy(all<StreamRow>(db, streamSql, params), (row) => row.item_id)
  const tags = namesBy(db, tagSql, conversations)
  const purposes = namesBy(db, purposeSql, conversations)
  const formers = Map.groupBy(
    all<{ id: number; former: number }>(db, formerSql, conversations),
    ({ id }) => id,
  )
  const polls = pollsAmong(db, ids)
  return rows.map((row) => ({
    ...contentOf(row),
    poll: polls.has(row.id),
    streams: (streams.get(row.id) ?? []).map(({ id, name, kind, purpose }) => ({ id, name, kind, purpose })),
    conversation: {
      ...conversationOf(row),
      formerIds: (formers.get(row.conversation_id) ?? []).map(({ former }) => former),
      tags: tags.get(row.conversation_id) ?? [],
      purposes: purposes.get(row.conversation_id) ?? [],
    },
  }))
}

/** What queries can ask of a conversation; undefined where it is gone. */
export function conversationFacts(db: Database, id: number): Subject['conversation'] | undefined {
  const shown = one<{ id: number }>(db, 'SELECT shown_item_id AS id FROM conversations WHERE id = @id', {
    id,
  })
  return shown === undefined ? undefined : loadSubjects(db, [shown.id])[0]?.conversation
}

function contentOf(row: Row): Omit<Subject, 'streams' | 'conversation' | 'poll'> {
  const extra = fromJson<{ spans?: Span[]; media?: Media[]; metrics?: Metrics }>(row.extra, {})
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
    // What was deleted is not found by its address any more: the index has let it go.
    url: row.state === 'deleted' ? null : row.url,
    ...contentOfSpans(extra.spans ?? []),
    media: (extra.media ?? []).length > 0,
    likes: extra.metrics?.likes,
    author: { handle: row.author_handle, followers: row.followers, vip: row.vip === 1 },
    parentAuthor: row.parent_author,
  }
}

function conversationOf(row: Row): Omit<Subject['conversation'], 'formerIds' | 'tags' | 'purposes'> {
  return {
    id: row.conversation_id,
    state: row.conversation_state,
    saved: row.saved === 1,
    newcomer: row.newcomer === 1,
    itemCount: row.item_count,
    readItemId: row.read_item_id,
    dueItemId: row.due_item_id,
    shownItemId: row.shown_item_id,
    quiet: row.quiet,
    account:
      row.account_id === null || row.account_handle === null
        ? null
        : { id: row.account_id, handle: row.account_handle },
    noted: row.noted === 1,
    drafted: row.drafted === 1,
  }
}

function namesBy(db: Database, sql: string, params: { ids: string }): Map<number, string[]> {
  const names = new Map<number, string[]>()
  for (const row of all<{ conversation_id: number; name: string }>(db, sql, params))
    names.set(row.conversation_id, [...(names.get(row.conversation_id) ?? []), row.name])
  return names
}

/** Only the index knows that an item had a poll. Numbers stand in the text, because FTS5 ignores bounds that are REAL. */
function pollsAmong(db: Database, ids: readonly number[]): Set<number> {
  if (ids.length === 0) return new Set()
  const [low, high] = ids.reduce(([least, most], id) => [Math.min(least, id), Math.max(most, id)], [
    Infinity,
    0,
  ] as [number, number])
  const sql = `SELECT rowid FROM item_fts WHERE item_fts MATCH 'meta : "${metaToken.has('poll')}"' AND rowid BETWEEN ${String(low)} AND ${String(high)}`
  const found = db.prepare<[], number>(sql).pluck().all()
  const asked = new Set(ids)
  return new Set(found.filter((id) => asked.has(id)))
}
