import { z } from 'zod'
import type { ItemKind, Media, Moderation } from '#shared/domain/item'
import type { FetchedAuthor, FetchedItem, Json } from '../types.ts'
import { commentAddress, refOf, topOf, videoAddress } from './names.ts'
import { namesHandle, oneLine, spansOf, webAddress } from './text.ts'
import { wireComment, type ModerationStatus, type WireComment, type WireVideo } from './wire.ts'

/** Comments and videos to items. A conversation is one top comment with its replies; the video's title stands on all of it. */

export const refSpace = 'youtube'

/** Who reads. Empty where nobody is signed in. */
export interface Viewer {
  channelId?: string | undefined
  handle?: string | undefined
  /** May moderate, so that YouTube tells how comments stand. */
  isKeeper?: boolean | undefined
}

/** What is known of where a comment stands, besides what it says itself. */
const place = z.object({
  video: z.string().optional(),
  /** The channel below whose video or post it stands. */
  channel: z.string().optional(),
  title: z.string().optional(),
  /** Channel of who wrote the comment at the top. */
  topAuthor: z.string().optional(),
  canReply: z.boolean().optional(),
})
export type CommentPlace = { [K in keyof z.infer<typeof place>]?: z.infer<typeof place>[K] | undefined }

const moderations: Readonly<Record<ModerationStatus, Moderation>> = {
  published: 'approved',
  heldForReview: 'held',
  likelySpam: 'spam',
  rejected: 'trash',
}

/** What came along with a comment, or was asked for: how many replies it has, how it stands where it does not say. */
export interface Told {
  replies?: number | undefined
  moderation?: Moderation | undefined
}

export function commentItem(
  comment: WireComment,
  given: CommentPlace,
  viewer: Viewer,
  told: Told = {},
): FetchedItem {
  const { snippet } = comment
  const at = placeOf(comment, given)
  const top = topOf(comment.id)
  const text = snippet.textOriginal?.toWellFormed() ?? snippet.textDisplay
  const { mine, direct, kind } = concerns(comment, at, text, viewer)
  const where = { video: at.video, comment: comment.id }
  const isEdited = snippet.updatedAt !== undefined && snippet.updatedAt > snippet.publishedAt
  return {
    remoteId: comment.id,
    ref: refOf(where),
    ...(top === comment.id ? {} : parentOf(at.video, top)),
    kind,
    author: authorOf(comment),
    mine,
    direct,
    createdMs: snippet.publishedAt,
    editedMs: isEdited ? snippet.updatedAt : undefined,
    title: at.title,
    text,
    spans: spansOf(text),
    url: commentAddress(where, at.channel),
    media: [],
    metrics: { likes: snippet.likeCount, replies: told.replies },
    standing: standingOf(snippet.moderationStatus, told.moderation),
    raw: rawOf(comment, at),
  }
}

/** There is one level of replies: what answers a reply stands below the same comment. */
function parentOf(video: string | undefined, top: string): { parentRef: string; rootRef: string } {
  const ref = refOf({ video, comment: top })
  return { parentRef: ref, rootRef: ref }
}

function placeOf({ snippet }: WireComment, given: CommentPlace): CommentPlace {
  return { ...given, video: given.video ?? snippet.videoId, channel: given.channel ?? snippet.channelId }
}

function concerns(
  { id, snippet }: WireComment,
  at: CommentPlace,
  text: string,
  viewer: Viewer,
): { mine: boolean; direct: boolean; kind: ItemKind } {
  const isUs = (channel: string | undefined) => viewer.channelId !== undefined && channel === viewer.channelId
  const mine = isUs(snippet.authorChannelId?.value)
  const answersUs = id !== topOf(id) && isUs(at.topAuthor)
  const namesUs = namesHandle(text, viewer.handle)
  const direct = !mine && (isUs(at.channel) || answersUs || namesUs)
  const kind = mine ? 'comment' : answersUs ? 'reply' : namesUs && !isUs(at.channel) ? 'mention' : 'comment'
  return { mine, direct, kind }
}

