import { neventEncode, npubEncode } from 'nostr-tools/nip19'
import { Failure } from '#shared/failure'
import type { ItemKind, Media } from '#shared/domain/item'
import type { FetchedAuthor, FetchedItem, Recorded } from '../types.ts'
import { textOf } from './text.ts'
import { asJson, keptJson, readEvent, readProfile, tagValues, type NostrEvent, type Profile } from './wire.ts'

/** From events to items. Pure. */

export const refSpace = 'nostr'
/** Public pages for people without a client; opened by the user only. */
const pages = 'https://njump.me'

/** Notes (NIP-10) and comments on other things than notes (NIP-22): what is heard here. */
export const noteKind = 1
export const commentKind = 1111
/** A wish of an author to have own events deleted (NIP-09). */
export const deletionKind = 5
export const heardKinds: readonly number[] = [noteKind, commentKind]

/** More people than this are named by nobody who wants an answer. */
const mostNamed = 100

export interface Viewer {
  /** Our public key; undefined for recordings. */
  me: string | undefined
  nowMs: number
}

/** What was heard together with the events: who wrote them, and what others did to them. */
export interface Around {
  profiles: ReadonlyMap<string, Profile>
  reactions: readonly NostrEvent[]
}

export const nothingAround: Around = { profiles: new Map(), reactions: [] }

export interface Place {
  parent?: string | undefined
  root?: string | undefined
}

/**
 * What an event answers. Notes: the tags marked root and reply, or, where none is marked, the first and the last of
 * them (NIP-10). Comments: the small letter is the parent, the capital the root (NIP-22).
 */
export function placeOf(event: NostrEvent): Place {
  if (event.kind === commentKind) return { parent: tagValues(event, 'e')[0], root: tagValues(event, 'E')[0] }
  const tags = event.tags.filter(([key, id]) => key === 'e' && id !== undefined && /^[0-9a-f]{64}$/.test(id))
  const marked = (mark: string) => tags.find((tag) => tag[3] === mark)?.[1]
  const [root, reply] = [marked('root'), marked('reply')]
  if (root !== undefined || reply !== undefined) return { parent: reply ?? root, root: root ?? reply }
  // A tag marked mention is a quotation, in old notes too.
  const plain = tags.filter((tag) => tag[3] === undefined || tag[3] === '')
  return { parent: plain.at(-1)?.[1], root: plain[0]?.[1] }
}

/** Whether an event is worth a look: one that names hundreds of people is a flood, whoever is among them. */
export function isHeard(event: NostrEvent): boolean {
  return heardKinds.includes(event.kind) && tagValues(event, 'p').length <= mostNamed
}

export function itemOf(event: NostrEvent, relay: string, viewer: Viewer, around: Around): FetchedItem {
  const { parent, root } = placeOf(event)
  const mine = event.pubkey === viewer.me
  const isNamed = viewer.me !== undefined && tagValues(event, 'p').includes(viewer.me)
  const warning = event.tags.find(([key]) => key === 'content-warning')
  const profile = around.profiles.get(event.pubkey)
  return {
    remoteId: event.id,
    ref: refOf(event),
    parentRef: parent,
    rootRef: root,
    kind: kindOf(event, parent, isNamed),
    author: authorOf(event.pubkey, profile),
    mine,
    direct: isNamed && !mine,
    // Its time is whatever its author wrote; what has not come yet was written now.
    createdMs: Math.min(event.created_at * 1000, viewer.nowMs),
    title: tagValues(event, 'subject')[0]?.toWellFormed(),
    ...textOf(event.content),
    warning: warning === undefined ? undefined : (warning[1] || 'Sensitive').toWellFormed(),
    url: `${pages}/${neventEncode({ id: event.id, relays: [relay], author: event.pubkey, kind: event.kind })}`,
    media: mediaOf(event),
    ...reactionsTo(event.id, viewer.me, around.reactions),
    raw: keptJson({ event, relay, profile }),
  }
}

/** With its author, so that a deletion can be told from a stranger's wish. */
export function refOf(event: { id: string; pubkey: string }): string {
  return `${event.id}:${event.pubkey}`
}

