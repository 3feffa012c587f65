import type { ConversationState } from '../conversation.ts'
import type { ItemKind } from '../item.ts'
import type { Span } from '../text.ts'
import { ftsText, wordKey, type Wording } from '../tokens.ts'
import { addressWords } from './phrase.ts'

/** What an item says of itself and never changes but by an edit: the part of a subject that is indexed as text. */
export interface Content extends Wording {
  network: string
  kind: ItemKind
  lang?: string | null | undefined
  url?: string | null | undefined
  /** Without `#`, as written. */
  hashtags: readonly string[]
  /** Handles that are spoken to, without `@` before them. */
  mentions: readonly string[]
  /** Addresses that the text links to. */
  links: readonly string[]
  media: boolean
  poll: boolean
}

/** Muted, probably not for us, or folded into another conversation that says the same. */
export type QuietReason = 'muted' | 'noise' | 'folded'

/** An item with its conversation, as plain facts: what a query is asked about. */
export interface Subject extends Content {
  /** createdMs * 1024 + n */
  id: number
  state: 'live' | 'edited' | 'deleted'
  mine: boolean
  direct: boolean
  question: boolean
  likes?: number | null | undefined
  author: { handle: string; followers?: number | null | undefined; vip: boolean }
  /** Who wrote the item that this one answers, where we hold it. */
  parentAuthor?: string | null | undefined
  /** The streams that heard it. */
  streams: readonly { id: number; name: string; kind: string; purpose?: string | null | undefined }[]
  conversation: {
    id: number
    /** Ids of conversations that were joined to it. */
    formerIds: readonly number[]
    state: ConversationState
    saved: boolean
    newcomer: boolean
    itemCount: number
    readItemId: number
    /** The first of theirs that waits for our answer; null when none does. */
    dueItemId: number | null
    /** The newest of theirs that lives, else the newest at all. */
    shownItemId: number
    /** Why it stands in no lane, where it does not. */
    quiet: QuietReason | null
    account?: { id: number; handle: string } | null | undefined
    tags: readonly string[]
    noted: boolean
    drafted: boolean
    /** Purposes of our messages in it, drafts left out. */
    purposes: readonly string[]
  }
}

/** What a list of spans tells. */
export function contentOfSpans(spans: readonly Span[]): Pick<Content, 'hashtags' | 'mentions' | 'links'> {
  const value = (type: Span['type']) =>
    spans.flatMap((span) => (span.type === type && span.value !== undefined ? [span.value] : []))
  return {
    hashtags: value('hashtag'),
    mentions: value('mention').map((handle) => handle.replace(/^@/, '')),
    links: spans.flatMap((span) => (span.type === 'link' && span.href !== undefined ? [span.href] : [])),
  }
}

/** ASCII letters only, as SQLite's NOCASE. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** A name that is its own key, as those of kinds, networks and languages are. */
const plainName = /^[a-z0-9]*$/

/**
 * One token for a name of any characters: all but ASCII letters and digits move to a private use plane, where
 * SQLite takes them for letters.
 */
export function nameKey(name: string): string {
  if (plainName.test(name)) return name
  let key = ''
  for (const character of asciiLower(name)) {
    const code = character.codePointAt(0) ?? 0
    const isPlain = (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
    key += isPlain ? character : String.fromCodePoint((code > 0xffff ? 0xf0000 : 0x100000) + (code & 0xffff))
  }
  return key
}

/**
 * Tokens of the second column of `item_fts`. Two letters say what a token is about: zk kind, zn network, zl language,
 * zx what it has, zh hashtag, zm mention, zu a word of a linked address (a bare `zu` before each address).
 */
export const metaToken = {
  kind: (kind: string) => `zk${nameKey(kind)}`,
  network: (network: string) => `zn${nameKey(network)}`,
  lang: (lang: string) => `zl${nameKey(lang)}`,
  has: (what: 'link' | 'media' | 'poll') => `zx${what}`,
  hashtag: (tag: string) => `zh${wordKey(tag)}`,
  mention: (handle: string) => `zm${nameKey(handle)}`,
  addressWord: (word: string) => `zu${word}`,
}

/** The meta tokens of an item, in the order in which they are indexed. */
export function metaTokens(content: Content): string[] {
  const tokens = [metaToken.kind(content.kind), metaToken.network(content.network)]
  if (content.lang !== null && content.lang !== undefined && content.lang !== '') {
    const dash = content.lang.search(/[-_]/)
    const primary = dash === -1 ? content.lang : content.lang.slice(0, dash)
    tokens.push(metaToken.lang(primary))
    if (dash !== -1) tokens.push(metaToken.lang(content.lang.replaceAll('_', '-')))
  }
  if (content.links.length > 0) tokens.push(metaToken.has('link'))
  if (content.media) tokens.push(metaToken.has('media'))
  if (content.poll) tokens.push(metaToken.has('poll'))
  if (content.hashtags.length > 0)
    tokens.push(...new Set(content.hashtags.filter((tag) => wordKey(tag) !== '').map(metaToken.hashtag)))
  if (content.mentions.length > 0) tokens.push(...[...namesOf(content.mentions)].map(metaToken.mention))
  for (const address of addresses(content)) {
    tokens.push(metaToken.addressWord(''), ...addressWords(address).map(metaToken.addressWord))
  }
  return tokens
}

/** Where an article stands is what it is about; where a post stands says only who wrote it. */
/** Handles whole and without their server. */
function namesOf(handles: readonly string[]): Set<string> {
  return new Set(
    handles.flatMap((handle) => [handle, handle.split('@')[0] ?? handle]).filter((name) => name !== ''),
  )
}

function addresses(content: Content): string[] {
  const own =
    content.kind === 'article' && content.url !== null && content.url !== undefined ? [content.url] : []
  return [...new Set([...own, ...content.links])].slice(0, 12)
}

/**
 * The row of `item_fts` for an item. A deleted item keeps a row (with the text gone and its hashtags, mentions and
 * links with it), so that queries of exclusion still find the tombstone.
 */
export function ftsRow(content: Content): { text: string; meta: string } {
  return { text: ftsText(content), meta: metaTokens(content).join(' ') }
}

/** How names of streams and tags are compared: by their words, else as they are. */
export function looseName(name: string): string {
  const words = ftsText({ text: name })
  return words === '' ? name.trim() : words
}

/** `ana` is every ana; `ana@town.example` only the one there. */
export function isHandle(handle: string, asked: string): boolean {
  const lower = asciiLower(handle)
  return lower === asked || lower.startsWith(`${asked}@`)
}
