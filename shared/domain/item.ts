import { z } from 'zod'
import { itemAct } from './network.ts'
import { span } from './text.ts'

export const itemKind = z.enum(['mention', 'reply', 'comment', 'post', 'article'])
export type ItemKind = z.infer<typeof itemKind>

export const media = z.object({
  kind: z.enum(['image', 'video', 'audio', 'file']),
  url: z.string(),
  previewUrl: z.string().optional(),
  alt: z.string().optional(),
})
export type Media = z.infer<typeof media>

/** Counts as the network reported them when the item was last fetched. Absent where unknown. */
export const metrics = z.object({
  likes: z.number().int().optional(),
  reposts: z.number().int().optional(),
  replies: z.number().int().optional(),
})
export type Metrics = z.infer<typeof metrics>

/** What the keepers of a place decided about what was written there. */
export const moderation = z.enum(['approved', 'held', 'spam', 'trash'])
export type Moderation = z.infer<typeof moderation>

/** What was done to an item at its network, by us or as the network says. */
export const standing = z.object({
  /** Our accounts that like it. */
  likedBy: z.array(z.number().int()),
  hidden: z.boolean(),
  /** Absent where nobody moderates, or where we are not told. */
  moderation: moderation.optional(),
})
export type Standing = z.infer<typeof standing>

/**
 * How an item can be answered: by us, by hand in the browser, or not at all. `reason` says why it is less than here and
 * now; with `api` it can be answered here, but not as things are (nobody is signed in).
 */
export const answerWay = z.object({ way: z.enum(['api', 'browser', 'none']), reason: z.string().optional() })
export type AnswerWay = z.infer<typeof answerWay>

/** Item ids are `createdMs * 1024 + n`: time-ordered, and safe integers until the year 2248. */
export const itemId = z.number().int().positive()

/** An author on one network. */
export const handle = z.object({
  id: z.number().int(),
  network: z.string(),
  handle: z.string(),
  name: z.string(),
  url: z.string().optional(),
  bio: z.string().optional(),
  followers: z.number().int().optional(),
  isBot: z.boolean(),
})
export type Handle = z.infer<typeof handle>

/** Why an item is here: one row per stream that heard it. */
export const hit = z.object({
  streamId: z.number().int(),
  streamName: z.string(),
  fetchedMs: z.number(),
  /** How it was heard: `poll`, `live`, `thread`, `backfill`. */
  via: z.string(),
  /** The rule, in the words of the query language or of the network. */
  rule: z.string(),
  /** What matched, as ranges of the item's text. */
  matched: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
})
export type Hit = z.infer<typeof hit>

/** Anything heard or said and stored. A deleted item keeps its place, never its text. */
export const item = z.object({
  id: itemId,
  network: z.string(),
  conversationId: z.number().int(),
  author: handle,
  kind: itemKind,
  state: z.enum(['live', 'edited', 'deleted']),
  mine: z.boolean(),
  createdMs: z.number(),
  receivedMs: z.number(),
  editedMs: z.number().optional(),
  title: z.string().optional(),
  text: z.string(),
  spans: z.array(span),
  /** Content warning: the text is folded behind it. */
  warning: z.string().optional(),
  lang: z.string().optional(),
  visibility: z.string().optional(),
  url: z.string().optional(),
  parentId: itemId.optional(),
  question: z.boolean(),
  /** How it sounds: a hint, often wrong; absent where nothing is known. */
  tone: z.enum(['warm', 'cross', 'plain']).optional(),
  media: z.array(media),
  metrics,
  /** Absent where nothing was done to it. */
  standing: standing.optional(),
  /** What the account of this conversation can do to it now; given with a conversation, and absent where nothing. */
  acts: z.array(itemAct).optional(),
  /** How the account of this conversation can answer it; given with a conversation, absent where it is deleted. */
  answer: answerWay.optional(),
})
export type Item = z.infer<typeof item>

/** An earlier wording of an edited item. */
export const revision = z.object({ seenMs: z.number(), text: z.string() })
export type Revision = z.infer<typeof revision>
