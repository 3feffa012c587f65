import type { Board, Entry } from './reddit-board.ts'
import { listing, thingOf } from './reddit-things.ts'

/** Trees of comments: so many at once, so deep, and names for the rest. */

const deepest = 10

interface Cut {
  board: Board
  origin: string
  /** How many may still be shown. */
  left: number
}

/** Answers that are there, or that hold up some that are, oldest first. */
function shownBelow(entry: Entry): Entry[] {
  return entry.below.filter((one) => !one.gone || shownBelow(one).length > 0)
}

function sizeOf(entry: Entry): number {
  return 1 + shownBelow(entry).reduce((sum, one) => sum + sizeOf(one), 0)
}

function branchOf(cut: Cut, parent: Entry, depth: number): object[] {
  const branch: object[] = []
  const rest: Entry[] = []
  const answers = shownBelow(parent)
  if (depth >= deepest && answers.length > 0) return [moreOf(parent, [])]
  for (const entry of answers) {
    if (cut.left <= 0) {
      rest.push(entry)
      continue
    }
    cut.left -= 1
    const below = branchOf(cut, entry, depth + 1)
    branch.push(thingOf(cut.board, entry, cut.origin, below.length === 0 ? '' : listing(below)))
  }
  return rest.length === 0 ? branch : [...branch, moreOf(parent, rest)]
}

/** With nobody named: the tree goes on at a page of its own. */
function moreOf(parent: Entry, rest: readonly Entry[]): object {
  const [first] = rest
  const id = first?.name.slice(3) ?? '_'
  return {
    kind: 'more',
    data: {
      count: rest.reduce((sum, one) => sum + sizeOf(one), 0),
      name: `t1_${id}`,
      id,
      parent_id: parent.name,
      depth: 0,
      children: rest.map(({ name }) => name.slice(3)),
    },
  }
}

/** The page of a post; with a comment, that one with what is above and below it. */
export function treePage(
  board: Board,
  root: Entry,
  origin: string,
  asked: { limit: number; comment: Entry | undefined; context: number },
): object[] {
  const cut: Cut = { board, origin, left: asked.limit }
  const comments =
    asked.comment === undefined ? branchOf(cut, root, 0) : [lineTo(cut, asked.comment, asked.context)]
  return [listing([thingOf(board, root, origin)]), listing(comments)]
}

function lineTo(cut: Cut, comment: Entry, context: number): object {
  const below = branchOf(cut, comment, 0)
  let shown = thingOf(cut.board, comment, cut.origin, below.length === 0 ? '' : listing(below))
  let { parent } = comment
  for (let up = 0; up < context && parent?.kind === 't1'; up += 1) {
    shown = thingOf(cut.board, parent, cut.origin, listing([shown]))
    ;({ parent } = parent)
  }
  return shown
}

/** Comments that were left out, flat, each before those below it. */
export function flatOf(board: Board, named: readonly Entry[], origin: string): object[] {
  const things: object[] = []
  const walk = (entry: Entry): void => {
    things.push(thingOf(board, entry, origin))
    for (const below of shownBelow(entry)) walk(below)
  }
  for (const entry of named) if (!entry.gone || shownBelow(entry).length > 0) walk(entry)
  return things
}
