import { contentOfSpans, ftsRow } from '#shared/domain/query/subject'
import type { ItemKind } from '#shared/domain/item'
import type { Tone } from '#shared/domain/understanding/tone'
import type { FetchedItem, Json } from '../networks/types.ts'
import { planJob } from './jobs.ts'
import type { Database } from './open.ts'
import { standingAfter, standingIn, type Extra } from './standing.ts'
import { all, one, run } from './statement.ts'

/** What ingest needs to know of an item that is stored already. */
export interface ExistingItem {
  id: number
  conversationId: number
  state: 'live' | 'edited' | 'deleted'
  contentHash: number
  extra: string | null
  editedMs: number | null
  /** Read from an archive. */
  isPast: boolean
}

type ExistingRow = Omit<ExistingItem, 'isPast'> & { isPast: number }

const existingColumns = `i.id, i.conversation_id AS conversationId, i.state, i.content_hash AS contentHash, i.extra, i.edited_ms AS editedMs,
  EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id) AS isPast`

const existingItem = (row: ExistingRow): ExistingItem => ({ ...row, isPast: row.isPast === 1 })

export function findByRemoteId(db: Database, network: string, remoteId: string): ExistingItem | undefined {
  const row = one<ExistingRow>(
    db,
    `SELECT ${existingColumns} FROM items i WHERE i.network = @network AND i.remote_id = @remoteId`,
    { network, remoteId },
  )
  return row && existingItem(row)
}

/** Finds an item by how its server names it, else by its name everywhere. */
export function findByRef(
  db: Database,
  network: string,
  space: string,
  ref: string,
): ExistingItem | undefined {
  const row = one<ExistingRow>(
    db,
    `SELECT ${existingColumns} FROM item_refs r JOIN items i ON i.id = r.item_id WHERE r.space = @space AND r.ref = @ref`,
    { space, ref },
  )
  return row === undefined ? findByRemoteId(db, network, ref) : existingItem(row)
}

/** An item's place as far as its relatives need it. */
export interface Kin {
  id: number
  conversationId: number
}

/** What is stored already of what a batch speaks of, and what the batch added itself. */
export interface Known {
  /** Stored items of the batch, by remoteId. */
  items: Map<string, ExistingItem>
  /** Refs that stored replies wait for. */
  orphans: Set<string>
  /** A relative by its ref or remoteId. */
  kin(ref: string): Kin | undefined
  /** The next free time-ordered id of that millisecond. */
  nextId(createdMs: number): number
  newestOf(conversationId: number): number
  sawNewest(conversationId: number, itemId: number): void
  add(item: FetchedItem, kin: Kin): void
  /** A conversation was merged into another. */
  moved(from: number, into: number): void
}

