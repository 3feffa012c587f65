import type { Query } from '#shared/domain/query/ast'
import { translate, type Dialect, type Translated } from '#shared/domain/query/translate'

/**
 * The search of issues and discussions (docs.github.com/en/search-github/searching-on-github). Words are looked for
 * in title, body and comments of an issue, stemmed, so that it finds more than was meant; an exclusion would hide a
 * whole issue for a word in one comment, and is left to us. Alternatives are asked one by one: combined with
 * qualifiers the API refuses them.
 */
const dialect: Dialect = {
  leaf(leaf) {
    switch (leaf.type) {
      case 'text':
        return leaf.prefix ? undefined : worded(leaf.text)
      case 'handle':
        return involving(leaf.handle)
      case 'field':
        return leaf.field === 'from' || leaf.field === 'to' ? involving(leaf.value) : undefined
      default:
        return undefined
    }
  },
  // Of the 256 characters that are taken, what kind and since when it is takes some.
  maxLength: 200,
}

function worded(text: string): { words: string; exact: boolean } | undefined {
  const plain = text.replace(/["\\]/g, ' ').replace(/\s+/g, ' ').trim()
  if (!/[\p{L}\p{N}]/u.test(plain)) return undefined
  const isWord = /^[\p{L}\p{M}\p{N}]+$/u.test(plain) && !/^(?:and|or|not)$/i.test(plain)
  return { words: isWord ? plain : `"${plain}"`, exact: false }
}

/** Whoever wrote it, answered on it or is named in it. */
function involving(handle: string): { words: string; exact: boolean } | undefined {
  if (handle === 'me') return { words: 'involves:@me', exact: false }
  return /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(handle)
    ? { words: `involves:${handle}`, exact: false }
    : undefined
}

/** What of a query GitHub is asked; the rest is filtered here. Pure. */
export function translateQuery(query: Query): Translated {
  return translate(query, dialect)
}
