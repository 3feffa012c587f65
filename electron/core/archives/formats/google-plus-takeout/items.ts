import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { htmlToText } from '../../../networks/html-text.ts'
import type { FetchedAuthor, FetchedItem, Json } from '../../../networks/types.ts'
import type { WireAcl, WireAuthor, WireComment, WireContent, WireMedia, WirePost } from './wire.ts'

/*
 * No item has an address: those of Google+ lead nowhere since 2019, and a button that opens nothing is worse than none.
 * They are kept with what was received.
 */

const home = 'https://plus.google.com/'

/** Epoch ms of `2018-12-04 11:24:42-0800` and its kin; undefined where it is no time. */
export function timeOf(text: string): number | undefined {
  const iso = text
    .trim()
    .replace(/^(\d{4}-\d\d-\d\d)\s+/, '$1T')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? undefined : ms
}

/** The last part of a post's address, which stays whatever its author calls themselves; undefined where it is none. */
export function postIdOf(url: string): string | undefined {
  return /\/posts\/([\w-]+)/.exec(url)?.[1]
}

/** The item of a post; `id` is that of its address. */
export function postItem(post: WirePost, id: string, createdMs: number): FetchedItem {
  const { text, spans } = textOf(post)
  const { visibility, place } = audienceOf(post.postAcl)
  return {
    remoteId: `posts/${id}`,
    kind: 'post',
    author: authorOf(post.author),
    // Takeout gives one's own stream.
    mine: true,
    direct: false,
    createdMs,
    editedMs: editedOf(post, createdMs),
    title: place,
    text,
    spans,
    visibility,
    media: [...mediaOf(post), ...(post.resharedPost === undefined ? [] : mediaOf(post.resharedPost))],
    poll: post.poll?.choices !== undefined,
    metrics: { likes: post.plusOnes?.length, reposts: post.reshares?.length, replies: post.comments?.length },
    raw: rawOf(post),
  }
}

/** The item of a comment on a post of ours. */
export function commentItem(
  comment: WireComment,
  post: WirePost,
  id: string,
  createdMs: number,
): FetchedItem {
  const { text, spans } = textOf(comment)
  const mine = isSame(comment.author, post.author)
  const author = authorOf(comment.author)
  return {
    // Older exports give comments no name of their own: who said it when is one.
    remoteId: comment.resourceName ?? `posts/${id}/comments/${String(createdMs)}/${author.remoteId}`,
    parentRef: `posts/${id}`,
    kind: 'comment',
    author,
    mine,
    direct: !mine,
    createdMs,
    text,
    spans,
    visibility: audienceOf(post.postAcl).visibility,
    media: mediaOf(comment),
    metrics: {},
    raw: rawOf(comment),
  }
}

function isSame(a: WireAuthor, b: WireAuthor): boolean {
  return a.resourceName === undefined
    ? a.profilePageUrl !== undefined && a.profilePageUrl === b.profilePageUrl
    : a.resourceName === b.resourceName
}

function authorOf(author: WireAuthor): FetchedAuthor {
  const name = author.displayName?.trim() ?? ''
  return {
    // Who has left Google+ has no profile any more, and often no name.
    remoteId:
      author.resourceName ??
      webAddress(author.profilePageUrl) ??
      (name === '' ? 'somebody' : `named/${name}`),
    handle: handleOf(author, name),
    name: name === '' ? 'Somebody' : name,
    avatarUrl: webAddress(author.avatarImageUrl),
  }
}

