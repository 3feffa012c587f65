import type { Piece, QueryError } from '#shared/domain/query/parse'

/** A stretch of a query with one look. The texts of all stretches joined are the whole query. */
export interface ColourRun {
  start: number
  text: string
  /** Absent for white space and what was not understood. */
  kind: Piece['kind'] | undefined
  excluded: boolean
  /** Lies in an error. */
  wrong: boolean
}

/**
 * Cuts a query at the edges of its pieces and errors. Pieces are sorted and do not overlap, errors may; an edge
 * inside a surrogate pair moves before the pair.
 */
export function colourRuns(
  text: string,
  pieces: readonly Piece[],
  errors: readonly Pick<QueryError, 'start' | 'end'>[] = [],
): ColourRun[] {
  const edges = new Set([0, text.length])
  for (const { start, end } of [...pieces, ...errors]) {
    edges.add(snapped(text, start))
    edges.add(snapped(text, end))
  }
  const sorted = [...edges].sort((a, b) => a - b)
  const runs: ColourRun[] = []
  let at = 0
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1]
    if (end === undefined) break
    while ((pieces[at]?.end ?? Infinity) <= start) at += 1
    const piece = pieces[at]
    const isIn = piece !== undefined && piece.start <= start && start < piece.end
    runs.push({
      start,
      text: text.slice(start, end),
      kind: isIn ? piece.kind : undefined,
      excluded: isIn && piece.excluded,
      wrong: errors.some((error) => error.start < end && start < error.end),
    })
  }
  return runs
}

function snapped(text: string, at: number): number {
  const inside = Math.min(Math.max(at, 0), text.length)
  const isLow = /^[\udc00-\udfff]/.test(text.slice(inside, inside + 1))
  return isLow && /[\ud800-\udbff]$/.test(text.slice(0, inside).slice(-1)) ? inside - 1 : inside
}
