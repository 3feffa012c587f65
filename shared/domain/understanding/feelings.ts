import { tokenise, type Token } from '../tokens.ts'
import type { Found, LexiconIndex } from './lexicon-index.ts'
import type { WordList } from './lexicons/lexicon.ts'

/** What of a lexicon stands in a text. */
export interface Reading {
  text: string
  tokens: readonly Token[]
  found: readonly Found[]
}

/** A word or phrase of feeling as it is meant where it stands. */
export interface Feeling {
  found: Found
  /** Above nothing warm, below cross. */
  value: number
  /** Turned round by a negation. */
  denied: boolean
  /** Praise that may be a sneer. */
  sneers: boolean
  /** May be mere manners. */
  polite: boolean
}

export function read(text: string, index: LexiconIndex): Reading {
  const tokens = tokenise(text)
  return { text, tokens, found: index.find(tokens) }
}

const values: readonly (readonly [WordList, number])[] = [
  ['neutral', 0],
  ['ironic', -2],
  ['crossest', -2],
  ['warmest', 2],
  ['cross', -1],
  ['warm', 1],
]

/** So many words after a negation are still denied, and so many before a "but" are weakened. */
const deniedWords = 3
const weakenedWords = 12

export function feelingsIn(reading: Reading): Feeling[] {
  return reading.found.flatMap((one) => {
    const [, value = 0] = values.find(([list]) => one.lists.has(list)) ?? []
    if (value === 0) return []
    const denied = !one.lists.has('ironic') && isDenied(reading, one)
    const sneers = one.lists.has('sneer') && !denied
    const polite = one.lists.has('polite')
    return [{ found: one, value: meant(reading, one, value, denied), denied, sneers, polite }]
  })
}

/** "Bad" denied is faint praise, "good" denied a complaint. */
function meant(reading: Reading, one: Found, value: number, denied: boolean): number {
  let out = value
  if (denied) out *= value > 0 ? -0.8 : -0.4
  const before = reading.found.find((other) => other.to === one.from)
  if (before?.lists.has('intensifier') === true && isOneClause(reading, before.to - 1, one.from)) out *= 1.3
  const isWeakened = reading.found.some(
    ({ lists, from }) => lists.has('contrast') && from >= one.to && from - one.to < weakenedWords,
  )
  return isWeakened ? out / 2 : out
}

function isDenied(reading: Reading, one: Found): boolean {
  // "Pas de mots", "not impressed": the phrase brings its own negation.
  if (one.beginsDenied) return false
  return reading.found.some(
    (other) =>
      other.lists.has('negation') &&
      other.to <= one.from &&
      one.from - other.to < deniedWords &&
      isOneClause(reading, other.to - 1, one.from),
  )
}

/** Troubles that are not denied, less those that are said to be over. */
export function troubleIn(reading: Reading): number {
  let trouble = 0
  for (const [n, one] of reading.found.entries()) {
    if (one.lists.has('solved')) trouble -= 1
    if (!one.lists.has('trouble')) continue
    const last = reading.found[n - 1]
    // "Nobody answers" is trouble twice, "no delay" none.
    const denied =
      last !== undefined &&
      last.lists.has('negation') &&
      !last.lists.has('trouble') &&
      one.from - last.to < 2 &&
      isOneClause(reading, last.to - 1, one.from)
    if (!denied) trouble += 1
  }
  return Math.max(0, trouble)
}

/** True for an entry that is a sentence or clause by itself: "Brilliant." */
export function standsAlone(reading: Reading, { from, to }: Found): boolean {
  const begins = from === 0 || !isOneClause(reading, from - 1, from)
  return begins && (to === reading.tokens.length || !isOneClause(reading, to - 1, to))
}

const clauseEnd = /[.,;:!?…。、！？\n]/u

/** No sign between two tokens parts them. */
function isOneClause({ text, tokens }: Reading, from: number, to: number): boolean {
  const start = tokens[from]?.end ?? 0
  return !clauseEnd.test(text.slice(start, tokens[to]?.start ?? start))
}
