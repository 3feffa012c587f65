import type { Moderation } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import { htmlToText } from '../html-text.ts'
import { parseJson } from '../http.ts'
import type { FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import { commentName, siteKey, siteOfRoot } from './site.ts'
import { readComments, wireComment, wirePost, type WireComment } from './wire.ts'

/** Who reads, and how what is read concerns them. */
export interface Viewer {
  /** `https://blog.example`, without a slash at the end. */
  site: string
  /** Our user there; absent for strangers. */
  userId?: number | undefined
  /** What is said here is said to us: we keep the blog, or listen as if we did. */
  ours: boolean
}

export function refSpaceOf(site: string): string {
  return `wordpress:${siteKey(site)}`
}

const moderations: Record<string, Moderation> = {
  approved: 'approved',
  approve: 'approved',
  hold: 'held',
  spam: 'spam',
  trash: 'trash',
}

/** Items of one answer, each once. */
export function itemsOf(comments: readonly WireComment[], viewer: Viewer): FetchedItem[] {
  const authors = new Map(comments.map(({ id, author }) => [id, author]))
  const items = comments.map((comment) => itemOf(comment, viewer, authors.get(comment.parent)))
  return [...new Map(items.map((item) => [item.remoteId, item])).values()]
}

/** A comment as an item. `parentAuthor` is known where the comment that it answers came along. */
export function itemOf(comment: WireComment, viewer: Viewer, parentAuthor?: number): FetchedItem {
  const { text, spans } = htmlToText(comment.content.rendered, webAddress(comment.link) ?? viewer.site)
  const post = postOf(comment)
  const mine = isMe(comment.author, viewer)
  const toUs = isMe(parentAuthor ?? embeddedAuthor(comment), viewer)
  return {
    remoteId: commentName(viewer.site, comment.id),
    parentRef: comment.parent === 0 ? undefined : commentName(viewer.site, comment.parent),
    kind: toUs && !mine ? 'reply' : 'comment',
    author: authorOf(comment, viewer),
    mine,
    direct: !mine && (viewer.ours || toUs || isMe(post?.author, viewer)),
    createdMs: comment.date_gmt,
    title: post?.title,
    text,
    spans,
    url: webAddress(comment.link),
    media: [],
    metrics: {},
    standing: {
      moderation: Object.hasOwn(moderations, comment.status) ? moderations[comment.status] : undefined,
    },
    raw: rawOf(comment, post?.title),
  }
}

function isMe(author: number | undefined, { userId }: Viewer): boolean {
  return userId !== undefined && author === userId
}

function postOf(comment: WireComment): { title: string | undefined; author: number } | undefined {
  const post = wirePost.safeParse(comment._embedded.up[0]).data
  if (post === undefined) return undefined
  const title = htmlToText(post.title.rendered).text.replace(/\s+/g, ' ').trim()
  return { title: title === '' ? undefined : title, author: post.author }
}

/** Who wrote what this answers, where we may read that. */
function embeddedAuthor(comment: WireComment): number | undefined {
  return wireComment.safeParse(comment._embedded['in-reply-to'][0]).data?.author
}

function authorOf(comment: WireComment, { site }: Viewer): FetchedAuthor {
  const said = comment.author_name.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  const name = said === '' ? 'Anonymous' : htmlToText(said).text
  return {
    remoteId: `${siteKey(site)}#${voiceOf(comment, name)}`,
    handle: name,
    name,
    url: webAddress(comment.author_url),
    avatarUrl: webAddress(avatarOf(comment)),
  }
}

/**
 * Users have a number. Guests give a mail address that only moderators see; the picture's address holds its hash for
 * everybody, so that a guest is the same to both. Without pictures the name has to do.
 */
function voiceOf(comment: WireComment, name: string): string {
  if (comment.author > 0) return `user-${comment.author}`
  const hash = /\/avatar\/([0-9a-f]{32,64})\b/.exec(avatarOf(comment) ?? '')?.[1]
  return hash === undefined ? `guest:${name.toLowerCase()}` : `guest-${hash}`
}

function avatarOf({ author_avatar_urls: sizes }: WireComment): string | undefined {
  return sizes['96'] ?? Object.values(sizes).at(-1)
}

/** What came, without the addresses of people and machines that moderators are shown. */
function rawOf(comment: WireComment, title: string | undefined): Json {
  const { id, post, parent, author, author_name, author_url, content, link, status } = comment
  return {
    id,
    post,
    parent,
    author,
    author_name,
    author_url,
    date_gmt: new Date(comment.date_gmt).toISOString(),
    content: { rendered: content.rendered },
    link,
    status,
    ...(title === undefined ? {} : { title }),
  }
}

function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}

/** Items of a recorded answer: a list of comments, or one. Nobody is signed in, so nothing is ours. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { host } = new URL(recorded.url)
  const viewer: Viewer = { site: siteOfRoot(recorded.url), ours: false }
  const data = parseJson({ ...recorded, status: 200 })
  if (Array.isArray(data)) return itemsOf(readComments(data, host), viewer)
  const single = wireComment.safeParse(data)
  if (single.success) return [itemOf(single.data, viewer)]
  throw new Failure('bad-response', `${host} answered with something that holds no comments.`)
}
