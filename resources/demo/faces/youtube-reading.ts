import type { Answer, TownRequest } from '../message.ts'
import { json } from '../message.ts'
import {
  channelOf,
  commentOf,
  foundOf,
  list,
  threadOf,
  videoOf,
  type How,
  type Reader,
} from './youtube-entities.ts'
import { commentsOff, invalid, noChannel, noComment, notYours, noVideo, Refusal } from './youtube-refusals.ts'
import { ourChannel, type Comment, type Tube, type Video } from './youtube-town.ts'
import { us } from '../world.ts'

/** Lists of channels, videos, comments and search results, with the rules of the Data API v3. */

type Params = TownRequest['params']

export function channels(reader: Reader, { params }: TownRequest): Answer {
  const { tube, isUs } = reader
  const handle = params.get('forHandle')?.replace(/^@/, '').toLowerCase()
  const key =
    params.get('mine') === 'true'
      ? isUs
        ? us
        : undefined
      : handle === undefined
        ? tube.personOf(params.get('id') ?? '')
        : [...tube.world.people.keys()].find((one) => one === handle)
  return json(list('channel', key === undefined ? [] : [channelOf(reader, key)]))
}

export function videos(reader: Reader, { params }: TownRequest): Answer {
  const wanted = idsOf(params)
  const found = reader.tube.videos().filter(({ id }) => wanted.includes(id))
  return json(list('video', found.map((video) => videoOf(reader, video)))) // prettier-ignore
}

export function threads(reader: Reader, { params }: TownRequest): Answer {
  const { tube, isUs } = reader
  const ids = params.get('id') === undefined ? undefined : idsOf(params)
  const status = params.get('moderationStatus') ?? 'published'
  const how = {
    isPlain: params.get('textFormat') === 'plainText',
    withVideo: true,
    withStatus: ids === undefined,
  }
  const withReplies = (params.get('part') ?? '').split(',').includes('replies')
  const place = placeOf(tube, params)
  if (status !== 'published' && !(isUs && place.channel === ourChannel)) throw new Refusal(notYours())
  const terms = (params.get('searchTerms') ?? '').toLowerCase()
  const isAt = ({ video }: Comment) => place.video === undefined ? place.channel === undefined || video.channel === place.channel : video.id === place.video.id // prettier-ignore
  const shows = (one: Comment) => tube.statusOf(one) === 'published' || tube.statusOf(one) === status
  const found = tube.comments().filter((comment) => {
    if (comment.top !== undefined) return false
    if (ids !== undefined) return ids.includes(comment.id) && tube.statusOf(comment) === 'published'
    const all = [comment, ...tube.repliesTo(comment)]
    if (!isAt(comment) || !all.some((one) => tube.statusOf(one) === status) || !shows(comment)) return false
    if (status === 'published' && tube.statusOf(comment) !== 'published') return false
    return terms === '' || all.some(({ post }) => post.text.toLowerCase().includes(terms))
  })
  const { page, next } = paged(found, params)
  const items = page.map((comment) => threadOf(reader, comment, { how, withReplies, shows }))
  return json(list('commentThread', items, next))
}

/** Exactly one filter: a video, a channel, or ids. */
function placeOf(tube: Tube, params: Params): { video?: Video; channel?: string } {
  const [videoId, channel] = [params.get('videoId'), params.get('allThreadsRelatedToChannelId')]
  const given = [videoId, channel, params.get('id')].filter((one) => one !== undefined)
  if (given.length !== 1)
    throw new Refusal(invalid('missingRequiredParameter', 'No filter selected. Expected one of: allThreadsRelatedToChannelId, videoId, id')) // prettier-ignore
  if (videoId !== undefined) {
    const video = tube.video(videoId)
    if (video === undefined) throw new Refusal(noVideo())
    if (!video.open) throw new Refusal(commentsOff())
    return { video, channel: video.channel }
  }
  if (channel !== undefined && tube.personOf(channel) === undefined) throw new Refusal(noChannel())
  return channel === undefined ? {} : { channel }
}

