import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What PDS and AppView send (lexicons app.bsky.feed.defs, app.bsky.feed.post, app.bsky.notification.listNotifications,
 * com.atproto.server.*). Loose on purpose: lexicons grow, and only what an item cannot do without is required.
 */

const text = z.string().catch('')
const count = z.number().int().nonnegative().optional().catch(undefined)
const line = z.string().min(1).optional().catch(undefined)
const did = z.string().regex(/^did:[a-z]+:[\w.:%-]+$/)
export const atUri = z.string().regex(/^at:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+$/)

/** A list in which broken entries are left out. */
function lenient<T extends z.ZodType>(schema: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((list) =>
      list.flatMap((entry): z.output<T>[] => {
        const parsed = schema.safeParse(entry)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

const label = z.looseObject({ src: z.string().optional().catch(undefined), val: z.string() })

export const wireAuthor = z.looseObject({
  did,
  handle: z.string().min(1),
  displayName: line,
  avatar: line,
  description: line,
  followersCount: count,
  labels: lenient(label).optional().catch(undefined),
  viewer: z
    .looseObject({ blockedBy: z.boolean().optional(), blocking: z.string().optional() })
    .optional()
    .catch(undefined),
})
export type WireAuthor = z.infer<typeof wireAuthor>

const feature = z.looseObject({ $type: z.string(), did: line, uri: line, tag: line })
/** A marked range of the text; offsets count UTF-8 bytes. */
export const wireFacet = z.looseObject({
  index: z.looseObject({ byteStart: z.number().int(), byteEnd: z.number().int() }),
  features: lenient(feature),
})
export type WireFacet = z.infer<typeof wireFacet>

const strongRef = z.looseObject({ uri: z.string().min(1), cid: z.string().min(1) })
/** A record by its address and the hash of its content. */
export interface StrongRef {
  uri: string
  cid: string
}

const external = z.looseObject({ uri: z.string(), title: text })
/** `record` is a reference in app.bsky.embed.record, and holds one more `record` in recordWithMedia. */
const embedRecord = z.looseObject({
  $type: z.string(),
  external: external.optional().catch(undefined),
  record: z
    .looseObject({ uri: line, record: z.looseObject({ uri: line }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  media: z
    .looseObject({ $type: text, external: external.optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/** app.bsky.feed.post as its author wrote it. */
export const wireRecord = z.looseObject({
  text: z.string(),
  createdAt: line,
  facets: lenient(wireFacet).optional().catch(undefined),
  reply: z.looseObject({ root: strongRef, parent: strongRef }).optional().catch(undefined),
  embed: embedRecord.optional().catch(undefined),
  langs: lenient(z.string().min(1)).optional().catch(undefined),
  labels: z
    .looseObject({ values: lenient(label) })
    .optional()
    .catch(undefined),
})
export type WireRecord = z.infer<typeof wireRecord>

const picture = z.looseObject({ thumb: line, fullsize: line, alt: text })
const mediaView = z.looseObject({
  images: lenient(picture).optional().catch(undefined),
  playlist: line,
  thumbnail: line,
  alt: line,
})
/** An embed as the AppView shows it; `media` in recordWithMedia. */
const embedView = mediaView.extend({ media: mediaView.optional().catch(undefined) })

export const wirePost = z.looseObject({
  uri: atUri,
  cid: z.string().min(1),
  author: wireAuthor,
  record: wireRecord,
  embed: embedView.optional().catch(undefined),
  indexedAt: line,
  likeCount: count,
  repostCount: count,
  replyCount: count,
  viewer: z
    .looseObject({ like: line, replyDisabled: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
})
export type WirePost = z.infer<typeof wirePost>

/** A post with the value it was parsed from. */
export interface ReadPost {
  post: WirePost
  raw: unknown
}

export function readPost(value: unknown): ReadPost | undefined {
  const parsed = wirePost.safeParse(value)
  return parsed.success ? { post: parsed.data, raw: value } : undefined
}

/** Entries of a list that could be read. Throws bad-response where it is no list, or nothing in it can be read. */
export function readEach<T>(value: unknown, host: string, read: (entry: unknown) => T | undefined): T[] {
  if (!Array.isArray(value))
    throw new Failure('bad-response', `${host} answered with something else than a list of posts.`)
  const good = value.flatMap((entry: unknown) => read(entry) ?? [])
  if (good.length === 0 && value.length > 0)
    throw new Failure('bad-response', `${host} answered with posts that cannot be understood.`)
  return good
}

/** Where a page goes on; absent at the end. */
export const wirePage = z.looseObject({
  cursor: line,
  posts: z.unknown().optional(),
  feed: z.unknown().optional(),
  notifications: z.unknown().optional(),
})

/** A notification carries the post itself, without what the AppView adds (pictures, counts). */
const notification = z.looseObject({ uri: z.string(), reason: z.string(), indexedAt: z.string() })

export interface ReadNotification {
  uri: string
  reason: string
  indexedMs: number
  /** Absent where it is about no post (a follow, a like). */
  post: ReadPost | undefined
}

export function readNotification(value: unknown): ReadNotification | undefined {
  const parsed = notification.safeParse(value)
  if (!parsed.success) return undefined
  const { uri, reason, indexedAt } = parsed.data
  const indexedMs = Date.parse(indexedAt)
  if (!Number.isFinite(indexedMs)) return undefined
  const post = readPost(value)
  return speakingReasons.has(reason) && post === undefined ? undefined : { uri, reason, indexedMs, post }
}

/** Reasons that somebody said something to us; the others (like, repost, follow) say nothing. */
export const speakingReasons: ReadonlySet<string> = new Set(['mention', 'reply', 'quote'])

const feedEntry = z.looseObject({ post: z.unknown(), reason: z.unknown().optional() })

/** An entry of an author feed; reposts (with a `reason`) tell of somebody else's post. */
export function readFeedEntry(value: unknown): { post: ReadPost; isRepost: boolean } | undefined {
  const parsed = feedEntry.safeParse(value)
  const post = parsed.success ? readPost(parsed.data.post) : undefined
  if (!parsed.success || post === undefined) return undefined
  return { post, isRepost: parsed.data.reason !== undefined && parsed.data.reason !== null }
}

/** A node of a thread: a post, or the place of one that is deleted, blocked or not given. */
export const wireThreadNode = z.looseObject({
  uri: line,
  post: z.unknown().optional(),
  parent: z.unknown().optional(),
  replies: z.array(z.unknown()).optional().catch(undefined),
})
export const wireThread = z.looseObject({ thread: z.unknown() })

export const wireDidDocument = z.looseObject({
  id: did,
  alsoKnownAs: lenient(z.string()),
  service: lenient(z.looseObject({ id: z.string(), type: z.string(), serviceEndpoint: z.string() })),
})
export type WireDidDocument = z.infer<typeof wireDidDocument>

export const wireSession = z.looseObject({
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  did,
  handle: z.string().min(1),
  didDoc: wireDidDocument.optional().catch(undefined),
  active: z.boolean().optional().catch(undefined),
})

export const wireResolved = z.looseObject({ did })
export const wireRepo = z.looseObject({ didDoc: wireDidDocument })
export const wireWritten = strongRef
export const wireStored = z.looseObject({ uri: atUri, cid: z.string().min(1), value: wireRecord })

/** Errors of XRPC: a name to decide by, words for people. OAuth's errors have the same field. */
export const wireError = z.looseObject({ error: z.string(), message: text })

/** One event of Jetstream (github.com/bluesky-social/jetstream); the record of a deletion is absent. */
export const wireEvent = z.looseObject({
  did,
  time_us: z.number().int().optional().catch(undefined),
  kind: z.literal('commit'),
  commit: z.looseObject({
    operation: z.enum(['create', 'update', 'delete']),
    collection: z.literal('app.bsky.feed.post'),
    rkey: z.string().min(1),
    record: z.unknown().optional(),
  }),
})
