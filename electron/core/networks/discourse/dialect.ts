import type { Query } from '#shared/domain/query/ast'
import {
  translate as translateQuery,
  type Dialect,
  type Leaf,
  type Translated,
} from '#shared/domain/query/translate'

/**
 * The search of Discourse wants all words of a request, stemmed, in any order (lib/search.rb). `@name` finds what a
 * person wrote, so that a name that is spoken of is asked for as a word. Phrases and exclusions are filtered here.
 */
export const dialect: Dialect = {
  leaf(leaf) {
    const words = wordsOf(leaf)
    return words === undefined || words === '' ? undefined : { words, exact: false }
  },
  maxLength: 200,
}

/** Shorter words are not looked for (min_search_term_length), and single letters are commands; scripts without spaces aside. */
const shortest = 3

function wordsOf(leaf: Leaf): string | undefined {
  switch (leaf.type) {
    case 'text':
      // The beginning of a word is stemmed like a whole one, and then finds less than was meant.
      return leaf.prefix ? undefined : plainWords(leaf.text)
    case 'hashtag':
      return leaf.words ? undefined : plainWords(leaf.tag)
    case 'handle':
      return plainWords(leaf.handle.replace(/@.*$/, ''))
    case 'field':
      return leaf.field === 'from' ? byName(leaf.value) : undefined
    default:
      return undefined
  }
}

function byName(value: string): string | undefined {
  const name = value.replace(/^@/, '').replace(/@.*$/, '')
  return /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u.test(name) && name !== 'me' ? `@${name}` : undefined
}

/** Letters and digits only: other signs would mean something to the search. */
function plainWords(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words.filter((word) => [...word].length >= shortest || /\p{Lo}/u.test(word)).join(' ')
}

export function translate(query: Query): Translated {
  return translateQuery(query, dialect)
}
