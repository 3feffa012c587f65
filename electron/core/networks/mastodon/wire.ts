import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What servers with the Mastodon API send (docs.joinmastodon.org/entities). Loose on purpose: every software
 * leaves fields out or adds its own, and only what an item cannot do without is required.
 */

/** Ids are opaque; some servers send them as numbers. */
const wireId = z.union([z.string().min(1), z.number().int()]).transform(String)
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const count = z.number().int().nonnegative().optional().catch(undefined)
const address = z.string().min(1).optional().catch(undefined)

/** A list in which broken entries are left out. */
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

export const wireAccount = z.looseObject({
  id: wireId,
  username: text,
  acct: z.string().min(1),
  display_name: text,
  url: address,
  uri: address,
  note: text,
  avatar: address,
  bot: z.boolean().nullish().catch(false),
  followers_count: count,
})
export type WireAccount = z.infer<typeof wireAccount>

const wireMention = z.looseObject({ id: wireId.catch('0'), acct: z.string().min(1), url: address })
const wireEmoji = z.looseObject({ shortcode: z.string().min(1), url: z.string() })
const wireTag = z.looseObject({ name: z.string().min(1) })
const wireMedia = z.looseObject({
  type: text,
  url: address,
  remote_url: address,
  preview_url: address,
  description: text,
})
const wirePoll = z.looseObject({ options: lenient(z.looseObject({ title: text })) })
const moment = z
  .string()
  .transform((value) => Date.parse(value))
  .refine(Number.isFinite)

const statusFields = z.looseObject({
  id: wireId,
  uri: address,
  url: address,
  created_at: moment,
  edited_at: moment.optional().catch(undefined),
  account: wireAccount,
  content: text,
  spoiler_text: text,
  visibility: z.string().min(1).optional().catch(undefined),
  language: z.string().min(1).optional().catch(undefined),
  in_reply_to_id: wireId.optional().catch(undefined),
  in_reply_to_account_id: wireId.optional().catch(undefined),
  reblog: z.unknown().optional(),
  media_attachments: lenient(wireMedia),
  mentions: lenient(wireMention),
  tags: lenient(wireTag),
  emojis: lenient(wireEmoji),
  poll: wirePoll.optional().catch(undefined),
  favourites_count: count,
  reblogs_count: count,
  replies_count: count,
  favourited: z.boolean().optional().catch(undefined),
})
export type WireStatus = z.infer<typeof statusFields>

/** A status with the value it was parsed from. A boost is a wrapper: what counts is the status inside. */
export interface ReadStatus {
  status: WireStatus
  raw: unknown
  /** Said by somebody else, and passed on by whose entry it was. */
  isBoost?: boolean
}

const notification = z.looseObject({ id: wireId, type: z.string(), status: z.unknown().optional() })

/** One status, unwrapped; undefined where it is broken. */
export function readStatus(value: unknown): ReadStatus | undefined {
  const parsed = statusFields.safeParse(value)
  if (!parsed.success) return undefined
  const inner = parsed.data.reblog
  if (inner === undefined || inner === null) return { status: parsed.data, raw: value }
  const unwrapped = statusFields.safeParse(inner)
  return unwrapped.success ? { status: unwrapped.data, raw: inner, isBoost: true } : undefined
}

/** A list as it came: what could be read, the ids for paging, and how many entries were broken. */
export interface ReadList<T> {
  entries: T[]
  /** Id of each readable entry in the order of the answer, for paging where there is no Link header. */
  ids: string[]
  broken: number
}

/** Statuses of a timeline. Throws bad-response where it is no list or nothing in it can be read. */
export function readStatuses(value: unknown, host: string): ReadList<ReadStatus> {
  return readList(value, host, (entry) => {
    const id = z.looseObject({ id: wireId }).safeParse(entry)
    const status = readStatus(entry)
    return status === undefined || !id.success ? undefined : { id: id.data.id, entry: status }
  })
}

export interface ReadNotification {
  type: string
  status: ReadStatus | undefined
}

/** Notifications of any type. Types without a status count as read. */
export function readNotifications(value: unknown, host: string): ReadList<ReadNotification> {
  return readList(value, host, (entry) => {
    const parsed = notification.safeParse(entry)
    if (!parsed.success) return undefined
    const { id, type, status: raw } = parsed.data
    const status = readStatus(raw)
    if (status === undefined && raw !== undefined && raw !== null) return undefined
    return { id, entry: { type, status } }
  })
}

function readList<T>(
  value: unknown,
  host: string,
  read: (entry: unknown) => { id: string; entry: T } | undefined,
): ReadList<T> {
  if (!Array.isArray(value))
    throw new Failure('bad-response', `${host} answered with something else than a list of posts.`)
  const good = value.flatMap((entry: unknown) => read(entry) ?? [])
  if (good.length === 0 && value.length > 0)
    throw new Failure('bad-response', `${host} answered with posts that cannot be understood.`)
  return {
    entries: good.map(({ entry }) => entry),
    ids: good.map(({ id }) => id),
    broken: value.length - good.length,
  }
}

export const wireSearch = z.looseObject({
  statuses: z.unknown().optional(),
  accounts: z.unknown().optional(),
})
export const wireList = z.looseObject({ id: wireId, title: text })
export const wireContext = z.looseObject({ ancestors: z.unknown(), descendants: z.unknown() })
export const wireApp = z.looseObject({ client_id: z.string().min(1), client_secret: z.string().min(1) })
export const wireToken = z.looseObject({ access_token: z.string().min(1), scope: z.string().optional() })
export const wireAppScopes = z.looseObject({ scopes: z.array(z.string()).optional().catch(undefined) })

const limits = z
  .looseObject({
    statuses: z
      .looseObject({
        max_characters: z.number().int().positive().optional().catch(undefined),
        characters_reserved_per_url: z.number().int().positive().optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
    urls: z.looseObject({ streaming: address }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined)

/** What an instance says of itself, in version 2 or 1 of the answer. */
export const wireInstance = z.looseObject({
  domain: address,
  uri: address,
  version: text,
  source_url: text,
  configuration: limits,
  urls: z.looseObject({ streaming_api: address }).optional().catch(undefined),
  max_toot_chars: z.number().int().positive().optional().catch(undefined),
  api_versions: z.looseObject({ mastodon: z.number().optional() }).optional().catch(undefined),
})
export type WireInstance = z.infer<typeof wireInstance>
