import type { Handle } from '#shared/domain/item'
import type { FetchedAuthor } from '../networks/types.ts'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/** Columns of a handle from the table alias `h`, under the names of JoinedHandle. */
export const handleColumns = `h.id AS h_id, h.network AS h_network, h.prefix || h.handle AS h_handle, h.name AS h_name, h.url AS h_url,
  h.bio AS h_bio, h.followers AS h_followers, h.is_bot AS h_is_bot`

export interface JoinedHandle {
  h_id: number
  h_network: string
  h_handle: string
  h_name: string
  h_url: string | null
  h_bio: string | null
  h_followers: number | null
  h_is_bot: number
}

export function joinedHandle(row: JoinedHandle): Handle {
  return {
    id: row.h_id,
    network: row.h_network,
    handle: row.h_handle,
    name: row.h_name,
    url: row.h_url ?? undefined,
    bio: row.h_bio ?? undefined,
    followers: row.h_followers ?? undefined,
    isBot: row.h_is_bot === 1,
  }
}

interface Known {
  id: number
  profile: string
}

/** Authors seen lately, so that a page of items by known people writes no author row at all. */
const caches = new WeakMap<Database, Map<string, Known>>()
const cacheSize = 50_000

/** To be called when a transaction that saved authors was rolled back, or rows were removed. */
export function forgetHandles(db: Database): void {
  caches.delete(db)
}

/** Saves an author; writes only when the profile changed. Returns the id. `heardMs` is the time of the item. */
export function saveHandle(db: Database, network: string, author: FetchedAuthor, heardMs: number): number {
  let cache = caches.get(db)
  if (cache === undefined) caches.set(db, (cache = new Map()))
  const key = `${network} ${author.remoteId}`
  const profile = [
    author.handle,
    author.name,
    author.url,
    author.avatarUrl,
    author.bio,
    author.followers,
    author.isBot,
  ].join('\u0000')
  const cached = cache.get(key)
  if (cached?.profile === profile) return cached.id
  if (cache.size >= cacheSize) cache.clear()
  const params = {
    network,
    remoteId: author.remoteId,
    handle: author.handle.replace(/^@/, ''),
    prefix: author.handle.startsWith('@') ? '@' : '',
    name: author.name,
    url: author.url ?? null,
    avatarUrl: author.avatarUrl ?? null,
    bio: author.bio ?? null,
    followers: author.followers ?? null,
    isBot: author.isBot === true ? 1 : 0,
    heardMs,
  }
  const known =
    cached ??
    one<{ id: number }>(db, 'SELECT id FROM handles WHERE network = @network AND remote_id = @remoteId', {
      network,
      remoteId: author.remoteId,
    })
  if (known !== undefined) {
    run(
      db,
      // What this response does not tell (a bio in a short form, a name where only the id came along) stays as it was.
      `UPDATE handles SET handle = iif(@handle = remote_id, handle, @handle), prefix = iif(@handle = remote_id, prefix, @prefix),
         name = iif(@name IN ('', remote_id), name, @name), url = coalesce(@url, url), avatar_url = coalesce(@avatarUrl, avatar_url),
         bio = coalesce(@bio, bio), followers = coalesce(@followers, followers), is_bot = @isBot
       WHERE id = @id`,
      { ...omit(params), id: known.id },
    )
    cache.set(key, { id: known.id, profile })
    return known.id
  }
  const { id } = run(
    db,
    `INSERT INTO handles (network, remote_id, handle, prefix, name, url, avatar_url, bio, followers, is_bot, first_heard_ms)
     VALUES (@network, @remoteId, @handle, @prefix, @name, @url, @avatarUrl, @bio, @followers, @isBot, @heardMs)`,
    params,
  )
  cache.set(key, { id, profile })
  return id
}

