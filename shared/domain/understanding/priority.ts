import { z } from 'zod'
import type { Tone } from './tone.ts'

/**
 * How urgent a conversation is, in whole points that the user sets. The sum falls into a part that is stored, because
 * it changes with what was said only, and a part that grows while somebody waits.
 */

const points = z.number().int().min(0).max(1000)

export const priorityWeights = z.object({
  /** Asks something that nobody has answered. */
  question: points,
  /** Speaks to us, by mention, reply or comment. */
  direct: points,
  /** So much when the promised time is over; half as much at half the time, never more than twice. */
  waiting: points,
  /** Speaks to us for the first time. */
  newcomer: points,
  /** An author whom the user marked. */
  vip: points,
  /** For each tenfold of followers: 1,000 followers are three times as much. Nobody counts more by default. */
  reach: points,
  /** Times the weight of the rule that heard it. */
  rule: points,
  /** Sounds cross. The tone is a hint and counts nothing by default. */
  cross: points,
})
export type PriorityWeights = z.infer<typeof priorityWeights>

export const defaultWeights: PriorityWeights = {
  question: 30,
  direct: 20,
  waiting: 40,
  newcomer: 15,
  vip: 40,
  reach: 0,
  rule: 1,
  cross: 0,
}

export interface StaticFacts {
  question: boolean
  direct: boolean
  newcomer: boolean
  vip: boolean
  followers?: number | undefined
  tone?: Tone | undefined
  /** The rule that heard it, the weightiest one if there are several; a weight below nothing makes it less urgent. */
  rule?: { name: string; weight: number } | undefined
}

export interface PriorityFacts extends StaticFacts {
  /** Since when somebody waits for an answer from us; absent when nobody does. */
  waitingSinceMs?: number | undefined
}

export type ReasonName = keyof PriorityWeights
type StaticReason = Exclude<ReasonName, 'waiting'>

/** The part that does not change with time. `points` is the sum of the reasons; a reason without points is left out. */
export function staticPriority(
  facts: StaticFacts,
  weights: PriorityWeights,
): { points: number; reasons: { name: StaticReason; points: number }[] } {
  const followers = Math.max(0, facts.followers ?? 0)
  const each: [StaticReason, number][] = [
    ['question', facts.question ? weights.question : 0],
    ['direct', facts.direct ? weights.direct : 0],
    ['newcomer', facts.newcomer ? weights.newcomer : 0],
    ['vip', facts.vip ? weights.vip : 0],
    ['reach', Math.round(weights.reach * Math.log10(1 + followers))],
    ['rule', Math.round(weights.rule * (facts.rule?.weight ?? 0))],
    ['cross', facts.tone === 'cross' ? weights.cross : 0],
  ]
  const reasons = each.filter(([, points]) => points !== 0).map(([name, points]) => ({ name, points }))
  return { points: reasons.reduce((sum, reason) => sum + reason.points, 0), reasons }
}

/**
 * Points for waiting since `sinceMs` when an answer is promised within `promiseMs`. They never fall while time goes on: evenly up to the
 * weight at the promise, then ever slower towards twice the weight, so that what is weeks old does not bury everything.
 */
export function waitingPoints(
  sinceMs: number,
  promiseMs: number,
  nowMs: number,
  weights: Pick<PriorityWeights, 'waiting'>,
): number {
  const share = Math.max(0, nowMs - sinceMs) / Math.max(1, promiseMs)
  return Math.floor(weights.waiting * (share <= 1 ? share : 2 - 1 / share))
}

export interface Priority {
  sum: number
  /** Weightiest first; `words` complete "because it …". */
  reasons: { name: ReasonName; points: number; words: string }[]
}

/** The whole priority with its reasons in words. `promiseMs` is how soon an answer is promised. */
export function priorityOf(
  facts: PriorityFacts,
  weights: PriorityWeights,
  promiseMs: number,
  nowMs: number,
): Priority {
  const fixed = staticPriority(facts, weights)
  const since = facts.waitingSinceMs
  const waiting = since === undefined ? 0 : waitingPoints(since, promiseMs, nowMs, weights)
  const reasons: Priority['reasons'] = fixed.reasons.map(({ name, points }) => ({
    name,
    points,
    words: words(name, facts),
  }))
  if (since !== undefined && waiting > 0)
    reasons.push({ name: 'waiting', points: waiting, words: waitingWords(nowMs - since, promiseMs) })
  return { sum: fixed.points + waiting, reasons: reasons.toSorted((a, b) => b.points - a.points) }
}

function words(name: StaticReason, facts: PriorityFacts): string {
  switch (name) {
    case 'question':
      return 'asks something'
    case 'direct':
      return 'speaks to you'
    case 'newcomer':
      return 'is from somebody new'
    case 'vip':
      return 'is from somebody you marked'
    case 'reach':
      return `is from somebody with ${Math.round(facts.followers ?? 0).toLocaleString('en')} followers`
    case 'rule':
      return `was heard by the rule ${facts.rule?.name ?? ''}`.trim()
    case 'cross':
      return 'sounds cross'
  }
}

function waitingWords(ageMs: number, promiseMs: number): string {
  return ageMs <= promiseMs
    ? `has waited ${duration(ageMs)} of the ${duration(promiseMs)} you promised`
    : `has waited ${duration(ageMs)}, you promised ${duration(promiseMs)}`
}

const minute = 60_000

function duration(ms: number): string {
  const minutes = Math.floor(ms / minute)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${String(minutes)} minutes`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${String(hours)} hours` : `${String(Math.floor(hours / 24))} days`
}
