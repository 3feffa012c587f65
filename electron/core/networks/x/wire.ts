import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What X sends (docs.x.com, data dictionary). Loose on purpose. Since mid-2026 its description says `post` where
 * answers and guides still say `tweet`; old names are asked for, and both are read.
 */

const id = z.string().regex(/^\d{1,19}$/)
const count = z.number().int().nonnegative().optional().catch(undefined)
const text = z.string().optional().catch(undefined)
const address = z.string().min(1).optional().catch(undefined)
/** Places in a text, counted in code points. */
const place = { start: z.number().int().nonnegative(), end: z.number().int().nonnegative() }

/** A list in which broken entries are left out; absent is empty. */
function lenient<T extends z.ZodType>(schema: T) {
  return z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((list) =>
      (list ?? []).flatMap((entry): z.output<T>[] => {
        const parsed = schema.safeParse(entry)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

const entities = z
  .looseObject({
    mentions: lenient(
      z.looseObject({ ...place, username: z.string().min(1), id: id.optional().catch(undefined) }),
    ),
    hashtags: lenient(z.looseObject({ ...place, tag: z.string().min(1) })),
    urls: lenient(
      z.looseObject({
        ...place,
        url: z.string().min(1),
        expanded_url: address,
        unwound_url: address,
        display_url: text,
        media_key: text,
      }),
    ),
  })
  .optional()
  .catch(undefined)
export type WireEntities = z.infer<typeof entities>

const note = z.looseObject({ text: z.string(), entities }).optional().catch(undefined)
const references = lenient(z.looseObject({ type: z.string(), id }))
const versions = lenient(id)

const postFields = z.looseObject({
  id,
  text: z.string(),
  author_id: id.optional().catch(undefined),
  created_at: z
    .string()
    .transform((value) => Date.parse(value))
    .refine(Number.isFinite)
    .optional()
    .catch(undefined),
  conversation_id: id.optional().catch(undefined),
  in_reply_to_user_id: id.optional().catch(undefined),
  referenced_tweets: references,
  referenced_posts: references,
  edit_history_tweet_ids: versions,
  edit_history_post_ids: versions,
  entities,
  note_tweet: note,
  note_post: note,
  attachments: z
    .looseObject({ media_keys: lenient(z.string()), poll_ids: lenient(z.string()) })
    .optional()
    .catch(undefined),
  public_metrics: z
    .looseObject({
      like_count: count,
      reply_count: count,
      retweet_count: count,
      repost_count: count,
    })
    .optional()
    .catch(undefined),
  lang: text,
})

/** A post with one name for everything, and the value that it was parsed from. */
export interface WirePost {
  id: string
  text: string
  authorId: string | undefined
  createdMs: number | undefined
  conversationId: string | undefined
  inReplyToUserId: string | undefined
  references: { type: string; id: string }[]
  versions: string[]
  entities: WireEntities
  note: { text: string; entities?: WireEntities } | undefined
  mediaKeys: string[]
  hasPoll: boolean
  likes: number | undefined
  replies: number | undefined
  reposts: number | undefined
  lang: string | undefined
  raw: unknown
}

export function readPost(value: unknown): WirePost | undefined {
  const parsed = postFields.safeParse(value)
  if (!parsed.success) return undefined
  const { data } = parsed
  const either = <T>(old: readonly T[], current: readonly T[]): T[] => [...(old.length > 0 ? old : current)]
  return {
    id: data.id,
    text: data.text,
    authorId: data.author_id,
    createdMs: data.created_at,
    conversationId: data.conversation_id,
    inReplyToUserId: data.in_reply_to_user_id,
    references: either(data.referenced_tweets, data.referenced_posts),
    versions: either(data.edit_history_tweet_ids, data.edit_history_post_ids),
    entities: data.entities,
    note: data.note_tweet ?? data.note_post,
    mediaKeys: data.attachments?.media_keys ?? [],
    hasPoll: (data.attachments?.poll_ids ?? []).length > 0,
    likes: data.public_metrics?.like_count,
    replies: data.public_metrics?.reply_count,
    reposts: data.public_metrics?.retweet_count ?? data.public_metrics?.repost_count,
    lang: data.lang,
    raw: value,
  }
}

export const wireUser = z.looseObject({
  id,
  name: text,
  username: z.string().min(1),
  description: text,
  profile_image_url: address,
  public_metrics: z.looseObject({ followers_count: count }).optional().catch(undefined),
})
export type WireUser = z.infer<typeof wireUser>

export const wireMedia = z.looseObject({
  media_key: z.string(),
  type: z.string(),
  url: address,
  preview_image_url: address,
  alt_text: text,
  variants: lenient(
    z.looseObject({ url: z.string(), content_type: text, bit_rate: z.number().optional().catch(undefined) }),
  ),
})
export type WireMedia = z.infer<typeof wireMedia>

/** What comes along with posts. In some events each person is wrapped once more. */
const includes = z
  .looseObject({
    users: lenient(z.union([wireUser, z.looseObject({ data: wireUser }).transform(({ data }) => data)])),
    media: lenient(wireMedia),
  })
  .optional()
  .catch(undefined)

const meta = z
  .looseObject({ newest_id: id.optional().catch(undefined), next_token: text, result_count: count })
  .optional()
  .catch(undefined)

const problems = lenient(
  z.looseObject({ type: text, title: text, detail: text, resource_id: text, value: text, parameter: text }),
)

export interface ReadPage {
  posts: WirePost[]
  users: WireUser[]
  media: WireMedia[]
  /** `data` of the page holds so many entries, broken ones included: X charged for them. */
  count: number
  newestId: string | undefined
  nextToken: string | undefined
  problems: z.infer<typeof problems>
}

/** A page of posts, or one post. Throws bad-response where it is none, or where nothing in it can be read. */
export function readPage(value: unknown, host: string): ReadPage {
  const shape = z
    .looseObject({ data: z.unknown().optional(), includes, meta, errors: problems })
    .safeParse(value)
  const isEmpty = shape.success && shape.data.data === undefined
  if (
    !shape.success ||
    (isEmpty && shape.data.meta?.result_count === undefined && shape.data.errors.length === 0)
  )
    throw new Failure('bad-response', `${host} answered with something else than posts.`)
  const { data } = shape.data
  const list = data === undefined ? [] : Array.isArray(data) ? data : [data]
  const posts = list.flatMap((entry: unknown) => readPost(entry) ?? [])
  if (posts.length === 0 && list.length > 0)
    throw new Failure('bad-response', `${host} answered with posts that cannot be understood.`)
  return {
    posts,
    users: shape.data.includes?.users ?? [],
    media: shape.data.includes?.media ?? [],
    count: list.length,
    newestId: shape.data.meta?.newest_id,
    nextToken: shape.data.meta?.next_token,
    problems: shape.data.errors,
  }
}

/** What a stream of posts says: one post, and the rules that it matched. */
export const wireMatch = z.looseObject({
  data: z.unknown(),
  includes,
  matching_rules: lenient(z.looseObject({ tag: text })),
})

/** What a stream of events says. */
export const wireEvent = z.looseObject({
  data: z.looseObject({ event_type: z.string(), payload: z.unknown(), includes }),
})

export const wireToken = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number(),
  scope: z.string(),
  refresh_token: z.string().optional(),
})
export const wireMe = z.looseObject({ data: wireUser })
export const wireCreated = z.looseObject({ data: z.looseObject({ id, text: z.string() }) })
export const wireRules = z.looseObject({
  data: lenient(z.looseObject({ id: z.string(), value: z.string(), tag: text })),
})
export const wireSubscriptions = z.looseObject({
  data: lenient(
    z.looseObject({
      event_type: z.string(),
      filter: z.looseObject({ user_id: text }).optional().catch(undefined),
    }),
  ),
})
/** What is wrong, in the shape of problem details (RFC 9457) or of OAuth. */
export const wireProblem = z.looseObject({ title: text, detail: text, type: text, error: text })