/** True if the user marked this author as one whom they never want to miss. */
export function isVip(db: Database, network: string, remoteId: string): boolean {
  const found = one(
    db,
    'SELECT 1 FROM handles WHERE network = @network AND remote_id = @remoteId AND vip = 1',
    { network, remoteId },
  )
  return found !== undefined
}

/** How many follow an author, as last heard. */
export function followersOf(db: Database, network: string, remoteId: string): number | undefined {
  const row = one<{ followers: number | null }>(
    db,
    'SELECT followers FROM handles WHERE network = @network AND remote_id = @remoteId',
    { network, remoteId },
  )
  return row?.followers ?? undefined
}

/** Whether an author is marked; undefined where there is no such author. */
export function isMarked(db: Database, id: number): boolean | undefined {
  const row = one<{ vip: number }>(db, 'SELECT vip FROM handles WHERE id = @id', { id })
  return row && row.vip === 1
}

export function markHandle(db: Database, id: number, vip: boolean): void {
  run(db, 'UPDATE handles SET vip = @vip WHERE id = @id', { id, vip: vip ? 1 : 0 })
}

/** The newest conversations in which an author said something. */
export function conversationsOf(db: Database, id: number, most: number): number[] {
  const rows = all<{ id: number }>(
    db,
    'SELECT conversation_id AS id FROM items WHERE author_id = @id ORDER BY id DESC LIMIT @most',
    { id, most },
  )
  return [...new Set(rows.map((row) => row.id))]
}

/** True if this author has spoken to us before the item `beforeId`. */
export function hasSpokenToUs(db: Database, network: string, remoteId: string, beforeId: number): boolean {
  const found = one(
    db,
    'SELECT 1 FROM handles WHERE network = @network AND remote_id = @remoteId AND first_direct_id < @beforeId',
    { network, remoteId, beforeId },
  )
  return found !== undefined
}

/**
 * Takes note of an item by which an author speaks to us. True if it is the first ever; `former` is then the item
 * that was taken for the first until now, because older items may come later.
 */
export function noteContact(
  db: Database,
  authorId: number,
  itemId: number,
): { isFirst: boolean; former: number | undefined } {
  const before = one<{ first: number | null }>(
    db,
    'SELECT first_direct_id AS first FROM handles WHERE id = @authorId',
    { authorId },
  )?.first
  if (before !== null && before !== undefined && before <= itemId)
    return { isFirst: false, former: undefined }
  run(db, 'UPDATE handles SET first_direct_id = @itemId WHERE id = @authorId', { authorId, itemId })
  return { isFirst: true, former: before ?? undefined }
}

/** Says anew which of the conversations with these items are a first contact. In the past of an archive nobody is new. */
export function recountNewcomers(db: Database, itemIds: readonly number[]): void {
  run(
    db,
    `UPDATE conversations SET newcomer = EXISTS (
       SELECT 1 FROM items i CROSS JOIN handles h ON h.id = i.author_id AND h.first_direct_id = i.id
       WHERE i.conversation_id = conversations.id AND NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id))
     WHERE id IN (SELECT i.conversation_id FROM json_each(@ids) x CROSS JOIN items i ON i.id = x.value)`,
    { ids: JSON.stringify(itemIds) },
  )
}

function omit(params: Record<string, unknown>): Record<string, unknown> {
  const { network: _network, remoteId: _remoteId, heardMs: _heardMs, ...rest } = params
  return rest
}

/** Of people of whom nothing but tombstones of an account is left, no more is kept than the name that stands over those. */
export function forgetPeople(db: Database, accountId: number): void {
  run(
    db,
    `UPDATE handles SET bio = NULL, avatar_url = NULL, followers = NULL, url = NULL
     WHERE id IN (SELECT i.author_id FROM items i WHERE i.account_id = @accountId)
       AND NOT EXISTS (SELECT 1 FROM items o WHERE o.author_id = handles.id AND o.state <> 'deleted')`,
    { accountId },
  )
  forgetHandles(db)
}
