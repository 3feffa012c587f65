import type { Refusal } from './fields.ts'

export interface QueryError {
  /** UTF-16 columns of the text, `end` exclusive. */
  start: number
  end: number
  message: string
  /** What to write instead. */
  hint: string
}

/** Straight and curly, as pasted from anywhere: each opens and each closes. */
export const quotes = '"“”„«»'
const space = /\s/
const mostErrors = 20

/** The characters of a query: where reading stands, what was found wrong, and how many steps it took. */
export class Scanner {
  readonly errors: QueryError[] = []
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
    return start
  }

  protected refuse(start: number, end: number, { message, hint }: Refusal): undefined {
    if (this.errors.length < mostErrors) this.errors.push({ start, end, message, hint })
  }

  protected tooMuch(message: string): undefined {
    this.refuse(this.at, this.text.length, { message, hint: 'Split it into several streams or lanes.' })
    this.at = this.text.length
  }

  /** White space, a closing bracket or the end comes next. */
  protected isGap(): boolean {
    const next = this.text[this.at] ?? ' '
    return next === ')' || space.test(next)
  }
}
