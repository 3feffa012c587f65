import { z } from 'zod'
import { Failure } from '#shared/failure'
import { readOne } from '../read-wire.ts'

/**
 * What Discourse sends (docs.discourse.org; app/serializers in its source). Loose on purpose: plugins add fields, and
 * only what an item cannot do without is required.
 */

const text = z
  .string()
  .nullish()
  .catch('')
  .transform((value) => value ?? '')
const id = z.number().int().positive()
const count = z.number().int().nonnegative().optional().catch(undefined)
const moment = z
  .string()
  .transform((value) => Date.parse(value))
  .refine(Number.isFinite)

export const wirePost = z.looseObject({
  id,
  topic_id: id,
  post_number: id,
  username: text,
  name: text,
  /** Absent where the author's account is gone; below zero for the forum's own voices. */
  user_id: z.number().int().nullish().catch(undefined),
  avatar_template: text,
  created_at: moment,
  updated_at: moment.optional().catch(undefined),
  /** Counts edits after the grace period; 1 for what was never changed. */
  version: z.number().int().catch(1).default(1),
  cooked: z.string(),
  /** 1 what somebody wrote, 2 what moderators wrote, 3 a note of what was done, 4 a whisper. */
  post_type: z.number().int().catch(1).default(1),
  reply_to_post_number: z.number().int().positive().nullish().catch(undefined),
  reply_to_user: z.looseObject({ username: text }).nullish().catch(undefined),
  reply_count: count,
  topic_slug: text,
  topic_title: text,
  actions_summary: z
    .array(z.looseObject({ id: z.number(), count: count, acted: z.boolean().optional().catch(undefined) }))
    .catch([])
    .default([]),
  hidden: z.boolean().catch(false).default(false),
  deleted_at: z.string().nullish().catch(undefined),
  user_deleted: z.boolean().catch(false).default(false),
  yours: z.boolean().catch(false).default(false),
  /** Markdown, where it was asked for. */
  raw: z.string().optional().catch(undefined),
})
export type WirePost = z.infer<typeof wirePost>

/** `/t/12/3.json`: the posts around one, and the ids of all that may be read. */
export const wireTopic = z.looseObject({
  id,
  title: text,
  archetype: text,
  post_stream: z.looseObject({ posts: z.unknown(), stream: z.array(id).catch([]).default([]) }),
})

/** `/t/12/posts.json?post_ids[]=`. */
export const wireSome = z.looseObject({ post_stream: z.looseObject({ posts: z.unknown() }) })

/** `/posts.json`. */
export const wireLatest = z.looseObject({ latest_posts: z.unknown() })

/** A hit of the search: the newest post of a topic that fits, with a piece of its text only. */
const wireHit = z.looseObject({ id, topic_id: id, post_number: id, created_at: moment })

const wireSearch = z.looseObject({
  posts: z.unknown(),
  grouped_search_result: z
    .looseObject({
      more_full_page_results: z.boolean().nullish().catch(undefined),
      error: z.string().nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
})

const wireNotification = z.looseObject({
  id,
  notification_type: z.number().int(),
  created_at: moment,
  topic_id: id.nullish().catch(undefined),
  post_number: id.nullish().catch(undefined),
  data: z
    .looseObject({
      original_post_id: z.coerce.number().int().positive().optional().catch(undefined),
      original_username: text,
      display_username: text,
    })
    .catch({ original_post_id: undefined, original_username: '', display_username: '' }),
})
export type WireNotification = z.infer<typeof wireNotification>

const wireNotifications = z.looseObject({ notifications: z.unknown() })

export const wireSession = z.looseObject({
  current_user: z.looseObject({ id: z.number().int(), username: z.string().min(1), name: text }),
})

export const wireBasicInfo = z.looseObject({ title: z.string() })

export const wireSettings = z.looseObject({
  min_post_length: z.number().int().nonnegative().optional().catch(undefined),
  min_personal_message_post_length: z.number().int().nonnegative().optional().catch(undefined),
  max_post_length: z.number().int().positive().optional().catch(undefined),
})

/** The answer to a post that waits for somebody of the forum. */
export const wireEnqueued = z.looseObject({
  action: z.literal('enqueued'),
  pending_post: z.looseObject({ id, created_at: moment.optional().catch(undefined) }).nullish(),
})

const wirePending = z.looseObject({
  id,
  raw_text: text,
  topic_id: id.nullish().catch(undefined),
  created_at: moment.optional().catch(undefined),
})
export type WirePending = z.infer<typeof wirePending>
const wirePendings = z.looseObject({ pending_posts: z.unknown() })

/** `errors` are sentences in the language of the user; `error_type` is a word. */
export const wireRefusal = z.looseObject({ errors: z.array(text).catch([]).default([]), error_type: text })

/** Those of a list that can be read. Throws bad-response where it is no list or nothing in it can be read. */
function readList<T extends z.ZodType>(schema: T, value: unknown, host: string, what: string): z.output<T>[] {
  if (!Array.isArray(value))
    throw new Failure('bad-response', `${host} answered with something that is no list of ${what}.`)
  const read = value.flatMap((entry: unknown) => {
    const parsed = schema.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
  if (read.length === 0 && value.length > 0)
    throw new Failure('bad-response', `${host} answered with ${what} that cannot be understood.`)
  return read
}

export function readPosts(value: unknown, host: string): WirePost[] {
  return readList(wirePost, value, host, 'posts')
}

export function readNotifications(value: unknown, host: string): WireNotification[] {
  const { notifications } = readOne(wireNotifications, value, host, 'notifications')
  return readList(wireNotification, notifications, host, 'notifications')
}

export function readPending(value: unknown, host: string): WirePending[] {
  const { pending_posts: posts } = readOne(wirePendings, value, host, 'posts that wait')
  return readList(wirePending, posts, host, 'posts that wait')
}

/** Hits of a search, and whether there are more. */
export function readSearch(
  value: unknown,
  host: string,
): { hits: z.output<typeof wireHit>[]; more: boolean } {
  const read = readOne(wireSearch, value, host, 'a search')
  const { error, more_full_page_results: more } = read.grouped_search_result ?? {}
  // A forum under load gives no hits and says so here, with a good status.
  if (typeof error === 'string' && error !== '')
    throw new Failure('unavailable', `${host} cannot search right now. It said: ${plain(error)}`)
  return { hits: readList(wireHit, read.posts ?? [], host, 'hits'), more: more === true }
}

/** A sentence of the forum without markup, at a length that can be shown. */
export function plain(said: string): string {
  const line = said
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  const short = line.length > 200 ? `${line.slice(0, 199)}…` : line
  return /[.!?…]$/.test(short) ? short : `${short}.`
}
