import type { Span } from '#shared/domain/text'

/** A range of a text, in UTF-16 code units; `end` is exclusive. */
export interface Range {
  start: number
  end: number
}

/** A stretch of a segment that is either marked (it matched a rule) or not. */
export interface Run {
  text: string
  marked: boolean
}

/** A stretch of text under one span, or under none. The texts of all segments joined are the whole text. */
export interface Segment {
  start: number
  text: string
  span: Span | undefined
  runs: Run[]
}

/**
 * Cuts a text at the edges of its spans and of what matched. Spans and matches come from other machines:
 * those that reach outside the text, overlap an earlier span or are empty are clamped or left out, and an
 * edge inside a surrogate pair moves before the pair, so that no character is ever broken. No text is lost
 * or repeated.
 */
export function segments(text: string, spans: readonly Span[], matched: readonly Range[] = []): Segment[] {
  const marks = joined(matched.map((range) => snapped(text, range)).filter(isFilled))
  const cut: Segment[] = []
  let at = 0
  const push = (end: number, span: Span | undefined) => {
    if (end > at)
      cut.push({ start: at, text: text.slice(at, end), span, runs: runsOf(text, { start: at, end }, marks) })
    at = end
  }
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const range = snapped(text, span)
    if (!isFilled(range) || range.start < at) continue
    push(range.start, undefined)
    push(range.end, span)
  }
  push(text.length, undefined)
  return cut
}

function runsOf(text: string, range: Range, marks: readonly Range[]): Run[] {
  const runs: Run[] = []
  let at = range.start
  const push = (end: number, marked: boolean) => {
    if (end > at) runs.push({ text: text.slice(at, end), marked })
    at = Math.max(at, end)
  }
  for (const mark of marks) {
    if (mark.end <= range.start || mark.start >= range.end) continue
    push(Math.max(mark.start, range.start), false)
    push(Math.min(mark.end, range.end), true)
  }
  push(range.end, false)
  return runs
}

/** Overlapping and touching ranges become one; the answer is sorted. */
function joined(ranges: readonly Range[]): Range[] {
  const out: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end)
    else out.push({ ...range })
  }
  return out
}

function snapped(text: string, range: Range): Range {
  return { start: edge(text, range.start), end: edge(text, range.end) }
}

function edge(text: string, at: number): number {
  const clamped = Math.min(Math.max(Math.trunc(at), 0), text.length)
  return isInsidePair(text, clamped) ? clamped - 1 : clamped
}

function isInsidePair(text: string, at: number): boolean {
  if (at === 0 || at >= text.length) return false
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}

function isFilled(range: Range): boolean {
  return range.end > range.start
}

/** The address if it may be opened in the user's browser (https, http, mailto), else undefined. */
export function openableUrl(href: string | undefined): string | undefined {
  if (href === undefined || !URL.canParse(href)) return undefined
  return ['https:', 'http:', 'mailto:'].includes(new URL(href).protocol) ? href : undefined
}
