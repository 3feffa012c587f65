import type { Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import { translate, type Dialect, type Leaf, type Translated } from '#shared/domain/query/translate'
import { Failure } from '#shared/failure'

/**
 * Earshot's queries in the words of YouTube. Its search of videos knows `|` for or (developers.google.com/youtube/v3,
 * search.list), and finds much that does not hold the words; so everything is looked at again here, and nothing is
 * excluded there. Each request is one of a hundred searches a day, so there are few.
 */

const videoDialect: Dialect = {
  leaf: said,
  maxLength: 200,
  maxRequests: 2,
}

function said(leaf: Leaf): { words: string; exact: boolean } | undefined {
  switch (leaf.type) {
    case 'text': {
      // A beginning of a word cannot be asked for.
      const words = leaf.prefix ? '' : plainWords(leaf.text)
      if (words === '') return undefined
      return { words: words.includes(' ') ? `"${words}"` : words, exact: false }
    }
    case 'hashtag':
      return leaf.words || plainWords(leaf.tag) === ''
        ? undefined
        : { words: plainWords(leaf.tag), exact: false }
    default:
      return undefined
  }
}

/** Letters and digits only: other signs mean something to the search. */
function plainWords(text: string): string {
  return (text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []).join(' ')
}

/** What all of YouTube's videos are searched for. Pure. */
export function translateForVideos(query: Query): Translated {
  let isMixed = false
  const withOr: Dialect = {
    ...videoDialect,
    or(parts) {
      // `a b|c` would mean a and (b or c), which finds less than (a and b) or c.
      isMixed ||= parts.some((part) => part.replaceAll(/"[^"]*"/g, '').includes(' ') || part.includes('|'))
      return parts.join('|')
    },
  }
  const translated = translate(query, withOr)
  return isMixed ? translate(query, videoDialect) : translated
}

/** Comments are searched for one word: how several are understood there is written nowhere. */
const commentDialect: Dialect = {
  leaf(leaf) {
    const word = longestWord(wordsOf(leaf) ?? '')
    return word === undefined ? undefined : { words: word, exact: false }
  },
  and: (parts) => parts.toSorted((a, b) => b.length - a.length)[0] ?? '',
}

function wordsOf(leaf: Leaf): string | undefined {
  if (leaf.type === 'text') {
    // The last word is a beginning only; those before it are whole.
    return leaf.prefix ? plainWords(leaf.text).split(' ').slice(0, -1).join(' ') : leaf.text
  }
  // With its words, a tag is also found where they stand apart.
  return leaf.type === 'hashtag' && !leaf.words ? leaf.tag : undefined
}

function longestWord(text: string): string | undefined {
  const words = plainWords(text)
    .split(' ')
    .filter((word) => word !== '')
  return words.toSorted((a, b) => b.length - a.length)[0]
}

/** What the comments of a channel or video are searched for. Pure. */
export function translateForComments(query: Query): Translated {
  return translate(query, commentDialect)
}

/** The query of a stream. Throws bad-input with what to change. */
export function queryOf(text: string): Query {
  const { ast, errors } = parseQuery(text)
  if (ast === undefined) {
    const [first] = errors
    throw new Failure(
      'bad-input',
      `${first?.message ?? 'This query cannot be read'}. ${first?.hint ?? ''}`.trim(),
    )
  }
  return ast
}
