import { and, fieldNames, not, or, type Query } from './ast.ts'
import { fieldNamed, fields, isRefusal, isTag, nearest, type Refusal } from './fields.ts'
import { phraseOf, refusePhrase } from './phrase.ts'
import { quotes, Scanner, type QueryError } from './scanner.ts'
import { asciiLower } from './subject.ts'

export type { QueryError }

/** `work` is the number of steps taken: at most `workPerUnit` for each UTF-16 unit of the text. */
export type Parsed =
  { ast: Query; errors?: undefined; work: number } | { ast?: undefined; errors: QueryError[]; work: number }

export const limits = { length: 4000, terms: 400, depth: 40 } as const
export const workPerUnit = 12

/** Reads a query. Never throws; all errors that can be told apart are told at once. */
export function parseQuery(text: string): Parsed {
  if (text.length > limits.length) {
    const error = {
      start: limits.length,
      end: text.length,
      message: `The query is longer than ${limits.length} characters`,
      hint: 'Split it into several streams or lanes.',
    }
    return { errors: [error], work: 1 }
  }
  const parser = new Parser(text)
  const ast = parser.query()
  return parser.errors.length > 0 ? { errors: parser.errors, work: parser.work } : { ast, work: parser.work }
}

/** Recursive descent over the characters; a term that is wrong is noted and stands for everything. */
class Parser extends Scanner {
  private terms = 0

  query(): Query {
    let whole = this.alternatives(0)
    while (this.at < this.text.length) {
      this.refuse(this.at, this.at + 1, {
        message: 'This bracket closes nothing',
        hint: 'Remove it, or open one before it.',
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
        this.refuse(word, word + 2, lonelyOr)
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
    let isNegative = false
    for (;;) {
      const start = this.at
      if (this.text[start] === '-') {
        this.at += 1
        if (this.isGap()) return this.refuse(start, this.at, lonelyNot)
      } else if (this.operator('NOT') === undefined) break
      else if (this.isEnd()) return this.refuse(start, this.at, lonelyNot)
      this.work += 1
      isNegative = !isNegative
    }
    const part = this.primary(depth)
    return part === undefined || !isNegative ? part : not(part)
  }

  private primary(depth: number): Query | undefined {
    this.skipSpace()
    this.terms += 1
    if (this.terms > limits.terms) return this.tooMuch(`A query has at most ${limits.terms} parts`)
    const start = this.at
    const first = this.text[start] ?? ''
    if (first === '(') return this.group(depth)
    if (quotes.includes(first)) return this.phrase(start, this.quoted())
    if (first === '#' || first === '＃') return this.hashtag()
    if (first === '@') return this.handle()
    const name = this.fieldName()
    if (name !== undefined) return this.field(name, start, depth)
    const word = this.bare()
    if (!word.endsWith('*')) return this.phrase(start, word)
    return this.words(start, word.slice(0, -1), true)
  }

  private group(depth: number): Query | undefined {
    const open = this.at
    this.at += 1
    if (depth >= limits.depth) return this.tooMuch(`Brackets stand at most ${limits.depth} deep`)
    const inner = this.alternatives(depth + 1)
    if (this.text[this.at] === ')') this.at += 1
    else
      this.refuse(open, open + 1, { message: 'This bracket is never closed', hint: 'Add a ) where it ends.' })
    if (inner.type === 'all' && this.errors.length === 0) {
      this.refuse(open, this.at, {
        message: 'There is nothing in these brackets',
        hint: 'Remove them, or write something into them.',
      })
    }
    return inner
  }

  /** A quotation or a word; a `*` right after a quotation makes its last word a beginning. */
  private phrase(start: number, text: string): Query | undefined {
    const isPrefix = this.text[this.at] === '*' && quotes.includes(this.text[this.at - 1] ?? ' ')
    if (isPrefix) this.at += 1
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
    if (handle !== '') return { type: 'handle', handle }
    return this.refuse(start, this.at, {
      message: 'A handle is missing after the @',
      hint: 'Write it as in @ana or @ana@town.example',
    })
  }

  /** The name before a colon, when a field or something like one begins here. */
  private fieldName(): string | undefined {
    const found = /^[A-Za-z][A-Za-z-]{0,19}(?=:)/.exec(this.text.slice(this.at, this.at + 24))
    this.work += 1
    return found?.[0]
  }

  private field(typed: string, start: number, depth: number): Query | undefined {
    const name = fieldNamed(typed)
    this.at += typed.length + 1
    if (name === undefined) {
      if (this.text.startsWith('//', this.at)) return this.address(start)
      this.value()
      const near = nearest(typed.toLowerCase(), fieldNames)
      const wish = near === undefined ? `Fields are ${fieldNames.join(', ')}.` : `Did you mean ${near}:?`
      return this.refuse(start, start + typed.length + 1, {
        message: `There is no field "${typed}:"`,
        hint: `${wish} To search for the words, put them into "quotes".`,
      })
    }
    const manual = fields[name]
    if (this.text[this.at] === '(') return this.fieldGroup(name, manual.read, depth)
    return this.readValue(start, name, manual.read)
  }

  private readValue(
    start: number,
    name: keyof typeof fields,
    read: (value: string) => Query | Refusal,
  ): Query | undefined {
    const value = this.value()
    if (value.trim() === '') {
      return this.refuse(start, this.at, {
        message: `${name}: needs a value right after the colon`,
        hint: `Write it as in ${fields[name].example}`,
      })
    }
    const result = read(value)
    return isRefusal(result) ? this.refuse(start, this.at, result) : result
  }

  /** `from:(@ana OR @ben)` is `(from:@ana OR from:@ben)`. */
  private fieldGroup(
    name: keyof typeof fields,
    read: (value: string) => Query | Refusal,
    depth: number,
  ): Query | undefined {
    const open = this.at
    this.at += 1
    if (depth >= limits.depth) return this.tooMuch(`Brackets stand at most ${limits.depth} deep`)
    const parts: Query[] = []
    for (;;) {
      this.skipSpace()
      if (this.operator('OR') !== undefined) continue
      if (this.at >= this.text.length || this.text[this.at] === ')') break
      this.terms += 1
      if (this.terms > limits.terms) return this.tooMuch(`A query has at most ${limits.terms} parts`)
      if (this.text[this.at] === '(') {
        this.refuse(this.at, this.at + 1, {
          message: `${name}:( ) holds a plain list`,
          hint: `Write it as in ${name}:(one OR two)`,
        })
        this.at += 1
        continue
      }
      const part = this.readValue(this.at, name, read)
      if (part !== undefined) parts.push(part)
    }
    if (this.text[this.at] === ')') this.at += 1
    else
      this.refuse(open, open + 1, { message: 'This bracket is never closed', hint: 'Add a ) where it ends.' })
    if (parts.length > 0) return or(parts)
    return this.errors.length > 0
      ? undefined
      : this.refuse(open, this.at, {
          message: 'There is nothing in these brackets',
          hint: `Write it as in ${fields[name].example}`,
        })
  }

  private address(start: number): Query | undefined {
    this.at = start
    const result = fields.url.read(this.bare())
    return isRefusal(result) ? this.refuse(start, this.at, result) : result
  }

  private value(): string {
    return quotes.includes(this.text[this.at] ?? ' ') ? this.quoted() : this.bare()
  }
}

const lonelyOr: Refusal = {
  message: 'OR needs something on both sides',
  hint: 'Write it between two alternatives. To search for the word, write "OR".',
}

const lonelyNot: Refusal = {
  message: 'There is nothing to exclude here',
  hint: 'Write what to leave out right after it: -hiring',
}
