import type { Refusal } from './fields.ts'

export interface QueryError {
  /** UTF-16 columns of the text, `end` exclusive. */
  start: number
  end: number
  message: string
  /** What to write instead. */
  hint: string
  /** The hint as a change of the text, where it names one. */
  fix?: Fix
}

/** Replaces the columns from `start` to `end` (exclusive) by `insert`. */
export interface Fix {
  start: number
  end: number
  insert: string
}

/** What a stretch of the text is, for its colour. What lies between pieces is white space or was not understood. */
export interface Piece {
  start: number
  end: number
  kind: 'word' | 'phrase' | 'hashtag' | 'handle' | 'field' | 'value' | 'operator' | 'bracket'
  /** Stands below an exclusion. */
  excluded: boolean
}

/** Straight and curly, as pasted from anywhere: each opens and each closes. */
export const quotes = '"“”„«»'
export const limits = { length: 4000, terms: 400, depth: 40 } as const
const space = /\s/
const mostErrors = 20

/** The characters of a query: where reading stands, what was found (wrong), and how many steps it took. */
export class Scanner {
  readonly errors: QueryError[] = []
  readonly pieces: Piece[] = []
  protected isExcluded = false
  private terms = 0
  work = 0
  protected readonly text: string
  protected at = 0

  constructor(text: string) {
    this.text = text
  }

  /** Up to white space, a bracket or a quotation mark; at least one unit, so that reading goes on. */
  protected bare(): string {
    const start = this.at
    while (this.at < this.text.length) {
      const unit = this.text[this.at] ?? ''
      if (unit === '(' || unit === ')' || quotes.includes(unit) || space.test(unit)) break
      this.at += 1
      this.work += 1
    }
    return this.text.slice(start, this.at)
  }

  protected quoted(): string {
    const start = this.at
    this.at += 1
    let inner = ''
    while (this.at < this.text.length) {
      const unit = this.text[this.at] ?? ''
      this.at += 1
      this.work += 1
      if (quotes.includes(unit)) return inner
      const next = this.text[this.at] ?? ''
      if (unit === '\\' && (next === '\\' || quotes.includes(next)) && next !== '') {
        inner += next
        this.at += 1
      } else inner += unit
    }
    this.refuse(start, start + 1, {
      message: 'This quotation is never closed',
      hint: 'Add a " where it ends.',
      fix: { start: this.at, end: this.at, insert: '"' },
    })
    return inner
  }

  protected skipSpace(): void {
    while (this.at < this.text.length && space.test(this.text[this.at] ?? '')) {
      this.at += 1
      this.work += 1
    }
  }

  protected isEnd(): boolean {
    this.skipSpace()
    return this.at >= this.text.length || this.text[this.at] === ')'
  }

  protected isOperator(word: string): boolean {
    this.skipSpace()
    this.work += 1
    if (!this.text.startsWith(word, this.at)) return false
    const next = this.text[this.at + word.length] ?? ' '
    return next === '(' || next === ')' || quotes.includes(next) || space.test(next)
  }

  /** Steps over the word and says where it began. */
  protected operator(word: string): number | undefined {
    if (!this.isOperator(word)) return undefined
    const start = this.at
    this.at += word.length
    this.note('operator', start)
    return start
  }

  /** Says what was just read, from `start` to here. */
  protected note(kind: Piece['kind'], start: number): void {
    if (this.at > start)
      this.pieces.push({ start, end: this.at, kind, excluded: this.isExcluded && kind !== 'operator' })
  }

  protected refuse(start: number, end: number, { message, hint, fix }: Refusal & { fix?: Fix }): undefined {
    if (this.errors.length >= mostErrors) return
    this.errors.push({ start, end, message, hint, ...(fix === undefined ? {} : { fix }) })
  }

  /** Takes the columns out, and the white space before them with it. */
  protected without(start: number, end: number): Fix {
    let from = start
    while (from > 0 && space.test(this.text[from - 1] ?? '')) from -= 1
    return { start: from, end, insert: '' }
  }

  protected openBracket(): number {
    const open = this.at
    this.at += 1
    this.note('bracket', open)
    return open
  }

  protected closeBracket(open: number): void {
    const close = this.at
    if (this.text[close] === ')') {
      this.at += 1
      this.note('bracket', close)
      return
    }
    this.refuse(open, open + 1, {
      message: 'This bracket is never closed',
      hint: 'Add a ) where it ends.',
      fix: { start: close, end: close, insert: ')' },
    })
  }

  /** Counts a term. True, and told, when it is one more than a query may have. */
  protected isOneTermTooMuch(): boolean {
    this.terms += 1
    if (this.terms > limits.terms) this.tooMuch(`A query has at most ${limits.terms} parts`)
    return this.terms > limits.terms
  }

  protected isTooDeep(depth: number): boolean {
    if (depth >= limits.depth) this.tooMuch(`Brackets stand at most ${limits.depth} deep`)
    return depth >= limits.depth
  }

  private tooMuch(message: string): undefined {
    this.refuse(this.at, this.text.length, { message, hint: 'Split it into several streams or lanes.' })
    this.at = this.text.length
  }

  /** White space, a closing bracket or the end comes next. */
  protected isGap(): boolean {
    const next = this.text[this.at] ?? ' '
    return next === ')' || space.test(next)
  }
}
