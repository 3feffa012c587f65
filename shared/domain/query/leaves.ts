import type { Query } from './ast.ts'

/** True if a single condition of the query, excluded or not, is one of those that `is` knows. */
export function someLeaf(query: Query, is: (leaf: Query) => boolean): boolean {
  switch (query.type) {
    case 'and':
    case 'or':
      return query.of.some((part) => someLeaf(part, is))
    case 'not':
      return someLeaf(query.of, is)
    default:
      return is(query)
  }
}

/** True if the answer changes by the clock alone: `older:4h`, `before:yesterday`. */
export function readsClock(query: Query): boolean {
  return someLeaf(query, (leaf) => leaf.type === 'age' || leaf.type === 'date')
}
