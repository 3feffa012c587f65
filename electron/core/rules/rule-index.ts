import { classOf, RUN } from '#shared/domain/char-class'
import type { Query } from '#shared/domain/query/ast'
import { readsClock } from '#shared/domain/query/leaves'
import { type Condition, lower, type Words } from '#shared/domain/query/lower'
import { metaToken, type Subject } from '#shared/domain/query/subject'
import { match, type Matched, type PreparedSubject, prepareSubject } from './matcher.ts'
import { simplify } from './simplify.ts'

export interface Rule<T> {
  /** Whatever the caller knows the rule by. */
  key: T
  query: Query
}

export interface RuleHit<T> {
  key: T
  spans: Matched[]
}

interface Entry {
  query: Query
  condition: Condition
  /** Reads the clock, so it is spelled out anew for every item. */
  isTimed: boolean
}

/** Where a rule waits: for a whole token, for a token that begins so, or for every item. */
type Trigger = { how: 'token' | 'prefix'; column: 'text' | 'meta'; token: string; weight: number }

/**
 * Many rules against a stream of items. An item is cut into tokens once; each token is looked up in a map of the
 * rules that need it, and only those are asked in full. A rule waits for the tokens of one phrase it cannot do
 * without, the longest; a rule without any (`is:question`, `-hiring`) is asked about every item.
 *
 * Most rules are a word or a phrase of whole words. Tokens that rules know have numbers, and such rules are found by
 * these alone. What that takes lies in flat arrays, by the number of the token or of the rule: with thousands of rules
 * most of the time is spent waiting for memory, and objects lie all over it.
 */
export class RuleIndex<T> {
  /** How many rules were asked in full so far: what the maps are there to keep small. */
  asked = 0
  private readonly keys: T[] = []
  private readonly entries: Entry[] = []
  /** Numbers of the tokens that rules know, from 1. */
  private readonly numbers = new Map<string, number>()
  /** The token of a rule that is nothing but one whole word; else 0. */
  private readonly words: Uint32Array
  /** The tokens of a rule that is nothing but a phrase of several whole words. */
  private readonly phrases: (readonly number[] | undefined)[] = []
  /** The number of the last item that a rule was tried on, so that two of its words do not try it twice. */
  private readonly triedOn: Uint32Array
  /** Rules that wait for token n are `waiting[from[n]]` up to `waiting[from[n + 1]]`. */
  private readonly from: Uint32Array
  private readonly waiting: Uint32Array
  private readonly begun = new Map<string, number[]>()
  private readonly meta = new Map<string, number[]>()
  private readonly always: number[] = []
  /** Lengths in UTF-16 units at which beginnings are looked up. */
  private readonly beginnings = new Set<number>()
  private count = 0

  constructor(rules: Iterable<Rule<T>>) {
    const byToken: number[][] = []
    const words: number[] = []
    for (const { key, query } of rules) this.add(key, query, byToken, words)
    this.words = Uint32Array.from(words)
    this.triedOn = new Uint32Array(this.entries.length)
    this.from = new Uint32Array(this.numbers.size + 2)
    for (let number = 0; number <= this.numbers.size; number += 1)
      this.from[number + 1] = (this.from[number] ?? 0) + (byToken[number]?.length ?? 0)
    this.waiting = Uint32Array.from(Array.from({ length: byToken.length }, (_, n) => byToken[n] ?? []).flat())
  }

