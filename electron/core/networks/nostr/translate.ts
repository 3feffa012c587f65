import type { Query } from '#shared/domain/query/ast'
import { translate as translateQuery, type Dialect, type Translated } from '#shared/domain/query/translate'

/**
 * The search of relays (NIP-50) is a text that each of them reads in its own way: words side by side are all that is
 * common to them. Alternatives are asked apart; what is excluded, phrases and people are filtered here. `name:value`
 * would be an extension of the search, so that nothing but letters and digits is asked.
 */
const dialect: Dialect = {
  leaf(leaf) {
    if (leaf.type === 'text') return worded(leaf.prefix ? '' : leaf.text)
    if (leaf.type === 'hashtag') return worded(leaf.tag)
    return undefined
  },
  maxLength: 200,
}

function worded(text: string): { words: string; exact: boolean } | undefined {
  const words = (text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []).join(' ')
  return words === '' ? undefined : { words, exact: false }
}

/** What of a query a relay is asked. Pure. */
export function translate(query: Query): Translated {
  return translateQuery(query, dialect)
}
