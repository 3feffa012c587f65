import { z } from 'zod'
import { Failure } from '#shared/failure'

/** What the Threads API sends. Loose on purpose: fields that a token may not see are left out without a word. */

const id = z.union([z.string().min(1), z.number().int()]).transform(String)
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const address = z.string().min(1).optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)
const link = z.looseObject({ id }).optional().catch(undefined)
const whole = z.number().int().nonnegative().optional().catch(undefined)

/** `2026-10-01T09:00:00+0000`: ISO 8601 but for the colon that is missing in the zone. */
const moment = z
  .string()
  .transform((value) => Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine(Number.isFinite)

const picture = z.looseObject({
  media_type: text,
  media_url: address,
  thumbnail_url: address,
  alt_text: text,
})
export type WirePicture = z.infer<typeof picture>

export const wirePost = z.looseObject({
  ...picture.shape,
  id,
  timestamp: moment,
  text,
  /** Left out for people whose profile is private. */
  username: text,
  permalink: address,
  children: z
    .looseObject({ data: z.array(z.unknown()) })
    .optional()
    .catch(undefined)
    .transform((given) => readable(picture, given?.data ?? [])),
  gif_url: address,
  poll_attachment: z.looseObject({}).optional().catch(undefined),
  link_attachment_url: address,
  topic_tag: text,
  has_replies: flag,
  is_reply: flag,
  is_reply_owned_by_me: flag,
  root_post: link,
  replied_to: link,
  hide_status: text,
})
export type WirePost = z.infer<typeof wirePost>

/** A node with the value it was read from. */
export interface Read<T> {
  node: T
  raw: Record<string, unknown>
}

export interface List<T> {
  nodes: Read<T>[]
  /** Cursor of the next page. Threads gives one on the last page too: only an empty page is surely the end. */
  after: string | undefined
  /** Entries of the answer, also those that could not be read. */
  count: number
}

const list = z.looseObject({
  data: z.array(z.unknown()),
  paging: z
    .looseObject({ cursors: z.looseObject({ after: address }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/** Reads a list; broken entries among good ones are left out. Throws bad-response where nothing can be read. */
export function readList<T extends z.ZodType>(schema: T, value: unknown): List<z.output<T>> {
  const parsed = list.safeParse(value)
  if (!parsed.success) throw new Failure('bad-response', 'Threads answered with something else than a list.')
  const { data, paging } = parsed.data
  const nodes = data.flatMap((one) => readNode(schema, one) ?? [])
  if (nodes.length === 0 && data.length > 0)
    throw new Failure('bad-response', 'Threads answered with entries that cannot be understood.')
  return { nodes, after: data.length === 0 ? undefined : paging?.cursors?.after, count: data.length }
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
  throw new Failure('bad-response', `Threads answered with something else than ${what}.`)
}

export const wireId = z.looseObject({ id })
export const wireMe = z.looseObject({ id, username: z.string().min(1), name: text })
export const wireRenewed = z.looseObject({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.number().positive().optional().catch(undefined),
})
/** `FINISHED`, `IN_PROGRESS`, `PUBLISHED`, `EXPIRED`, `ERROR` (docs/threads/troubleshooting). */
export const wireContainer = z.looseObject({ status: z.string(), error_message: text })
export type WireContainer = z.infer<typeof wireContainer>

const quota = z.looseObject({ quota_total: whole, quota_duration: whole }).optional().catch(undefined)
export const wireQuotas = z.looseObject({
  quota_usage: whole,
  config: quota,
  reply_quota_usage: whole,
  reply_config: quota,
})

/** Times are epoch seconds; 0 for never. */
export const wireTokenFacts = z.looseObject({
  data: z.looseObject({
    type: text,
    is_valid: z.boolean(),
    issued_at: whole,
    expires_at: whole,
    scopes: z.array(z.string()).optional().catch(undefined),
  }),
})

function readable<T extends z.ZodType>(schema: T, given: readonly unknown[]): z.output<T>[] {
  return given.flatMap((entry): z.output<T>[] => {
    const parsed = schema.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
}
