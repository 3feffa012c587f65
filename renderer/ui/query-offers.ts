import { complete, type KnownNames } from '#shared/domain/query/complete'
import type { FieldName } from '#shared/domain/query/ast'
import type { Fix } from '#shared/domain/query/parse'

/** One line of the list below a query field. */
export type Offer =
  | { kind: 'write'; insert: string; label: string; about: string }
  | { kind: 'recent'; query: string }
  | { kind: 'forget' }

export interface Offers {
  /** The columns that an offer to write replaces. */
  start: number
  end: number
  list: Offer[]
  /** The field whose values are offered: more of its names may be known elsewhere. */
  need: { field: FieldName; begun: string } | undefined
}

export interface OfferOptions {
  known?: KnownNames | undefined
  /** What was searched for lately, newest first. */
  recent?: readonly string[] | undefined
  /** Somebody asked for the list: it is shown even where little is written. */
  asked: boolean
}

/** Field names are offered by themselves from this many letters on: one letter begins too many words. */
const fewestLetters = 2
const nothing: Offers = { start: 0, end: 0, list: [], need: undefined }

/** What may be written at the cursor, or was searched for lately where nothing is written. Pure. */
export function offersAt(text: string, cursor: number, { known, recent = [], asked }: OfferOptions): Offers {
  if (text.trim() === '' && recent.length > 0) {
    const list: Offer[] = recent.map((query) => ({ kind: 'recent', query }))
    return { ...nothing, end: text.length, list: [...list, { kind: 'forget' }] }
  }
  if (!isTermEnd(text, cursor)) return nothing
  const { start, end, field, begun, options } = complete(text, cursor, known)
  const need = field === undefined ? undefined : { field, begun }
  const isEnough = asked || field !== undefined || begun.length >= fewestLetters
  const isThere = options.length === 1 && text.slice(start, end) === options[0]?.insert
  if (!isEnough || (isThere && !asked)) return { ...nothing, need }
  return { start, end, need, list: options.map((option) => ({ kind: 'write', ...option })) }
}

/** Nothing of the term stands after the cursor. */
function isTermEnd(text: string, cursor: number): boolean {
  return /^(?:[\s()]|$)/.test(text.slice(cursor, cursor + 1))
}

/** The change that takes an offer; a value at the end is followed by a space, so that one can go on writing. */
export function changeFor(text: string, { start, end }: Offers, offer: Offer & { kind: 'write' }): Fix {
  const isLast = end === text.length && !offer.insert.endsWith(':')
  return { start, end, insert: isLast ? `${offer.insert} ` : offer.insert }
}

/** What the button of a fix says: the word to write, or that something goes. */
export function fixWords({ insert }: Fix): string {
  if (insert === '') return 'Remove it'
  return `Write ${insert.length > 24 ? `${insert.slice(0, 23)}…` : insert}`
}

/** `refund` before what was searched for earlier; the same words only once, at most `most`. */
export function withRecent(recent: readonly string[], query: string, most = 12): string[] {
  const words = query.trim()
  return words === '' ? [...recent] : [words, ...recent.filter((earlier) => earlier !== words)].slice(0, most)
}
