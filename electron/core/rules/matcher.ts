import type { Query } from '#shared/domain/query/ast'
import { type Condition, type Fact, lower, type Words } from '#shared/domain/query/lower'
import { asciiLower, isHandle, looseName, metaTokens, type Subject } from '#shared/domain/query/subject'
import { type Token, tokenise } from '#shared/domain/tokens'
import { simplify } from './simplify.ts'

/** A range of the item's text, in UTF-16 units, `end` exclusive. */
export interface Matched {
  start: number
  end: number
}

export interface MatchResult {
  matched: boolean
  /** Where words of the query stand in the item's text, sorted, without overlaps; empty when it did not match. */
  spans: Matched[]
}

/** An item cut into tokens once, to be asked many queries. */
export interface PreparedSubject {
  subject: Subject
  /** Title, text and warning in this order, as they are indexed. */
  words: readonly string[]
  /** The tokens of the text with their places; `words[textFrom + k]` is `places[k]`. */
  places: readonly Token[]
  textFrom: number
  meta: readonly string[]
}

export function prepareSubject(subject: Subject): PreparedSubject {
  const places = tokenise(subject.text)
  const words = tokensOf(subject.title)
  const textFrom = words.length
  for (const { token } of places) words.push(token)
  for (const token of tokensOf(subject.warning)) words.push(token)
  return { subject, words, places, textFrom, meta: metaTokens(subject) }
}

function tokensOf(text: string | null | undefined): string[] {
  return text === null || text === undefined || text === '' ? [] : tokenise(text).map(({ token }) => token)
}

/** Answers for what arrives what the compiled SQL answers for what is stored. Pure. */
export function matchItem(query: Query, subject: Subject, nowMs: number): MatchResult {
  return match(simplify(lower(query, nowMs)), prepareSubject(subject))
}

/**
 * As matchItem, for a condition that `simplify` gave and an item already cut. Simplified, because what is excluded
 * twice is included and shown.
 */
export function match(condition: Condition, prepared: PreparedSubject): MatchResult {
  const spans: Matched[] = []
  if (!holds(condition, prepared, spans)) return { matched: false, spans: [] }
  return { matched: true, spans: merge(spans) }
}

/** `spans` gathers the places of words; absent where nothing is to be shown (below an exclusion). */
function holds(condition: Condition, prepared: PreparedSubject, spans?: Matched[]): boolean {
  switch (condition.op) {
    case 'always':
      return condition.value
    case 'and':
      return condition.of.every((part) => holds(part, prepared, spans))
    case 'or':
      return spans === undefined
        ? condition.of.some((part) => holds(part, prepared))
        : anyHolds(condition.of, prepared, spans)
    case 'not':
      return !holds(condition.of, prepared)
    case 'words':
      return wordsHold(condition, prepared, spans)
    default:
      return factHolds(condition, prepared.subject)
  }
}

/** Every alternative is tried, so that all words that matched are shown; those of a failed one are not. */
function anyHolds(parts: readonly Condition[], prepared: PreparedSubject, spans: Matched[]): boolean {
  let isAny = false
  for (const part of parts) {
    const own: Matched[] = []
    if (!holds(part, prepared, own)) continue
    isAny = true
    spans.push(...own)
  }
  return isAny
}

function wordsHold(words: Words, prepared: PreparedSubject, spans: Matched[] | undefined): boolean {
  if (words.column === 'meta') return findPhrase(words, prepared.meta, 0) !== -1
  let at = findPhrase(words, prepared.words, 0)
  if (at === -1) return false
  if (spans === undefined) return true
  for (; at !== -1; at = findPhrase(words, prepared.words, at + 1)) {
    const span = placeOf(words, prepared, at - prepared.textFrom)
    if (span !== undefined) spans.push(span)
  }
  return true
}

/** Where the phrase begins at or after `from`, or -1. */
function findPhrase({ tokens, prefix }: Words, within: readonly string[], from: number): number {
  const lastIndex = tokens.length - 1
  const [first = ''] = tokens
  for (let at = from; at + lastIndex < within.length; at += 1) {
    if (lastIndex > 0 && within[at] !== first) continue
    let k = 0
    while (k < lastIndex && within[at + k] === tokens[k]) k += 1
    if (k < lastIndex) continue
    const found = within[at + k] ?? ''
    const asked = tokens[k] ?? ''
    if (found === asked || (prefix && found.startsWith(asked))) return at
  }
  return -1
}

