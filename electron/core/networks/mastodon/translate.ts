import type { Query } from '#shared/domain/query/ast'
import { translate, type Dialect, type Translated } from '#shared/domain/query/translate'

/**
 * The search of Mastodon 4.2 and later (docs.joinmastodon.org/user/network, "search"): words side by side, "phrases",
 * hashtags and from:. Its words are stemmed, so that it finds more than was meant; exclusions would then hide more
 * than was meant, and are left to us. It knows no beginnings and no alternatives.
 */
const dialect: Dialect = {
  leaf(leaf) {
    switch (leaf.type) {
      case 'text':
        return leaf.prefix ? undefined : { words: quoted(leaf.text), exact: true }
      case 'hashtag':
        return leaf.words ? undefined : { words: `#${leaf.tag}`, exact: true }
      case 'field':
        return leaf.field === 'from' && leaf.value.includes('@')
          ? { words: `from:@${leaf.value}`, exact: true }
          : undefined
      default:
        return undefined
    }
  },
  maxLength: 400,
}

/** Signs that the search would take for its own are kept inside quotes. */
function quoted(text: string): string {
  const plain = text.replaceAll('"', ' ').replace(/\s+/g, ' ').trim()
  return /^[\p{L}\p{M}\p{N}]+$/u.test(plain) ? plain : `"${plain}"`
}

/** What of a query a server is asked; the rest is filtered here. Pure. */
export function translateQuery(query: Query): Translated {
  return translate(query, dialect)
}