export function comments(reader: Reader, { params }: TownRequest): Answer {
  const { tube, isUs } = reader
  const isPlain = params.get('textFormat') === 'plainText'
  const parent = params.get('parentId')
  if (parent === undefined) {
    const wanted = idsOf(params)
    if (wanted.length > 50) throw new Refusal(invalid('invalidFilters', 'Too many ids.'))
    const found = tube
      .comments()
      .filter((one) => wanted.includes(one.id) && tube.statusOf(one) === 'published')
    const how: How = { isPlain, withVideo: false, withStatus: false }
    return json(list('comment', found.map((one) => commentOf(reader, one, how)))) // prettier-ignore
  }
  const top = tube.comment(parent)
  if (top === undefined || top.top !== undefined) throw new Refusal(noComment())
  const isKeeper = isUs && top.video.channel === ourChannel
  const found = tube.repliesTo(top).filter((one) => tube.statusOf(one) === 'published')
  const { page, next } = paged(found, params)
  const how: How = { isPlain, withVideo: false, withStatus: isKeeper }
  return json(list('comment', page.map((one) => commentOf(reader, one, how)), next)) // prettier-ignore
}

export function search(reader: Reader, { params }: TownRequest): Answer {
  const { tube } = reader
  const [after, before] = ['publishedAfter', 'publishedBefore'].map((name) => {
    const value = params.get(name)
    if (value === undefined) return undefined
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value))
      throw new Refusal(invalid('invalidSearchFilter', `Invalid value for ${name}.`))
    return Date.parse(value)
  })
  const wants = wantsOf(params.get('q') ?? '')
  const found = tube
    .videos()
    .filter(
      ({ post }) =>
        (after === undefined || post.createdMs >= after) && (before === undefined || post.createdMs < before),
    ) // prettier-ignore
    .filter(({ title, description }) => wants(`${title}\n${description}`.toLowerCase()))
  const { page, next } = paged(found, params, 50)
  return json(list('search', page.map((video) => foundOf(reader, video)), { ...next, regionCode: 'GB' })) // prettier-ignore
}

/** `a b|c -d "e f"`: all of the parts, of which those with a bar name alternatives. */
function wantsOf(q: string): (text: string) => boolean {
  const parts = [...q.toLowerCase().matchAll(/-?(?:"[^"]*"|[^\s"|]+)(?:\|(?:"[^"]*"|[^\s"|]+))*/g)].map(([part]) => part) // prettier-ignore
  return (text) =>
    parts.every((part) => {
      const isNot = part.startsWith('-')
      const has = part.replace(/^-/, '').split('|').some((word) => text.includes(word.replaceAll('"', ''))) // prettier-ignore
      return isNot ? !has : has
    })
}

function idsOf(params: Params): string[] {
  const ids = (params.get('id') ?? '').split(',').filter((id) => id !== '')
  if (ids.length > 0) return ids
  throw new Refusal(invalid('missingRequiredParameter', 'No filter selected. Expected one of: id'))
}

/** Tokens stand for a distance from the newest. */
function paged<T>(
  all: readonly T[],
  params: Params,
  most = 100,
): { page: T[]; next: { nextPageToken?: string } } {
  const size = Number(params.get('maxResults') ?? 20)
  if (!Number.isInteger(size) || size < 1 || size > most)
    throw new Refusal(invalid('invalidValue', `Invalid value '${size}'. Values must be within the range: [1, ${most}]`)) // prettier-ignore
  const token = params.get('pageToken')
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString().slice(5))
  if (!Number.isInteger(start))
    throw new Refusal(invalid('invalidPageToken', 'The request specifies an invalid page token.'))
  const end = start + size
  return {
    page: all.slice(start, end),
    next: end < all.length ? { nextPageToken: Buffer.from(`from ${end}`).toString('base64url') } : {},
  }
}
