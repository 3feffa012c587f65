import type { Query } from '#shared/domain/query/ast'
import {
  translate as translateTo,
  type Dialect,
  type Leaf,
  type Translated,
} from '#shared/domain/query/translate'

/**
 * Threads does not say how its search takes several words: as a phrase, or all of them somewhere. What both find is
 * asked, one part of the query, and everything else is filtered here. Each request that finds something is one of 2,200
 * a day, so that three alternatives are the most.
 */
const dialect: Dialect = {
  leaf: said,
  and: (parts) => [...parts].sort((a, b) => b.length - a.length)[0] ?? '',
  maxLength: 200,
  maxRequests: 3,
}

function said(leaf: Leaf): { words: string; exact: false } | undefined {
  switch (leaf.type) {
    case 'text':
      // Beginnings of words cannot be asked for.
      return leaf.prefix ? undefined : plainWords(leaf.text)
    case 'hashtag':
      // With its words, a tag is also found where they stand apart.
      return leaf.words ? undefined : plainWords(leaf.tag)
    default:
      return undefined
  }
}

/** Letters and digits only: what a sign means to the search is not told. */
function plainWords(text: string): { words: string; exact: false } | undefined {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words.length === 0 ? undefined : { words: words.join(' '), exact: false }
}

/** What of a query Threads is asked; the rest is filtered here. Pure. */
export function translate(query: Query): Translated {
  return translateTo(query, dialect)
}
