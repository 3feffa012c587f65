import { z } from 'zod'
import { Failure } from '#shared/failure'
import { repoShape } from './ref.ts'

/** What GitHub's REST API sends (docs.github.com/en/rest). Loose on purpose. */

const id = z.union([z.string().min(1), z.number().int()]).transform(String)
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const optionalText = z.string().nullish().catch(undefined)
const count = z.number().int().nonnegative().optional().catch(undefined)
const address = z.string().min(1).optional().catch(undefined)
const moment = z
  .string()
  .transform((value) => Date.parse(value))
  .refine(Number.isFinite)
const laterMoment = moment.optional().catch(undefined)

/** Absent for accounts that were deleted. */
export const wireUser = z.looseObject({
  id,
  login: z.string().min(1),
  type: text,
  html_url: address,
  avatar_url: address,
  name: optionalText,
})
export type WireUser = z.infer<typeof wireUser>
const user = wireUser.nullish().catch(undefined)

const body = { body: optionalText, body_html: optionalText, body_text: optionalText }
const reactions = z.looseObject({ '+1': count }).optional().catch(undefined)

export const wireIssue = z.looseObject({
  id,
  node_id: text,
  number: z.number().int().positive(),
  title: z.string(),
  ...body,
  user,
  created_at: moment,
  updated_at: laterMoment,
  html_url: address,
  repository_url: address,
  comments: count,
  locked: z.boolean().optional().catch(undefined),
  pull_request: z.unknown().optional(),
  reactions,
})
export type WireIssue = z.infer<typeof wireIssue>

/** A comment on an issue, a line of a pull request, or a commit: each names what it belongs to in another field. */
export const wireComment = z.looseObject({
  id,
  node_id: text,
  ...body,
  user,
  created_at: moment,
  updated_at: laterMoment,
  html_url: address,
  issue_url: address,
  pull_request_url: address,
  in_reply_to_id: id.optional().catch(undefined),
  path: optionalText,
  line: z.number().nullish().catch(undefined),
  commit_id: optionalText,
  reactions,
})
export type WireComment = z.infer<typeof wireComment>

export const wireReview = z.looseObject({
  id,
  node_id: text,
  ...body,
  user,
  state: text,
  submitted_at: moment,
  html_url: address,
  pull_request_url: address,
})
export type WireReview = z.infer<typeof wireReview>

export const wireNotification = z.looseObject({
  id,
  reason: text,
  updated_at: moment,
  subject: z.looseObject({
    title: text,
    /** Null for discussions, and for what has no page of its own. */
    url: z.string().nullish().catch(undefined),
    latest_comment_url: z.string().nullish().catch(undefined),
    type: text,
  }),
  repository: z.looseObject({ full_name: z.string().regex(repoShape) }),
})
export type WireNotification = z.infer<typeof wireNotification>

export const wireSearch = z.looseObject({ items: z.array(z.unknown()) })

/** Something that the account itself did. */
export const wireEvent = z.looseObject({
  type: text,
  created_at: moment,
  repo: z.looseObject({ name: z.string().regex(repoShape) }),
  payload: z.looseObject({
    comment: z.looseObject({ id }).optional().catch(undefined),
    issue: z.looseObject({ number: z.number().int() }).optional().catch(undefined),
    pull_request: z.looseObject({ number: z.number().int() }).optional().catch(undefined),
  }),
})

/** The device flow's answers, which carry errors with 200. */
export const wireDeviceCode = z.looseObject({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.string().min(1),
  expires_in: z.number().positive(),
  interval: z.number().nonnegative().default(5),
})
export const wireDeviceAnswer = z.looseObject({
  access_token: z.string().min(1).optional(),
  error: z.string().optional(),
  interval: z.number().positive().optional().catch(undefined),
})

/** Entries that can be read, with the values they were read from. */
export interface Read<T> {
  node: T
  raw: Record<string, unknown>
}

/** Reads a list; broken entries among good ones are left out. Throws bad-response where nothing can be read. */
export function readList<T extends z.ZodType>(schema: T, value: unknown): Read<z.output<T>>[] {
  if (!Array.isArray(value))
    throw new Failure('bad-response', 'GitHub answered with something else than a list.')
  const good = value.flatMap((entry: unknown) => readNode(schema, entry) ?? [])
  if (good.length === 0 && value.length > 0)
    throw new Failure('bad-response', 'GitHub answered with entries that cannot be understood.')
  return good
}

export function readNode<T extends z.ZodType>(schema: T, value: unknown): Read<z.output<T>> | undefined {
  const parsed = schema.safeParse(value)
  // An object, since the schemas are of objects.
  return parsed.success ? { node: parsed.data, raw: value as Record<string, unknown> } : undefined
}

/** One answer that must be as expected. Throws bad-response. */
export function readOne<T extends z.ZodType>(schema: T, value: unknown, what: string): Read<z.output<T>> {
  const read = readNode(schema, value)
  if (read !== undefined) return read
  throw new Failure('bad-response', `GitHub answered with something else than ${what}.`)
}
