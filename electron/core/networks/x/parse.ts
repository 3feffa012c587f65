import type { Media } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import { textOf } from './text.ts'
import { readPage, readPost, wireEvent, wireMatch, type ReadPage, type WireMedia, type WirePost, type WireUser } from './wire.ts' // prettier-ignore

/** A post of X as an item. */

/** Who reads: decides what is ours and what speaks to us. */
export interface Viewer {
  id: string
  username: string
}

export const refSpace = 'x'

/** People and pictures that came along. */
export interface Company {
  users: readonly WireUser[]
  media: readonly WireMedia[]
}

/** Undefined where nobody is named as its author, or nothing says when it was written: both are always asked for. */
export function itemOf(post: WirePost, company: Company, me: Viewer | undefined): FetchedItem | undefined {
  if (post.authorId === undefined || post.createdMs === undefined) return undefined
  const { text, spans } = textOf(post)
  const mine = post.authorId === me?.id
  const speaksToUs = me !== undefined && !mine && isSummons(post, me)
  const repliesToUs = speaksToUs && post.inReplyToUserId === me.id
  const parent = post.references.find(({ type }) => type === 'replied_to')
  const original = post.versions[0] ?? post.id
  const wasEdited = post.versions.length > 1
  return {
    // An edited post gets an id of its own; the first one names it for good.
    remoteId: original,
    ref: post.id,
    parentRef: parent?.id,
    rootRef: post.conversationId,
    kind: mine ? 'post' : repliesToUs ? 'reply' : speaksToUs ? 'mention' : 'post',
    author: authorOf(post.authorId, company.users),
    mine,
    direct: speaksToUs,
    createdMs: post.createdMs,
    editedMs: wasEdited ? post.createdMs : undefined,
    text,
    spans,
    lang: languageOf(post.lang),
    visibility: 'public',
    url: `https://x.com/i/status/${post.id}`,
    media: post.mediaKeys.flatMap((key) => mediaOf(company.media.find((one) => one.media_key === key))),
    poll: post.hasPoll,
    metrics: { likes: post.likes, reposts: post.reposts, replies: post.replies },
    raw: asJson(post.raw),
  }
}

/** Names us, or answers us: where X lets a program answer. */
export function isSummons(post: WirePost, me: Viewer): boolean {
  const entities = [post.entities, post.note?.entities]
  const named = entities.flatMap((one) => one?.mentions ?? [])
  return (
    post.inReplyToUserId === me.id ||
    named.some(({ id, username }) => id === me.id || username.toLowerCase() === me.username.toLowerCase())
  )
}

export function itemsOf(
  page: Pick<ReadPage, 'posts' | 'users' | 'media'>,
  me: Viewer | undefined,
): FetchedItem[] {
  return page.posts.flatMap((post) => itemOf(post, page, me) ?? [])
}

function authorOf(id: string, users: readonly WireUser[]): FetchedAuthor {
  const user = users.find((one) => one.id === id)
  // X names a person by number where it does not show who it is.
  if (user === undefined)
    return { remoteId: id, handle: `@${id}`, name: '', url: `https://x.com/i/user/${id}` }
  return {
    remoteId: id,
    handle: `@${user.username}`,
    name: user.name ?? '',
    url: `https://x.com/${user.username}`,
    avatarUrl: user.profile_image_url,
    bio: user.description === '' ? undefined : user.description,
    followers: user.public_metrics?.followers_count,
  }
}

/** X has codes of its own for texts that are in no language: only links, only a picture. */
function languageOf(lang: string | undefined): string | undefined {
  if (lang === undefined || /^(?:und|zxx|art|q..)$/.test(lang)) return undefined
  return lang === 'iw' ? 'he' : lang === 'in' ? 'id' : lang
}

function mediaOf(media: WireMedia | undefined): Media[] {
  if (media === undefined) return []
  const videos = media.variants
    .filter(({ content_type: type }) => type === 'video/mp4')
    .sort((a, b) => (b.bit_rate ?? 0) - (a.bit_rate ?? 0))
  const url = media.url ?? videos[0]?.url ?? media.preview_image_url
  if (url === undefined || !/^https?:\/\//i.test(url)) return []
  return [
    {
      kind: media.type === 'photo' ? 'image' : 'video',
      url,
      previewUrl: media.preview_image_url,
      alt: media.alt_text,
    },
  ]
}

/** What was parsed from JSON is JSON. */
function asJson(value: unknown): Json {
  return value as Json // it came through JSON.parse
}

/** Normalises one recorded answer: a page, one post, or the lines of a stream. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const text = new TextDecoder().decode(recorded.body)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const first = lines[0]
  if (lines.length > 1 && first !== undefined && isJson(first))
    return lines.flatMap((line) => itemsOfLine(line))
  const data = parseJson({ ...recorded, status: 200 })
  const items = itemsOfValue(data)
  if (items !== undefined) return items
  return itemsOf(readPage(data, new URL(recorded.url).host), undefined)
}

function itemsOfLine(line: string): FetchedItem[] {
  return (isJson(line) ? itemsOfValue(JSON.parse(line)) : undefined) ?? []
}

/** A line of one of the two streams; undefined where it is none. */
function itemsOfValue(value: unknown): FetchedItem[] | undefined {
  const event = wireEvent.safeParse(value)
  if (event.success) {
    const { payload, includes } = event.data.data
    return companyOf(payload, includes)
  }
  const match = wireMatch.safeParse(value)
  if (match.success && match.data.matching_rules.length > 0)
    return companyOf(match.data.data, match.data.includes)
  return undefined
}

function companyOf(
  value: unknown,
  includes: { users: WireUser[]; media: WireMedia[] } | undefined,
): FetchedItem[] {
  const post = readPost(value)
  if (post === undefined) return []
  return itemsOf({ posts: [post], users: includes?.users ?? [], media: includes?.media ?? [] }, undefined)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The post behind a stored item. */
export function postOfRaw(raw: Json): WirePost | undefined {
  return readPost(raw)
}

/** The failure of an item that should have an author and a time and has none. */
export function unreadable(host: string): Failure {
  return new Failure('bad-response', `${host} answered with a post that cannot be understood.`)
}
