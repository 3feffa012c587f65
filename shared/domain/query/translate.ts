import { and, or as either, type Query } from './ast.ts'
import { print } from './print.ts'

/**
 * From a query to a network's own search words. What the network is asked may find more than the query means,
 * never less: whatever it cannot say is filtered here.
 */
export interface Dialect {
  /** A leaf in the network's words; undefined where it has none. `exact` is false where it finds more than was meant. */
  leaf(leaf: Leaf): { words: string; exact: boolean } | undefined
  /** All must hold. Absent: side by side. */
  and?(parts: readonly string[]): string
  /** One must hold. Absent: the network is asked once for each alternative. */
  or?(parts: readonly string[]): string
  /** Must not hold, for a leaf that is exact. Absent: what is excluded is filtered here. */
  not?(part: string): string
  /** Longest request in UTF-16 units; longer ones lose exclusions first, then other parts. */
  maxLength?: number
  /** More alternatives than this are not asked for: the query is too wide for this network. Absent: 4. */
  maxRequests?: number
}

export type Leaf = Exclude<Query, { type: 'all' | 'and' | 'or' | 'not' }>

export interface Translated {
  /** One request each; an item found by any of them is looked at. Empty: the network cannot be asked for this. */
  asked: string[]
  /** Parts that are filtered here, in the query language: all must hold, side by side. Empty: the network answers exactly. */
  here: string[]
  /** What is asked for, in the query language: the query without what is filtered here. Absent where nothing is asked. */
  meaning?: Query
}

/** Alternatives, each a list of parts that must hold together, and what is left. */
interface Said {
  alternatives: Part[][]
  rest: Query[]
  meaning: Query
}

interface Part {
  words: string
  excluded: boolean
}

/** What of a query can be asked in a dialect. Pure. */
export function translate(query: Query, dialect: Dialect): Translated {
  const said = say(query, dialect)
  if (said === undefined) return { asked: [], here: [print(query)] }
  let isCut = false
  const asked = said.alternatives.map((parts) => {
    const kept = shorten(parts, dialect)
    isCut ||= kept.length < parts.length
    return joined(kept, dialect)
  })
  // What was cut from a request is filtered here with everything else: the whole query is the simplest truth.
  const here = isCut ? [print(query)] : said.rest.map((part) => besides(part, said.rest.length))
  return { asked: [...new Set(asked)], here, meaning: said.meaning }
}

/** A part as it stands beside others: alternatives among several parts need their brackets. */
function besides(part: Query, count: number): string {
  return part.type === 'or' && count > 1 ? `(${print(part)})` : print(part)
}

function say(query: Query, dialect: Dialect): Said | undefined {
  switch (query.type) {
    case 'all':
    case 'not':
      return undefined
    case 'and':
      return sayAll(query.of, dialect)
    case 'or':
      return sayAny(query, dialect)
    default: {
      const leaf = dialect.leaf(query)
      return leaf === undefined
        ? undefined
        : {
            alternatives: [[{ words: leaf.words, excluded: false }]],
            rest: leaf.exact ? [] : [query],
            meaning: query,
          }
    }
  }
}

function sayAll(parts: readonly Query[], dialect: Dialect): Said | undefined {
  const most = dialect.maxRequests ?? 4
  let alternatives: Part[][] | undefined
  const rest: Query[] = []
  const excluded: Part[] = []
  const meanings: Query[] = []
  for (const part of parts) {
    if (part.type === 'not') {
      const leaf = isLeaf(part.of) ? dialect.leaf(part.of) : undefined
      if (leaf?.exact === true && dialect.not !== undefined) {
        excluded.push({ words: dialect.not(leaf.words), excluded: true })
        meanings.push(part)
      } else rest.push(part)
      continue
    }
    const said = say(part, dialect)
    const product = said === undefined ? undefined : multiply(alternatives, said.alternatives)
    if (said === undefined || product === undefined || product.length > most) {
      rest.push(part)
      continue
    }
    alternatives = product
    rest.push(...said.rest)
    meanings.push(said.meaning)
  }
  if (alternatives === undefined) return undefined
  return { alternatives: alternatives.map((one) => [...one, ...excluded]), rest, meaning: and(meanings) }
}

function multiply(left: Part[][] | undefined, right: Part[][]): Part[][] {
  if (left === undefined) return right
  return left.flatMap((one) => right.map((other) => [...one, ...other]))
}

function sayAny(query: Extract<Query, { type: 'or' }>, dialect: Dialect): Said | undefined {
  const alternatives: Part[][] = []
  const meanings: Query[] = []
  let isExact = true
  for (const part of query.of) {
    const said = say(part, dialect)
    if (said === undefined) return undefined
    alternatives.push(...said.alternatives)
    meanings.push(said.meaning)
    isExact &&= said.rest.length === 0
  }
  const rest = isExact ? [] : [query]
  const meaning = either(meanings)
  const { or } = dialect
  if (or !== undefined) {
    const words = or(alternatives.map((parts) => joined(parts, dialect)))
    return { alternatives: [[{ words, excluded: false }]], rest, meaning }
  }
  return alternatives.length > (dialect.maxRequests ?? 4) ? undefined : { alternatives, rest, meaning }
}

function joined(parts: readonly Part[], dialect: Dialect): string {
  const words = parts.map((part) => part.words)
  const [only = ''] = words
  return words.length === 1 ? only : (dialect.and ?? ((all) => all.join(' ')))(words)
}

/** Leaves parts out until the request fits; the first part that must hold always stays. */
function shorten(parts: readonly Part[], dialect: Dialect): Part[] {
  const { maxLength = Number.POSITIVE_INFINITY } = dialect
  const tooLong = (kept: readonly Part[]): boolean =>
    kept.length > 1 && joined(kept, dialect).length > maxLength
  const kept = [...parts]
  while (tooLong(kept)) {
    const excluded = kept.findLastIndex((part) => part.excluded)
    kept.splice(excluded === -1 ? kept.length - 1 : excluded, 1)
  }
  return kept
}

function isLeaf(query: Query): query is Leaf {
  return query.type !== 'all' && query.type !== 'and' && query.type !== 'or' && query.type !== 'not'
}
