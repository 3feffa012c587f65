import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What the YouTube Data API v3 sends (developers.google.com/youtube/v3/docs). Loose on purpose: only what an item
 * cannot do without is required.
 */

const text = z
  .string()
  .nullish()
  .catch('')
  .transform((value) => (value ?? '').toWellFormed())
const id = z.string().min(1).optional().catch(undefined)
/** Statistics come as strings, likes of comments as numbers. */
const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .optional()
  .catch(undefined)
const moment = z
  .string()
  .transform((value) => Date.parse(value))
  .refine(Number.isFinite)

export const moderationStatus = z.enum(['published', 'heldForReview', 'likelySpam', 'rejected'])
export type ModerationStatus = z.infer<typeof moderationStatus>

export const wireComment = z.looseObject({
  id: z.string().min(1),
  snippet: z.looseObject({
    textDisplay: text,
    /** Only given to who wrote it. */
    textOriginal: z.string().optional().catch(undefined),
    parentId: id,
    /** The channel below whose video or post it stands. */
    channelId: id,
    videoId: id,
    authorDisplayName: text,
    authorProfileImageUrl: text,
    authorChannelUrl: text,
    authorChannelId: z.looseObject({ value: text }).optional().catch(undefined),
    likeCount: count,
    /** Only told to the keeper of the channel, and never where comments are asked for by id. */
    moderationStatus: moderationStatus.optional().catch(undefined),
    publishedAt: moment,
    updatedAt: moment.optional().catch(undefined),
  }),
})
export type WireComment = z.infer<typeof wireComment>

export const wireThread = z.looseObject({
  id: z.string().min(1),
  snippet: z.looseObject({
    channelId: id,
    videoId: id,
    topLevelComment: wireComment,
    canReply: z.boolean().optional().catch(undefined),
    totalReplyCount: z.number().int().nonnegative().catch(0).default(0),
  }),
  /** Some of the replies, never all where there are many. */
  replies: z
    .looseObject({ comments: z.array(z.unknown()).catch([]).default([]) })
    .optional()
    .catch(undefined),
})
export type WireThread = z.infer<typeof wireThread>

const thumbnails = z
  .record(z.string(), z.looseObject({ url: z.string() }))
  .catch({})
  .default({})

export const wireVideo = z.looseObject({
  id: z.string().min(1),
  snippet: z.looseObject({
    publishedAt: moment,
    channelId: z.string().min(1),
    channelTitle: text,
    title: text,
    description: text,
    thumbnails,
  }),
  statistics: z.looseObject({ likeCount: count, commentCount: count }).optional().catch(undefined),
})
export type WireVideo = z.infer<typeof wireVideo>

/** Of what a search finds only the ids count: its titles are HTML and its descriptions cut off. */
export const wireFound = z.looseObject({
  id: z.looseObject({ videoId: z.string().min(1) }),
  snippet: z.looseObject({ publishedAt: moment }),
})

export const wireChannel = z.looseObject({
  id: z.string().min(1),
  snippet: z.looseObject({ title: text, customUrl: text }),
})
export type WireChannel = z.infer<typeof wireChannel>

const list = z.looseObject({
  kind: z.string(),
  // Google leaves an empty list out.
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().min(1).optional().catch(undefined),
})

export interface ReadList<T> {
  entries: T[]
  nextToken: string | undefined
}

/** A list's entries; broken ones among good ones are skipped. Throws bad-response where it is no list, or all are broken. */
export function readList<T extends z.ZodType>(
  schema: T,
  value: unknown,
  host: string,
): ReadList<z.output<T>> {
  const parsed = list.safeParse(value)
  if (!parsed.success) throw new Failure('bad-response', `${host} answered with something that is no list.`)
  const { items, nextPageToken: nextToken } = parsed.data
  const entries = readEach(schema, items)
  if (entries.length === 0 && items.length > 0)
    throw new Failure('bad-response', `${host} answered with a list of which nothing can be understood.`)
  return { entries, nextToken }
}

export function readEach<T extends z.ZodType>(schema: T, values: readonly unknown[]): z.output<T>[] {
  return values.flatMap((value) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? [parsed.data] : []
  })
}
