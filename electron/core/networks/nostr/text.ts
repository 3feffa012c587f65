import type { Span } from '#shared/domain/text'
import { decoded, publicKeyOf, shortNpub } from './keys.ts'

/**
 * The content of a note as text and spans. People and notes stand in it as `nostr:` codes (NIP-27), of 63 characters
 * and more: people are shown by a shorter form of their code, which is the same whoever looks, so that a note does not
 * seem edited when somebody changes a name. Pure.
 */
const special =
  /nostr:((?:npub|nprofile|note|nevent|naddr)1[02-9ac-hj-np-z]+)|https?:\/\/[^\s<>"]+|(?<![\p{L}\p{N}_&/#])#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)/giu
const trailing = /[.,;:!?'")\]}…]+$/

export function textOf(content: string): { text: string; spans: Span[] } {
  const whole = content.toWellFormed()
  let text = ''
  let at = 0
  const spans: Span[] = []
  for (const found of whole.matchAll(special)) {
    text += whole.slice(at, found.index)
    const { shown, taken, span } = piece(found[0], found[1], found[2])
    const start = text.length
    text += shown
    at = found.index + taken
    if (span !== undefined && shown !== '') spans.push({ ...span, start, end: text.length })
  }
  return { text: text + whole.slice(at), spans }
}

interface Piece {
  shown: string
  /** How much of the content it stands for. */
  taken: number
  span?: Omit<Span, 'start' | 'end'> | undefined
}

function piece(all: string, code: string | undefined, tag: string | undefined): Piece {
  if (tag !== undefined)
    return { shown: all, taken: all.length, span: { type: 'hashtag', value: tag.toLowerCase() } }
  if (code !== undefined) return codePiece(all, code)
  const link = all.replace(trailing, '')
  return URL.canParse(link)
    ? { shown: link, taken: link.length, span: { type: 'link', href: link } }
    : { shown: all, taken: all.length }
}

function codePiece(all: string, code: string): Piece {
  const publicKey = publicKeyOf(code)
  const href = `https://njump.me/${code}`
  if (publicKey !== undefined) {
    const short = shortNpub(publicKey)
    return { shown: `@${short}`, taken: all.length, span: { type: 'mention', href, value: short } }
  }
  if (decoded(code) === undefined) return { shown: all, taken: all.length }
  return { shown: all, taken: all.length, span: { type: 'link', href } }
}

/** The tags of a text to be said (NIP-24, NIP-27), and the text with people's codes in the form that clients know. */
export function saidText(text: string): { content: string; hashtags: string[]; people: string[] } {
  const people: string[] = []
  const content = text.replace(
    /(?<![\w:/])(?:nostr:|@)?((?:npub|nprofile)1[02-9ac-hj-np-z]{50,})/gi,
    (all, code: string) => {
      const publicKey = publicKeyOf(code)
      if (publicKey === undefined) return all
      people.push(publicKey)
      return `nostr:${code.toLowerCase()}`
    },
  )
  const hashtags = textOf(content).spans.flatMap(({ type, value }) =>
    type === 'hashtag' && value !== undefined ? [value] : [],
  )
  return { content, hashtags: [...new Set(hashtags)], people: [...new Set(people)] }
}
