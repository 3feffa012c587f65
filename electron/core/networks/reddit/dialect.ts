import type { Query } from '#shared/domain/query/ast'
import {
  translate as translateQuery,
  type Dialect,
  type Leaf,
  type Translated,
} from '#shared/domain/query/translate'

/**
 * Reddit's search of posts takes phrases in quotation marks, AND, OR and brackets. It finds word stems, so that all it
 * finds is looked at here; it cannot look for the beginning of a word, and exclusions are safer here, where a word is
 * what it is.
 */
export const dialect: Dialect = {
  leaf(leaf) {
    const words = wordsOf(leaf)
    return words === undefined || words === '' ? undefined : { words, exact: false }
  },
  and: (parts) => `(${parts.join(' AND ')})`,
  or: (parts) => `(${parts.join(' OR ')})`,
  // A longer request is refused.
  maxLength: 512,
}

function wordsOf(leaf: Leaf): string | undefined {
  switch (leaf.type) {
    case 'text':
      return leaf.prefix ? undefined : quoted(leaf.text)
    case 'hashtag':
      // With its words, a tag is also found where they stand apart.
      return leaf.words ? undefined : quoted(leaf.tag)
    default:
      return undefined
  }
}

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu

/**
 * In quotation marks, or `and` and `or` among them would mean something. Marks between two letters stay (don't, node.js):
 * whatever cuts Reddit's texts into words then cuts these alike.
 */
function quoted(text: string): string | undefined {
  const words = text.normalize('NFC').match(word) ?? []
  return words.length === 0 ? undefined : `"${words.join(' ')}"`
}

/** What of a query Reddit is asked. Pure. */
export function translate(query: Query): Translated {
  return translateQuery(query, dialect)
}
