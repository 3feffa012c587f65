import type { Media } from '#shared/domain/item'
import type { FetchedAuthor, FetchedItem, Json } from '../types.ts'
import { refOf } from './ref.ts'
import { namesInText, webAddress, wordsOf } from './text.ts'
import type { Read, WirePicture, WirePost } from './wire.ts'

/** Posts and replies to items. */

/** Namespace of refs; ids are the same for every account. */
export const refSpace = 'threads'

/** Who reads, by the name without @. Empty where nobody is signed in. */
export interface Viewer {
  username: string
}

export interface Heard {
  /** Stands below a post of ours: everything there speaks to us. */
  ours?: boolean
  /** Threads itself said that it names us. */
  named?: boolean
}

/** Threads keeps the names of people back whose profiles are private: nothing tells them apart. */
const withheld: FetchedAuthor = {
  remoteId: 'withheld',
  handle: 'name withheld',
  name: 'Somebody on Threads',
}

export function itemOf({ node, raw }: Read<WirePost>, viewer: Viewer, heard: Heard = {}): FetchedItem {
  const { text, spans } = wordsOf(node)
  const isReply = node.is_reply === true || node.replied_to !== undefined || node.root_post !== undefined
  const root = node.root_post?.id
  const parent = node.replied_to?.id
  const mine = isSame(node.username, viewer.username) || node.is_reply_owned_by_me === true
  const direct = !mine && (heard.named === true || heard.ours === true || namesInText(spans, viewer.username))
  return {
    remoteId: node.id,
    ref: refOf({ id: node.id, root }),
    parentRef: parent === undefined ? root : refOf({ id: parent, root }),
    rootRef: root,
    kind: !direct ? 'post' : isReply ? 'reply' : 'mention',
    author: authorOf(node),
    mine,
    direct,
    createdMs: node.timestamp,
    text,
    spans,
    standing: node.hide_status === '' ? undefined : { hidden: isHidden(node.hide_status) },
    url: webAddress(node.permalink),
    media: mediaOf(node),
    ...(node.poll_attachment === undefined ? {} : { poll: true }),
    metrics: {},
    // It came out of JSON.parse, so it is JSON.
    raw: raw as Json,
  }
}

/** Names of Threads do not differ by case. Nobody is the same as nobody. */
export function isSame(one: string, other: string): boolean {
  return one !== '' && one.toLowerCase() === other.toLowerCase()
}

/** Somebody shared a post of others without a word of their own. */
export function isRepost({ node }: Read<WirePost>): boolean {
  return node.media_type === 'REPOST_FACADE'
}

/** The API tells people by their names alone. */
function authorOf({ username, permalink }: WirePost): FetchedAuthor {
  const name = username.replace(/[\p{Cc}\s]+/gu, '')
  if (name === '') return withheld
  const url = webAddress(permalink)?.replace(/\/post\/.*$/, '')
  return { remoteId: name.toLowerCase(), handle: `@${name}`, name, url }
}

/** COVERED, BLOCKED and RESTRICTED are kept from readers too (docs/threads, replies and conversations). */
function isHidden(status: string): boolean {
  return status !== 'NOT_HUSHED' && status !== 'UNHUSHED'
}

function mediaOf(node: WirePost): Media[] {
  const parts = node.children.length > 0 ? node.children : [node]
  const gif = webAddress(node.gif_url)
  return [...parts.flatMap(oneMedia), ...(gif === undefined ? [] : [{ kind: 'image' as const, url: gif }])]
}

function oneMedia({ media_type, media_url, thumbnail_url, alt_text }: WirePicture): Media[] {
  const url = webAddress(media_url)
  if (url === undefined) return []
  const alt = alt_text === '' ? {} : { alt: alt_text.toWellFormed() }
  switch (media_type) {
    case 'IMAGE':
    case 'CAROUSEL_ALBUM':
      return [{ kind: 'image', url, ...alt }]
    case 'VIDEO':
      return [{ kind: 'video', url, previewUrl: webAddress(thumbnail_url), ...alt }]
    case 'AUDIO':
      return [{ kind: 'audio', url, ...alt }]
    default:
      return []
  }
}
