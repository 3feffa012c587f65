import type { Span } from '#shared/domain/text'
import { Scan, thingAt, type MfmPlace, type Style } from './mfm-things.ts'

/**
 * MFM, the markup of Misskey (misskey-hub.net/docs/for-users/features/mfm), to plain text and spans. Marks go, what
 * they stand around stays; movements, colours and sizes are left out. Spans never overlap: a name or a link inside of
 * bold text is a name or a link. Pure, and linear in the length of the text but for its nesting, which is bounded.
 */

export interface MfmText {
  text: string
  spans: Span[]
}

/** Deeper than this marks stay as they were written. */
const deepest = 20

export function mfmToText(source: string, place: MfmPlace): MfmText {
  const clean = source
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .trim()
  const writer = new Writer(place)
  writer.blocks(clean)
  return writer.finish()
}

class Writer {
  private text = ''
  private readonly spans: Span[] = []
  private readonly place: MfmPlace

  constructor(place: MfmPlace) {
    this.place = place
  }

  finish(): MfmText {
    const text = this.text.trimEnd()
    return { text, spans: this.spans.filter(({ end }) => end <= text.length) }
  }

  /** Code between fences, quotations, and everything else. */
  blocks(source: string): void {
    const fence = /^```[^\n]*\n([\s\S]*?)\n?```$|^(?:>[^\n]*(?:\n|$))+/gm
    let at = 0
    for (const match of source.matchAll(fence)) {
      this.inline(source.slice(at, match.index), undefined, 0)
      at = match.index + match[0].length
      const [, code] = match
      if (code !== undefined) this.add(code, { type: 'code' })
      else this.quotation(match[0])
    }
    this.inline(source.slice(at), undefined, 0)
  }

  private quotation(block: string): void {
    const end = block.endsWith('\n') ? '\n' : ''
    this.inline(block.trimEnd().replace(/^> ?/gm, ''), 'quote', 0)
    this.add(end)
  }

  private add(words: string, span?: Omit<Span, 'start' | 'end'>): void {
    const start = this.text.length
    this.text += words
    if (span === undefined || words.trim() === '') return
    this.spans.push({ start, end: this.text.length, ...span })
  }

  private plain(words: string, style: Style): void {
    this.add(words, style === undefined ? undefined : { type: style })
  }

  private inline(source: string, style: Style, depth: number): void {
    if (depth > deepest) return this.plain(source, style)
    const scan = new Scan(source)
    let plainFrom = 0
    for (let at = scan.next(0); at !== -1; at = scan.next(at)) {
      const taken = this.take(scan, at, plainFrom, style, depth)
      if (taken === undefined) {
        at += 1
        continue
      }
      plainFrom = at = taken
    }
    this.plain(source.slice(plainFrom), style)
  }

  /** Writes what begins here, after what is plain before it; answers where it ends, or undefined where nothing begins. */
  private take(scan: Scan, at: number, plainFrom: number, style: Style, depth: number): number | undefined {
    const found = thingAt(scan, at, this.place)
    if (found === undefined) return undefined
    this.plain(scan.source.slice(plainFrom, at), style)
    if (found.inner === undefined) this.add(found.words, found.span)
    else this.inline(found.inner, found.style === 'same' ? style : found.style, depth + 1)
    this.plain(found.after ?? '', style)
    return found.end
  }
}
