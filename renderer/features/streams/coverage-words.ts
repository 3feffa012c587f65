import { holes, type Gap, type TimeRange } from '#shared/domain/coverage'
import { bareWhen, spanWords } from '../../ui/said-when.ts'

/** What of a stream's time is drawn, and said to those who do not see it. Pure. */

export const shownDays = 7

/** A stretch of the bar; places are shares of the whole. */
export interface BarPart {
  kind: 'heard' | 'filling' | 'hole'
  fromMs: number
  toMs: number
  start: number
  width: number
}

/** A hole shorter than this share of the bar is drawn as wide, so that it can be seen. */
const leastWidth = 0.005

export function barParts(
  { ranges, gaps }: { ranges: readonly TimeRange[]; gaps: readonly Gap[] },
  window: TimeRange,
): BarPart[] {
  const whole = window.toMs - window.fromMs
  const part = (kind: BarPart['kind'], range: TimeRange): BarPart => {
    const fromMs = Math.max(range.fromMs, window.fromMs)
    const toMs = Math.min(range.toMs, window.toMs)
    const width = Math.max((toMs - fromMs) / whole, kind === 'heard' ? 0 : leastWidth)
    return { kind, fromMs, toMs, width, start: Math.min((fromMs - window.fromMs) / whole, 1 - width) }
  }
  const inside = ({ fromMs, toMs }: TimeRange): boolean => fromMs < window.toMs && toMs > window.fromMs
  return [
    ...ranges.filter(inside).map((range) => part('heard', range)),
    // Above what was heard, because a short one is drawn wider than it is.
    ...openHoles(gaps)
      .filter(inside)
      .map((gap) => part(gap.state === 'permanent' ? 'hole' : 'filling', gap)),
  ]
}

export function openHoles(gaps: readonly Gap[]): Gap[] {
  return gaps.filter(({ state }) => state !== 'filled')
}

/** One hole with its reason. */
export function holeWords(gap: Gap, nowMs: number, locale?: string): string {
  const state = gap.state === 'permanent' ? 'cannot be filled' : 'being filled'
  return `${spanWords(gap.fromMs, gap.toMs, nowMs, locale)}: ${state}. ${gap.reason}`
}

/** The whole bar in words. */
export function barWords(
  { ranges, gaps }: { ranges: readonly TimeRange[]; gaps: readonly Gap[] },
  window: TimeRange,
  locale?: string,
): string {
  const first = ranges[0]
  const last = ranges.at(-1)
  const days = `The last ${shownDays} days`
  if (first === undefined || last === undefined) return `${days}: nothing heard.`
  const isWhole = first.fromMs <= window.fromMs
  const since = isWhole ? '' : ` since ${bareWhen(first.fromMs, window.toMs, locale)}`
  const to = ` up to ${bareWhen(last.toMs, window.toMs, locale)}`
  const open = openHoles(gaps)
  // Time between ranges that no hole tells of would be a mistake of ours: it is not hidden.
  const untold = holes([...ranges, ...open], { fromMs: first.fromMs, toMs: last.toMs }).length
  const count = open.length + untold
  const missing = count === 0 ? 'without a hole' : `but for ${count === 1 ? '1 hole' : `${count} holes`}`
  return `${days}: heard${since}${to}, ${missing}.`
}
