import type { Media } from '#shared/domain/item'
import type { FetchedAuthor, FetchedItem, Json } from '../types.ts'
import { parentOf, refOf, remoteIdOf, type Place } from './ref.ts'
import { spansOf } from './text.ts'
import {
  wireTotal,
  type Read,
  type WireAttachment,
  type WireComment,
  type WirePost,
  type WireTag,
} from './wire.ts'

/** Posts and comments of a Page to items. */

/** Who reads: the Page, by its id. Empty where nobody is signed in. */
export interface Viewer {
  pageId: string
  igUsername?: string | undefined
}

/**
 * Facebook keeps the names of people back where they did not agree (all who tag the Page, most who visit it).
 * They are one handle that says so: nothing tells them apart.
 */
const withheld: FetchedAuthor = {
  remoteId: 'withheld',
  handle: 'name withheld',
  name: 'Somebody on Facebook',
}

function authorOf(from: { id: string; name: string } | undefined): FetchedAuthor {
  if (from === undefined) return withheld
  const name = oneLine(from.name)
  return { remoteId: from.id, handle: name ?? from.id, name: name ?? from.id }
}

/** A post of the Page, or by somebody on its wall or who tagged it: those speak to us. */
export function postItem({ node, raw }: Read<WirePost>, viewer: Viewer): FetchedItem {
  const mine = node.from?.id === viewer.pageId
  const place: Place = { instagram: false, root: node.id }
  const { text, spans } = postText(node)
  return {
    remoteId: remoteIdOf(place),
    ref: refOf(place),
    kind: mine ? 'post' : 'mention',
    author: authorOf(node.from),
    mine,
    direct: !mine,
    createdMs: node.created_time,
    text,
    spans,
    standing: standingOf(node.likes?.summary?.has_liked, node.is_hidden),
    url: webAddress(node.permalink_url),
    media: (node.attachments?.data ?? []).flatMap(mediaOf),
    metrics: {
      likes: node.likes?.summary?.total_count,
      reposts: node.shares?.count,
      replies: wireTotal.safeParse(node.comments).data?.summary?.total_count,
    },
    raw: withoutComments(raw),
  }
}

/** The place of a comment below a post. Replies to replies stand below the same comment: there is one level. */
export function commentPlace(comment: WireComment, root: string): Place {
  const parent = comment.parent?.id
  const above = { instagram: false, root }
  return parent === undefined || parent === root
    ? { ...above, comment: comment.id }
    : { ...above, comment: parent, reply: comment.id }
}

/** A comment. On the posts of a Page every one of them speaks to the Page. */
export function commentItem({ node, raw }: Read<WireComment>, place: Place, viewer: Viewer): FetchedItem {
  const mine = node.from?.id === viewer.pageId
  const parent = parentOf(place)
  const { text, spans } = marked(node.message, node.message_tags)
  return {
    remoteId: remoteIdOf(place),
    ref: refOf(place),
    parentRef: parent === undefined ? undefined : refOf(parent),
    rootRef: refOf({ instagram: false, root: place.root }),
    kind: 'comment',
    author: authorOf(node.from),
    mine,
    direct: !mine,
    createdMs: node.created_time,
    text,
    spans,
    standing: standingOf(node.user_likes, node.is_hidden),
    url: webAddress(node.permalink_url),
    media: node.attachment === undefined ? [] : mediaOf(node.attachment),
    metrics: { likes: node.like_count, replies: node.comment_count },
    raw: withoutComments(raw),
  }
}

/** What was done to it, as far as Facebook tells; undefined where it tells nothing. */
export function standingOf(liked: boolean | undefined, hidden: boolean | undefined): FetchedItem['standing'] {
  return liked === undefined && hidden === undefined ? undefined : { liked, hidden }
}

/** A shared link belongs to what was said: its title and address come below the words. */
function postText(post: WirePost): { text: string; spans: FetchedItem['spans'] } {
  const { text, spans } = marked(post.message === '' ? post.story : post.message, post.message_tags)
  const links = (post.attachments?.data ?? []).flatMap((attachment) => {
    const url = webAddress(attachment.unshimmed_url) ?? webAddress(attachment.url)
    const isLink = attachment.media_type === 'link' || attachment.type === 'share'
    return !isLink || url === undefined || text.includes(url)
      ? []
      : [[oneLine(attachment.title), url].filter((part) => part !== undefined).join('\n')]
  })
  if (links.length === 0) return { text, spans }
  const whole = [text, ...links].filter((part) => part !== '').join('\n\n')
  // Tags lie in the words, which come first and keep their offsets.
  return { text: whole, spans: spansOf(whole, post.message === '' ? [] : post.message_tags) }
}

function marked(given: string, tags: readonly WireTag[]): { text: string; spans: FetchedItem['spans'] } {
  const text = given.toWellFormed()
  return { text, spans: spansOf(text, tags) }
}

function mediaOf(attachment: WireAttachment): Media[] {
  const parts = attachment.subattachments?.data ?? []
  return (parts.length > 0 ? parts : [attachment]).flatMap((part): Media[] => {
    const type = part.media_type === '' ? part.type : part.media_type
    const picture = webAddress(part.media?.image?.src)
    if (/video/.test(type)) {
      const url = webAddress(part.media?.source) ?? webAddress(part.url)
      return url === undefined ? [] : [{ kind: 'video', url, previewUrl: picture }]
    }
    return /photo|album|image|sticker/.test(type) && picture !== undefined
      ? [{ kind: 'image', url: picture }]
      : []
  })
}

/** What was said below comes as items of its own. */
export function withoutComments({
  comments: _comments,
  replies: _replies,
  ...raw
}: Record<string, unknown>): Json {
  // It came out of JSON.parse, so it is JSON.
  return raw as Json
}

export function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}

export function oneLine(value: string): string | undefined {
  const line = value
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line === '' ? undefined : line
}
