/**
 * A parsed query. Always in canonical form, which the constructors below keep: `and` and `or` have at least two
 * members and none of their own kind, a `not` holds no `not`, and `all` stands alone. Values are in the form
 * in which they are printed.
 */
export type Query =
  | { type: 'all' }
  | { type: 'and'; of: Query[] }
  | { type: 'or'; of: Query[] }
  | { type: 'not'; of: Query }
  /** Words in this order; with `prefix`, the last word only begins so. */
  | { type: 'text'; text: string; prefix: boolean }
  /** With `words`, the words that the hashtag is made of count too. */
  | { type: 'hashtag'; tag: string; words: boolean }
  /** Written by, or mentioning. */
  | { type: 'handle'; handle: string }
  | { type: 'field'; field: ValueField; value: string }
  | { type: 'is'; what: IsValue }
  | { type: 'has'; what: HasValue }
  /** A thread with more than one item, or one conversation by its number. */
  | { type: 'in'; what: 'thread' | number }
  | { type: 'count'; field: CountField; op: CountOp; n: number }
  | { type: 'date'; field: 'before' | 'after'; date: string }
  | { type: 'age'; field: 'older' | 'newer'; n: number; unit: AgeUnit }

export const valueFields = [
  'from',
  'to',
  'about',
  'network',
  'account',
  'stream',
  'lang',
  'tag',
  'purpose',
  'url',
] as const
export type ValueField = (typeof valueFields)[number]

export const isValues = [
  'open', 'waiting', 'snoozed', 'done', 'saved', 'question', 'reply', 'mention', 'comment', 'post', 'article',
  'keyword', 'newcomer', 'unread', 'edited', 'deleted', 'mine', 'direct', 'due', 'latest', 'vip', 'quiet', 'muted', 'noise',
] as const // prettier-ignore
export type IsValue = (typeof isValues)[number]

export const hasValues = ['link', 'media', 'poll', 'note', 'draft'] as const
export type HasValue = (typeof hasValues)[number]

export const countFields = ['followers', 'likes'] as const
export type CountField = (typeof countFields)[number]
export const countOps = ['>=', '<=', '>', '<', '='] as const
export type CountOp = (typeof countOps)[number]

export const ageUnits = ['m', 'h', 'd', 'w', 'mo', 'y'] as const
export type AgeUnit = (typeof ageUnits)[number]

/** Every name that may stand before a colon. */
export const fieldNames = [
  ...valueFields,
  'is',
  'has',
  'in',
  ...countFields,
  'before',
  'after',
  'older',
  'newer',
] as const
export type FieldName = (typeof fieldNames)[number]

export function and(parts: readonly Query[]): Query {
  const of = parts.flatMap((part) => (part.type === 'and' ? part.of : part.type === 'all' ? [] : [part]))
  const [first] = of
  if (first === undefined) return { type: 'all' }
  return of.length === 1 ? first : { type: 'and', of }
}

/** At least one part. An alternative that is always true makes the rest needless. */
export function or(parts: readonly Query[]): Query {
  const of = parts.flatMap((part) => (part.type === 'or' ? part.of : [part]))
  const [first] = of
  if (first === undefined || of.some((part) => part.type === 'all')) return { type: 'all' }
  return of.length === 1 ? first : { type: 'or', of }
}

export function not(part: Query): Query {
  return part.type === 'not' ? part.of : { type: 'not', of: part }
}
