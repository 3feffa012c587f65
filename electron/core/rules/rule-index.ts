import type { Query } from '#shared/domain/query/ast'
import { readsClock } from '#shared/domain/query/leaves'
import { type Condition, lower } from '#shared/domain/query/lower'
import type { Subject } from '#shared/domain/query/subject'
import { match, type Matched, type PreparedSubject, prepareSubject } from './matcher.ts'
import { simplify } from './simplify.ts'
import { needed, type Trigger } from './triggers.ts'

export interface Rule<T> {
  /** Whatever the caller knows the rule by. */
  key: T
  query: Query
}

export interface RuleHit<T> {
  key: T
  /** Shared between rules that are the same word. */
  spans: readonly Matched[]
}

interface Entry {
  query: Query
  condition: Condition
  /** Reads the clock, so it is spelled out anew for every item. */
  isTimed: boolean
}

/** What a rule comes to once a token of it was found. */
const isWord = 0
const isPhrase = 1
const isCondition = 2
const kinds = 3
type Kind = typeof isWord | typeof isPhrase | typeof isCondition

/**
 * Many rules against a stream of items. An item is cut into tokens once; each token is looked up in a map of the
 * rules that need it, and only those are asked. A rule waits for the tokens of one phrase it cannot do without, the
 * longest; a rule without any (`is:question`, `-hiring`) is asked about every item.
 *
 * Most rules are a word or a phrase of whole words. Tokens that rules know have numbers, and such rules are found by
 * these alone. What that takes lies in flat arrays, by the number of the token or of the rule: with thousands of rules
 * most of the time is spent waiting for memory, and objects lie all over it.
 */
export class RuleIndex<T> {
  /** How many rules were asked so far: what the maps are there to keep small. */
  asked = 0
  private readonly keys: T[] = []
  private readonly entries: Entry[] = []
  /** Numbers of the tokens that rules know, from 1. */
  private readonly numbers = new Map<string, number>()
  /** 1 where a token that rules know has such letters: most tokens are told by it before they are hashed. */
  private readonly sketch = new Uint8Array(sketchSize)
  /** The phrase of rule r is `phrases[phraseFrom[r]]` up to `phrases[phraseFrom[r + 1]]`; a word and a condition have none. */
  private readonly phraseFrom: Uint32Array
  private readonly phrases: Uint32Array
  /** Rules of a kind that wait for token n are `waiting[from[n * kinds + kind]]` up to the place that follows. */
  private readonly from: Uint32Array
  private readonly waiting: Uint32Array
  /** The number of the last item that a token was found in, so that its second place asks nobody again. */
  private readonly foundIn: Uint32Array
  /** The number of the last item that a condition was tried on, so that two of its words do not try it twice. */
  private readonly triedOn: Uint32Array
  private readonly begun = new Map<string, number[]>()
  private readonly meta = new Map<string, number[]>()
  private readonly always: number[] = []
  /** Lengths in UTF-16 units at which beginnings are looked up. */
  private readonly beginnings = new Set<number>()
  private count = 0

  constructor(rules: Iterable<Rule<T>>) {
    const waiting: number[][] = []
    const phrases: (readonly number[])[] = []
    for (const { key, query } of rules) this.add(key, query, waiting, phrases)
    this.triedOn = new Uint32Array(this.keys.length)
    this.foundIn = new Uint32Array(this.numbers.size + 1)
    ;[this.phraseFrom, this.phrases] = flatten(phrases, this.keys.length)
    ;[this.from, this.waiting] = flatten(waiting, (this.numbers.size + 1) * kinds)
  }

