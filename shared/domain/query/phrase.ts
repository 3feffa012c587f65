import { classOf, RUN, WORD } from '../char-class.ts'
import { tokenise } from '../tokens.ts'

/** Tokens that must follow each other; with `prefix`, the last of them needs only begin so. */
export interface Phrase {
  tokens: string[]
  prefix: boolean
}

/**
 * What to look for so that a text is found inside running text. A run of two or more characters is found by its
 * pairs, without the single last character that ends a run in the index; one character is the beginning of a pair.
 */
export function phraseOf(text: string, prefix = false): Phrase {
  const found = tokenise(text)
  const last = found.at(-1)
  if (last === undefined) return { tokens: [], prefix: false }
  const kind = classOf(text.codePointAt(last.start) ?? 0)
  const tokens = found.map(({ token }) => token)
  if (kind !== RUN) return { tokens, prefix: prefix && kind === WORD }
  const before = found.at(-2)
  const isTail =
    before !== undefined &&
    before.end === last.end &&
    isPair(before.token) &&
    before.token.endsWith(last.token)
  if (isTail) return { tokens: tokens.slice(0, -1), prefix: false }
  return { tokens, prefix: true }
}

function isPair(token: string): boolean {
  return Array.from(token).length === 2
}

/** A prefix of fewer letters finds so many words that neither people nor the index gain by it. */
export const shortestPrefix = 3

/** Why a text cannot be looked for, or undefined when it can. */
export function refusePhrase(text: string, prefix: boolean): { message: string; hint: string } | undefined {
  const found = tokenise(text)
  const last = found.at(-1)
  if (last === undefined) {
    return {
      message: 'There is no letter, digit or emoji to look for',
      hint: 'Signs alone are not indexed: add a word, or remove this.',
    }
  }
  if (!prefix || classOf(text.codePointAt(last.start) ?? 0) !== WORD) return undefined
  if (last.end !== text.length) {
    return {
      message: 'The * must follow a letter',
      hint: 'Write it right after the beginning of the word: refun*',
    }
  }
  if (Array.from(last.token).length < shortestPrefix) {
    return {
      message: `A beginning needs at least ${shortestPrefix} letters before the *`,
      hint: 'Write more of the word, for example refun*',
    }
  }
  return undefined
}

const addressTokens = 24

/** The words of an address: host and path, without scheme, `www.`, query and fragment. */
export function addressPhrase(address: string): Phrase {
  const plain = address
    .replace(/^[a-z][a-z0-9+.-]*:\/\//iu, '')
    .replace(/^www\./iu, '')
    .replace(/[?#].*$/su, '')
  return phraseOf(plain)
}

/** As addressPhrase, but as stored: with the ends of runs, and not longer than useful. */
export function addressWords(address: string): string[] {
  const plain = address
    .replace(/^[a-z][a-z0-9+.-]*:\/\//iu, '')
    .replace(/^www\./iu, '')
    .replace(/[?#].*$/su, '')
  return tokenise(plain)
    .slice(0, addressTokens)
    .map(({ token }) => token)
}
