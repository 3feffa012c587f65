import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Span } from '#shared/domain/text'
import type { FetchedAuthor, FetchedItem } from '../../../networks/types.ts'
import { lenient } from '../loose.ts'
import { mended } from './mend.ts'
import { spansOf, withoutMarks } from './words.ts'

/** Records of a download to items. What is not named here is let go of: it may be anything, and of any size. */

// Mended before anything else is done to them: what is half a character looks like a space.
const text = z.string().transform(mended).catch('')
const line = z
  .string()
  .transform((words) => mended(words).trim())
  .pipe(z.string().min(1))
  .optional()
  .catch(undefined)
/** Seconds since 1970. */
const seconds = z.number().int().positive().max(8_640_000_000_000)
const secondsIfAny = seconds.optional().catch(undefined)
const named = z.object({ name: line, url: line }).optional().catch(undefined)

const part = z.object({
  media: z.object({ uri: line, description: line }).optional().catch(undefined),
  external_context: named,
  place: named,
  event: named,
  text: line,
})
const attachments = lenient(z.object({ data: lenient(part) })).transform((all) => all.slice(0, 10))

export const post = z.object({
  timestamp: seconds,
  title: line,
  data: lenient(z.object({ post: line, update_timestamp: secondsIfAny })),
  attachments,
})

export const comment = z.object({
  timestamp: seconds,
  title: line,
  data: lenient(
    z.object({
      comment: z.object({ timestamp: secondsIfAny, comment: text, author: line, group: line }),
    }),
  ),
  attachments,
})

/** Since 2024 some lists name what they hold in the language of whoever asked for them. */
export const labelled = z.object({ label_values: z.array(z.unknown()) })

/** Whose download it is. A download knows people by their names alone. */
export function personNamed(name: string | undefined): FetchedAuthor {
  if (name === undefined)
    return { remoteId: 'download:owner', handle: 'owner of this download', name: 'Owner of this download' }
  return { remoteId: `download:${name.toLowerCase()}`, handle: name, name }
}

/** As the network calls those whose names it is not told. */
const somebody: FetchedAuthor = {
  remoteId: 'withheld',
  handle: 'name withheld',
  name: 'Somebody on Facebook',
}

/** A post of the owner. Undefined where it holds nothing that anybody said or showed. */
export function postItem(record: z.infer<typeof post>, owner: FetchedAuthor): FetchedItem | undefined {
  const said = record.data.find(({ post: words }) => words !== undefined)?.post ?? ''
  const editedMs = msOf(record.data.find(({ update_timestamp: at }) => at !== undefined)?.update_timestamp)
  const createdMs = record.timestamp * 1000
  const shown = wordsOf(said, record.attachments)
  if (shown === '' && record.attachments.length === 0) return undefined
  const words = shown === '' ? (record.title ?? '') : shown
  if (words === '') return undefined
  return {
    ...common(record, words, 'post', said),
    kind: 'post',
    author: owner,
    mine: true,
    direct: false,
    createdMs,
    editedMs: editedMs !== undefined && editedMs > createdMs ? editedMs : undefined,
  }
}

/** What somebody wrote on the owner's timeline. Who it was is said in the title only, in the words of some language. */
export function receivedItem(record: z.infer<typeof post>): FetchedItem | undefined {
  const said = record.data.find(({ post: words }) => words !== undefined)?.post ?? ''
  const words = wordsOf(said, record.attachments)
  if (words === '') return undefined
  return {
    ...common(record, words, 'received', said),
    kind: 'mention',
    title: record.title,
    author: somebody,
    mine: false,
    direct: true,
    createdMs: record.timestamp * 1000,
  }
}

/** A comment of the owner; what it stands below is named in its title, and not in the download. */
export function commentItem(record: z.infer<typeof comment>, owner: FetchedAuthor): FetchedItem | undefined {
  const said = record.data[0]?.comment
  const words = wordsOf(said?.comment ?? '', record.attachments)
  if (words === '') return undefined
  return {
    ...common(record, words, 'comment', said?.comment ?? ''),
    kind: 'comment',
    title: record.title ?? said?.group,
    author: said?.author === undefined ? owner : personNamed(said.author),
    mine: true,
    direct: false,
    createdMs: (said?.timestamp ?? record.timestamp) * 1000,
  }
}

type Attachments = z.infer<typeof attachments>

/** What all have: a name made of the content, since downloads give none. Titles are in some language, so they do not count. */
function common(
  record: { timestamp: number; attachments: Attachments },
  words: string,
  kind: string,
  said: string,
): Pick<FetchedItem, 'remoteId' | 'text' | 'spans' | 'media' | 'metrics' | 'raw'> & { spans: Span[] } {
  const content = [
    kind,
    String(record.timestamp),
    said,
    ...(said === '' ? fileNamesOf(record.attachments) : []),
  ]
  const hash = createHash('sha256').update(content.join('\u0000')).digest('hex').slice(0, 24)
  return {
    // Four parts, which no name of the Graph API has: nothing is ever asked there about it.
    remoteId: `download/${kind}/${String(record.timestamp)}/${hash}`,
    text: withoutMarks(words),
    spans: spansOf(words),
    // Pictures lie in the download itself and nowhere on the web.
    media: [],
    metrics: {},
    raw: JSON.parse(JSON.stringify(record)),
  }
}

/** Of one attachment; albums have some dozens of pictures. */
const mostParts = 200

/** The words, and below them what was attached: links, places, events, what was said of pictures. */
function wordsOf(said: string, attached: Attachments): string {
  const lines = attached.flatMap(({ data }) =>
    data
      .slice(0, mostParts)
      .flatMap(({ external_context: link, place, event, media, text: more }) => [
        more,
        media?.description,
        place?.name,
        event?.name,
        link === undefined ? undefined : [link.name, link.url].filter((one) => one !== undefined).join('\n'),
      ]),
  )
  const parts = [said.trim()]
  for (const one of lines)
    if (one !== undefined && one !== '' && !parts.some((before) => before.includes(one))) parts.push(one)
  return parts.filter((one) => one !== '').join('\n\n')
}

/** Folders are named anew in each download; files keep their names. */
function fileNamesOf(attached: Attachments): string[] {
  return attached.flatMap(({ data }) =>
    data.flatMap(({ media, external_context: link, place }) => [
      media?.uri?.split('/').at(-1) ?? '',
      link?.url ?? '',
      place?.name ?? '',
    ]),
  )
}

function msOf(at: number | undefined): number | undefined {
  return at === undefined ? undefined : at * 1000
}