/** Reads in five statements what the items of a batch would ask for one by one. */
export function prefetch(
  db: Database,
  batch: { network: string; accountId: number | undefined; refSpace: string },
  timed: readonly { item: FetchedItem; createdMs: number }[],
): Known {
  const { network, refSpace: space } = batch
  const names = json(timed.map(({ item }) => item.remoteId))
  const items = new Map(
    all<ExistingRow & { remoteId: string }>(
      db,
      `SELECT ${existingColumns}, remote_id AS remoteId FROM json_each(@names) x CROSS JOIN items i ON i.network = @network AND i.remote_id = x.value`,
      { names, network },
    ).map(({ remoteId, ...item }) => [remoteId, existingItem(item)]),
  )
  const fresh = timed.filter(({ item }) => !items.has(item.remoteId))
  const parents = json(fresh.flatMap(({ item }) => [item.parentRef, item.rootRef]))
  const relatives = new Map<string, Kin>()
  for (const sql of [
    'SELECT x.value AS ref, i.id, i.conversation_id AS conversationId FROM json_each(@parents) x CROSS JOIN items i ON i.network = @network AND i.remote_id = x.value',
    'SELECT x.value AS ref, i.id, i.conversation_id AS conversationId FROM json_each(@parents) x CROSS JOIN item_refs r ON r.space = @space AND r.ref = x.value CROSS JOIN items i ON i.id = r.item_id',
  ]) {
    const params = sql.includes('@space') ? { parents, space } : { parents, network }
    for (const { ref, ...kin } of all<Kin & { ref: string }>(db, sql, params)) relatives.set(ref, kin)
  }
  const own = json(fresh.flatMap(({ item }) => [item.remoteId, item.ref]))
  const orphans = new Set(
    all<{ ref: string }>(
      db,
      'SELECT DISTINCT x.value AS ref FROM json_each(@own) x CROSS JOIN orphans o ON o.space = @space AND o.parent_ref = x.value',
      {
        own,
        space,
      },
    ).map(({ ref }) => ref),
  )
  const newest = new Map(
    all<{ id: number; newest: number }>(
      db,
      'SELECT c.id, c.newest_item_id AS newest FROM json_each(@ids) x CROSS JOIN conversations c ON c.id = x.value',
      { ids: json([...relatives.values()].map((kin) => kin.conversationId)) },
    ).map((row) => [row.id, row.newest]),
  )
  return {
    items,
    orphans,
    kin: (ref) => relatives.get(ref),
    nextId: idSource(db, fresh),
    newestOf: (id) => newest.get(id) ?? 0,
    sawNewest: (id, itemId) => newest.set(id, Math.max(newest.get(id) ?? 0, itemId)),
    add(item, kin) {
      relatives.set(item.remoteId, kin)
      if (item.ref !== undefined) relatives.set(item.ref, kin)
      items.set(item.remoteId, {
        ...kin,
        state: 'live',
        contentHash: contentHash(item),
        extra: extraJson(item, null, batch.accountId),
        editedMs: item.editedMs ?? null,
        isPast: false,
      })
    },
    moved(from, into) {
      for (const map of [relatives, items])
        for (const kin of map.values()) if (kin.conversationId === from) kin.conversationId = into
    },
  }
}

function json(values: readonly (string | number | undefined)[]): string {
  return JSON.stringify([...new Set(values.filter((value) => value !== undefined))])
}

/** Ids of one millisecond. */
const perMs = 1024

/**
 * Hands out free ids: `createdMs * 1024 + n`, after those that are taken. Where a thousand things carry one time (archives
 * that know the day alone), the next ones stand a millisecond later.
 */
function idSource(db: Database, timed: readonly { createdMs: number }[]): (createdMs: number) => number {
  const lastIn = (lows: readonly number[]): [number, number][] =>
    all<{ low: number; id: number | null }>(
      db,
      'SELECT x.value AS low, (SELECT max(id) FROM items WHERE id >= x.value AND id < x.value + 1024) AS id FROM json_each(@lows) x',
      { lows: json(lows) },
    ).map(({ low, id }) => [low, id ?? low - 1])
  const last = new Map(lastIn(timed.map(({ createdMs }) => createdMs * perMs)))
  return (createdMs) => {
    for (let low = createdMs * perMs; ; low += perMs) {
      if (!last.has(low)) for (const [key, id] of lastIn([low])) last.set(key, id)
      const id = (last.get(low) ?? low - 1) + 1
      if (id >= low + perMs) continue
      last.set(low, id)
      return id
    }
  }
}

/** How an account's own server names an item. */
export function rememberRef(db: Database, space: string, ref: string, itemId: number): void {
  run(db, 'INSERT OR IGNORE INTO item_refs (space, ref, item_id) VALUES (@space, @ref, @itemId)', {
    space,
    ref,
    itemId,
  })
}

