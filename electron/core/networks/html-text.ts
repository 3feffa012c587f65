import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import type { Span } from '#shared/domain/text'
import { TextWriter, type Mark } from './text-writer.ts'

/**
 * HTML of strangers becomes plain text with typed spans; no HTML goes any further than here.
 *
 * It reads tokens and keeps its own stack, because the work must stay in proportion to the length however the
 * tags are nested: each tag costs the same at any depth.
 */
export interface HtmlTextOptions {
  /** Leave out the `RE: link` line that servers put into a quoting post for clients that know no quotes. */
  dropInlineQuote?: boolean
}

/** Elements whose content is no text to read. */
const dropped = new Set(
  'script style iframe object embed canvas svg math template head title noembed noframes select datalist textarea audio video'.split(
    ' ',
  ),
)
const void_ = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** Blocks with an empty line around them, and blocks that only start a line. */
const spaced = new Set('p blockquote pre ul ol dl table figure h1 h2 h3 h4 h5 h6 details fieldset'.split(' '))
const lined = new Set(
  'div li tr dt dd section article header footer main aside nav address caption figcaption summary form center'.split(
    ' ',
  ),
)
/** An opening tag of these ends one of the same name that was left open. */
const selfEnding = new Set(['p', 'li', 'tr', 'dt', 'dd', 'option'])
const simpleMarks: Record<string, Mark['type']> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  cite: 'emphasis',
  code: 'code',
  pre: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  blockquote: 'quote',
}
/** Where marks are nested, the one with the higher rank is shown. */
const rank: Record<Mark['type'], number> = {
  link: 5,
  mention: 5,
  hashtag: 5,
  emoji: 5,
  code: 4,
  strong: 3,
  emphasis: 2,
  quote: 1,
}

interface Open {
  name: string
  mark: Mark | undefined
  skip: boolean
  pre: boolean
  inLink: boolean
  /** `ellipsis` of a shortened link: its text goes on in a part that is not shown. */
  shortened: boolean
  /** Lists count their items; `undefined` for lists without numbers. */
  counter: { next: number } | undefined
}

type Attributes = ReadonlyMap<string, string>

/**
 * Plain text of an HTML fragment and the spans in it: links, mentions and hashtags (by the class names that
 * fediverse servers use), code, strong, emphasis and quotes. Links are http, https or mailto, resolved against
 * `baseUrl`. Never throws; takes time in proportion to the length.
 */
export function htmlToText(
  html: string,
  baseUrl?: string,
  options: HtmlTextOptions = {},
): { text: string; spans: Span[] } {
  const reader = new Reader(html, baseUrl, options)
  const tokenizer = new Tokenizer({ decodeEntities: true, recognizeSelfClosing: true }, reader)
  tokenizer.write(html)
  tokenizer.end()
  return reader.writer.finish(completeMark)
}

class Reader implements TokenizerCallbacks {
  readonly writer = new TextWriter()
  private readonly html: string
  private readonly baseUrl: string | undefined
  private readonly options: HtmlTextOptions
  private readonly stack: Open[] = []
  /** How often each element is open: a closing tag without an opening one must not search the stack. */
  private readonly openNames = new Map<string, number>()
  private name = ''
  private attributes = new Map<string, string>()
  private attribute = ''
  private value = ''

  constructor(html: string, baseUrl: string | undefined, options: HtmlTextOptions) {
    this.html = html
    this.baseUrl = baseUrl
    this.options = options
  }

  onopentagname(start: number, end: number): void {
    this.name = this.html.slice(start, end).toLowerCase()
    this.attributes = new Map()
  }
  onattribname(start: number, end: number): void {
    this.attribute = this.html.slice(start, end).toLowerCase()
    this.value = ''
  }
  onattribdata(start: number, end: number): void {
    this.value += this.html.slice(start, end)
  }
  onattribentity(codepoint: number): void {
    this.value += String.fromCodePoint(codepoint)
  }
  onattribend(): void {
    if (!this.attributes.has(this.attribute)) this.attributes.set(this.attribute, this.value)
  }
  onopentagend(): void {
    this.open(this.name, this.attributes)
    if (void_.has(this.name)) this.close(this.name)
  }
  onselfclosingtag(): void {
    this.open(this.name, this.attributes)
    this.close(this.name)
  }
  onclosetag(start: number, end: number): void {
    const name = this.html.slice(start, end).trim().toLowerCase()
    if (name === 'br') this.writer.lineBreak()
    else this.close(name)
  }
  ontext(start: number, end: number): void {
    this.addText(this.html.slice(start, end))
  }
  ontextentity(codepoint: number): void {
    this.addText(String.fromCodePoint(codepoint))
  }
  oncdata(start: number, end: number): void {
    this.addText(this.html.slice(start, end))
  }
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  private addText(data: string): void {
    const top = this.stack.at(-1)
    if (top?.skip === true) return
    if (top?.pre === true) this.writer.writeAsIs(data, top.mark)
    else this.writer.write(data, top?.mark)
  }