  /** The rules that an item meets, in no particular order, with what matched in its text. */
  match(subject: Subject, nowMs: number): RuleHit<T>[] {
    const prepared = prepareSubject(subject)
    const out: RuleHit<T>[] = []
    this.count += 1
    const numbers = prepared.words.map((token) => this.numbers.get(token) ?? 0)
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at] ?? 0
      if (number === 0) continue
      const end = this.from[number + 1] ?? 0
      for (let place = this.from[number] ?? 0; place < end; place += 1)
        this.ask(this.waiting[place] ?? 0, prepared, numbers, nowMs, out)
    }
    const ask = (rules: readonly number[] | undefined): void => {
      for (const rule of rules ?? []) this.ask(rule, prepared, numbers, nowMs, out)
    }
    for (const token of this.beginnings.size === 0 ? [] : prepared.words) {
      for (const length of this.beginnings) {
        if (token.length >= length) ask(this.begun.get(token.slice(0, length)))
      }
    }
    for (const token of prepared.meta) ask(this.meta.get(token))
    ask(this.always)
    return out
  }

  private ask(
    rule: number,
    prepared: PreparedSubject,
    numbers: readonly number[],
    nowMs: number,
    out: RuleHit<T>[],
  ): void {
    if (this.triedOn[rule] === this.count) return
    this.triedOn[rule] = this.count
    this.asked += 1
    const spans = this.spansOf(rule, prepared, numbers, nowMs)
    // One key for each rule: the cast only takes away the undefined of an index out of bounds.
    if (spans !== undefined) out.push({ key: this.keys[rule] as T, spans })
  }

  /** What a rule matches in the text; undefined where it does not match. */
  private spansOf(
    rule: number,
    prepared: PreparedSubject,
    numbers: readonly number[],
    nowMs: number,
  ): Matched[] | undefined {
    const word = this.words[rule] ?? 0
    if (word !== 0) return phraseSpans(word, undefined, prepared, numbers)
    const phrase = this.phrases[rule]
    if (phrase !== undefined) return phraseSpans(phrase[0] ?? 0, phrase, prepared, numbers)
    const entry = this.entries[rule]
    if (entry === undefined) return undefined
    const condition = entry.isTimed ? simplify(lower(entry.query, nowMs)) : entry.condition
    const { matched, spans } = match(condition, prepared)
    return matched ? spans : undefined
  }

  private add(key: T, query: Query, byToken: number[][], words: number[]): void {
    const condition = simplify(lower(query, 0))
    const isTimed = readsClock(query)
    // What is constant now may not be so at another moment.
    if (condition.op === 'always' && !condition.value && !isTimed) return
    const rule = this.keys.push(key) - 1
    this.entries.push({ query, condition, isTimed })
    const phrase = isTimed ? undefined : this.phraseOf(condition)
    const isWord = phrase?.length === 1
    words.push(isWord ? (phrase[0] ?? 0) : 0)
    this.phrases.push(isWord ? undefined : phrase)
    const triggers = needed(condition)
    if (triggers === undefined) this.always.push(rule)
    for (const trigger of triggers ?? []) this.wait(trigger, rule, byToken)
  }

  private phraseOf(condition: Condition): readonly number[] | undefined {
    if (condition.op !== 'words' || condition.column !== 'text' || condition.prefix) return undefined
    return condition.tokens.map((token) => this.numberOf(token))
  }

  private numberOf(token: string): number {
    const known = this.numbers.get(token)
    if (known !== undefined) return known
    this.numbers.set(token, this.numbers.size + 1)
    return this.numbers.size
  }

  private wait({ how, column, token }: Trigger, rule: number, byToken: number[][]): void {
    if (how === 'prefix') this.beginnings.add(token.length)
    if (column === 'text' && how === 'token') {
      ;(byToken[this.numberOf(token)] ??= []).push(rule)
      return
    }
    const map = column === 'meta' ? this.meta : this.begun
    const waiting = map.get(token)
    if (waiting === undefined) map.set(token, [rule])
    else waiting.push(rule)
  }
}

/** What a word, or a phrase that begins with it, covers in the text; undefined where it stands nowhere in the item. */
function phraseSpans(
  first: number,
  phrase: readonly number[] | undefined,
  { places, textFrom }: PreparedSubject,
  within: readonly number[],
): Matched[] | undefined {
  const length = phrase?.length ?? 1
  let spans: Matched[] | undefined
  for (let at = within.indexOf(first); at !== -1; at = within.indexOf(first, at + 1)) {
    let k = 1
    while (k < length && within[at + k] === phrase?.[k]) k += 1
    if (k < length) continue
    spans ??= []
    // Places of the title and of the warning are not shown; a phrase may run from one into the other.
    const start = places[Math.max(at - textFrom, 0)]
    const end = places[Math.min(at - textFrom + length, places.length) - 1]
    if (start === undefined || end === undefined || at - textFrom >= places.length) continue
    const before = spans.at(-1)
    if (before !== undefined && start.start < before.end) before.end = Math.max(before.end, end.end)
    else spans.push({ start: start.start, end: end.end })
  }
  return spans
}

/** Tokens of which an item has at least one whenever it meets the condition; undefined where there are none. */
function needed(condition: Condition): Trigger[] | undefined {
  switch (condition.op) {
    case 'words':
      return [triggerOf(condition)].filter((trigger) => trigger !== undefined)
    case 'and': {
      const choices = condition.of.map(needed).filter((triggers) => triggers !== undefined)
      return choices.toSorted((a, b) => lightest(b) - lightest(a))[0]
    }
    case 'or': {
      const all: Trigger[] = []
      for (const part of condition.of) {
        const triggers = needed(part)
        if (triggers === undefined) return undefined
        all.push(...triggers)
      }
      return all
    }
    default:
      return undefined
  }
}

/** A set of triggers is as good as its commonest. */
function lightest(triggers: readonly Trigger[]): number {
  return Math.min(...triggers.map(({ weight }) => weight), 1000)
}

/** Kinds, networks and languages are on every item; they are the last to wait for. */
const everyday = /^z[knlx]/

/** Stands before every address: a beginning of one of its words waits for that. */
const anyAddress = metaToken.addressWord('')

/** The longest token of a phrase is most likely its rarest. */
function triggerOf({ column, tokens, prefix }: Words): Trigger | undefined {
  const choices = tokens.map((token, index): Trigger => {
    const isLast = prefix && index === tokens.length - 1
    const isRun = classOf(token.codePointAt(0) ?? 0) === RUN
    const length = isRun ? token.length * 3 : token.length
    if (column === 'meta' && isLast) return { how: 'token', column, token: anyAddress, weight: 0 }
    if (column === 'meta') return { how: 'token', column, token, weight: everyday.test(token) ? 0 : length }
    return { how: isLast ? 'prefix' : 'token', column, token, weight: isLast ? length / 2 : length }
  })
  return choices.toSorted((a, b) => b.weight - a.weight)[0]
}
