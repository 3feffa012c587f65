import type { ItemKind } from '../item.ts'
import { tokenise } from '../tokens.ts'
import { canonicalLink } from './link.ts'
import { replaceAddresses, replaceMentions } from './own-words.ts'

/** So much must be said that nobody else says the same by chance; "Happy new year to all of you!" is less. */
const fewestLetters = 40
const fewestWords = 6

/**
 * What a post says, whoever carried it, as a safe integer of 53 bits: the same for the same post over several
 * accounts or networks. Counts letters, digits and emoji only; mentions are left out, because they are spelt
 * differently on each network, and links count in their canonical form. An article is its link, where it has one.
 * Undefined for texts too short to be the same by more than chance.
 */
export function postPrint(item: {
  title?: string | undefined
  text: string
  kind: ItemKind
  url?: string | undefined
}): number | undefined {
  if (item.kind === 'article') {
    const link = item.url === undefined ? undefined : canonicalLink(item.url)
    if (link !== undefined) return hash53(`link ${link}`)
  }
  const links: string[] = []
  const unlinked = replaceAddresses([item.title ?? '', item.text].join('\n'), (address) => {
    links.push(canonicalLink(address.replace(/^www\./iu, 'https://')) ?? address)
    return ` ${linkSign} `
  })
  const rest = replaceMentions(unlinked, ' ')
  const words = tokenise(rest).map(({ token }) => token)
  if (!isLongEnough(words)) return undefined
  return hash53(`text ${words.join(' ')}\n${links.join('\n')}`)
}

/** Stands where a link stood: a word that hardly anybody writes. */
const linkSign = 'zzlinkzz'

/** Characters of running text come as overlapping pairs, of which each adds one; a character says as much as two letters. */
const running =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

function isLongEnough(words: readonly string[]): boolean {
  const distinct = new Set(words)
  distinct.delete(linkSign)
  if (distinct.size < fewestWords) return false
  let letters = 0
  for (const word of distinct) letters += running.test(word) ? 2 : word.length
  return letters >= fewestLetters
}

/**
 * Two runs of 32 bits over the UTF-16 code units, each with its own multiplier and stirred at the end, of which the
 * one gives the upper 21 and the other the lower 32 bits. Stored in files: it must never change.
 */
export function hash53(text: string): number {
  let one = 0x9e3779b9
  let two = 0x7f4a7c15
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 0x01000193)
    one ^= one >>> 15
    two = Math.imul(two ^ unit, 0x5bd1e995)
    two ^= two >>> 13
  }
  return (stir(one ^ Math.imul(two, 0x2545f491)) & 0x1fffff) * 0x100000000 + (stir(two ^ (one >>> 7)) >>> 0)
}

function stir(bits: number): number {
  let out = Math.imul(bits ^ (bits >>> 16), 0x7feb352d)
  out = Math.imul(out ^ (out >>> 15), 0x68e31da5)
  return out ^ (out >>> 16)
}
