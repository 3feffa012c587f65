import { Failure } from '../../failure.ts'
import type { Query } from './ast.ts'
import { parseQuery } from './parse.ts'
import { print } from './print.ts'

/** Reads a query as typed. Throws bad-input with the column and a hint. */
export function readQuery(text: string): Query {
  const parsed = parseQuery(text)
  if (parsed.errors === undefined) return parsed.ast
  const [first] = parsed.errors
  const where = first === undefined ? '' : ` (at column ${String(first.start + 1)})`
  throw new Failure(
    'bad-input',
    `${first?.message ?? 'The query cannot be read'}${where}.${first?.hint === undefined ? '' : ` ${first.hint}`}`,
  )
}

/** Checks the query of a keyword stream and answers it in canonical form. Throws bad-input. */
export function checkRule(text: string): string {
  const query = print(readQuery(text))
  if (query === '')
    throw new Failure('bad-input', 'Write the words to listen for, for example "late parcel".')
  return query
}
