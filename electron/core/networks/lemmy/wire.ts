import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What servers send (join-lemmy.org/api; the views of github.com/LemmyNet/lemmy, crates/db_views). One set of schemas
 * reads both: 1.0 keeps the nesting of 0.19 and renames fields (`published_at`, `ap_id` of people, counts inside of
 * what is counted). PieFed says `body`, `title` and `user_name`. Loose on purpose, and only what an item cannot do
 * without is required.
 */

const text = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => (value === null || value === '' ? undefined : value))
const flag = z.boolean().catch(false).default(false)
const count = z
  .number()
  .int()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined)
const id = z.number().int().nonnegative()
/** Before 0.19 times had no zone and were in UTC. */
const moment = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => {
    const ms = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(value ?? '') ? (value ?? '') : `${value}Z`)
    return Number.isFinite(ms) ? ms : undefined
  })

const person = z
  .looseObject({
    id,
    name: text,
    user_name: text,
    display_name: text,
    avatar: text,
    bio: text,
    actor_id: text,
    ap_id: text,
    bot_account: flag,
    bot: flag,
  })
  .transform((wire, ctx) => {
    const name = wire.user_name ?? wire.name
    const address = wire.ap_id ?? wire.actor_id
    if (name === undefined || address === undefined || !URL.canParse(address)) return broken(ctx, 'a person')
    const { id: number, display_name: displayName, avatar, bio } = wire
    return { id: number, name, address, displayName, avatar, bio, isBot: wire.bot_account || wire.bot }
  })
export type WirePerson = z.output<typeof person>

const community = z
  .looseObject({ id, name: text, actor_id: text, ap_id: text, nsfw: flag })
  .transform((wire) => ({ name: wire.name, address: wire.ap_id ?? wire.actor_id, nsfw: wire.nsfw }))

const counts = { upvotes: count, child_count: count, comments: count }
const times = { published: moment, published_at: moment, updated: moment, updated_at: moment }
const state = { deleted: flag, removed: flag }

const comment = z
  .looseObject({
    id,
    post_id: id,
    content: text,
    body: text,
    path: text,
    ap_id: text,
    ...state,
    ...times,
    ...counts,
  })
  .transform((wire, ctx) => {
    const createdMs = wire.published_at ?? wire.published
    if (wire.ap_id === undefined || createdMs === undefined) return broken(ctx, 'a comment')
    return {
      id: wire.id,
      postId: wire.post_id,
      content: wire.content ?? wire.body ?? '',
      path: wire.path,
      address: wire.ap_id,
      isGone: wire.deleted || wire.removed,
      createdMs,
      editedMs: wire.updated_at ?? wire.updated,
      upvotes: wire.upvotes,
      replies: wire.child_count,
    }
  })
export type WireComment = z.output<typeof comment>

const post = z
  .looseObject({
    id,
    creator_id: id.catch(0).default(0),
    name: text,
    title: text,
    url: text,
    body: text,
    ap_id: text,
    alt_text: text,
    url_content_type: text,
    locked: flag,
    nsfw: flag,
    ...state,
    ...times,
    ...counts,
  })
  .transform((wire, ctx) => {
    const createdMs = wire.published_at ?? wire.published
    if (wire.ap_id === undefined || createdMs === undefined) return broken(ctx, 'a post')
    return {
      id: wire.id,
      creatorId: wire.creator_id,
      title: wire.name ?? wire.title,
      url: wire.url,
      body: wire.body,
      address: wire.ap_id,
      altText: wire.alt_text,
      contentType: wire.url_content_type,
      locked: wire.locked,
      nsfw: wire.nsfw,
      isGone: wire.deleted || wire.removed,
      createdMs,
      editedMs: wire.updated_at ?? wire.updated,
      upvotes: wire.upvotes,
      replies: wire.comments,
    }
  })
export type WirePost = z.output<typeof post>

function broken(ctx: z.RefinementCtx, what: string): never {
  ctx.addIssue({ code: 'custom', message: `${what} without a name, an address or a time` })
  return z.NEVER
}

const actions = z
  .looseObject({ vote_is_upvote: z.boolean().nullish().catch(undefined), like_score: count })
  .nullish()
  .catch(undefined)

/** Of a reply or mention in 0.19: when the server told us of it. */
const told = z.looseObject({ published: moment }).nullish().catch(undefined)

/** A post or comment with who wrote it and where. */
export const wireView = z
  .looseObject({
    comment: comment.optional(),
    post,
    creator: person,
    community,
    counts: z.looseObject(counts).optional().catch(undefined),
    my_vote: count,
    comment_actions: actions,
    post_actions: actions,
    comment_reply: told,
    person_mention: told,
  })
  .transform((wire) => {
    const done = wire.comment === undefined ? wire.post_actions : wire.comment_actions
    const said = wire.comment ?? wire.post
    return {
      comment: wire.comment,
      post: wire.post,
      creator: wire.creator,
      community: wire.community,
      upvotes: said.upvotes ?? wire.counts?.upvotes,
      replies:
        said.replies ?? (wire.comment === undefined ? wire.counts?.comments : wire.counts?.child_count),
      liked: wire.my_vote === 1 || done?.vote_is_upvote === true || done?.like_score === 1,
      /** What lists of the inbox are ordered by: later than written where it travelled badly. */
      toldMs: wire.comment_reply?.published ?? wire.person_mention?.published ?? said.createdMs,
    }
  })
export type Said = z.output<typeof wireView>

/** 1.0 tells of everything by one list; what it is about lies in `data`. */
const wireNotification = z.looseObject({
  notification: z.looseObject({ published_at: moment }),
  data: z.unknown(),
})

/** Views of a list, notifications among them. Throws bad-response where it is no list or nothing in it can be read. */
export function readViews(value: unknown, host: string): Said[] {
  if (!Array.isArray(value))
    throw new Failure('bad-response', `${host} answered with something that is no list of posts.`)
  const read = value.flatMap((entry: unknown) => readView(entry) ?? [])
  if (read.length === 0 && value.length > 0)
    throw new Failure('bad-response', `${host} answered with posts that cannot be understood.`)
  return read
}

export function readView(entry: unknown): Said | undefined {
  const notice = wireNotification.safeParse(entry).data
  const view = wireView.safeParse(notice?.data ?? entry).data
  if (view === undefined || notice?.notification.published_at === undefined) return view
  return { ...view, toldMs: notice.notification.published_at }
}

/** One view, for example that of an answer. Throws bad-response. */
export function mustView(value: unknown, host: string, what: string): Said {
  const view = readView(value)
  if (view === undefined)
    throw new Failure('bad-response', `${host} answered with ${what} that cannot be understood.`)
  return view
}

/** The front door of a server, in both versions; PieFed has its `site` without a view around it. */
export const wireSite = z
  .looseObject({
    site_view: z.looseObject({ site: z.looseObject({}) }).optional(),
    site: z.looseObject({}).optional(),
    my_user: z
      .looseObject({ local_user_view: z.looseObject({ person }) })
      .nullish()
      .catch(undefined),
  })
  .refine((wire) => wire.site_view !== undefined || wire.site !== undefined)

/** Who is signed in, in 1.0. */
export const wireAccount = z.looseObject({ local_user_view: z.looseObject({ person }) })

export const wireLogin = z.looseObject({ jwt: text, registration_created: flag, verify_email_sent: flag })

/** Refusals: a word to know it by. */
export const wireError = z.looseObject({ error: z.string(), message: text })

/** A field of an answer, whatever it holds. */
export function fieldOf(value: unknown, ...names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(value))
  return names.map((name) => fields.get(name)).find((found) => found !== undefined)
}
