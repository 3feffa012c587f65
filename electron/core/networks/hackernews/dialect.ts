import type { Query } from '#shared/domain/query/ast'
import {
  translate as translateQuery,
  type Dialect,
  type Leaf,
  type Translated,
} from '#shared/domain/query/translate'

/**
 * The search of Hacker News wants all words of a request, in any order. Phrases, exclusions and everything about people
 * are filtered here. A `*` at the end of a word asks for its beginning.
 */
export const dialect: Dialect = {
  leaf(leaf) {
    const words = wordsOf(leaf)
    return words === undefined || words === '' ? undefined : { words, exact: false }
  },
  // A longer request is refused.
  maxLength: 400,
}

function wordsOf(leaf: Leaf): string | undefined {
  switch (leaf.type) {
    case 'text':
      return `${plainWords(leaf.text)}${leaf.prefix ? '*' : ''}`.replace(/^\*$/, '')
    case 'hashtag':
      // With its words, a tag is also found where they stand apart.
      return leaf.words ? undefined : plainWords(leaf.tag)
    case 'field':
      return leaf.field === 'url' ? plainWords(leaf.value) : undefined
    default:
      return undefined
  }
}

/** Letters and digits only: quotation marks and minus signs would mean something to the search. */
function plainWords(text: string): string {
  return (text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []).join(' ')
}

export function translate(query: Query): Translated {
  return translateQuery(query, dialect)
}
