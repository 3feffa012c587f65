import { hashOf } from '../ids.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import {
  channelId,
  ourChannel,
  titleOf,
  wordsOf,
  type Comment,
  type Tube,
  type Video,
} from './youtube-town.ts'

/** Entities as the Data API writes them. */

export interface Reader {
  tube: Tube
  origin: string
  /** Signed in as the bakery; an API key reads as nobody. */
  isUs: boolean
}

const etag = (of: string): string => hashOf(of).toString(36).padStart(27, 'k')

export function list(kind: string, items: readonly object[], more: Record<string, unknown> = {}): object {
  return {
    kind: `youtube#${kind}ListResponse`,
    etag: etag(JSON.stringify(items)),
    ...more,
    pageInfo: { totalResults: items.length, resultsPerPage: Math.max(5, items.length) },
    // Google leaves an empty list of channels out.
    ...(kind === 'channel' && items.length === 0 ? {} : { items }),
  }
}

export function channelOf({ tube, origin }: Reader, key: string): object {
  const person = tube.world.person(key)
  return {
    kind: 'youtube#channel',
    etag: etag(key),
    id: channelId(key),
    snippet: {
      title: titleOf(tube.world, key),
      description: person.bio,
      customUrl: `@${key}`,
      publishedAt: '2019-03-04T09:12:44Z',
      thumbnails: { default: { url: pictureOf(origin, key), width: 88, height: 88 } },
      localized: { title: titleOf(tube.world, key), description: person.bio },
    },
  }
}

function pictureOf(origin: string, key: string): string {
  return `${origin}/system/accounts/avatars/${key}.png`
}

export function videoOf({ tube, origin }: Reader, video: Video): object {
  const { id, post, title, description, channel } = video
  const comments = tube.comments().filter((one) => one.video.id === id && tube.statusOf(one) === 'published')
  return {
    kind: 'youtube#video',
    etag: etag(id),
    id,
    snippet: {
      publishedAt: iso(post.createdMs),
      channelId: channel,
      title,
      description,
      thumbnails: thumbnailsOf(origin, id),
      channelTitle: titleOf(tube.world, post.author),
      categoryId: '26',
      liveBroadcastContent: 'none',
      localized: { title, description },
    },
    statistics: {
      viewCount: String(1000 + (hashOf(id) % 90_000)),
      likeCount: String(post.likes),
      favoriteCount: '0',
      // Left out where comments are turned off.
      ...(video.open ? { commentCount: String(comments.length) } : {}),
    },
  }
}

function thumbnailsOf(origin: string, id: string): object {
  const url = `${origin}/system/media_attachments/files/${id}.png`
  return {
    default: { url, width: 120, height: 90 },
    medium: { url, width: 320, height: 180 },
    high: { url, width: 480, height: 360 },
  }
}

/** What a search finds: titles as HTML, descriptions cut off. */
export function foundOf({ tube, origin }: Reader, { id, post, title, description, channel }: Video): object {
  const cut = description.replaceAll(/\s+/g, ' ')
  return {
    kind: 'youtube#searchResult',
    etag: etag(`found ${id}`),
    id: { kind: 'youtube#video', videoId: id },
    snippet: {
      publishedAt: iso(post.createdMs),
      channelId: channel,
      title: escapeHtml(title).replaceAll("'", '&#39;'),
      description: cut.length > 120 ? `${cut.slice(0, 117)} ...` : cut,
      thumbnails: thumbnailsOf(origin, id),
      channelTitle: titleOf(tube.world, post.author),
      liveBroadcastContent: 'none',
      publishTime: iso(post.createdMs),
    },
  }
}

export interface How {
  isPlain: boolean
  /** The list says which video a comment belongs to. */
  withVideo: boolean
  /** Moderation is not told where comments are asked for by id. */
  withStatus: boolean
}

export function commentOf({ tube, origin, isUs }: Reader, comment: Comment, how: How): object {
  const { id, post, video, top } = comment
  const isKeeper = isUs && video.channel === ourChannel
  const isOwn = isUs && post.author === us
  return {
    kind: 'youtube#comment',
    etag: etag(id),
    id,
    snippet: {
      channelId: video.channel,
      ...(how.withVideo ? { videoId: video.id } : {}),
      textDisplay: how.isPlain ? wordsOf(post) : asHtml(wordsOf(post)),
      // Whoever asks is told what was typed only of the own comments.
      ...(isOwn ? { textOriginal: post.text } : {}),
      ...(top === undefined ? {} : { parentId: top.id }),
      authorDisplayName: `@${post.author}`,
      authorProfileImageUrl: pictureOf(origin, post.author),
      authorChannelUrl: `http://www.youtube.com/@${post.author}`,
      authorChannelId: { value: channelId(post.author) },
      canRate: true,
      viewerRating: 'none',
      likeCount: post.likes,
      ...(isKeeper && how.withStatus ? { moderationStatus: tube.statusOf(comment) } : {}),
      publishedAt: iso(post.createdMs),
      updatedAt: iso(post.editedMs ?? post.createdMs),
    },
  }
}

/** With some of the replies: never more than five, and not the newest. */
export function threadOf(
  reader: Reader,
  comment: Comment,
  asked: { how: How; withReplies: boolean; shows: (reply: Comment) => boolean },
): object {
  const { tube, isUs } = reader
  const replies = tube.repliesTo(comment).filter((reply) => asked.shows(reply))
  const total = tube.repliesTo(comment).filter((reply) => tube.statusOf(reply) === 'published').length
  const some = replies.toReversed().slice(0, 5).toReversed()
  return {
    kind: 'youtube#commentThread',
    etag: etag(`thread ${comment.id}`),
    id: comment.id,
    snippet: {
      channelId: comment.video.channel,
      videoId: comment.video.id,
      topLevelComment: commentOf(reader, comment, asked.how),
      canReply: isUs,
      totalReplyCount: total,
      isPublic: true,
    },
    ...(asked.withReplies && some.length > 0
      ? { replies: { comments: some.map((reply) => commentOf(reader, reply, asked.how)) } }
      : {}),
  }
}

function asHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll("'", '&#39;')
    .replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`)
    .replaceAll('\n', '<br>')
}

export function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
