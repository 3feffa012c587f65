import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import { postUrl, profileUrl, spansOf, webAddress } from './facets.ts'
import { threadPosts } from './thread-posts.ts'
import {
  readEach,
  readFeedEntry,
  readNotification,
  readPost,
  wireEvent,
  wireError,
  wirePage,
  wireRecord,
  wireThread,
  speakingReasons,
  type ReadPost,
  type WireAuthor,
  type WirePost,
  type WireRecord,
} from './wire.ts'

/** Namespace of refs: an at-uri names a record on every server. */
export const refSpace = 'bluesky'

/** Who reads: decides what speaks to us. */
export interface Viewer {
  did?: string | undefined
}

export function didOf(uri: string): string {
  return /^at:\/\/([^/]+)/.exec(uri)?.[1] ?? ''
}

export function rkeyOf(uri: string): string {
  return uri.split('/').at(-1) ?? ''
}

/**
 * An item of a post. Everything that counts as its content is taken from the record, which cannot change under its
 * uri; what the AppView adds (counts, pictures, the words of what is quoted) comes and goes.
 */
export function itemOf({ post, raw }: ReadPost, viewer: Viewer): FetchedItem {
  const { record, author, uri } = post
  const mine = author.did === viewer.did
  const concern = mine ? undefined : concernOf(record, viewer)
  return {
    remoteId: uri,
    ref: uri,
    parentRef: record.reply?.parent.uri,
    rootRef: record.reply?.root.uri,
    kind: concern === undefined ? 'post' : concern,
    author: authorOf(author),
    mine,
    direct: concern !== undefined,
    createdMs: createdMsOf(post),
    ...wordingOf(record),
    visibility: 'public',
    url: postUrl(uri),
    media: mediaOf(post),
    metrics: { likes: post.likeCount, reposts: post.repostCount, replies: post.replyCount },
    // It came out of JSON.parse, or was put together as JSON here.
    raw: raw as Json,
  }
}

/** How a record speaks to us: answers us, names us or quotes us. Derived here, because a notification tells one reason only. */
export function concernOf(record: WireRecord, { did }: Viewer): 'reply' | 'mention' | undefined {
  if (did === undefined) return undefined
  if (record.reply !== undefined && didOf(record.reply.parent.uri) === did) return 'reply'
  const names = (record.facets ?? []).some(({ features }) => features.some((feature) => feature.did === did))
  const quoted = quotedUri(record)
  return names || (quoted !== undefined && didOf(quoted) === did) ? 'mention' : undefined
}

function quotedUri({ embed }: WireRecord): string | undefined {
  return embed?.record?.record?.uri ?? embed?.record?.uri
}

const dayMs = 86_400_000

/**
 * When it was said. `createdAt` is what the author claims: believed where it is at most a day before the AppView
 * heard of the post, so that an imported or forged date buries nothing.
 */
function createdMsOf({ record, indexedAt }: WirePost): number {
  const claimed = Date.parse(record.createdAt ?? '')
  const indexed = Date.parse(indexedAt ?? '')
  if (!Number.isFinite(indexed)) return claimed
  return Number.isFinite(claimed) && claimed <= indexed && indexed - claimed < dayMs ? claimed : indexed
}

export interface Wording {
  text: string
  spans: Span[]
  warning?: string | undefined
  lang?: string | undefined
}

/** The words of a record: its text, then what it shows below as a card or quotes, each as a link. */
export function wordingOf(record: WireRecord): Wording {
  const plain = record.text.toWellFormed()
  const spans = spansOf(plain, record.facets ?? [])
  const linked = new Set(spans.map(({ href }) => href))
  let text = plain
  for (const { words, href } of attachedTo(record)) {
    if (linked.has(href)) continue
    if (text !== '') text += '\n\n'
    spans.push({ start: text.length, end: text.length + words.length, type: 'link', href })
    text += words
  }
  return { text, spans, warning: warningOf(record), lang: record.langs?.[0] }
}

function attachedTo(record: WireRecord): { words: string; href: string }[] {
  const card = record.embed?.external ?? record.embed?.media?.external
  const cardHref = webAddress(card?.uri)
  const quoted = quotedUri(record)
  const quotedHref = quoted === undefined ? undefined : postUrl(quoted)
  return [
    ...(cardHref === undefined ? [] : [{ words: plainLine(card?.title) ?? cardHref, href: cardHref }]),
    ...(quotedHref === undefined ? [] : [{ words: quotedHref, href: quotedHref }]),
  ]
}

