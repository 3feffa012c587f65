import type { Query } from '#shared/domain/query/ast'
import {
  translate as translateQuery,
  type Dialect,
  type Leaf,
  type Translated,
} from '#shared/domain/query/translate'

/**
 * The search of WordPress takes everything after `search=` as one piece of text that must stand in a comment, or in the
 * name of its author. So it is asked for one word of a query, the longest; the rest is filtered here.
 */
export const dialect: Dialect = {
  leaf(leaf) {
    const word = longestWord(wordsOf(leaf) ?? '')
    return word === undefined ? undefined : { words: word, exact: false }
  },
  and: (parts) => parts.toSorted((a, b) => b.length - a.length)[0] ?? '',
}

function wordsOf(leaf: Leaf): string | undefined {
  switch (leaf.type) {
    case 'text':
      return leaf.text
    case 'hashtag':
      // With its words, a tag is also found where they stand apart.
      return leaf.words ? undefined : leaf.tag
    case 'handle':
      return leaf.handle.replace(/@.*$/, '')
    case 'field':
      return leaf.field === 'from' ? leaf.value.replace(/^@/, '').replace(/@.*$/, '') : undefined
    default:
      return undefined
  }
}

/** Letters and digits only: everything else may be written in another way in the comment. */
function longestWord(text: string): string | undefined {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words.toSorted((a, b) => b.length - a.length)[0]
}

export function translate(query: Query): Translated {
  return translateQuery(query, dialect)
}
