import type { Span } from '#shared/domain/text'

/** What stands in a text of MFM beside plain words: found one at a time, at the sign that may begin it. Pure. */

export interface MfmPlace {
  /** Where hashtags and people are looked at: `https://town.example`. */
  origin: string
  /** Host of people who are named without one: that of the author. */
  host: string
  /** Pictures of emoji by their names. */
  emojis: ReadonlyMap<string, string>
}

export type Style = 'strong' | 'emphasis' | 'quote' | undefined

/** Signs that may begin something. */
const beginnings = /[*_~`<\\$#@:h?[]/giu
const wordBefore = /[a-z0-9]$/i
const urlSigns = String.raw`[.,\w/:%#@$&?!~=+-]`
const url = new RegExp(String.raw`https?://(?:${urlSigns}|\(${urlSigns}*\)|\[${urlSigns}*\])+`, 'iy')
const tags: Readonly<Record<string, Style | 'same'>> = {
  b: 'strong',
  i: 'emphasis',
  s: 'same',
  small: 'same',
  center: 'same',
}

/** What begins at this sign; undefined where nothing does. */
export function thingAt(scan: Scan, at: number, place: MfmPlace): Thing | undefined {
  switch (scan.source.charAt(at)) {
    case '*':
    case '_':
      return starred(scan, at)
    case '~':
      return between(scan, at, '~~', '~~', 'same', /\n/)
    case '`':
      return codeAt(scan, at)
    case '<':
      return taggedAt(scan, at)
    case '\\':
      return formulaAt(scan, at)
    case '$':
      return functionAt(scan, at)
    case '?':
    case '[':
      return labelledAt(scan, at)
    case '#':
      return hashtagAt(scan, at, place)
    case '@':
      return mentionAt(scan, at, place)
    case ':':
      return emojiAt(scan, at, place)
    default:
      return linkAt(scan, at)
  }
}

/** What was found: words with a span, or something inside that is read again. */
export interface Thing {
  end: number
  words: string
  span?: Omit<Span, 'start' | 'end'> | undefined
  inner?: string | undefined
  style?: Style | 'same'
  /** Plain words behind it. */
  after?: string
}

/** A text under reading, which remembers what it does not hold any more. */
export class Scan {
  readonly source: string
  private readonly absent = new Set<string>()
  private brackets: Map<number, number> | undefined

  constructor(source: string) {
    this.source = source
  }

  next(from: number): number {
    beginnings.lastIndex = from
    return beginnings.exec(this.source)?.index ?? -1
  }

  /** Where the closing mark stands. Looked for in vain once, it is never looked for again, or hostile texts take long. */
  closer(mark: string, from: number): number | undefined {
    if (this.absent.has(mark)) return undefined
    const at = this.source.indexOf(mark, from)
    if (at === -1) this.absent.add(mark)
    return at === -1 ? undefined : at
  }

  at(shape: RegExp, from: number): RegExpExecArray | undefined {
    shape.lastIndex = from
    return shape.exec(this.source) ?? undefined
  }

  /** A sign behind a letter or digit begins nothing: `a@b`, `C#`, `10:30`. */
  isBehindWord(at: number): boolean {
    return at > 0 && wordBefore.test(this.source.charAt(at - 1))
  }

  /** The bracket that closes the one that stands here. */
  bracket(at: number): number | undefined {
    this.brackets ??= pairs(this.source)
    return this.brackets.get(at)
  }
}

function pairs(source: string): Map<number, number> {
  const found = new Map<number, number>()
  const open: number[] = []
  for (const { 0: sign, index } of source.matchAll(/[[\]]/g)) {
    if (sign === '[') open.push(index)
    else {
      const from = open.pop()
      if (from !== undefined) found.set(from, index)
    }
  }
  return found
}

function between(
  scan: Scan,
  at: number,
  open: string,
  close: string,
  style: Style | 'same',
  never?: RegExp,
): Thing | undefined {
  if (!scan.source.startsWith(open, at)) return undefined
  const from = at + open.length
  const to = scan.closer(close, from)
  if (to === undefined || to === from) return undefined
  const inner = scan.source.slice(from, to)
  if (never?.test(inner) === true) return undefined
  return { end: to + close.length, words: '', inner, style }
}

const singleMarks = /(\*|__?)([a-z0-9 \t]+)\1/iy

function starred(scan: Scan, at: number): Thing | undefined {
  const bold = between(scan, at, '**', '**', 'strong')
  if (bold !== undefined) return bold
  const single = scan.isBehindWord(at) ? undefined : scan.at(singleMarks, at)
  if (single === undefined) return undefined
  const [whole, mark, inner = ''] = single
  return { end: at + whole.length, words: '', inner, style: mark === '__' ? 'strong' : 'emphasis' }
}

function codeAt(scan: Scan, at: number): Thing | undefined {
  const code = scan.at(/`([^`´\n]+)`/y, at)
  return code === undefined
    ? undefined
    : { end: at + code[0].length, words: code[1] ?? '', span: { type: 'code' } }
}

function taggedAt(scan: Scan, at: number): Thing | undefined {
  const address = scan.at(/<(https?:\/\/[^\s<>]+)>/iy, at)
  if (address !== undefined) return linkTo(address[1] ?? '', address[1] ?? '', at + address[0].length)
  const tag = scan.at(/<(b|i|s|small|center|plain)>/y, at)?.[1]
  if (tag === undefined) return undefined
  const style = tags[tag]
  const found = between(scan, at, `<${tag}>`, `</${tag}>`, style)
  // What is plain is not read again.
  return found === undefined || tag !== 'plain'
    ? found
    : { end: found.end, words: (found.inner ?? '').trim() }
}

function formulaAt(scan: Scan, at: number): Thing | undefined {
  const found = between(scan, at, '\\(', '\\)', 'same', /\n/) ?? between(scan, at, '\\[', '\\]', 'same')
  return found === undefined
    ? undefined
    : { end: found.end, words: (found.inner ?? '').trim(), span: { type: 'code' } }
}

/** `$[name.options words]`: movements and sizes leave their words; readings and moments say something. */
function functionAt(scan: Scan, at: number): Thing | undefined {
  const head = scan.at(/\$\[([a-z0-9_]+)(?:\.[a-z0-9_.,=-]+)?[ \n]/iy, at)
  const close = head === undefined ? undefined : scan.bracket(at + 1)
  if (head === undefined || close === undefined) return undefined
  const inner = scan.source.slice(at + head[0].length, close)
  const end = close + 1
  if (head[1] === 'ruby') return ruby(inner, end)
  if (head[1] === 'unixtime') return momentOf(inner, end)
  return { end, words: '', inner, style: 'same' }
}

/** The reading stands behind what it is the reading of. */
function ruby(inner: string, end: number): Thing {
  const gap = inner.trimEnd().lastIndexOf(' ')
  if (gap === -1) return { end, words: '', inner, style: 'same' }
  return {
    end,
    words: '',
    inner: inner.slice(0, gap),
    style: 'same',
    after: `(${inner.slice(gap + 1).trim()})`,
  }
}

function momentOf(inner: string, end: number): Thing {
  const ms = Number(inner.trim()) * 1000
  const isMoment = Number.isFinite(ms) && Math.abs(ms) < 8.64e15
  const words = isMoment ? `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC` : inner
  return { end, words }
}

const labelled = /\??\[([^\]\n]{1,500})\]\(<?(https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)?)>?\)/iy

function labelledAt(scan: Scan, at: number): Thing | undefined {
  const found = scan.at(labelled, at)
  return found === undefined ? undefined : linkTo(found[1] ?? '', found[2] ?? '', at + found[0].length)
}

function linkAt(scan: Scan, at: number): Thing | undefined {
  if (scan.isBehindWord(at)) return undefined
  const found = scan.at(url, at)?.[0].replace(/[.,]+$/, '')
  return found === undefined ? undefined : linkTo(found, found, at + found.length)
}

function linkTo(words: string, href: string, end: number): Thing | undefined {
  return URL.canParse(href) ? { end, words, span: { type: 'link', href } } : undefined
}

const hashtag = /#([^\s.,!?'"#:/[\]【】()「」（）<>]+)/uy

function hashtagAt(scan: Scan, at: number, { origin }: MfmPlace): Thing | undefined {
  const value = scan.isBehindWord(at) ? undefined : scan.at(hashtag, at)?.[1]
  if (value === undefined || /^\p{N}+$/u.test(value)) return undefined
  const href = `${origin}/tags/${encodeURIComponent(value)}`
  return { end: at + 1 + value.length, words: `#${value}`, span: { type: 'hashtag', value, href } }
}

const mention = /@([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?:@([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?))?/iy

function mentionAt(scan: Scan, at: number, { origin, host }: MfmPlace): Thing | undefined {
  const found = scan.isBehindWord(at) ? undefined : scan.at(mention, at)
  if (found === undefined) return undefined
  const [words, name = '', named] = found
  const value = `${name}@${named ?? host}`.toLowerCase()
  return { end: at + words.length, words, span: { type: 'mention', value, href: `${origin}/@${value}` } }
}

const emoji = /:([a-z0-9_+-]+):(?![a-z0-9])/iy

function emojiAt(scan: Scan, at: number, { emojis }: MfmPlace): Thing | undefined {
  const found = scan.isBehindWord(at) ? undefined : scan.at(emoji, at)
  if (found === undefined) return undefined
  const [words, value = ''] = found
  const href = emojis.get(value)
  const picture = href !== undefined && /^https?:\/\//.test(href) ? { href } : {}
  return { end: at + words.length, words, span: { type: 'emoji', value, ...picture } }
}
