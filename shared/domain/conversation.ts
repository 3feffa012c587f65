import { z } from 'zod'
import { answerWay, handle, hit, item, itemId } from './item.ts'
import { sendPrice } from './cost.ts'
import { draft } from './outgoing.ts'
import { notifyLevel } from './stream.ts'
import { textRule } from './text.ts'

export const conversationState = z.enum(['open', 'waiting', 'snoozed', 'done'])
export type ConversationState = z.infer<typeof conversationState>

/** One row of the list: who, what do they say, how long have they waited, why is it here. */
export const conversationRow = z.object({
  id: z.number().int(),
  network: z.string(),
  state: conversationState,
  saved: z.boolean(),
  snoozedUntilMs: z.number().optional(),
  /** The item the row shows: the newest of theirs, or the newest at all. */
  itemId,
  author: handle,
  /** How many other authors take part. */
  others: z.number().int(),
  itemCount: z.number().int(),
  title: z.string().optional(),
  /** At most 400 characters of the item's text. */
  text: z.string(),
  matched: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
  warning: z.string().optional(),
  createdMs: z.number(),
  /** Since when somebody waits for an answer from us; absent when nobody does. */
  waitingSinceMs: z.number().optional(),
  unread: z.boolean(),
  /** Why it is here, as short words for quiet chips. `question` is the only coloured one. */
  reasons: z.array(
    z.object({
      kind: z.enum([
        'question',
        'held',
        'mention',
        'reply',
        'newcomer',
        'stream',
        'lang',
        'edited',
        'deleted',
        'draft',
      ]),
      text: z.string(),
    }),
  ),
  /** Networks on which the same post was heard as well; it stands here once. */
  alsoOn: z.array(z.string()),
  /** How many streams heard the item shown, or the same post that was folded into it. */
  heardOn: z.number().int(),
  /** How the item shown can be answered; given in lists, and absent where it can be answered here. */
  answer: answerWay.optional(),
  /** Keyset cursor of this row in its lane. */
  cursor: z.number(),
})
export type ConversationRow = z.infer<typeof conversationRow>

export const note = z.object({ id: z.number().int(), text: z.string(), createdMs: z.number() })
export type Note = z.infer<typeof note>

/** A conversation with everything its pane shows. */
export const conversationDetail = z.object({
  row: conversationRow,
  items: z.array(item),
  /** The item a reply would answer. */
  focusItemId: itemId,
  /** Replies the network reports but we do not hold; absent where the network does not say. */
  missing: z.number().int().optional(),
  hits: z.array(hit),
  /** The archive that the focus item came from. */
  archive: z.object({ name: z.string(), atMs: z.number() }).optional(),
  tags: z.array(z.string()),
  notes: z.array(note),
  draft: draft.optional(),
  /** The account that will speak, fixed by where the item arrived. */
  speakAs: z.number().int().optional(),
  /** Who else could speak. */
  speakers: z.array(z.number().int()),
  /** Why no reply is possible here, in words; absent when it is, also by hand in the browser. */
  cannotReply: z.string().optional(),
  /** How the focus item is answered: by us, by hand in the browser (and why), or not at all. */
  replyWay: answerWay,
  /** What sending a reply to the focus item costs; absent where it is free. */
  sendPrice: sendPrice.optional(),
  /** Words that were handed to the browser, and of which nobody has said yet whether they were posted. */
  handed: z.array(z.object({ id: z.string(), text: z.string(), handedMs: z.number() })),
  /** Suggested start of the reply (mentions of who takes part), visibility never wider than theirs, their warning. */
  replyDefaults: z
    .object({
      text: z.string(),
      visibility: z.string().optional(),
      visibilities: z.array(z.string()),
      warning: z.string().optional(),
      /** Handles that the network itself puts before the reply: at its start they count nothing. */
      named: z.array(z.string()).optional(),
      /** How a reply to this is counted, where that differs from the account's and the network's rule. */
      textRule: textRule.optional(),
    })
    .optional(),
  /** How pressing it is, reason by reason; absent where nobody waits for us. */
  priority: z
    .object({
      sum: z.number().int(),
      reasons: z.array(z.object({ name: z.string(), points: z.number().int(), words: z.string() })),
    })
    .optional(),
  /** The same post heard elsewhere, folded into this row. */
  folded: z.array(z.object({ id: z.number().int(), network: z.string() })),
  person: z.object({
    vip: z.boolean(),
    handle,
    firstHeardMs: z.number(),
    itemCount: z.number().int(),
    /** When we last answered them. */
    lastAnsweredMs: z.number().optional(),
  }),
})
export type ConversationDetail = z.infer<typeof conversationDetail>

/** Built-in lanes. A lane is a saved question to the store; its id is stable and its order is the sidebar's. */
export const laneId = z.enum([
  'needs-answer',
  'pressing',
  'late',
  'questions',
  'newcomers',
  'heard',
  'waiting',
  'snoozed',
  'saved',
  'done',
  'noise',
  'muted',
])
export type LaneId = z.infer<typeof laneId>

export const lane = z.object({
  id: laneId,
  name: z.string(),
  /** What it holds, in the query language. */
  query: z.string(),
  count: z.number().int(),
  /** What the lane shows first. */
  order: z.enum(['oldest', 'newest']),
})
export type Lane = z.infer<typeof lane>

/** A lane of the user's own: conversations with an item that its query finds, newest first. */
export const ownLane = z.object({
  id: z.number().int(),
  name: z.string(),
  query: z.string(),
  notify: notifyLevel,
  /** Lanes stand by rising place. */
  place: z.number().int(),
  /** Conversations in it, counted up to 1,000; absent while they are not counted yet. */
  count: z.number().int().optional(),
  /** There are or may be more than were counted. */
  more: z.boolean(),
})
export type OwnLane = z.infer<typeof ownLane>
