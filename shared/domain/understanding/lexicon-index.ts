import { tokenise, type Token } from '../tokens.ts'
import type { Lexicon, WordList } from './lexicons/lexicon.ts'

/** An entry of a lexicon found in a text: tokens `from` to `to`, exclusive. */
export interface Found {
  from: number
  to: number
  lists: ReadonlySet<WordList>
  /** Its first word is a negation. */
  beginsDenied: boolean
}

interface Entry {
  words: readonly { token: string; open: boolean }[]
  /** Longer is more certain: `not bad` before `bad`. */
  length: number
  lists: Set<WordList>
}

const keyLength = 3

/** Finds the longest entries of a lexicon, by their first letters. */
export class LexiconIndex {
  readonly #byStart = new Map<string, Entry[]>()
  readonly #negations: ReadonlySet<string>

  /** Throws on an entry that would fit nearly everything. */
  constructor(lexicon: Lexicon) {
    const entries = new Map<string, Entry>()
    // The keys of an object that has a type without others are exactly its keys.
    for (const list of Object.keys(lexicon) as WordList[]) {
      for (const written of lexicon[list].split(',')) {
        const entry = readEntry(written, list)
        const known = entries.get(nameOf(entry))
        if (known === undefined) entries.set(nameOf(entry), entry)
        else known.lists.add(list)
      }
    }
    for (const entry of entries.values()) {
      const start = entry.words[0]?.token.slice(0, keyLength) ?? ''
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), entry])
    }
    this.#negations = new Set(tokenise(lexicon.negation).map(({ token }) => token))
    for (const some of this.#byStart.values()) some.sort((a, b) => b.length - a.length)
  }

  /** All entries in a text from its beginning, none inside another; where several begin, the longest. */
  find(tokens: readonly Token[]): Found[] {
    const found: Found[] = []
    for (let from = 0; from < tokens.length;) {
      const first = tokens[from]?.token ?? ''
      const entry = this.#byStart
        .get(first.slice(0, keyLength))
        ?.find(({ words }) => stands(words, tokens, from))
      if (entry === undefined) from += 1
      else {
        const { lists, words } = entry
        found.push({ from, to: from + words.length, lists, beginsDenied: this.#negations.has(first) })
        from += entry.words.length
      }
    }
    return found
  }
}

function stands(words: Entry['words'], tokens: readonly Token[], from: number): boolean {
  return words.every(({ token, open }, n) => {
    const there = tokens[from + n]?.token
    return there !== undefined && (open ? there.startsWith(token) : there === token)
  })
}

function nameOf(entry: Entry): string {
  return entry.words.map(({ token, open }) => token + (open ? '*' : '')).join(' ')
}

function readEntry(written: string, list: WordList): Entry {
  const words = written
    .trim()
    .split(/\s+/u)
    .flatMap((piece) => {
      const tokens = tokenise(piece)
      return tokens.map(({ token }, n) => ({ token, open: piece.endsWith('*') && n === tokens.length - 1 }))
    })
  const isTooOpen = words.some(({ token, open }) => open && token.length < keyLength)
  if (words.length === 0 || isTooOpen) throw new Error(`No entry of a lexicon: "${written}" in ${list}`)
  const length = words.reduce((sum, { token }) => sum + token.length + 1, 0)
  return { words, length, lists: new Set([list]) }
}
