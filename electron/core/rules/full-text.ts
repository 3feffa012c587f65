import { itemKind } from '#shared/domain/item'
import type { Condition, Words } from '#shared/domain/query/lower'
import { metaToken } from '#shared/domain/query/subject'

/** True if the full-text index alone can answer. */
export function isIndexed(condition: Condition): boolean {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of.every(isIndexed)
    case 'not':
      return isIndexed(condition.of)
    default:
      return condition.op === 'words'
  }
}

/** All items, as the index knows them: FTS5 can only exclude from something. */
const everything = `(${itemKind.options.map((kind) => `meta : "${metaToken.kind(kind)}"`).join(' OR ')})`

/** An FTS5 expression for the conjunction of conditions of which `isIndexed` is true. */
export function matchExpression(conditions: readonly Condition[]): string {
  const wanted = conditions.filter((part) => part.op !== 'not').map(expression)
  const excluded = conditions.flatMap((part) => (part.op === 'not' ? [expression(part.of)] : []))
  const base = wanted.length === 0 ? everything : wanted.join(' AND ')
  return excluded.length === 0 ? base : `(${base}) NOT (${excluded.join(' OR ')})`
}

function expression(condition: Condition): string {
  switch (condition.op) {
    case 'and':
      return `(${matchExpression(condition.of)})`
    case 'or':
      return `(${condition.of.map(expression).join(' OR ')})`
    case 'not':
      return `(${matchExpression([condition])})`
    case 'words':
      return phrase(condition)
    default:
      return `(${everything} NOT ${everything})`
  }
}

/** Tokens hold neither quotation marks nor anything that is not a letter to SQLite. */
function phrase({ column, tokens, prefix }: Words): string {
  return `${column} : "${tokens.join(' ')}"${prefix ? ' *' : ''}`
}