  private open(name: string, attributes: Attributes): void {
    if (selfEnding.has(name) && this.stack.at(-1)?.name === name) this.close(name)
    const above = this.stack.at(-1)
    const classes = (attributes.get('class') ?? '').split(/\s+/)
    const own = this.markOf(name, attributes, classes)
    const outranked =
      above?.mark !== undefined && (own === undefined || rank[above.mark.type] > rank[own.type])
    const inLink = name === 'a' || above?.inLink === true
    const entry: Open = {
      name,
      mark: outranked ? above.mark : own,
      skip: above?.skip === true || this.isSkipped(name, classes, inLink),
      pre: name === 'pre' || above?.pre === true,
      inLink,
      shortened: inLink && name === 'span' && classes.includes('ellipsis'),
      counter: counterOf(name, attributes),
    }
    if (!entry.skip) this.openText(name, attributes, above, entry.mark)
    this.stack.push(entry)
    this.openNames.set(name, (this.openNames.get(name) ?? 0) + 1)
  }

  private isSkipped(name: string, classes: readonly string[], inLink: boolean): boolean {
    if (dropped.has(name)) return true
    if (inLink && name === 'span' && classes.includes('invisible')) return true
    return this.options.dropInlineQuote === true && classes.includes('quote-inline')
  }

  /** What an opening tag itself writes. */
  private openText(
    name: string,
    attributes: Attributes,
    above: Open | undefined,
    mark: Mark | undefined,
  ): void {
    if (name === 'br') this.writer.lineBreak()
    else if (name === 'hr') this.writer.blockBreak(2)
    else if (name === 'img') this.writer.write(alternative(attributes), mark)
    else if (name === 'td' || name === 'th') this.writer.writeSpace()
    else if (name === 'q') this.writer.write('“', mark)
    else this.breakAround(name)
    if (name === 'li')
      this.writer.prefixNext(above?.counter === undefined ? '• ' : `${above.counter.next++}. `)
  }

  private breakAround(name: string): void {
    // A list inside a list is part of its item.
    const inner = (name === 'ul' || name === 'ol') && (this.openNames.get('li') ?? 0) > 0
    if (spaced.has(name)) this.writer.blockBreak(inner || this.stack.at(-1)?.name === 'li' ? 1 : 2)
    else if (lined.has(name)) this.writer.blockBreak(1)
  }

  private close(name: string): void {
    if ((this.openNames.get(name) ?? 0) === 0) return
    for (let entry = this.stack.pop(); entry !== undefined; entry = this.stack.pop()) {
      this.openNames.set(entry.name, (this.openNames.get(entry.name) ?? 1) - 1)
      if (!entry.skip) this.closeText(entry)
      if (entry.name === name) return
    }
  }

  private closeText(entry: Open): void {
    if (entry.shortened) this.writer.write('…', entry.mark)
    if (entry.name === 'q') this.writer.write('”', entry.mark)
    if (entry.name === 'li') this.writer.dropPrefix()
    this.breakAround(entry.name)
  }

  private markOf(name: string, attributes: Attributes, classes: readonly string[]): Mark | undefined {
    if (name !== 'a') {
      const type = Object.hasOwn(simpleMarks, name) ? simpleMarks[name] : undefined
      return type === undefined ? undefined : { type }
    }
    const href = safeHref(attributes.get('href'), this.baseUrl)
    if (href === undefined) return undefined
    const rel = (attributes.get('rel') ?? '').split(/\s+/)
    // Servers mark hashtags as `mention hashtag`, so that class is looked at first.
    if (classes.includes('hashtag') || rel.includes('tag')) return { type: 'hashtag', href }
    if (classes.includes('mention')) return { type: 'mention', href }
    return { type: 'link', href }
  }
}

/** The address a link leads to, if it is one that may be opened. */
function safeHref(href: string | undefined, baseUrl: string | undefined): string | undefined {
  if (href === undefined || !URL.canParse(href.trim(), baseUrl)) return undefined
  const url = new URL(href.trim(), baseUrl)
  return /^(https?|mailto):$/.test(url.protocol) ? url.href : undefined
}

function counterOf(name: string, attributes: Attributes): { next: number } | undefined {
  if (name !== 'ol') return undefined
  const start = Number.parseInt(attributes.get('start') ?? '1', 10)
  return { next: Number.isSafeInteger(start) ? start : 1 }
}

/** What stands for a picture: its description. Pictures of a pixel watch readers and stand for nothing. */
function alternative(attributes: Attributes): string {
  const tiny = (name: string) => /^\s*[01](px)?\s*$/.test(attributes.get(name) ?? '')
  return tiny('width') || tiny('height') ? '' : (attributes.get('alt') ?? '')
}

/** Fills in what only the covered text tells: the tag of a hashtag, the handle of a mention. */
function completeMark(mark: Mark, text: string): Mark {
  if (mark.type === 'hashtag') {
    return text.startsWith('#') ? { ...mark, value: text.slice(1) } : { type: 'link', href: mark.href }
  }
  if (mark.type !== 'mention') return mark
  const name = text.replace(/^@/, '').trim()
  const host = mark.href === undefined ? '' : new URL(mark.href).host
  if (!text.startsWith('@') || /\s/.test(name)) return { type: 'link', href: mark.href }
  return { ...mark, value: name.includes('@') || host === '' ? name : `${name}@${host}` }
}
