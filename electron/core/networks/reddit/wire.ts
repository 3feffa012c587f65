import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What Reddit's API answers (reddit.com/dev/api; github.com/reddit-archive/reddit/wiki/JSON): things with a kind and
 * data, in listings. Asked with `raw_json=1`, or text and addresses come with their & < > escaped once more. Only what
 * is used is named, and a field of another type counts as not there.
 */

function maybe<T extends z.ZodType>(shape: T) {
  return shape
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined)
}

const text = maybe(z.string())
const flag = maybe(z.boolean())
const count = maybe(z.number().int())

/** What posts and comments have in common. Times are seconds. */
const common = {
  author: z.string(),
  created_utc: z.number(),
  /** False, or when it was. */
  edited: maybe(z.union([z.number(), z.boolean()])),
  subreddit: text,
  permalink: text,
  score: count,
  /** What we voted; null where we did not. Absent in no answer to somebody signed in. */
  likes: maybe(z.boolean()),
  over_18: flag,
  locked: flag,
  archived: flag,
}

const comment = z.looseObject({
  ...common,
  name: z.string().regex(/^t1_[a-z0-9]+$/),
  body: text,
  body_html: text,
  parent_id: z.string().regex(/^t[13]_[a-z0-9]+$/),
  link_id: text,
  link_title: text,
  link_author: text,
  score_hidden: flag,
  /** A listing in a tree, an empty text elsewhere. */
  replies: z.unknown().optional(),
  /** In the inbox only: `comment_reply`, `post_reply` or `username_mention`, and the page. */
  type: text,
  was_comment: flag,
  context: text,
})
export type WireComment = z.infer<typeof comment>

const picture = z.looseObject({ s: maybe(z.looseObject({ u: text, gif: text })) })

const post = z.looseObject({
  ...common,
  name: z.string().regex(/^t3_[a-z0-9]+$/),
  title: text,
  selftext: text,
  selftext_html: text,
  is_self: flag,
  url: text,
  post_hint: text,
  num_comments: count,
  hide_score: flag,
  spoiler: flag,
  /** Who took it away: `deleted`, `moderator`, `reddit`, `automod_filtered` and others. */
  removed_by_category: text,
  poll_data: z.unknown().optional(),
  gallery_data: maybe(z.looseObject({ items: z.array(z.looseObject({ media_id: z.string() })) })),
  media_metadata: maybe(z.record(z.string(), picture)),
})
export type WirePost = z.infer<typeof post>

/** Comments that a tree leaves out. `count` 0 and no children: the tree goes on at the page of `parent_id`. */
const more = z.looseObject({
  count: z.number().int().nonnegative(),
  parent_id: z.string(),
  children: z.array(z.string()),
})
export type WireMore = z.infer<typeof more>

const thing = z.looseObject({ kind: z.string(), data: z.unknown() })

export type Thing = { kind: 't1'; data: WireComment } | { kind: 't3'; data: WirePost }

export interface Things {
  things: Thing[]
  mores: WireMore[]
}

const listing = z.looseObject({
  kind: z.literal('Listing'),
  data: z.looseObject({ children: z.array(z.unknown()), after: text }),
})

const dated = z.looseObject({ data: z.looseObject({ created_utc: z.number() }) })

/** A listing as it came: `times` (ms) are those of everything in it, also of what is not listened to. */
export interface Listing extends Things {
  /** The name after which the next page begins. */
  after: string | undefined
  times: number[]
}

/** Throws bad-response. */
export function readListing(data: unknown, host: string): Listing {
  const parsed = listing.safeParse(data)
  if (!parsed.success)
    throw new Failure('bad-response', `${host} answered with something that is no list of posts.`)
  const { children, after } = parsed.data.data
  const times = children.flatMap((child) => {
    const read = dated.safeParse(child)
    return read.success ? [Math.round(read.data.data.created_utc * 1000)] : []
  })
  return { ...readThings(children, host), after, times }
}

/**
 * Things of a list, a comment's replies after it. Kinds that are not listened to (letters, subreddits) are left alone;
 * a broken one among good ones is skipped, and where all are broken, that is thrown as bad-response.
 */
export function readThings(children: readonly unknown[], host: string): Things {
  const things: Thing[] = []
  const mores: WireMore[] = []
  let broken = 0
  const waiting = children.toReversed()
  while (waiting.length > 0) {
    const parsed = thing.safeParse(waiting.pop())
    const kind = parsed.data?.kind
    if (kind === 'more') {
      const rest = more.safeParse(parsed.data?.data)
      if (rest.success) mores.push(rest.data)
      continue
    }
    if (kind !== undefined && kind !== 't1' && kind !== 't3') continue
    const read = kind === undefined ? undefined : readThing(kind, parsed.data?.data)
    if (read === undefined) {
      broken += 1
      continue
    }
    things.push(read)
    if (read.kind === 't1') waiting.push(...below(read.data).toReversed())
  }
  if (broken > 0 && things.length === 0)
    throw new Failure('bad-response', `${host} answered with posts that cannot be understood.`)
  return { things, mores }
}

function readThing(kind: 't1' | 't3', data: unknown): Thing | undefined {
  if (kind === 't1') {
    const parsed = comment.safeParse(data)
    return parsed.success ? { kind, data: parsed.data } : undefined
  }
  const parsed = post.safeParse(data)
  return parsed.success ? { kind, data: parsed.data } : undefined
}

function below({ replies }: WireComment): unknown[] {
  return listing.safeParse(replies).data?.data.children ?? []
}

const page = z.tuple([z.unknown(), z.unknown()])

/** The page of a post: the post, and its comments. Throws bad-response. */
export function readPage(data: unknown, host: string): Things {
  const parsed = page.safeParse(data)
  if (!parsed.success)
    throw new Failure('bad-response', `${host} answered with something that is no page of a post.`)
  const [first, second] = parsed.data.map((part) => readListing(part, host))
  return {
    things: [...(first?.things ?? []), ...(second?.things ?? [])],
    mores: second?.mores ?? [],
  }
}

/** `[code, words, field]` each; `ratelimit` in seconds. */
const written = z.looseObject({
  json: z.looseObject({
    errors: z.array(z.array(z.unknown())).catch([]),
    ratelimit: maybe(z.number()),
    data: maybe(z.looseObject({ things: z.array(z.unknown()) })),
  }),
})

export interface Written {
  errors: { code: string; words: string }[]
  rateLimitS: number | undefined
  things: unknown[]
}

/** The answer of a call with `api_type=json`: refusals come with status 200. Throws bad-response. */
export function readWritten(data: unknown, host: string): Written {
  const parsed = written.safeParse(data)
  if (!parsed.success)
    throw new Failure('bad-response', `${host} answered in a way that Earshot does not understand.`)
  const { errors, ratelimit, data: done } = parsed.data.json
  return {
    errors: errors.map(([code, words]) => ({ code: wordOf(code), words: wordOf(words) })),
    rateLimitS: ratelimit,
    things: done?.things ?? [],
  }
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export const wireMe = z.looseObject({ name: z.string().min(1), is_suspended: flag })

/** A token, or (with status 200) why there is none. */
export const wireToken = z.union([
  z.looseObject({
    access_token: z.string().min(1),
    expires_in: z.number().positive(),
    scope: z.string(),
    refresh_token: text,
  }),
  z.looseObject({ error: z.union([z.string(), z.number()]) }),
])

/** What a refusal says of itself. */
export const wireRefusal = z.looseObject({ reason: text, message: text })