/** Labels by which authors warn of what they show; the words are those of the site. */
const warnings: Readonly<Record<string, string>> = {
  'graphic-media': 'Graphic media',
  gore: 'Graphic media',
  porn: 'Adult content',
  sexual: 'Sexually suggestive',
  nudity: 'Nudity',
  '!warn': 'Warned of by its author',
}

/** Only what the author says: labels of others come later, and would make an edit of what nobody edited. */
function warningOf(record: WireRecord): string | undefined {
  const words = (record.labels?.values ?? []).flatMap(({ val }) => warnings[val] ?? [])
  return words.length === 0 ? undefined : [...new Set(words)].join(', ')
}

function mediaOf({ embed }: WirePost): Media[] {
  return [embed, embed?.media].flatMap((view): Media[] => {
    if (view === undefined) return []
    const pictures = (view.images ?? []).flatMap(({ thumb, fullsize, alt }): Media[] => {
      const url = webAddress(fullsize) ?? webAddress(thumb)
      return url === undefined
        ? []
        : [{ kind: 'image', url, previewUrl: webAddress(thumb), alt: plainLine(alt) }]
    })
    const film = webAddress(view.playlist)
    const films: Media[] =
      film === undefined
        ? []
        : [{ kind: 'video', url: film, previewUrl: webAddress(view.thumbnail), alt: plainLine(view.alt) }]
    return [...pictures, ...films]
  })
}

export function authorOf(author: WireAuthor): FetchedAuthor {
  // A handle that does not lead back to its owner is shown as what it is: nobody's.
  const handle = author.handle === 'handle.invalid' ? author.did : author.handle.toLowerCase()
  const isBot = (author.labels ?? []).some(({ src, val }) => val === 'bot' && src === author.did)
  return {
    remoteId: author.did,
    handle: `@${handle}`,
    name: plainLine(author.displayName) ?? handle,
    url: profileUrl(author.did),
    avatarUrl: webAddress(author.avatar),
    bio: author.description?.toWellFormed().slice(0, 2000),
    followers: author.followersCount,
    isBot,
  }
}

function plainLine(value: string | undefined): string | undefined {
  const line = (value ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line === '' ? undefined : line
}

/** Items of posts, each once. */
export function itemsOf(posts: readonly ReadPost[], viewer: Viewer): FetchedItem[] {
  return [...new Map(posts.map((post) => [post.post.uri, itemOf(post, viewer)])).values()]
}

/**
 * Items of a recorded answer: notifications, a search, an author's feed, a thread, single posts, or an event of
 * Jetstream. Nobody is signed in, so nothing is ours and nothing speaks to us.
 */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { host } = new URL(recorded.url)
  const data = parseJson({ ...recorded, status: 200 })
  const event = wireEvent.safeParse(data)
  if (event.success) return eventItems(event.data, data)
  const thread = wireThread.safeParse(data)
  if (thread.success && thread.data.thread !== undefined)
    return itemsOf(threadPosts(thread.data.thread).posts, {})
  const single = readPost(data)
  if (single !== undefined) return itemsOf([single], {})
  const page = wirePage.safeParse(data)
  const { posts, feed, notifications } = page.data ?? {}
  if (posts !== undefined) return itemsOf(readEach(posts, host, readPost), {})
  if (feed !== undefined)
    return itemsOf(
      readEach(feed, host, readFeedEntry).flatMap(({ post, isRepost }) => (isRepost ? [] : [post])),
      {},
    )
  if (notifications !== undefined)
    return itemsOf(
      readEach(notifications, host, readNotification).flatMap(({ reason, post }) =>
        speakingReasons.has(reason) && post !== undefined ? [post] : [],
      ),
      {},
    )
  const error = wireError.safeParse(data)
  const why = error.success ? ` It said: ${error.data.message || error.data.error}.` : ''
  throw new Failure('bad-response', `${host} answered with something that holds no posts.${why}`)
}

/** The post of an event, whose author is known by DID only. */
function eventItems(
  event: { did: string; commit: { rkey: string; record?: unknown } },
  raw: unknown,
): FetchedItem[] {
  const record = wireRecord.safeParse(event.commit.record)
  if (!record.success) return []
  const uri = `at://${event.did}/app.bsky.feed.post/${event.commit.rkey}`
  const post = { uri, cid: uri, author: { did: event.did, handle: event.did }, record: record.data }
  return [itemOf({ post, raw }, {})]
}