function standingOf(
  said: ModerationStatus | undefined,
  assumed: Moderation | undefined,
): FetchedItem['standing'] {
  const moderation = said === undefined ? assumed : moderations[said]
  return moderation === undefined ? undefined : { moderation }
}

/** Handles are what YouTube shows of people. Who closed the account has neither name nor channel. */
function authorOf({ snippet }: WireComment): FetchedAuthor {
  const shown = oneLine(snippet.authorDisplayName)
  const channel = snippet.authorChannelId?.value
  const known = channel === undefined || channel === '' ? undefined : channel
  const handle = shown ?? known ?? 'account closed'
  return {
    remoteId: known ?? `name:${handle.toLowerCase()}`,
    handle,
    name: handle.replace(/^@/, ''),
    url: webAddress(snippet.authorChannelUrl),
    avatarUrl: webAddress(snippet.authorProfileImageUrl),
  }
}

/** A comment as it is kept: as it came, and where it stands. */
const rawComment = z.looseObject({ comment: wireComment, place })

function rawOf({ id, snippet }: WireComment, at: CommentPlace): Json {
  const times = {
    publishedAt: new Date(snippet.publishedAt).toISOString(),
    updatedAt: snippet.updatedAt === undefined ? undefined : new Date(snippet.updatedAt).toISOString(),
  }
  const whole = { comment: { id, snippet: { ...snippet, ...times } }, place: at }
  return JSON.parse(JSON.stringify(whole)) as Json // without what is undefined
}

/** What was kept of a comment; undefined where it was none. */
export function commentOfRaw(raw: Json): { comment: WireComment; place: CommentPlace } | undefined {
  return rawComment.safeParse(raw).data
}

export function videoItem(video: WireVideo, viewer: Viewer): FetchedItem {
  const { id, snippet, statistics } = video
  const mine = viewer.channelId !== undefined && snippet.channelId === viewer.channelId
  const text = snippet.description.replaceAll('\r\n', '\n').trim()
  const title = oneLine(snippet.title)
  const namesUs = namesHandle(`${snippet.title}\n${text}`, viewer.handle)
  const name = oneLine(snippet.channelTitle) ?? snippet.channelId
  return {
    remoteId: id,
    ref: refOf({ video: id, comment: undefined }),
    kind: !mine && namesUs ? 'mention' : 'post',
    author: {
      remoteId: snippet.channelId,
      handle: name,
      name,
      url: `https://www.youtube.com/channel/${encodeURIComponent(snippet.channelId)}`,
    },
    mine,
    direct: !mine && namesUs,
    createdMs: snippet.publishedAt,
    title,
    text,
    spans: spansOf(text),
    url: videoAddress(id),
    media: pictureOf(video, title),
    metrics: { likes: statistics?.likeCount, replies: statistics?.commentCount },
    raw: { video: id, channel: snippet.channelId, title: title ?? '' },
  }
}

function pictureOf({ snippet: { thumbnails } }: WireVideo, title: string | undefined): Media[] {
  const url = ['medium', 'high', 'default'].flatMap((size) => webAddress(thumbnails[size]?.url) ?? [])[0]
  return url === undefined ? [] : [{ kind: 'image', url, ...(title === undefined ? {} : { alt: title }) }]
}

const rawVideo = z.looseObject({ video: z.string(), channel: z.string(), title: z.string() })

/** What was kept of a video; undefined where it was none. */
export function videoOfRaw(raw: Json): { video: string; channel: string; title: string } | undefined {
  return rawVideo.safeParse(raw).data
}

/** Each item once, as it came last. */
export function unique(items: readonly FetchedItem[]): FetchedItem[] {
  return [...new Map(items.map((item) => [item.remoteId, item])).values()]
}