/** The part of the text that a phrase covers; undefined when it lies in the title or the warning. */
function placeOf({ tokens }: Words, { places }: PreparedSubject, at: number): Matched | undefined {
  const first = places[Math.max(at, 0)]
  const lastAt = at + tokens.length - 1
  const last = places[Math.min(lastAt, places.length - 1)]
  if (first === undefined || last === undefined || lastAt < 0 || at >= places.length) return undefined
  // One character asked, a pair found: the place ends where the pair's second character begins.
  const next = places[lastAt + 1]
  const isHalfPair =
    last.token !== tokens.at(-1) && next !== undefined && next.start > last.start && next.start < last.end
  return { start: first.start, end: isHalfPair ? next.start : last.end }
}

function merge(spans: Matched[]): Matched[] {
  if (spans.length < 2) return spans
  const out: Matched[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const before = out.at(-1)
    if (before !== undefined && span.start < before.end) before.end = Math.max(before.end, span.end)
    else out.push({ ...span })
  }
  return out
}

function factHolds(fact: Fact, subject: Subject): boolean {
  switch (fact.op) {
    case 'person': {
      const handle = fact.role === 'author' ? subject.author.handle : subject.parentAuthor
      return handle !== null && handle !== undefined && isHandle(handle, fact.handle)
    }
    case 'named':
      return isNamed(fact, subject)
    case 'purpose':
      return (
        subject.streams.some(({ purpose }) => purpose === fact.purpose) ||
        subject.conversation.purposes.includes(fact.purpose)
      )
    case 'is':
      return isState(fact.what, subject)
    case 'has':
      return fact.what === 'note' ? subject.conversation.noted : subject.conversation.drafted
    case 'thread':
      return subject.conversation.itemCount > 1
    case 'conversation':
      return subject.conversation.id === fact.id || subject.conversation.formerIds.includes(fact.id)
    case 'count':
      return compares(fact.field === 'likes' ? subject.likes : subject.author.followers, fact.sign, fact.n)
    case 'idBelow':
      return subject.id < fact.id
    case 'idFrom':
      return subject.id >= fact.id
  }
}

function isNamed({ what, name }: Fact & { op: 'named' }, { streams, conversation }: Subject): boolean {
  const loose = looseName(name)
  if (what === 'stream')
    return streams.some((stream) => String(stream.id) === name || looseName(stream.name) === loose)
  if (what === 'tag') return conversation.tags.some((tag) => looseName(tag) === loose)
  const { account } = conversation
  return account !== null && account !== undefined && isHandle(account.handle, asciiLower(name))
}

function isState(what: (Fact & { op: 'is' })['what'], subject: Subject): boolean {
  const { conversation } = subject
  switch (what) {
    case 'open':
    case 'waiting':
    case 'snoozed':
    case 'done':
      return conversation.state === what
    case 'saved':
      return conversation.saved
    case 'newcomer':
      return conversation.newcomer
    case 'unread':
      return subject.id > conversation.readItemId && !subject.mine
    case 'question':
      return subject.question
    case 'mine':
      return subject.mine
    case 'direct':
      return subject.direct
    case 'edited':
    case 'deleted':
      return subject.state === what
    case 'keyword':
      return subject.streams.some(({ kind }) => kind === 'keyword')
    case 'due':
      return waits(subject)
    case 'latest':
      return subject.id === conversation.shownItemId
    case 'vip':
      return subject.author.vip
    case 'quiet':
      return conversation.quiet !== null
    case 'muted':
    case 'noise':
      return conversation.quiet === what
  }
}

/** One of theirs, said to us, that came after we last spoke. */
function waits({ id, mine, direct, state, conversation: { dueItemId } }: Subject): boolean {
  return dueItemId !== null && id >= dueItemId && direct && !mine && state !== 'deleted'
}

/** What is not known compares to nothing. */
function compares(value: number | null | undefined, sign: '>' | '>=' | '<' | '<=' | '=', n: number): boolean {
  if (value === null || value === undefined) return false
  switch (sign) {
    case '>':
      return value > n
    case '>=':
      return value >= n
    case '<':
      return value < n
    case '<=':
      return value <= n
    case '=':
      return value === n
  }
}
