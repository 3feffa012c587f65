import { and, type AgeUnit, type CountOp, type Query, or } from './ast.ts'
import { hasWords, isWords, type Said } from './value-words.ts'

/**
 * A query in plain words: `items with “refund”, or with “late parcel” in a row; without “hiring”; that ask something`.
 * Exclusions are said where they stand, so that nothing has to be turned round in the head; brackets appear only
 * where a list within a list would be unclear.
 */
export function explainQuery(query: Query): string {
  const plain = inward(query, false)
  if (plain.type === 'all') return 'everything'
  if (plain.type === 'and') return `items ${plain.of.map((part) => clause(part, 1)).join('; ')}`
  return `items ${clause(plain, 1)}`
}

/** Exclusions pushed down to single conditions, by De Morgan's laws. */
function inward(query: Query, isExcluded: boolean): Query {
  switch (query.type) {
    case 'not':
      return inward(query.of, !isExcluded)
    case 'and':
    case 'or': {
      const parts = query.of.map((part) => inward(part, isExcluded))
      return (query.type === 'and') === isExcluded ? or(parts) : and(parts)
    }
    default:
      return isExcluded ? { type: 'not', of: query } : query
  }
}

/** `depth` 1 and 2 are told apart by `; ` and `, or `; deeper lists need brackets. */
function clause(query: Query, depth: number): string {
  if (query.type !== 'and' && query.type !== 'or') return condition(query)
  const words = query.of.map((part) => clause(part, depth + 1)).join(query.type === 'or' ? ', or ' : ' and ')
  return depth > 2 ? `(${words})` : words
}

function condition(query: Query): string {
  const isExcluded = query.type === 'not'
  const said = saidOf(isExcluded ? query.of : query)
  return isExcluded ? said.no : said.yes
}

const plainly = (yes: string): Said => ({ yes, no: `not ${yes}` })
const withWords = (words: string): Said => ({ yes: `with ${words}`, no: `without ${words}` })

function saidOf(query: Query): Said {
  switch (query.type) {
    case 'text':
      return wordsOf(query.text, query.prefix)
    case 'hashtag':
      return query.words
        ? withWords(`the hashtag #${query.tag} or its words`)
        : withWords(`the hashtag #${query.tag}`)
    case 'handle':
      return { yes: `by @${query.handle} or naming them`, no: `neither by @${query.handle} nor naming them` }
    case 'field':
      return fieldOf(query)
    case 'is':
      return isWords[query.what]
    case 'has':
      return hasWords[query.what]
    case 'in':
      return plainly(
        query.what === 'thread'
          ? 'in conversations of more than one item'
          : `in conversation ${String(query.what)}`,
      )
    case 'count':
      return query.field === 'likes'
        ? plainly(`liked ${timesOf(query.op, query.n)}`)
        : plainly(`by people with ${countOf(query.op, query.n)} followers`)
    case 'date':
      return dateOf(query)
    case 'age':
      return query.field === 'older'
        ? plainly(`said more than ${ageOf(query.n, query.unit)} ago`)
        : plainly(`said within the last ${ageOf(query.n, query.unit)}`)
    case 'all':
    case 'and':
    case 'or':
    case 'not':
      // A condition stands alone by now; what is left can only be everything.
      return { yes: 'of any kind', no: 'of no kind' }
  }
}

function wordsOf(text: string, prefix: boolean): Said {
  const isRow = /\s/.test(text)
  if (!prefix) return withWords(isRow ? `${quoted(text)} in a row` : quoted(text))
  return withWords(isRow ? `${quoted(`${text}…`)} in a row` : `words that begin with ${quoted(text)}`)
}

function fieldOf({ field, value }: Query & { type: 'field' }): Said {
  switch (field) {
    case 'from':
      return value === 'me' ? isWords.mine : plainly(`by @${value}`)
    case 'to':
      return value === 'me' ? isWords.direct : plainly(`to @${value}`)
    case 'about':
      return plainly(`about @${value}`)
    case 'network':
      return plainly(`on ${value}`)
    case 'account':
      return plainly(`for our account @${value}`)
    case 'stream':
      return plainly(`heard by the stream ${quoted(value)}`)
    case 'lang':
      return plainly(`in ${languageOf(value)}`)
    case 'tag':
      return plainly(`labelled ${quoted(value)}`)
    case 'purpose':
      return plainly(`heard or answered in order to ${value}`)
    case 'url':
      return withWords(`a link to ${value}`)
  }
}

function dateOf({ field, date }: Query & { type: 'date' }): Said {
  const day = date.replace('T', ' ')
  return field === 'before'
    ? plainly(`said before ${day}`)
    : { yes: `said ${/^\d/.test(day) ? `on ${day}` : day} or later`, no: `said before ${day}` }
}

const names = new Intl.DisplayNames(['en'], { type: 'language' })

/** `German` for the codes that surely have a name; others as they are. */
function languageOf(code: string): string {
  return /^[a-z]{2}(?:-[a-z]{2})?$/.test(code) ? (names.of(code) ?? code) : code
}

const figures = new Intl.NumberFormat('en')

function countOf(op: CountOp, n: number): string {
  return `${opWords[op]} ${figures.format(n)}`
}

function timesOf(op: CountOp, n: number): string {
  return `${countOf(op, n)} ${n === 1 ? 'time' : 'times'}`
}

const opWords: Readonly<Record<CountOp, string>> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'fewer than',
  '<=': 'at most',
  '=': 'exactly',
}

const unitWords: Readonly<Record<AgeUnit, string>> = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  y: 'year',
}

function ageOf(n: number, unit: AgeUnit): string {
  return n === 1 ? unitWords[unit] : `${figures.format(n)} ${unitWords[unit]}s`
}

/** Their words in their own direction, so that a Hebrew word does not turn the sentence round. */
function quoted(text: string): string {
  return `“\u2068${text}\u2069”`
}