/** FNV-1a over what an edit changes: enough to notice a change, not a signature. */
export function contentHash(item: Pick<FetchedItem, 'title' | 'text' | 'warning'>): number {
  const whole = `${item.title ?? ''}\u0000${item.text}\u0000${item.warning ?? ''}`
  let hash = 0x811c9dc5
  for (let i = 0; i < whole.length; i += 1) hash = Math.imul(hash ^ whole.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Spans, media, metrics, whether it is a poll and how it stands as one JSON column; null when there is nothing to keep. */
export function extraJson(
  item: Pick<FetchedItem, 'spans' | 'media' | 'metrics' | 'poll' | 'standing'>,
  before: string | null,
  accountId: number | undefined,
): string | null {
  const metrics = Object.values(item.metrics).some((n) => n !== undefined) ? item.metrics : undefined
  const standing = standingAfter(standingIn(before), item.standing, accountId)
  const extra: Extra = {
    ...(item.spans.length === 0 ? {} : { spans: item.spans }),
    ...(item.media.length === 0 ? {} : { media: item.media }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(item.poll === true ? { poll: true } : {}),
    ...(standing === undefined ? {} : { standing }),
  }
  return Object.keys(extra).length === 0 ? null : JSON.stringify(extra)
}

/** The row of the search index for a fetched item. */
export function ftsRowOf(network: string, item: FetchedItem): { text: string; meta: string } {
  return ftsRow({
    network,
    kind: item.kind,
    title: item.title,
    text: item.text,
    warning: item.warning,
    lang: item.lang,
    url: item.url,
    ...contentOfSpans(item.spans),
    media: item.media.length > 0,
    poll: item.poll === true,
  })
}

export interface NewItem {
  id: number
  conversationId: number
  authorId: number
  parentId: number | undefined
  question: boolean
  /** How it sounds, where that is known. */
  tone: string | undefined
  nowMs: number
}

/** Writes the rows of a new item, all but its words in the search index. */
export function insertItem(
  db: Database,
  batch: { network: string; accountId: number | undefined; refSpace: string },
  item: FetchedItem,
  at: NewItem,
): void {
  run(
    db,
    `INSERT INTO items (id, network, remote_id, conversation_id, author_id, account_id, kind, state, mine, direct, question, received_ms,
       edited_ms, parent_id, title, text, extra, warning, lang, visibility, url, content_hash, tone)
     VALUES (@id, @network, @remoteId, @conversationId, @authorId, @accountId, @kind, @state, @mine, @direct, @question, @receivedMs,
       @editedMs, @parentId, @title, @text, @extra, @warning, @lang, @visibility, @url, @contentHash, @tone)`,
    {
      id: at.id,
      network: batch.network,
      remoteId: item.remoteId,
      conversationId: at.conversationId,
      authorId: at.authorId,
      accountId: batch.accountId ?? null,
      kind: item.kind,
      state: item.editedMs === undefined ? 'live' : 'edited',
      mine: item.mine ? 1 : 0,
      direct: item.direct ? 1 : 0,
      question: at.question ? 1 : 0,
      tone: at.tone ?? null,
      receivedMs: at.nowMs,
      editedMs: item.editedMs ?? null,
      parentId: at.parentId ?? null,
      title: item.title ?? null,
      text: item.text,
      extra: extraJson(item, null, batch.accountId),
      warning: item.warning ?? null,
      lang: item.lang ?? null,
      visibility: item.visibility ?? null,
      url: item.url ?? null,
      contentHash: contentHash(item),
    },
  )
  if (item.ref !== undefined && item.ref !== item.remoteId) rememberRef(db, batch.refSpace, item.ref, at.id)
  if (item.raw !== null)
    run(db, 'INSERT INTO item_raw (item_id, payload) VALUES (@id, @payload)', {
      id: at.id,
      payload: JSON.stringify(item.raw),
    })
}

/** True where a stored item says something else now; an older state of it than the one that is stored is no news. */
export function isRevision(item: FetchedItem, existing: ExistingItem): boolean {
  if (contentHash(item) === existing.contentHash) return false
  return existing.editedMs === null || (item.editedMs ?? 0) >= existing.editedMs
}

/**
 * Brings a stored item to a newer wording: the old one becomes a revision. Counts (likes) change quietly.
 * A wording older than the stored one is ignored. True if the words changed.
 */
export function reviseItem(
  db: Database,
  batch: { network: string; accountId: number | undefined },
  { item, question, tone }: { item: FetchedItem; question: boolean; tone: Tone },
  existing: ExistingItem,
  nowMs: number,
): boolean {
  const hash = contentHash(item)
  const extra = extraJson(item, existing.extra, batch.accountId)
  if (!isRevision(item, existing)) {
    if (hash === existing.contentHash && extra !== existing.extra)
      run(db, 'UPDATE items SET extra = @extra WHERE id = @id', { id: existing.id, extra })
    return false
  }
  run(
    db,
    `INSERT INTO item_revisions (item_id, n, seen_ms, text)
     SELECT id, 1 + coalesce((SELECT max(n) FROM item_revisions WHERE item_id = @id), 0), @nowMs, text FROM items WHERE id = @id`,
    { id: existing.id, nowMs },
  )
  run(
    db,
    `UPDATE items SET state = 'edited', edited_ms = @editedMs, title = @title, text = @text, extra = @extra, warning = @warning, question = @question,
       tone = @tone, lang = @lang, content_hash = @hash
     WHERE id = @id`,
    {
      id: existing.id,
      editedMs: item.editedMs ?? nowMs,
      title: item.title ?? null,
      text: item.text,
      extra,
      warning: item.warning ?? null,
      question: question ? 1 : 0,
      tone: tone === 'unknown' ? null : tone,
      lang: item.lang ?? null,
      hash,
    },
  )
  run(db, 'DELETE FROM item_fts WHERE rowid = CAST(@id AS INTEGER)', { id: existing.id })
  run(db, 'INSERT INTO item_fts (rowid, text, meta) VALUES (CAST(@id AS INTEGER), @text, @meta)', {
    id: existing.id,
    ...ftsRowOf(batch.network, item),
  })
  if (item.raw !== null) replaceRaw(db, existing.id, item.raw)
  return true
}

function replaceRaw(db: Database, id: number, raw: Json): void {
  run(
    db,
    'INSERT INTO item_raw (item_id, payload) VALUES (@id, @payload) ON CONFLICT (item_id) DO UPDATE SET payload = excluded.payload',
    {
      id,
      payload: JSON.stringify(raw),
    },
  )
}

/**
 * Leaves a tombstone: the text goes from the row, its revisions, the raw payload, the search index, the title of its
 * conversation, its address (which often spells the title), what we sent and what rules learnt. wipe.ts takes it out of the
 * file.
 */
export function deleteItemContent(db: Database, id: number): void {
  run(
    db,
    `UPDATE conversations SET title = NULL
     WHERE id = (SELECT conversation_id FROM items WHERE id = @id) AND title = (SELECT title FROM items WHERE id = @id)`,
    { id },
  )
  run(
    db,
    `UPDATE items SET state = 'deleted', text = '', title = NULL, extra = NULL, warning = NULL, url = NULL, question = 0, tone = NULL,
       content_hash = 0 WHERE id = @id`,
    { id },
  )
  run(db, 'DELETE FROM item_revisions WHERE item_id = @id', { id })
  run(db, 'DELETE FROM prints WHERE conversation_id = (SELECT conversation_id FROM items WHERE id = @id)', {
    id,
  })
  run(db, 'DELETE FROM item_raw WHERE item_id = @id', { id })
  run(db, 'DELETE FROM item_fts WHERE rowid = CAST(@id AS INTEGER)', { id })
  const bare = one<{ network: string; kind: ItemKind; lang: string | null }>(
    db,
    'SELECT network, kind, lang FROM items WHERE id = @id',
    { id },
  )
  if (bare !== undefined) {
    // A row without words, so that a search by exclusion still finds the tombstone.
    const row = ftsRow({
      ...bare,
      text: '',
      hashtags: [],
      mentions: [],
      links: [],
      media: false,
      poll: false,
    })
    run(db, 'INSERT INTO item_fts (rowid, text, meta) VALUES (CAST(@id AS INTEGER), @text, @meta)', {
      id,
      ...row,
    })
  }
  run(db, "UPDATE outbox SET text = '', warning = NULL WHERE state = 'sent' AND sent_item_id = @id", { id })
  // What a rule learnt are words of what it heard: it learns again without these.
  for (const { ruleId } of learntFrom(db, id)) planJob(db, 'learn', String(ruleId), 0)
}

function learntFrom(db: Database, id: number): { ruleId: number }[] {
  return all(
    db,
    `SELECT m.rule_id AS ruleId FROM noise_models m
     WHERE EXISTS (SELECT 1 FROM verdicts v WHERE v.rule_id = m.rule_id AND v.item_id = @id)
       OR EXISTS (SELECT 1 FROM hits x JOIN streams s ON s.id = x.stream_id WHERE x.item_id = @id AND s.rule_id = m.rule_id)`,
    { id },
  )
}
