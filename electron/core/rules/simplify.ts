import type { Condition } from '#shared/domain/query/lower'

/**
 * The same condition with every exclusion pushed down to a leaf, constants taken out, and nested conjunctions and
 * alternatives flat. Twice excluded is included.
 */
export function simplify(condition: Condition, negated = false): Condition {
  switch (condition.op) {
    case 'always':
      return { op: 'always', value: condition.value !== negated }
    case 'not':
      return simplify(condition.of, !negated)
    case 'and':
    case 'or':
      return join(
        (condition.op === 'and') === negated ? 'or' : 'and',
        condition.of.map((part) => simplify(part, negated)),
      )
    default:
      return negated ? { op: 'not', of: condition } : condition
  }
}

function join(op: 'and' | 'or', parts: readonly Condition[]): Condition {
  const deciding = op === 'or'
  const flat = parts.flatMap((part) => (part.op === op ? part.of : [part]))
  if (flat.some((part) => part.op === 'always' && part.value === deciding))
    return { op: 'always', value: deciding }
  const of = flat.filter((part) => part.op !== 'always')
  const [first] = of
  if (first === undefined) return { op: 'always', value: !deciding }
  return of.length === 1 ? first : { op, of }
}
