import type { Span } from '#shared/domain/text'

/** Marks the text written while it is in force; one object per element, so that neighbours stay apart. */
export type Mark = Omit<Span, 'start' | 'end'>

/**
 * Builds a plain text with spans: white space collapses, breaks are written only between words, and a span covers
 * what was written under one mark without leading or trailing space. Spans come out sorted and never overlap.
 */
export class TextWriter {
  private text = ''
  private breaks = 0
  private space = false
  private prefix = ''
  private readonly spans: { start: number; end: number; mark: Mark }[] = []

  /** Prose: any white space is one space, also the kind that does not break. */
  write(data: string, mark: Mark | undefined): void {
    const words = data.trim()
    if (words === '') {
      if (data !== '') this.writeSpace()
      return
    }
    const prose = data.replace(/[ \t\n\f\r\u00a0]+/g, ' ')
    if (prose.startsWith(' ')) this.writeSpace()
    this.put(prose.replace(/^ | $/g, ''), mark)
    if (prose.endsWith(' ')) this.writeSpace()
  }

  /** Text whose spaces and line breaks were meant. */
  writeAsIs(data: string, mark: Mark | undefined): void {
    data.split(/\r\n|\r|\n/).forEach((line, index) => {
      if (index > 0) {
        this.breaks += 1
        this.space = false
      }
      if (line !== '') this.put(line, mark)
    })
  }

  writeSpace(): void {
    if (this.breaks === 0) this.space = true
  }

  /** One more line break, at most an empty line in all. */
  lineBreak(): void {
    this.breaks = Math.min(this.breaks + 1, 2)
    this.space = false
  }

  /** The next text starts a line (1) or follows an empty line (2). */
  blockBreak(lines: 1 | 2): void {
    this.breaks = Math.max(this.breaks, lines)
    this.space = false
  }

  /** Written before the next text, and not at all if there is none: a list item's mark. */
  prefixNext(prefix: string): void {
    this.prefix = prefix
  }

  dropPrefix(): void {
    this.prefix = ''
  }

  /** The text and its spans. `valueOf` completes a mark once its text is known. */
  finish(valueOf: (mark: Mark, text: string) => Mark): { text: string; spans: Span[] } {
    // Well-formed and free of control characters, unit for unit, so that the offsets stay true.
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    const text = this.text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
    const spans: Span[] = []
    for (const { start, end, mark } of this.spans) {
      const covered = text.slice(start, end)
      if (covered.trim() !== '') spans.push({ start, end, ...valueOf(mark, covered) })
    }
    return { text, spans }
  }

  private put(data: string, mark: Mark | undefined): void {
    if (this.text !== '') this.text += this.breaks > 0 ? '\n'.repeat(this.breaks) : this.space ? ' ' : ''
    this.breaks = 0
    this.space = false
    this.text += this.prefix
    this.prefix = ''
    const start = this.text.length
    this.text += data
    if (mark === undefined) {
      this.lastMark = undefined
      return
    }
    const last = this.spans.at(-1)
    if (last !== undefined && this.lastMark === mark) last.end = this.text.length
    else this.spans.push({ start, end: this.text.length, mark })
    this.lastMark = mark
  }

  private lastMark: Mark | undefined
}
