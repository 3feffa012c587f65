import { z } from 'zod'
import { Failure } from '#shared/failure'

/** What the Graph API sends. Loose on purpose: fields that a token may not see are left out without a word. */

const id = z.union([z.string().min(1), z.number().int()]).transform(String)
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const count = z.number().int().nonnegative().optional().catch(undefined)
const address = z.string().min(1).optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)

/** `2026-10-01T09:00:00+0000`: ISO 8601 but for the colon that is missing in the zone. */
const moment = z
  .string()
  .transform((value) => Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine(Number.isFinite)

const from = z.looseObject({ id, name: text }).optional().catch(undefined)

/** Older nodes send tags by their offset: `{ "12": [tag] }`. */
const tag = z.looseObject({
  id: id.optional().catch(undefined),
  name: text,
  type: text,
  offset: z.number().int().nonnegative(),
  length: z.number().int().positive(),
})
export type WireTag = z.infer<typeof tag>
const tags = z
  .union([z.array(z.unknown()), z.record(z.string(), z.array(z.unknown()))])
  .nullish()
  .catch([])
  .transform((given) => readable(tag, Array.isArray(given) ? given : Object.values(given ?? {}).flat()))

const picture = z
  .looseObject({ image: z.looseObject({ src: address }).optional().catch(undefined), source: address })
  .optional()
  .catch(undefined)

const onePart = z.looseObject({ media_type: text, type: text, url: address, media: picture })
const attachment = z.looseObject({
  ...onePart.shape,
  title: text,
  unshimmed_url: address,
  subattachments: z
    .looseObject({ data: lenient(onePart) })
    .optional()
    .catch(undefined),
})
export type WireAttachment = z.infer<typeof attachment>

/** An edge of which only the number of its nodes is known. */
export const wireTotal = z.looseObject({
  summary: z.looseObject({ total_count: count, has_liked: flag }).optional().catch(undefined),
})
const summary = wireTotal.optional().catch(undefined)

export const wirePost = z.looseObject({
  id,
  created_time: moment,
  message: text,
  story: text,
  from,
  permalink_url: address,
  message_tags: tags,
  is_hidden: flag,
  attachments: z
    .looseObject({ data: lenient(attachment) })
    .optional()
    .catch(undefined),
  likes: summary,
  shares: z.looseObject({ count }).optional().catch(undefined),
  comments: z.unknown().optional(),
})
export type WirePost = z.infer<typeof wirePost>

export const wireComment = z.looseObject({
  id,
  created_time: moment,
  message: text,
  from,
  parent: z.looseObject({ id }).optional().catch(undefined),
  permalink_url: address,
  message_tags: tags,
  attachment: attachment.optional().catch(undefined),
  like_count: count,
  comment_count: count,
  is_hidden: flag,
  can_comment: flag,
  can_hide: flag,
  can_like: flag,
  user_likes: flag,
})
export type WireComment = z.infer<typeof wireComment>

export const wireMedia = z.looseObject({
  id,
  timestamp: moment,
  caption: text,
  permalink: address,
  media_type: z.string(),
  media_url: address,
  thumbnail_url: address,
  username: text,
  comments_count: count,
  like_count: count,
  comments: z.unknown().optional(),
})
export type WireMedia = z.infer<typeof wireMedia>

export const wireInstagramComment = z.looseObject({
  id,
  timestamp: moment,
  text,
  username: text,
  from: z
    .looseObject({ id: id.optional().catch(undefined), username: text })
    .optional()
    .catch(undefined),
  like_count: count,
  hidden: flag,
  parent_id: id.optional().catch(undefined),
  replies: z.unknown().optional(),
})
export type WireInstagramComment = z.infer<typeof wireInstagramComment>

/** A node with the value it was read from. */
export interface Read<T> {
  node: T
  raw: Record<string, unknown>
}

/** An edge: nodes, and where it goes on. */
export interface Edge<T> {
  nodes: Read<T>[]
  /** Cursor of the next page; undefined at the end. */
  after: string | undefined
  /** All there are, where it is told. */
  total: number | undefined
}

const edge = z.looseObject({
  data: z.array(z.unknown()),
  paging: z
    .looseObject({
      next: address,
      cursors: z.looseObject({ after: address }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  summary: z.looseObject({ total_count: count }).optional().catch(undefined),
})

/** Reads an edge; broken nodes among good ones are left out. Throws bad-response where nothing can be read. */
export function readEdge<T extends z.ZodType>(schema: T, value: unknown): Edge<z.output<T>> {
  const parsed = edge.safeParse(value)
  if (!parsed.success) throw new Failure('bad-response', 'Facebook answered with something else than a list.')
  const { data, paging, summary: totals } = parsed.data
  const nodes = data.flatMap((one) => readNode(schema, one) ?? [])
  if (nodes.length === 0 && data.length > 0)
    throw new Failure('bad-response', 'Facebook answered with entries that cannot be understood.')
  return {
    nodes,
    // A page can be empty and yet go on; the address of the next one is the only sure sign.
    after: paging?.next === undefined ? undefined : paging.cursors?.after,
    total: totals?.total_count,
  }
}

/** An edge that came inside a node; undefined where it was left out or cannot be read. */
export function readInnerEdge<T extends z.ZodType>(schema: T, value: unknown): Edge<z.output<T>> | undefined {
  return edge.safeParse(value).success ? readEdge(schema, value) : undefined
}

export function readNode<T extends z.ZodType>(schema: T, value: unknown): Read<z.output<T>> | undefined {
  const parsed = schema.safeParse(value)
  // An object, since the schemas are of objects.
  return parsed.success ? { node: parsed.data, raw: value as Record<string, unknown> } : undefined
}

/** One answer that must be as expected. Throws bad-response. */
export function readOne<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Failure('bad-response', `Facebook answered with something else than ${what}.`)
}

/** Nodes asked for by `ids`, under their ids. */
export const wireNodes = z.record(z.string(), z.unknown())
export const wireMark = z.looseObject({ id, updated_time: text, comments: summary })
export const wireMediaMark = z.looseObject({ id, comments_count: count })
export const wireId = z.looseObject({ id })

export const wirePage = z.looseObject({
  id,
  name: text,
  username: text,
  instagram_business_account: z.looseObject({ id, username: text }).optional().catch(undefined),
})
/** Pages of a person, each with a token of its own. */
export const wireOwnPage = z.looseObject({ id, name: text, access_token: z.string().min(1) })
export const wireToken = z.looseObject({ access_token: z.string().min(1) })
export const wireTokenFacts = z.looseObject({
  data: z.looseObject({
    type: text,
    is_valid: z.boolean(),
    /** Epoch seconds; 0 for never. */
    expires_at: z.number().optional().catch(undefined),
    data_access_expires_at: z.number().optional().catch(undefined),
    scopes: z.array(z.string()).optional().catch(undefined),
    error: z.looseObject({ message: text, subcode: z.number().optional() }).optional().catch(undefined),
  }),
})

function lenient<T extends z.ZodType>(schema: T) {
  return z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((list) => readable(schema, list ?? []))
}

function readable<T extends z.ZodType>(schema: T, list: readonly unknown[]): z.output<T>[] {
  return list.flatMap((entry): z.output<T>[] => {
    const parsed = schema.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
}