/** `+AnaBaker` where they had such an address; else the number of their profile. */
function handleOf({ profilePageUrl, resourceName }: WireAuthor, name: string): string {
  const path =
    profilePageUrl === undefined ? undefined : /plus\.google\.com\/([^/?#]+)/.exec(profilePageUrl)?.[1]
  if (path !== undefined) return decoded(path)
  return resourceName?.replace(/^users\//, '') ?? (name === '' ? 'somebody' : name)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not encoded, then.
    return path
  }
}

/** What a post says: its own words, what it links to, what it asks, and the words that it passes on. */
function textOf(given: WireContent & { resharedPost?: WireContent | undefined }): {
  text: string
  spans: Span[]
} {
  const own = htmlToText(given.content ?? '', home)
  const writer = new Words(own.text, own.spans)
  writer.addLink(given.link?.title, webAddress(given.link?.url))
  const choices = (given.poll?.choices ?? []).map(
    ({ description = '', voteCount }) =>
      `○ ${description.replace(/\s+/g, ' ').trim()}${voteCount === undefined ? '' : ` (${String(voteCount)})`}`,
  )
  writer.add(choices.join('\n'))
  const reshared = given.resharedPost
  if (reshared !== undefined) {
    const { text } = textOf({ ...reshared, resharedPost: undefined })
    const who = reshared.author?.displayName ?? 'somebody'
    writer.add(`Shared from ${who}:${text === '' ? '' : `\n${text}`}`, 'quote')
  }
  return { text: writer.text, spans: writer.spans }
}

/** A text that grows by paragraphs, with the spans in it. */
class Words {
  text: string
  readonly spans: Span[]

  constructor(text: string, spans: readonly Span[]) {
    this.text = text
    this.spans = [...spans]
  }

  add(paragraph: string, type?: 'quote'): void {
    if (paragraph === '') return
    const start = this.#begin()
    this.text += paragraph
    if (type !== undefined) this.spans.push({ start, end: this.text.length, type })
  }

  addLink(title: string | undefined, url: string | undefined): void {
    if (url === undefined || this.spans.some(({ href }) => href === url)) return
    const start = this.#begin()
    this.text += title === undefined || title.trim() === '' ? url : title.trim()
    this.spans.push({ start, end: this.text.length, type: 'link', href: url })
  }

  #begin(): number {
    if (this.text !== '') this.text += '\n\n'
    return this.text.length
  }
}

function mediaOf({ media, album }: WireContent): Media[] {
  const all = [...(media === undefined ? [] : [media]), ...(album?.media ?? [])]
  return all.flatMap((one) => {
    const url = webAddress(one.url)
    return url === undefined ? [] : [{ kind: kindOf(one), url, alt: one.description }]
  })
}

function kindOf({ contentType = '' }: WireMedia): Media['kind'] {
  const [kind] = contentType.split('/')
  return kind === 'video' || kind === 'audio' || kind === 'image' ? kind : 'image'
}

/** Who could read it, and the community, collection or event that it was posted in. */
export function audienceOf(acl: WireAcl | undefined): {
  visibility: string | undefined
  place: string | undefined
} {
  if (acl === undefined) return { visibility: undefined, place: undefined }
  const place =
    acl.communityAcl?.community?.displayName ??
    acl.collectionAcl?.collection?.displayName ??
    acl.eventAcl?.event?.displayName
  const circles = acl.visibleToStandardAcl?.circles ?? []
  const isPublic = acl.isPublic === true || circles.some(({ type }) => type === 'CIRCLE_TYPE_PUBLIC')
  if (isPublic) return { visibility: 'public', place }
  return { visibility: acl.communityAcl === undefined ? 'private' : 'unlisted', place }
}

/** Plus-ones and comments move `updateTime` by moments; an edit is later than a minute. */
function editedOf(post: WirePost, createdMs: number): number | undefined {
  const ms = post.updateTime === undefined ? undefined : timeOf(post.updateTime)
  return ms !== undefined && ms - createdMs > 60_000 ? ms : undefined
}

export function webAddress(url: string | undefined): string | undefined {
  const whole = url?.startsWith('//') === true ? `https:${url}` : url
  return whole !== undefined && URL.canParse(whole) && /^https?:$/.test(new URL(whole).protocol)
    ? whole
    : undefined
}

/** It came out of JSON (or of our own reading of HTML), so it is JSON. */
function rawOf(value: WirePost | WireComment): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}
