import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Deletion, FetchedItem, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { itemOf, once, refSpaceOf } from './parse.ts'
import { readList, readNote, wireFound, type ReadNote } from './wire.ts'

/** Threads around a note, and whether notes are still there. */

/** Each costs a request of its own: there is no call for several. */
export const recheckBatch = 10

/** Answers are asked for note by note; of larger threads the rest is counted as missing. */
const mostAsked = 30

/** The thread as the account's server knows it, or, without an account, as the server of the note shows it. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  const client = account === null ? homeOf(ctx, item.remoteId) : clientOf(ctx.http, account)
  const ref = account === null ? idAtHome(item.remoteId) : await resolveRef(client, item)
  const focus = await noteOf(client, ref)
  const above = readList(await client.ask('notes/conversation', { noteId: ref, limit: 100 }), client.host)
  const all = await withAnswers(client, [focus, ...above.flatMap(({ read }) => read ?? [])])
  const rootRef = above.at(-1)?.id ?? ref
  const items = once(all.map((read) => itemOf(read, client.viewer, { forUs: true })))
  return {
    items: items.map((each) => ({ ...each, rootRef })),
    refSpace: refSpaceOf(client.origin),
    missing: missingIn(all),
  }
}

/** Adds what answers these notes, what answers that, and so on: what is nearest first. */
async function withAnswers(client: Client, start: readonly ReadNote[]): Promise<ReadNote[]> {
  const known = new Map(start.map((read) => [read.note.id, read]))
  const waiting = [...known.values()]
  for (let asked = 0; asked < mostAsked;) {
    const read = waiting.shift()
    if (read === undefined) break
    if (read.note.repliesCount === 0) continue
    asked += 1
    const data = await client.ask('notes/replies', { noteId: read.note.id, limit: 100 })
    for (const { read: answer } of readList(data, client.host)) {
      if (answer === undefined || known.has(answer.note.id)) continue
      known.set(answer.note.id, answer)
      waiting.push(answer)
    }
  }
  return [...known.values()]
}

/** Replies that the counts tell of and that are not here: kept from us, not fetched, or not counted well. */
function missingIn(all: readonly ReadNote[]): number {
  const answers = new Map<string, number>()
  for (const { note } of all)
    if (note.replyId !== undefined) answers.set(note.replyId, (answers.get(note.replyId) ?? 0) + 1)
  return all.reduce(
    (sum, { note }) => sum + Math.max(0, (note.repliesCount ?? 0) - (answers.get(note.id) ?? 0)),
    0,
  )
}

/** One note. Throws gone where it is not there, forbidden where it is kept from us. */
export async function noteOf(client: Client, ref: string): Promise<ReadNote> {
  const read = readNote(await client.ask('notes/show', { noteId: ref }))
  if (read === undefined)
    throw new Failure('bad-response', `${client.host} answered with a note that cannot be understood.`)
  if (read === 'nothing')
    throw new Failure('forbidden', `${client.host} does not show this note to your account.`)
  return read
}

/** How the account's server calls a note that it may never have seen: it is asked to fetch it by its address. */
export async function resolveRef(client: Client, item: { remoteId: string; ref: string }): Promise<string> {
  if (item.ref !== item.remoteId && !/^https?:/.test(item.ref)) return item.ref
  const found = readOne(wireFound, await client.ask('ap/show', { uri: item.remoteId }), client.host, 'a find')
  const read = found.type === 'Note' ? readNote(found.object) : undefined
  if (read === undefined || read === 'nothing')
    throw new Failure('gone', `${client.host} cannot find this note (any more).`)
  return read.note.id
}

function homeOf(ctx: NetworkContext, remoteId: string): Client {
  if (!URL.canParse(remoteId) || !/^https?:$/.test(new URL(remoteId).protocol))
    throw new Failure('not-supported', 'This note has no address. Its thread needs an account.')
  return strangerClient(ctx.http, new URL(remoteId).origin, true)
}

function idAtHome(remoteId: string): string {
  const id = /^\/notes\/(\w+)$/.exec(new URL(remoteId).pathname)?.[1]
  if (id === undefined)
    throw new Failure('not-supported', 'The server of this note shows its thread to its own users only.')
  return id
}

/**
 * Asks for each. What is not there is deleted. An address in place of an id is a note that this server never named: it
 * is not asked for, and says nothing; the same holds for notes that are kept from us by now.
 */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  given: string[],
  { host, tag = '' }: StreamConfig = {},
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (account === null && host === undefined)
    throw new Failure('not-supported', 'It is not known at which server these notes were heard.')
  const client = account === null ? strangerClient(ctx.http, host ?? '', false) : clientOf(ctx.http, account)
  const refs = given.filter((ref) => !/^https?:/.test(ref))
  const items: FetchedItem[] = []
  const deletions: Deletion[] = []
  for (const ref of refs) {
    const read = await noteOf(client, ref).catch(goneOrHidden)
    if (read === 'gone') deletions.push({ ref })
    else if (read !== 'hidden') items.push(itemOf(read, client.viewer, { forUs: true }))
  }
  // A server that answers 404 to everything is broken, and has not lost all of them at once.
  if (deletions.length === refs.length && refs.length > 0) await proveReading(client, account, tag)
  return { items, deletions, refSpace: refSpaceOf(client.origin) }
}

/** Throws where nothing can be read one by one, though it is there: closed to strangers, or broken. */
async function proveReading(client: Client, account: NetworkAccount | null, tag: string): Promise<void> {
  if (account !== null) return void (await client.ask('i'))
  const found = readList(await client.ask('notes/search-by-tag', { tag, limit: 1 }), client.host)
  const shown = found[0]?.id
  if (shown !== undefined && (await noteOf(client, shown).catch(goneOrHidden)) === 'gone')
    throw new Failure('forbidden', `${client.host} shows single notes to its own users only.`)
}

function goneOrHidden(error: unknown): 'gone' | 'hidden' {
  if (error instanceof Failure && error.code === 'gone') return 'gone'
  // A status means that the whole server refuses; without one, it is this note that is kept from us.
  if (error instanceof Failure && error.code === 'forbidden' && error.status === undefined) return 'hidden'
  throw error
}
