import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { htmlToText } from '../../../networks/html-text.ts'
import type { FetchedAuthor, FetchedItem, Json } from '../../../networks/types.ts'
import type { WireActor, WireAttachment, WireNote } from './wire.ts'

/** Whose archive it is. */
export interface Owner {
  /** `https://town.example` */
  origin: string
  author: FetchedAuthor
}

const everybody = ['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public']

export function ownerOf(actor: WireActor): Owner {
  const { origin, host } = new URL(actor.id)
  const url = webAddress(actor.url) ?? actor.id
  return {
    origin,
    author: {
      // As the network itself names people: by the address of their profile.
      remoteId: url,
      handle: `@${actor.preferredUsername}@${host}`.toLowerCase(),
      name:
        actor.name === undefined || actor.name === null || actor.name === ''
          ? actor.preferredUsername
          : actor.name,
      url,
      bio: plain(actor.summary, origin)?.slice(0, 2000),
    },
  }
}

/** A post of the owner; undefined where it lacks its address or its time. */
export function itemOf(note: WireNote, owner: Owner): FetchedItem | undefined {
  const createdMs = Date.parse(note.published ?? '')
  if (note.id === undefined || Number.isNaN(createdMs)) return undefined
  const { text, spans } = textOf(note, owner)
  const editedMs = Date.parse(note.updated ?? '')
  return {
    remoteId: note.id,
    ref: refOf(note.id, owner),
    parentRef: note.inReplyTo ?? undefined,
    kind: 'post',
    author: owner.author,
    mine: true,
    direct: false,
    createdMs,
    editedMs: Number.isNaN(editedMs) ? undefined : editedMs,
    text,
    spans,
    warning: plain(note.summary, owner.origin),
    lang: languageOf(note),
    visibility: visibilityOf(note),
    url: webAddress(note.url ?? undefined) ?? webAddress(note.id),
    media: (note.attachment ?? []).flatMap((one) => mediaOf(one, owner)),
    poll: choicesOf(note).length > 0,
    metrics: {},
    // It came out of JSON, so it is JSON.
    raw: note as Json,
  }
}

/** The server's own number of a post, by which it names what is answered: the end of `…/statuses/103`. */
function refOf(id: string, { origin }: Owner): string | undefined {
  return id.startsWith(`${origin}/`) ? /\/statuses\/(\d+)$/.exec(id)?.[1] : undefined
}

function textOf(note: WireNote, { origin }: Owner): { text: string; spans: Span[] } {
  const { text, spans } = htmlToText(note.content ?? '', note.url ?? origin)
  const names = new Map(
    (note.tag ?? []).flatMap(({ type, name }) =>
      type === 'Mention' && typeof name === 'string'
        ? [[(name.split('@')[1] ?? '').toLowerCase(), name.replace(/^@/, '').toLowerCase()] as const]
        : [],
    ),
  )
  // Posts show `@ana`; who that is says the tag.
  const named = spans.map((span) => {
    if (span.type !== 'mention') return span
    const shown = text.slice(span.start, span.end).replace(/^@/, '').split('@')[0]?.toLowerCase() ?? ''
    const value = names.get(shown)
    return value === undefined ? span : { ...span, value }
  })
  const choices = choicesOf(note).map((choice) => `○ ${choice}`)
  return { text: [text, choices.join('\n')].filter((part) => part !== '').join('\n\n'), spans: named }
}

function choicesOf({ oneOf, anyOf }: WireNote): string[] {
  return (oneOf ?? anyOf ?? []).map(({ name }) => (name ?? '').replace(/\s+/g, ' ').trim())
}

function languageOf({ contentMap }: WireNote): string | undefined {
  const languages = Object.keys(contentMap ?? {})
  return languages.length === 1 ? languages[0] : undefined
}

function visibilityOf({ to, cc }: WireNote): string {
  const [first, second] = [to, cc].map((all) => (all === undefined ? [] : [all].flat()))
  if (first?.some((one) => everybody.includes(one)) === true) return 'public'
  if (second?.some((one) => everybody.includes(one)) === true) return 'unlisted'
  return first?.some((one) => one.endsWith('/followers')) === true ? 'private' : 'direct'
}

/** Archives name their own files by the path that they have on the server. */
function mediaOf({ url, mediaType, name }: WireAttachment, { origin }: Owner): Media[] {
  if (url === undefined || url === null || url === '') return []
  const address = webAddress(url) ?? webAddress(`${origin}/system/${url.replace(/^\/+/, '')}`)
  const [kind] = (mediaType ?? '').split('/')
  if (address === undefined) return []
  return [
    {
      kind: kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file',
      url: address,
      alt: name ?? undefined,
    },
  ]
}

function plain(html: string | null | undefined, base: string): string | undefined {
  if (html === undefined || html === null || html === '') return undefined
  return htmlToText(html, base).text
}

function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined
}
