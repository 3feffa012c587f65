import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import { mfmToText } from './mfm.ts'
import {
  readList,
  readNote,
  wireCreated,
  type Entry,
  type ReadNote,
  type WireFile,
  type WireNote,
  type WireUser,
} from './wire.ts'

/** Who reads, and from where: decides what speaks to us and how people without a host are called. */
export interface Viewer {
  /** `https://town.example` */
  origin: string
  /** The host in handles of this server's own people. */
  domain: string
  me?: { id: string; acct: string } | undefined
}

export interface ItemOptions {
  /** The server itself said that the note speaks to us: by a notification. */
  named?: boolean
  /** The answer was made for us, so that it tells whether we like the note. What is streamed is made for everybody. */
  forUs?: boolean
}

export function refSpaceOf(origin: string): string {
  return `misskey:${origin}`
}

/** `name@host` in lower case. */
export function acctOf({ username, host }: Pick<WireUser, 'username' | 'host'>, domain: string): string {
  return `${username}@${host ?? domain}`.toLowerCase()
}

/** The name of a note that all servers agree on: the address that its own server gave it. */
export function remoteIdOf({ uri, id }: Pick<WireNote, 'uri' | 'id'>, { origin }: Viewer): string {
  return uri ?? `${origin}/notes/${id}`
}

export function itemOf(
  { note, raw, quoted }: ReadNote,
  viewer: Viewer,
  options: ItemOptions = {},
): FetchedItem {
  const { me } = viewer
  const mine = me !== undefined && note.userId === me.id
  const repliesToUs = me !== undefined && note.reply?.userId === me.id
  const isDirect = !mine && (repliesToUs || options.named === true || speaksOf(note, quoted, viewer))
  return {
    remoteId: remoteIdOf(note, viewer),
    ref: note.id,
    parentRef: note.replyId,
    kind: !isDirect ? 'post' : repliesToUs ? 'reply' : 'mention',
    author: note.user === undefined ? goneAuthor(note.userId) : authorOf(note.user, viewer),
    mine,
    direct: isDirect,
    createdMs: note.createdAt,
    editedMs: note.updatedAt,
    ...wordsOf(note, quoted, viewer),
    warning: plainLine(note.cw),
    lang: note.lang,
    visibility: note.visibility ?? 'public',
    url: pageOf(note, viewer),
    media: note.files.flatMap(mediaOf),
    poll: note.poll !== undefined,
    metrics: {
      likes: note.reactionCount ?? sumOf(note.reactions),
      reposts: note.renoteCount,
      replies: note.repliesCount,
    },
    standing:
      options.forUs === true && me !== undefined ? { liked: note.myReaction !== undefined } : undefined,
    // It came out of JSON.parse, so it is JSON.
    raw: raw as Json,
  }
}

/** Names us, is for us alone, or quotes us. */
function speaksOf(note: WireNote, quoted: WireNote | undefined, { me }: Viewer): boolean {
  if (me === undefined) return false
  return (
    note.mentions?.includes(me.id) === true ||
    note.visibleUserIds?.includes(me.id) === true ||
    quoted?.userId === me.id
  )
}

export function authorOf(user: WireUser, viewer: Viewer): FetchedAuthor {
  const acct = acctOf(user, viewer.domain)
  const isLocal = user.host === undefined || user.host.toLowerCase() === viewer.domain
  return {
    // Accounts cannot change their name or host, and every server tells both; their ids are each server's own.
    remoteId: acct,
    handle: `@${acct}`,
    name: plainLine(user.name) ?? user.username,
    url: isLocal ? `${viewer.origin}/@${user.username}` : `${viewer.origin}/@${acct}`,
    avatarUrl: webAddress(user.avatarUrl),
    bio:
      user.description === undefined
        ? undefined
        : mfmToText(user.description, placeOf(user, viewer, undefined)).text.slice(0, 2000),
    followers: user.followersCount,
    isBot: user.isBot === true,
  }
}