  /** The rules that an item meets, in no particular order, with what matched in its text. */
  match(subject: Subject, nowMs: number): RuleHit<T>[] {
    const prepared = prepareSubject(subject)
    const out: RuleHit<T>[] = []
    this.count += 1
    const numbers = prepared.words.map((token) => this.numberIn(token))
    for (const number of numbers) {
      if (number === 0 || this.foundIn[number] === this.count) continue
      this.foundIn[number] = this.count
      this.askWords(number, prepared, numbers, out)
      this.askPhrases(number, prepared, numbers, out)
      const end = this.from[number * kinds + isCondition + 1] ?? 0
      for (let place = this.from[number * kinds + isCondition] ?? 0; place < end; place += 1)
        this.ask(this.waiting[place] ?? 0, prepared, nowMs, out)
    }
    const ask = (rules: readonly number[] | undefined): void => {
      for (const rule of rules ?? []) this.ask(rule, prepared, nowMs, out)
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

  /** The number of an item's token; 0 where no rule knows it. */
  private numberIn(token: string): number {
    return this.sketch[sketchOf(token)] === 0 ? 0 : (this.numbers.get(token) ?? 0)
  }

  /** Rules that are nothing but this word: all of them match, in the same places. */
  private askWords(
    number: number,
    prepared: PreparedSubject,
    numbers: readonly number[],
    out: RuleHit<T>[],
  ): void {
    const end = this.from[number * kinds + isWord + 1] ?? 0
    let place = this.from[number * kinds + isWord] ?? 0
    if (place === end) return
    const spans = wordSpans(number, prepared, numbers)
    this.asked += end - place
    for (; place < end; place += 1) out.push({ key: this.keyOf(this.waiting[place] ?? 0), spans })
  }

  private askPhrases(
    number: number,
    prepared: PreparedSubject,
    numbers: readonly number[],
    out: RuleHit<T>[],
  ): void {
    const end = this.from[number * kinds + isPhrase + 1] ?? 0
    for (let place = this.from[number * kinds + isPhrase] ?? 0; place < end; place += 1) {
      const rule = this.waiting[place] ?? 0
      this.asked += 1
      const spans = this.phraseSpans(rule, prepared, numbers)
      if (spans !== undefined) out.push({ key: this.keyOf(rule), spans })
    }
  }

  private ask(rule: number, prepared: PreparedSubject, nowMs: number, out: RuleHit<T>[]): void {
    if (this.triedOn[rule] === this.count) return
    this.triedOn[rule] = this.count
    this.asked += 1
    const entry = this.entries[rule]
    if (entry === undefined) return
    const condition = entry.isTimed ? simplify(lower(entry.query, nowMs)) : entry.condition
    const { matched, spans } = match(condition, prepared)
    if (matched) out.push({ key: this.keyOf(rule), spans })
  }

  private keyOf(rule: number): T {
    // One key for each rule: the cast only takes away the undefined of an index out of bounds.
    return this.keys[rule] as T
  }

  /** What a rule's phrase covers in the text; undefined where it stands nowhere in the item. */
  private phraseSpans(
    rule: number,
    prepared: PreparedSubject,
    numbers: readonly number[],
  ): Matched[] | undefined {
    const { phrases } = this
    const start = this.phraseFrom[rule] ?? 0
    const length = (this.phraseFrom[rule + 1] ?? 0) - start
    const first = phrases[start] ?? 0
    let spans: Matched[] | undefined
    for (let at = numbers.indexOf(first); at !== -1; at = numbers.indexOf(first, at + 1)) {
      let k = 1
      while (k < length && numbers[at + k] === phrases[start + k]) k += 1
      if (k === length) addSpan((spans ??= []), at, length, prepared)
    }
    return spans
  }

  private add(key: T, query: Query, waiting: number[][], phrases: (readonly number[])[]): void {
    const condition = simplify(lower(query, 0))
    const isTimed = readsClock(query)
    // What is constant now may not be so at another moment.
    if (condition.op === 'always' && !condition.value && !isTimed) return
    const rule = this.keys.push(key) - 1
    this.entries.push({ query, condition, isTimed })
    const phrase = isTimed ? undefined : this.phraseOf(condition)
    const kind = phrase === undefined ? isCondition : phrase.length === 1 ? isWord : isPhrase
    if (phrase !== undefined && kind === isPhrase) phrases[rule] = phrase
    const triggers = needed(condition)
    if (triggers === undefined) this.always.push(rule)
    for (const trigger of triggers ?? []) this.wait(trigger, rule, kind, waiting)
  }

  private phraseOf(condition: Condition): readonly number[] | undefined {
    if (condition.op !== 'words' || condition.column !== 'text' || condition.prefix) return undefined
    return condition.tokens.map((token) => this.numberOf(token))
  }

  private numberOf(token: string): number {
    const known = this.numbers.get(token)
    if (known !== undefined) return known
    this.numbers.set(token, this.numbers.size + 1)
    this.sketch[sketchOf(token)] = 1
    return this.numbers.size
  }

  private wait({ how, column, token }: Trigger, rule: number, kind: Kind, waiting: number[][]): void {
    if (how === 'prefix') this.beginnings.add(token.length)
    if (column === 'text' && how === 'token') {
      ;(waiting[this.numberOf(token) * kinds + kind] ??= []).push(rule)
      return
    }
    const map = column === 'meta' ? this.meta : this.begun
    const others = map.get(token)
    if (others === undefined) map.set(token, [rule])
    else others.push(rule)
  }
}

const sketchSize = 2 ** 16

/** Where the sketch has a token: by its length, its first, second, middle and last letter. */
function sketchOf(token: string): number {
  const { length } = token
  const ends = token.charCodeAt(0) * 31 + token.charCodeAt(length - 1) * 961
  const within = token.charCodeAt(length >> 1) * 29_791 + (length > 2 ? token.charCodeAt(1) : 0) * 7919
  return (ends + within + length * 92_821) & (sketchSize - 1)
}

/** Lists one after the other, and where each begins; absent ones are empty. */
function flatten(
  lists: readonly (readonly number[])[],
  count: number,
): [from: Uint32Array, all: Uint32Array] {
  const from = new Uint32Array(count + 1)
  for (let n = 0; n < count; n += 1) from[n + 1] = (from[n] ?? 0) + (lists[n]?.length ?? 0)
  const all = new Uint32Array(from[count] ?? 0)
  // Absent ones are holes, which forEach leaves out.
  lists.forEach((list, n) => all.set(list, from[n]))
  return [from, all]
}

/** What a word covers in the text; nothing where it stands only in the title or the warning. */
function wordSpans(number: number, prepared: PreparedSubject, numbers: readonly number[]): Matched[] {
  const spans: Matched[] = []
  for (let at = numbers.indexOf(number); at !== -1; at = numbers.indexOf(number, at + 1))
    addSpan(spans, at, 1, prepared)
  return spans
}

/** Adds the place of so many tokens of the item, or widens the last one where they overlap. */
function addSpan(spans: Matched[], at: number, length: number, { places, textFrom }: PreparedSubject): void {
  // Places of the title and of the warning are not shown; a phrase may run from one into the other.
  const start = places[Math.max(at - textFrom, 0)]
  const end = places[Math.min(at - textFrom + length, places.length) - 1]
  if (start === undefined || end === undefined || at - textFrom >= places.length) return
  const before = spans.at(-1)
  if (before !== undefined && start.start < before.end) before.end = Math.max(before.end, end.end)
  else spans.push({ start: start.start, end: end.end })
}
