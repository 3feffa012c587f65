import { Failure } from '#shared/failure'
import type { FetchedItem, NetworkAccount, NetworkContext, ReplyDefaults, Speech } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, viewerOf, type Client } from './client.ts'
import { mfmToText } from './mfm.ts'
import { acctOf, itemOf, refSpaceOf, type Viewer } from './parse.ts'
import { noteOf, resolveRef } from './threads.ts'
import { ownNotes } from './timelines.ts'
import { readList, readNote, wireCreated, wireUser, type ReadNote, type WireNote } from './wire.ts'

/** From widest to narrowest. */
const order = ['public', 'home', 'followers', 'specified'] as const
type Visibility = (typeof order)[number]

function rankOf(visibility: string): number {
  const rank = order.findIndex((each) => each === visibility)
  // Of a word we do not know the narrowest is meant.
  return rank === -1 ? order.length - 1 : rank
}

/** What may be chosen in answer to this visibility, widest first: never wider. Pure. */
export function narrowerThan(parent: string | undefined): Visibility[] {
  return order.filter((_each, rank) => rank >= rankOf(parent ?? 'public'))
}

/** The visibility to send: what was chosen, but never wider than what is answered. Pure. */
export function visibilityOf(chosen: string | undefined, parent: string | undefined): Visibility {
  const allowed = narrowerThan(parent)
  return allowed.find((each) => each === chosen) ?? allowed[0] ?? 'specified'
}

/**
 * Says it once. Misskey knows no repeats: a note that was sent twice is there twice. So before a try that may be a
 * repeat, our own newest notes are looked through for the same words in answer to the same note, said within the last
 * day; if they are there, they count as sent.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const client = clientOf(ctx.http, account)
  const refSpace = refSpaceOf(client.origin)
  const replyId = speech.inReplyTo === undefined ? undefined : await resolveRef(client, speech.inReplyTo)
  const before = speech.attempt === 1 ? undefined : await saidBefore(ctx, client, speech.text, replyId)
  if (before !== undefined) return { item: itemOf(before, client.viewer, { forUs: true }), refSpace }
  // Asked anew: what it was when it was heard may have become narrower since, and is another server's word perhaps.
  const parent = replyId === undefined ? undefined : (await noteOf(client, replyId)).note
  const data = await client.ask('notes/create', await bodyOf(client, speech, parent))
  const created = readOne(wireCreated, data, client.host, 'a note').createdNote
  const read = readNote(created)
  if (read === undefined || read === 'nothing')
    throw new Failure('bad-response', `${client.host} took the words, but its answer cannot be understood.`)
  return { item: itemOf(read, client.viewer, { forUs: true }), refSpace }
}

async function bodyOf(client: Client, speech: Speech, parent: WireNote | undefined) {
  const warning = speech.warning ?? speech.inReplyTo?.warning ?? ''
  // Both words count: that of the server, and that under which it is stored here.
  const heard = visibilityOf(speech.visibility, speech.inReplyTo?.visibility)
  const visibility = visibilityOf(heard, parent?.visibility)
  return {
    text: speech.text,
    visibility,
    ...(parent === undefined ? {} : { replyId: parent.id }),
    ...(parent?.localOnly === true ? { localOnly: true } : {}),
    ...(warning === '' ? {} : { cw: warning }),
    ...(visibility === 'specified' ? { visibleUserIds: await recipients(client, speech.text, parent) } : {}),
  }
}

/** Who may read a note for a few: who could read the one that it answers, and whoever it names. */
async function recipients(client: Client, text: string, parent: WireNote | undefined): Promise<string[]> {
  const { me, domain } = client.viewer
  const people = parent === undefined ? [] : [parent.userId, ...(parent.visibleUserIds ?? [])]
  for (const acct of peopleIn(text, client.viewer)) {
    const [username = '', host = domain] = acct.split('@')
    const data = await client.ask('users/show', { username, host: host === domain ? null : host })
    people.push(readOne(wireUser, data, client.host, 'an account').id)
  }
  const ids = [...new Set(people)].filter((id) => id !== me?.id)
  if (ids.length === 0)
    throw new Failure('rejected', 'A note for a few must name somebody, for example @ana@town.example.')
  return ids
}

const repeatMs = 86_400_000

async function saidBefore(
  ctx: NetworkContext,
  client: Client,
  text: string,
  replyId: string | undefined,
): Promise<ReadNote | undefined> {
  const { me } = client.viewer
  if (me === undefined) return undefined
  const data = await client.ask('users/notes', { ...ownNotes(me.id), limit: 30 })
  return readList(data, client.host)
    .flatMap(({ read }) => read ?? [])
    .find(
      ({ note }) =>
        note.userId === me.id &&
        note.replyId === replyId &&
        ctx.clock.now() - note.createdAt < repeatMs &&
        sameWords(note.text ?? '') === sameWords(text),
    )
}

/** Notes come back as they were written, but for the space around them. */
function sameWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** How a reply starts: everybody who takes part but us, as visible as what it answers, under its warning. Pure. */
export function replyDefaults(
  account: NetworkAccount,
  item: {
    raw: unknown
    visibility?: string | undefined
    warning?: string | undefined
    authorHandle: string
  },
): ReplyDefaults {
  const viewer = viewerOf(account)
  const visibilities = narrowerThan(item.visibility)
  const read = readNote(item.raw)
  const text = read === undefined || read === 'nothing' ? '' : (read.note.text ?? '')
  const author = item.authorHandle.replace(/^@/, '').toLowerCase()
  const place = read === undefined || read === 'nothing' ? viewer : seenFrom(read.note, author, viewer)
  // Names without a host are of the author's server.
  const people = [author, ...peopleIn(text, { ...viewer, domain: place.domain })]
    .filter((acct) => acct.includes('@') && acct !== viewer.me?.acct)
    .map((acct) => `@${shortAcct(acct, viewer.domain)} `)
  return {
    text: [...new Set(people)].join(''),
    visibility: visibilities[0],
    visibilities,
    warning: item.warning,
  }
}

function seenFrom(note: WireNote, author: string, viewer: Viewer): { domain: string } {
  const acct = note.user === undefined ? author : acctOf(note.user, author.split('@')[1] ?? viewer.domain)
  return { domain: acct.split('@')[1] ?? viewer.domain }
}

/** People whom a text names, `name@host`, each once. */
function peopleIn(text: string, { origin, domain }: Viewer): string[] {
  const { spans } = mfmToText(text, { origin, host: domain, emojis: new Map() })
  return [
    ...new Set(
      spans.flatMap(({ type, value }) => (type === 'mention' && value !== undefined ? [value] : [])),
    ),
  ]
}

function shortAcct(acct: string, domain: string): string {
  return acct.endsWith(`@${domain}`) ? acct.slice(0, -domain.length - 1) : acct
}
