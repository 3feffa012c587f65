import type { Media } from '#shared/domain/item'
import type { FetchedAuthor, FetchedItem } from '../types.ts'
import { oneLine, standingOf, webAddress, withoutComments, type Viewer } from './parse.ts'
import { parentOf, refOf, remoteIdOf, type Place } from './ref.ts'
import { instagramSpansOf } from './text.ts'
import type { Read, WireInstagramComment, WireMedia } from './wire.ts'

/** Pictures of an Instagram professional account and what is said below them, to items. */

function authorOf(username: string | undefined): FetchedAuthor {
  const name = oneLine(username ?? '')
  if (name === undefined)
    return {
      remoteId: 'ig:withheld',
      handle: 'name withheld',
      name: 'Somebody on Instagram',
    }
  return {
    remoteId: `ig:${name.toLowerCase()}`,
    handle: `@${name}`,
    name,
    url: `https://www.instagram.com/${encodeURIComponent(name)}/`,
  }
}

/** A picture: of our own account, since no others can be read. */
export function mediaItem({ node, raw }: Read<WireMedia>, viewer: Viewer): FetchedItem {
  const place: Place = { instagram: true, root: node.id }
  const text = node.caption.toWellFormed()
  const mine = node.username === '' || node.username === viewer.igUsername
  return {
    remoteId: remoteIdOf(place),
    ref: refOf(place),
    kind: mine ? 'post' : 'mention',
    author: authorOf(node.username === '' ? viewer.igUsername : node.username),
    mine,
    direct: !mine,
    createdMs: node.timestamp,
    text,
    spans: instagramSpansOf(text),
    url: webAddress(node.permalink),
    media: mediaOf(node),
    metrics: { likes: node.like_count, replies: node.comments_count },
    raw: withoutComments(raw),
  }
}

export function instagramCommentItem(
  { node, raw }: Read<WireInstagramComment>,
  place: Place,
  viewer: Viewer,
): FetchedItem {
  const parent = parentOf(place)
  const text = node.text.toWellFormed()
  const username =
    node.from?.username === undefined || node.from.username === '' ? node.username : node.from.username
  const mine = username !== '' && username === viewer.igUsername
  return {
    remoteId: remoteIdOf(place),
    ref: refOf(place),
    parentRef: parent === undefined ? undefined : refOf(parent),
    rootRef: refOf({ instagram: true, root: place.root }),
    kind: 'comment',
    author: authorOf(username),
    mine,
    direct: !mine,
    createdMs: node.timestamp,
    text,
    spans: instagramSpansOf(text),
    standing: standingOf(undefined, node.hidden),
    media: [],
    metrics: { likes: node.like_count },
    raw: withoutComments(raw),
  }
}

function mediaOf(media: WireMedia): Media[] {
  const url = webAddress(media.media_url)
  if (url === undefined) return []
  return media.media_type === 'VIDEO'
    ? [{ kind: 'video', url, previewUrl: webAddress(media.thumbnail_url) }]
    : [{ kind: 'image', url }]
}
