import type { Query } from '#shared/domain/query/ast'
import { translate, type Dialect, type Translated } from '#shared/domain/query/translate'

/**
 * The search of notes is the server's choice: a part of the text as it stands (the plain one), or all words by an index
 * (PGroonga, Meilisearch). What both find is asked: one word, the longest that must be there, and everything else is
 * filtered here. Inside of other words it is found too.
 */
const dialect: Dialect = {
  leaf(leaf) {
    switch (leaf.type) {
      case 'text':
        return asked(leaf.text)
      case 'hashtag':
        return leaf.words ? undefined : asked(leaf.tag)
      default:
        return undefined
    }
  },
  and: (parts) => [...parts].sort((a, b) => b.length - a.length)[0] ?? '',
  maxLength: 100,
}

function asked(text: string): { words: string; exact: false } | undefined {
  const [longest] = (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).sort((a, b) => b.length - a.length)
  return longest === undefined ? undefined : { words: longest, exact: false }
}

/** What of a query a server is asked; the rest is filtered here. Pure. */
export function translateQuery(query: Query): Translated {
  return translate(query, dialect)
}
