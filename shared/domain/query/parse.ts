import { and, not, or, type Query } from './ast.ts'
import { FieldReader, lonelyOr } from './field-reader.ts'
import { isTag, type Refusal } from './fields.ts'
import { phraseOf, refusePhrase } from './phrase.ts'
import { limits, quotes, type Fix, type Piece, type QueryError } from './scanner.ts'
import { asciiLower } from './subject.ts'

export { limits }
export type { Fix, Piece, QueryError }

/** `work` is the number of steps taken: at most `workPerUnit` for each UTF-16 unit of the text. */
export type Parsed =
  { ast: Query; errors?: undefined; work: number } | { ast?: undefined; errors: QueryError[]; work: number }

export const workPerUnit = 12

/** Reads a query. Never throws; all errors that can be told apart are told at once. */
export function parseQuery(text: string): Parsed {
  return readQuery(text).parsed
}

/** As parseQuery, and what each stretch of the text is, sorted and without overlaps. */
export function readQuery(text: string): { parsed: Parsed; pieces: Piece[] } {
  if (text.length > limits.length) {
    const error = {
      start: limits.length,
      end: text.length,
      message: `The query is longer than ${limits.length} characters`,
      hint: 'Split it into several streams or lanes.',
    }
    return { parsed: { errors: [error], work: 1 }, pieces: [] }
  }
  const parser = new Parser(text)
  const ast = parser.query()
  const { errors, pieces, work } = parser
  return { parsed: errors.length > 0 ? { errors, work } : { ast, work }, pieces }
}

/** Recursive descent over the characters; a term that is wrong is noted and stands for everything. */
class Parser extends FieldReader {
  query(): Query {
    let whole = this.alternatives(0)
    while (this.at < this.text.length) {
      this.refuse(this.at, this.at + 1, {
        message: 'This bracket closes nothing',
        hint: 'Remove it, or open one before it.',
        fix: { start: this.at, end: this.at + 1, insert: '' },
      })
      this.at += 1
      whole = and([whole, this.alternatives(0)])
    }
    return whole
  }

  private alternatives(depth: number): Query {
    const parts: Query[] = [this.together(depth)]
    for (let word = this.operator('OR'); word !== undefined; word = this.operator('OR')) {
      const isMissing = parts.at(-1)?.type === 'all' && this.errors.length === 0
      const next = this.together(depth)
      if (isMissing || (next.type === 'all' && this.errors.length === 0))
        this.refuse(word, word + 2, { ...lonelyOr, fix: this.without(word, word + 2) })
      parts.push(next)
    }
    return or(parts)
  }

  private together(depth: number): Query {
    const parts: Query[] = []
    while (!this.isEnd() && !this.isOperator('OR')) {
      const word = this.operator('AND')
      if (word !== undefined) {
        if (parts.length === 0 || this.isEnd() || this.isOperator('OR') || this.isOperator('AND')) {
          this.refuse(word, word + 3, {
            message: 'AND needs something on both sides',
            hint: 'Words side by side already mean AND. To search for the word, write "AND".',
            fix: this.without(word, word + 3),
          })
        }
        continue
      }
      const part = this.term(depth)
      if (part !== undefined) parts.push(part)
    }
    return and(parts)
  }

  /** Undefined when there was only an error. */
  private term(depth: number): Query | undefined {
    const before = this.isExcluded
    let isNegative = false
    for (;;) {
      const start = this.at
      if (this.text[start] === '-') {
        this.at += 1
        this.note('operator', start)
        if (this.isGap()) return this.lonelyMinus(start)
      } else if (this.operator('NOT') === undefined) break
      else if (this.isEnd())
        return this.refuse(start, this.at, { ...lonelyNot, fix: this.without(start, this.at) })
      this.work += 1
      isNegative = !isNegative
    }
    this.isExcluded = before !== isNegative
    const part = this.primary(depth)
    this.isExcluded = before
    return part === undefined || !isNegative ? part : not(part)
  }

  /** What comes after the gap was probably meant. */
  private lonelyMinus(start: number): undefined {
    const end = this.at
    const isLast = this.isEnd()
    const fix = isLast ? this.without(start, end) : { start: end, end: this.at, insert: '' }
    return this.refuse(start, end, { ...lonelyNot, fix })
  }

  private primary(depth: number): Query | undefined {
    this.skipSpace()
    if (this.isOneTermTooMuch()) return undefined
    const start = this.at
    const first = this.text[start] ?? ''
    if (first === '(') return this.group(depth)
    if (quotes.includes(first)) return this.phrase(start, this.quoted(), 'phrase')
    if (first === '#' || first === '＃') return this.hashtag()
    if (first === '@') return this.handle()
    const name = this.fieldName()
    if (name !== undefined) return this.field(name, start, depth)
    const word = this.bare()
    if (!word.endsWith('*')) return this.phrase(start, word, 'word')
    this.note('word', start)
    return this.words(start, word.slice(0, -1), true)
  }

  private group(depth: number): Query | undefined {
    const open = this.openBracket()
    if (this.isTooDeep(depth)) return undefined
    const inner = this.alternatives(depth + 1)
    this.closeBracket(open)
    if (inner.type === 'all' && this.errors.length === 0) {
      this.refuse(open, this.at, {
        message: 'There is nothing in these brackets',
        hint: 'Remove them, or write something into them.',
        fix: this.without(open, this.at),
      })
    }
    return inner
  }

  /** A quotation or a word; a `*` right after a quotation makes its last word a beginning. */
  private phrase(start: number, text: string, kind: 'phrase' | 'word'): Query | undefined {
    const isPrefix = this.text[this.at] === '*' && quotes.includes(this.text[this.at - 1] ?? ' ')
    if (isPrefix) this.at += 1
    this.note(kind, start)
    return this.words(start, text, isPrefix)
  }

  private words(start: number, typed: string, prefix: boolean): Query | undefined {
    const text = typed.replace(/\s+/g, ' ').trim()
    const refusal = refusePhrase(text, prefix)
    if (refusal !== undefined) return this.refuse(start, this.at, refusal)
    // Where words are found inside running text anyway, a * says nothing.
    const isBeginning = prefix && phraseOf(text, true).prefix && !phraseOf(text).prefix
    return { type: 'text', text, prefix: isBeginning }
  }

  private hashtag(): Query | undefined {
    const start = this.at
    const typed = this.bare().replace(/^[#＃]/u, '')
    this.note('hashtag', start)
    const words = typed.endsWith('~')
    const tag = words ? typed.slice(0, -1) : typed
    if (isTag(tag)) return { type: 'hashtag', tag, words }
    return this.refuse(start, this.at, {
      message: 'This is not a hashtag',
      hint: 'Letters, digits and _ only, as in #bread. #LateParcel~ also finds the words.',
    })
  }

  private handle(): Query | undefined {
    const start = this.at
    const handle = asciiLower(this.bare().replace(/^@+/, ''))
    this.note('handle', start)
    if (handle !== '') return { type: 'handle', handle }
    return this.refuse(start, this.at, {
      message: 'A handle is missing after the @',
      hint: 'Write it as in @ana or @ana@town.example',
    })
  }
}

const lonelyNot: Refusal = {
  message: 'There is nothing to exclude here',
  hint: 'Write what to leave out right after it: -hiring',
}
