import type { Query } from '#shared/domain/query/ast'
import {
  translate as translateQuery,
  type Dialect,
  type Leaf,
  type Translated,
} from '#shared/domain/query/translate'

/**
 * The search of Lemmy looks for its words in the order in which they stand, with anything between them, anywhere in a
 * text (`ILIKE`, a `%` for each space). So the words of one part are asked for; of several parts that must hold, in
 * whatever order, the longest. The rest is filtered here.
 */
const dialect: Dialect = {
  leaf(leaf) {
    const words = wordsOf(leaf)
    return words === undefined || words === '' ? undefined : { words, exact: false }
  },
  and: (parts) => parts.toSorted((a, b) => b.length - a.length)[0] ?? '',
}

function wordsOf(leaf: Leaf): string | undefined {
  switch (leaf.type) {
    case 'text':
      return plainWords(leaf.text)
    case 'hashtag':
      // With its words, a tag is also found where they stand apart.
      return leaf.words ? undefined : plainWords(leaf.tag)
    default:
      return undefined
  }
}

/** Letters and digits only: quotation marks and the marks of Markdown may be written in another way. */
function plainWords(text: string): string {
  return (text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []).join(' ')
}

/** What of a query a server is asked. Pure. */
export function translate(query: Query): Translated {
  return translateQuery(query, dialect)
}
