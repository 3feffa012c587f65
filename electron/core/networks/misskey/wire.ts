import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What Misskey and its relatives send (misskey-hub.net/docs/for-developers/api, and packages/misskey-js of the source).
 * Loose on purpose: every relative leaves fields out or adds its own, and only what an item cannot do without is
 * required.
 */

const wireId = z.string().min(1)
const line = z.string().min(1).optional().catch(undefined)
const count = z.number().int().nonnegative().optional().catch(undefined)
const ids = z.array(z.string()).optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)
const moment = z
  .string()
  .transform((value) => Date.parse(value))
  .refine(Number.isFinite)

/** Names to pictures; before version 13 a list. */
const emojis = z
  .union([
    z.record(z.string(), z.string()),
    z
      .array(z.looseObject({ name: z.string(), url: z.string() }))
      .transform((list) => Object.fromEntries(list.map(({ name, url }) => [name, url]))),
  ])
  .optional()
  .catch(undefined)

export const wireUser = z.looseObject({
  id: wireId,
  username: z.string().min(1),
  name: line,
  /** Absent for people of the server that was asked. */
  host: line,
  avatarUrl: line,
  isBot: flag,
  description: line,
  followersCount: count,
})
export type WireUser = z.infer<typeof wireUser>

const wireFile = z.looseObject({
  type: z.string().catch(''),
  url: line,
  thumbnailUrl: line,
  comment: line,
})
export type WireFile = z.infer<typeof wireFile>

const wireChoice = z.looseObject({ text: z.string() })

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

const noteFields = z.looseObject({
  id: wireId,
  createdAt: moment,
  /** Relatives that let notes be edited (Sharkey, Firefish, Iceshrimp). */
  updatedAt: moment.optional().catch(undefined),
  userId: wireId,
  /** Missing where the account is gone. */
  user: wireUser.optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  cw: z.string().optional().catch(undefined),
  visibility: line,
  localOnly: flag,
  visibleUserIds: ids,
  mentions: ids,
  emojis,
  files: lenient(wireFile),
  poll: z
    .looseObject({ choices: lenient(wireChoice) })
    .optional()
    .catch(undefined),
  replyId: line,
  reply: z.looseObject({ userId: line }).optional().catch(undefined),
  renoteId: line,
  renote: z.unknown().optional(),
  uri: line,
  url: line,
  lang: line,
  reactionCount: count,
  reactions: z.record(z.string(), z.number()).optional().catch(undefined),
  renoteCount: count,
  repliesCount: count,
  myReaction: line,
  /** We may know that it is there, and nothing of what it says. */
  isHidden: flag,
})
export type WireNote = z.infer<typeof noteFields>

/** A note with the value it was parsed from, and what it quotes. */
export interface ReadNote {
  note: WireNote
  raw: unknown
  quoted: WireNote | undefined
}

/** A note that says nothing of its own and passes another on. */
function isRenote(note: WireNote): boolean {
  return (
    note.renoteId !== undefined &&
    note.replyId === undefined &&
    note.text === undefined &&
    note.cw === undefined &&
    note.files.length === 0 &&
    note.poll === undefined
  )
}

/**
 * One note; of a renote the note inside. Undefined where it is broken, `nothing` where there is nothing to read: a
 * renote of what is gone, or a note that is kept from us.
 */
export function readNote(value: unknown): ReadNote | 'nothing' | undefined {
  const parsed = noteFields.safeParse(value)
  if (!parsed.success) return undefined
  const inner = noteFields.safeParse(parsed.data.renote).data
  if (!isRenote(parsed.data)) return seen({ note: parsed.data, raw: value, quoted: inner })
  if (inner === undefined || isRenote(inner)) return 'nothing'
  return seen({
    note: inner,
    raw: parsed.data.renote,
    quoted: noteFields.safeParse(inner.renote).data,
  })
}

function seen(read: ReadNote): ReadNote | 'nothing' {
  return read.note.isHidden === true ? 'nothing' : read
}

/** An entry of a list: where it stands, and the note that it holds, if any. */
export interface Entry {
  id: string
  /** When the entry came to be: of a notification, when we were told. */
  ms: number
  /** Of a notification. */
  type: string | undefined
  read: ReadNote | undefined
}

const entryFields = z.looseObject({
  id: wireId,
  createdAt: moment,
  type: z.string().optional().catch(undefined),
  note: z.unknown().optional(),
})

/** Notes or notifications. Throws bad-response where it is no list, or nothing in it can be read. */
export function readList(value: unknown, host: string): Entry[] {
  if (!Array.isArray(value))
    throw new Failure('bad-response', `${host} answered with something else than a list of notes.`)
  const good = value.flatMap((entry: unknown) => readEntry(entry) ?? [])
  if (good.length === 0 && value.length > 0)
    throw new Failure('bad-response', `${host} answered with notes that cannot be understood.`)
  return good
}

/** Undefined where it is broken. Notifications have a type, and most of them no note. */
function readEntry(value: unknown): Entry | undefined {
  const parsed = entryFields.safeParse(value)
  if (!parsed.success) return undefined
  const { id, createdAt, type, note: inside } = parsed.data
  const isBare = type !== undefined && (inside === undefined || inside === null)
  const read = isBare ? 'nothing' : readNote(type === undefined ? value : inside)
  if (read === undefined) return undefined
  return { id, ms: createdAt, type, read: read === 'nothing' ? undefined : read }
}

export const wireCreated = z.looseObject({ createdNote: z.unknown() })
export const wireFound = z.looseObject({ type: z.string(), object: z.unknown() })
export const wireNamed = z.looseObject({ name: z.string().min(1) })
/** The answer of MiAuth; `ok` is false while nobody agreed, and once it was asked successfully. */
export const wireCheck = z.looseObject({ ok: z.boolean(), token: line })

/** What a server says of itself. */
export const wireMeta = z.looseObject({
  version: z.string().min(1),
  uri: line,
  repositoryUrl: line,
  maxNoteTextLength: z.number().int().positive().optional().catch(undefined),
  /** What a like is there: Sharkey, Firefish. */
  defaultLike: line,
  defaultReaction: line,
})
export type WireMeta = z.infer<typeof wireMeta>