export function readRef(ref: string): { id: string; pubkey: string | undefined } | undefined {
  const [, id, pubkey] = /^([0-9a-f]{64})(?::([0-9a-f]{64}))?$/.exec(ref) ?? []
  return id === undefined ? undefined : { id, pubkey }
}

function kindOf(event: NostrEvent, parent: string | undefined, isNamed: boolean): ItemKind {
  if (event.kind === commentKind) return 'comment'
  if (parent !== undefined) return 'reply'
  return isNamed ? 'mention' : 'post'
}

function authorOf(pubkey: string, profile: Profile | undefined): FetchedAuthor {
  const npub = npubEncode(pubkey)
  return {
    remoteId: pubkey,
    handle: npub,
    name: nameOf(pubkey, profile),
    url: `${pages}/${npub}`,
    avatarUrl: webAddress(profile?.picture),
    bio: profile?.about?.toWellFormed(),
    isBot: profile?.bot,
  }
}

export function nameOf(pubkey: string, profile: Profile | undefined): string {
  const names = [profile?.display_name, profile?.name].map((name) => name?.toWellFormed().trim() ?? '')
  return names.find((name) => name !== '') ?? npubEncode(pubkey).slice(0, 12)
}

function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || !text.startsWith('https://') || !URL.canParse(text)) return undefined
  return new URL(text).href
}

/** Pictures and the like, told of by imeta tags (NIP-92): pairs of a name and the rest of the text. */
function mediaOf(event: NostrEvent): Media[] {
  return event.tags.flatMap(([key, ...pairs]) => {
    if (key !== 'imeta') return []
    const fields = new Map(
      pairs.map((pair) => {
        const space = pair.indexOf(' ')
        return [pair.slice(0, space), pair.slice(space + 1)]
      }),
    )
    const url = webAddress(fields.get('url'))
    if (url === undefined) return []
    const [type] = (fields.get('m') ?? '').split('/')
    const kind = type === 'image' || type === 'video' || type === 'audio' ? type : ('file' as const)
    const alt = fields.get('alt')?.toWellFormed()
    return [alt === undefined ? { kind, url } : { kind, url, alt }]
  })
}

/** Likes and reposts as counted, each person once (NIP-25, NIP-18); nothing where none was heard. */
function reactionsTo(
  id: string,
  me: string | undefined,
  reactions: readonly NostrEvent[],
): Pick<FetchedItem, 'metrics' | 'standing'> {
  // The last e tag of a reaction is what it is about; others lead to it.
  const about = reactions.filter((event) => tagValues(event, 'e').at(-1) === id)
  const likers = new Set(about.filter(isLike).map(({ pubkey }) => pubkey))
  const reposters = new Set(about.filter(({ kind }) => kind === 6).map(({ pubkey }) => pubkey))
  return {
    metrics: {
      ...(likers.size === 0 ? {} : { likes: likers.size }),
      ...(reposters.size === 0 ? {} : { reposts: reposters.size }),
    },
    ...(me !== undefined && likers.has(me) ? { standing: { liked: true } } : {}),
  }
}

/** `-` is a dislike, and an emoji is neither (NIP-25). */
export function isLike(event: NostrEvent): boolean {
  return event.kind === 7 && (event.content === '+' || event.content === '')
}

/** A list of messages as a relay sends them, one after the other, in one JSON array. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const data = asJson(new TextDecoder().decode(recorded.body))
  if (!Array.isArray(data)) throw new Failure('bad-response', 'This is no list of messages of a relay.')
  const messages: unknown[] = data
  const given = messages.flatMap((message) =>
    Array.isArray(message) && message[0] === 'EVENT' && message.length === 3 ? [message[2] as unknown] : [],
  )
  const events = given.flatMap((one) => readEvent(one) ?? [])
  if (events.length === 0)
    throw new Failure('bad-response', 'None of these messages holds an event that is signed as it should be.')
  const profiles = new Map(
    events.flatMap((event) => {
      const profile = event.kind === 0 ? readProfile(event) : undefined
      return profile === undefined ? [] : [[event.pubkey, profile] as const]
    }),
  )
  const viewer = { me: undefined, nowMs: Number.MAX_SAFE_INTEGER }
  const around = { profiles, reactions: events.filter(({ kind }) => kind === 7 || kind === 6) }
  return events.filter(isHeard).map((event) => itemOf(event, recorded.url, viewer, around))
}
