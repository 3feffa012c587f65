import { fieldNames, or, type Query } from './ast.ts'
import { fieldNamed, fields, isRefusal, nearest, type Refusal } from './fields.ts'
import { quotes, Scanner, type Fix } from './scanner.ts'

/** Reads `name:value` and `name:(one OR other)`. */
export class FieldReader extends Scanner {
  /** The name before a colon, when a field or something like one begins here. */
  protected fieldName(): string | undefined {
    const found = /^[A-Za-z][A-Za-z-]{0,19}(?=:)/.exec(this.text.slice(this.at, this.at + 24))
    this.work += 1
    return found?.[0]
  }

  protected field(typed: string, start: number, depth: number): Query | undefined {
    const name = fieldNamed(typed)
    this.at += typed.length + 1
    if (name === undefined) {
      if (this.text.startsWith('//', this.at)) return this.address(start)
      return this.unknownField(typed, start)
    }
    this.note('field', start)
    const manual = fields[name]
    if (this.text[this.at] === '(') return this.fieldGroup(name, manual.read, depth)
    return this.readValue(start, name, manual.read)
  }

  private unknownField(typed: string, start: number): undefined {
    const end = this.at
    const isQuoted = quotes.includes(this.text[end] ?? ' ')
    this.value()
    const near = nearest(typed.toLowerCase(), fieldNames)
    const wish = near === undefined ? `Fields are ${fieldNames.join(', ')}.` : `Did you mean ${near}:?`
    const fix: Fix | undefined =
      near !== undefined
        ? { start, end, insert: `${near}:` }
        : isQuoted
          ? undefined
          : { start, end: this.at, insert: `"${this.text.slice(start, this.at)}"` }
    return this.refuse(start, end, {
      message: `There is no field "${typed}:"`,
      hint: `${wish} To search for the words, put them into "quotes".`,
      ...(fix === undefined ? {} : { fix }),
    })
  }

  private readValue(
    start: number,
    name: keyof typeof fields,
    read: (value: string) => Query | Refusal,
  ): Query | undefined {
    const from = this.at
    const value = this.value()
    this.note('value', from)
    if (value.trim() === '') {
      return this.refuse(start, this.at, {
        message: `${name}: needs a value right after the colon`,
        hint: `Write it as in ${fields[name].example}`,
      })
    }
    const result = read(value)
    if (!isRefusal(result)) return result
    const fix =
      result.instead === undefined ? {} : { fix: { start: from, end: this.at, insert: result.instead } }
    return this.refuse(start, this.at, { ...result, ...fix })
  }

  /** `from:(@ana OR @ben)` is `(from:@ana OR from:@ben)`. */
  private fieldGroup(
    name: keyof typeof fields,
    read: (value: string) => Query | Refusal,
    depth: number,
  ): Query | undefined {
    const open = this.openBracket()
    if (this.isTooDeep(depth)) return undefined
    const parts: Query[] = []
    let isAlternativeDue = true
    for (;;) {
      this.skipSpace()
      const word = this.operator('OR')
      if (word !== undefined) {
        if (isAlternativeDue || this.isEnd())
          this.refuse(word, word + 2, { ...lonelyOr, fix: this.without(word, word + 2) })
        isAlternativeDue = true
        continue
      }
      if (this.at >= this.text.length || this.text[this.at] === ')') break
      isAlternativeDue = false
      if (this.isOneTermTooMuch()) return undefined
      if (this.isMisplaced(name)) continue
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
    this.closeBracket(open)
    if (parts.length > 0) return or(parts)
    return this.errors.length > 0
      ? undefined
      : this.refuse(open, this.at, {
          message: 'There is nothing in these brackets',
          hint: `Write it as in ${fields[name].example}`,
        })
  }

  /** Reads past what a list cannot hold: it is of alternatives alone. */
  private isMisplaced(name: keyof typeof fields): boolean {
    const start = this.at
    if (this.operator('AND') !== undefined) {
      this.refuse(start, this.at, {
        message: `${name}:( ) holds alternatives, not all of which need to be met`,
        hint: `For all of them, write ${name}: before each. For any of them, write OR.`,
        fix: { start, end: this.at, insert: 'OR' },
      })
      return true
    }
    const isMinus = this.text[start] === '-'
    if (!isMinus && this.operator('NOT') === undefined) return false
    if (isMinus) {
      this.at += 1
      this.note('operator', start)
    }
    this.refuse(start, this.at, {
      message: `${name}:( ) cannot hold what is to be left out`,
      hint: `Write it before the field: -${name}:… next to the list.`,
    })
    return true
  }

  private address(start: number): Query | undefined {
    this.at = start
    const result = fields.url.read(this.bare())
    this.note('value', start)
    return isRefusal(result) ? this.refuse(start, this.at, result) : result
  }

  private value(): string {
    return quotes.includes(this.text[this.at] ?? ' ') ? this.quoted() : this.bare()
  }
}

export const lonelyOr: Refusal = {
  message: 'OR needs something on both sides',
  hint: 'Write it between two alternatives. To search for the word, write "OR".',
}