/** The note is there still, its author is not. */
function goneAuthor(userId: string): FetchedAuthor {
  return { remoteId: userId, handle: `@${userId}`, name: 'Deleted account' }
}

function placeOf(
  user: WireUser | undefined,
  { origin, domain }: Viewer,
  emojis: Readonly<Record<string, string>> | undefined,
) {
  return {
    origin,
    host: user?.host ?? domain,
    emojis: new Map(Object.entries(emojis ?? {})),
  }
}

/** The words, below them what can be voted for, below that the address of what is quoted. */
function wordsOf(
  note: WireNote,
  quoted: WireNote | undefined,
  viewer: Viewer,
): { text: string; spans: Span[] } {
  const { text, spans } = mfmToText(note.text ?? '', placeOf(note.user, viewer, note.emojis))
  const choices = (note.poll?.choices ?? []).map((choice) => `○ ${plainLine(choice.text) ?? ''}`)
  const parts = [text, choices.join('\n')].filter((part) => part !== '')
  const href = quoted === undefined ? undefined : pageOf(quoted, viewer)
  // Some servers write the address into the words for readers that know no quotes.
  if (href === undefined || text.includes(href)) return { text: parts.join('\n\n'), spans }
  const before = [...parts, ''].join('\n\n')
  const start = before.length + 4
  const link: Span = { start, end: start + href.length, type: 'link', href }
  return { text: `${before}RE: ${href}`, spans: [...spans, link] }
}

/** The page of a note at its own server, where that said which; else at the one that was asked. */
function pageOf(note: WireNote, viewer: Viewer): string {
  return webAddress(note.url) ?? webAddress(note.uri) ?? `${viewer.origin}/notes/${note.id}`
}

function mediaOf({ type, url, thumbnailUrl, comment }: WireFile): Media[] {
  const address = webAddress(url)
  if (address === undefined) return []
  const kind = (['image', 'video', 'audio'] as const).find((each) => type.startsWith(`${each}/`)) ?? 'file'
  return [{ kind, url: address, previewUrl: webAddress(thumbnailUrl), alt: plainLine(comment) }]
}

function sumOf(reactions: Readonly<Record<string, number>> | undefined): number | undefined {
  return reactions === undefined ? undefined : Object.values(reactions).reduce((sum, each) => sum + each, 0)
}

function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}

function plainLine(value: string | undefined): string | undefined {
  const words = value
    ?.toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return words === '' ? undefined : words
}

/** Types of notifications that speak to us; the others (reactions, renotes, follows) say nothing. */
const speakingTypes = new Set(['mention', 'reply', 'quote'])

/** Items of one answer, each once. */
export function itemsOf(entries: readonly Entry[], viewer: Viewer, options: ItemOptions = {}): FetchedItem[] {
  return once(
    entries.flatMap(({ type, read }) => {
      if (read === undefined || (type !== undefined && !speakingTypes.has(type))) return []
      return [itemOf(read, viewer, type === undefined ? options : { ...options, named: true })]
    }),
  )
}

export function once(items: readonly FetchedItem[]): FetchedItem[] {
  const byId = new Map<string, FetchedItem>()
  for (const item of items) {
    const before = byId.get(item.remoteId)
    if (before === undefined || (item.direct && !before.direct)) byId.set(item.remoteId, item)
  }
  return [...byId.values()]
}

/**
 * Items of a recorded answer: a list of notes or notifications, one note, or what notes/create answers. Nobody is
 * signed in, so nothing is ours; notes of notifications are direct all the same. Throws bad-response.
 */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { origin, host } = new URL(recorded.url)
  const viewer: Viewer = { origin, domain: host }
  const data = parseJson({ ...recorded, status: 200 })
  if (Array.isArray(data)) return itemsOf(readList(data, host), viewer)
  const created = wireCreated.safeParse(data)
  const read = readNote(created.success ? created.data.createdNote : data)
  if (read === undefined)
    throw new Failure('bad-response', `${host} answered with something that holds no notes.`)
  return read === 'nothing' ? [] : [itemOf(read, viewer)]
}
