import { z } from 'zod'
import type { Query } from '#shared/domain/query/ast'
import { dateStart } from '#shared/domain/query/time'
import {
  translate as translateTo,
  type Dialect,
  type Leaf,
  type Translated,
} from '#shared/domain/query/translate'
import type { StreamConfig } from '#shared/domain/stream'
import { phraseOf } from '#shared/domain/query/phrase'
import type { Json } from '../types.ts'
import { handleShape } from './facets.ts'
import { afterPage, place, type Listed, type Place } from './walk.ts'

/**
 * Keyword streams: a query in the words of app.bsky.feed.searchPosts, and where a walk over its alternatives stands.
 * The search folds case and accents, wants all words, and knows "phrases", from:, #tag, lang:, domain:, since: and
 * until: (as its service parses them; exclusion and alternatives are not promised anywhere, so they are filtered here). Pure.
 */

const dayMs = 86_400_000

const dialect: Dialect = {
  leaf: said,
  maxLength: 500,
}

/** Also by `domain:`, which knows the very host of a link and none below it: of use where nothing else can be asked. */
const wideDialect: Dialect = {
  ...dialect,
  leaf: (leaf) => said(leaf) ?? domainOf(leaf),
}

/** What of a query the search is asked for. Empty `asked`: it has no words for it. */
export function translate(query: Query, _config: StreamConfig = {}): Translated {
  const narrow = translateTo(query, dialect)
  return narrow.asked.length > 0 ? narrow : translateTo(query, wideDialect)
}

function said(leaf: Leaf): { words: string; exact: boolean } | undefined {
  switch (leaf.type) {
    case 'text':
      return leaf.prefix ? undefined : words(leaf.text)
    case 'hashtag':
      return leaf.words ? undefined : { words: `#${leaf.tag}`, exact: true }
    case 'field':
      if (leaf.field === 'from' && handleShape.test(leaf.value))
        return { words: `from:${leaf.value}`, exact: true }
      return leaf.field === 'lang' ? language(leaf.value) : undefined
    case 'date':
      return moment(leaf.field, leaf.date)
    default:
      return undefined
  }
}

/** Letters and digits are one word to both sides; everything else is asked for as a phrase. Emoji are in no index. */
function words(text: string): { words: string; exact: boolean } | undefined {
  const isPlain = /^[\p{L}\p{M}\p{N}]+$/u.test(text) && !/^(?:AND|OR|NOT)$/.test(text)
  if (isPlain) return { words: text, exact: true }
  const plain = text.replaceAll('"', ' ').replace(/\s+/g, ' ').trim()
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(plain) || phraseOf(plain).tokens.length === 0)
    return undefined
  return { words: `"${plain}"`, exact: true }
}

/** Found by any of a post's languages, while only the first counts here; languages without a code of two letters are not indexed. */
function language(tag: string): { words: string; exact: boolean } | undefined {
  const primary = tag.split('-')[0]?.toLowerCase() ?? ''
  return /^[a-z]{2}$/.test(primary) ? { words: `lang:${primary}`, exact: false } : undefined
}

/** A day wider than asked: the search goes by its own time of the post. `today` moves, so it is not asked for. */
function moment(field: 'before' | 'after', date: string): { words: string; exact: boolean } | undefined {
  const startMs = /^\d/.test(date) ? dateStart(date, 0) : undefined
  if (startMs === undefined) return undefined
  return field === 'after'
    ? { words: `since:${new Date(startMs - dayMs).toISOString()}`, exact: false }
    : { words: `until:${new Date(startMs + dayMs).toISOString()}`, exact: false }
}

function domainOf(leaf: Leaf): { words: string; exact: boolean } | undefined {
  if (leaf.type !== 'field' || leaf.field !== 'url') return undefined
  const host = leaf.value
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase()
  return handleShape.test(host) ? { words: `domain:${host}`, exact: false } : undefined
}

/** Where each alternative stands, and which of them this round has been through. */
const roundShape = z.object({
  places: z.record(z.string(), place),
  done: z.array(z.string()),
  covered: z.object({ toMs: z.number(), fromMs: z.number().optional() }).optional(),
})
export type Round = z.infer<typeof roundShape>

export function roundOf(cursor: Json): Round {
  return roundShape.safeParse(cursor).data ?? { places: {}, done: [] }
}

/** The alternative to ask for next: the one under way, else the first of this round. Undefined where there is none. */
export function nextIn(
  round: Round,
  asked: readonly string[],
): { q: string; at: Place | undefined } | undefined {
  const left = asked.filter((q) => !round.done.includes(q))
  const q = left.find((each) => round.places[each]?.walk !== undefined) ?? left[0]
  return q === undefined ? undefined : { q, at: round.places[q] }
}

/** The round after a page of one alternative. What was heard for certain is what all of them have heard. */
export function afterSearch(
  round: Round,
  asked: readonly string[],
  q: string,
  page: Listed,
  askedMs: number,
): { round: Round; more: boolean; covered?: { toMs: number; fromMs?: number | undefined } | undefined } {
  const step = afterPage(round.places[q], page, askedMs)
  // Alternatives of an older wording of the query go.
  const places = Object.fromEntries(
    Object.entries({ ...round.places, [q]: step.place }).filter(([each]) => asked.includes(each)),
  )
  if (step.more || step.covered === undefined) return { round: { ...round, places }, more: true }
  const covered = together(round.covered, step.covered)
  const done = [...round.done, q]
  if (asked.some((each) => !done.includes(each))) return { round: { places, done, covered }, more: true }
  return { round: { places, done: [] }, more: false, covered }
}

type Covered = { toMs: number; fromMs?: number | undefined }

function together(one: Covered | undefined, other: Covered): Covered {
  if (one === undefined) return other
  const from = [one.fromMs, other.fromMs].filter((ms) => ms !== undefined)
  return {
    toMs: Math.min(one.toMs, other.toMs),
    ...(from.length === 0 ? {} : { fromMs: Math.max(...from) }),
  }
}
