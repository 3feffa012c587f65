import { classOf, RUN } from '#shared/domain/char-class'
import type { Query } from '#shared/domain/query/ast'
import { readsClock } from '#shared/domain/query/leaves'
import { type Condition, lower, type Words } from '#shared/domain/query/lower'
import { metaToken, type Subject } from '#shared/domain/query/subject'
import { match, type Matched, type PreparedSubject, prepareSubject, spansOf } from './matcher.ts'
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

interface Entry<T> {
  key: T
  query: Query
  condition: Condition
  /** Reads the clock, so it is spelled out anew for every item. */
  isTimed: boolean
  /** Set where the rule is one phrase of whole words: its tokens by their numbers. */
  phrase: { words: Words; numbers: readonly number[] } | undefined
  /** The number of the last item it was tried on, so that two of its words do not try it twice. */
  triedOn: number
}

/** Where a rule waits: for a whole token, for a token that begins so, or for every item. */
type Trigger = { how: 'token' | 'prefix'; column: 'text' | 'meta'; token: string; weight: number }

/**
 * Many rules against a stream of items. An item is cut into tokens once; each token is looked up in a map of the
 * rules that need it, and only those are asked in full. A rule waits for the tokens of one phrase it cannot do
 * without, the longest; a rule without any (`is:question`, `-hiring`) is asked about every item. Most rules are a word
 * or a phrase: tokens that rules wait for have numbers, and such rules are found by these, without comparing texts.
 */
export class RuleIndex<T> {
  /** How many rules were asked in full so far: what the maps are there to keep small. */
  asked = 0
  /** Numbers of the tokens that rules know, from 1. */
  private readonly numbers = new Map<string, number>()
  /** Rules that wait for a whole token of the text, by its number. */
  private readonly whole: (Entry<T>[] | undefined)[] = []
  private readonly begun = new Map<string, Entry<T>[]>()
  private readonly meta = new Map<string, Entry<T>[]>()
  private readonly always: Entry<T>[] = []
  /** Lengths in UTF-16 units at which beginnings are looked up. */
  private readonly beginnings = new Set<number>()
  private count = 0

  constructor(rules: Iterable<Rule<T>>) {
    for (const { key, query } of rules) this.add(key, query)
  }

  /** The rules that an item meets, in no particular order, with what matched in its text. */
  match(subject: Subject, nowMs: number): RuleHit<T>[] {
    const prepared = prepareSubject(subject)
    const out: RuleHit<T>[] = []
    this.count += 1
    const numbers = prepared.words.map((token) => this.numbers.get(token) ?? 0)
    const ask = (entries: readonly Entry<T>[] | undefined): void => {
      if (entries !== undefined) this.ask(entries, prepared, numbers, nowMs, out)
    }
    for (const number of numbers) ask(this.whole[number])
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
    entries: readonly Entry<T>[],
    prepared: PreparedSubject,
    numbers: readonly number[],
    nowMs: number,
    out: RuleHit<T>[],
  ): void {
    for (const entry of entries) {
      if (entry.triedOn === this.count) continue
      entry.triedOn = this.count
      if (entry.phrase !== undefined) {
        this.asked += 1
        const starts = startsOf(entry.phrase.numbers, numbers)
        if (starts.length > 0)
          out.push({ key: entry.key, spans: spansOf(entry.phrase.words, prepared, starts) })
        continue
      }
      const condition = entry.isTimed ? simplify(lower(entry.query, nowMs)) : entry.condition
      this.asked += 1
      const { matched, spans } = match(condition, prepared)
      if (matched) out.push({ key: entry.key, spans })
    }
  }

  private add(key: T, query: Query): void {
    const condition = simplify(lower(query, 0))
    const isTimed = readsClock(query)
    const phrase = isTimed ? undefined : this.phraseOf(condition)
    const entry: Entry<T> = { key, query, condition, isTimed, phrase, triedOn: 0 }
    // What is constant now may not be so at another moment.
    if (condition.op === 'always' && !condition.value && !entry.isTimed) return
    const triggers = needed(condition)
    if (triggers === undefined) this.always.push(entry)
    for (const trigger of triggers ?? []) this.wait(trigger, entry)
  }

  private phraseOf(condition: Condition): Entry<T>['phrase'] {
    if (condition.op !== 'words' || condition.column !== 'text' || condition.prefix) return undefined
    return { words: condition, numbers: condition.tokens.map((token) => this.numberOf(token)) }
  }

  private numberOf(token: string): number {
    const known = this.numbers.get(token)
    if (known !== undefined) return known
    this.numbers.set(token, this.numbers.size + 1)
    return this.numbers.size
  }

  private wait({ how, column, token }: Trigger, entry: Entry<T>): void {
    if (how === 'prefix') this.beginnings.add(token.length)
    if (column === 'text' && how === 'token') {
      ;(this.whole[this.numberOf(token)] ??= []).push(entry)
      return
    }
    const map = column === 'meta' ? this.meta : this.begun
    const waiting = map.get(token)
    if (waiting === undefined) map.set(token, [entry])
    else waiting.push(entry)
  }
}

/** Where a row of numbers begins within another. */
function startsOf(phrase: readonly number[], within: readonly number[]): number[] {
  const [first] = phrase
  const starts: number[] = []
  for (let at = 0; at + phrase.length <= within.length; at += 1) {
    if (within[at] !== first) continue
    let k = 1
    while (k < phrase.length && within[at + k] === phrase[k]) k += 1
    if (k === phrase.length) starts.push(at)
  }
  return starts
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
