/** What a text is, seen from its beginning: which root element, which attributes, or JSON. Linear in the text. */

export interface Root {
  /** As written, prefix included. */
  name: string
  attributes: ReadonlyMap<string, string>
  /** Offset of its `<`. */
  at: number
}

const startTag = /<([A-Za-z_][\w.:-]{0,100})/y

/** The first element, after declarations, comments and the doctype; undefined where there is none. */
export function rootElement(text: string): Root | undefined {
  let at = text.indexOf('<')
  while (at >= 0) {
    const end = skipNonElement(text, at)
    if (end === undefined) {
      startTag.lastIndex = at
      const match = startTag.exec(text)
      if (match?.[1] !== undefined)
        return { name: match[1], attributes: readAttributes(text, at + match[0].length), at }
      at = text.indexOf('<', at + 1)
    } else if (end < 0) {
      return undefined
    } else {
      at = text.indexOf('<', end)
    }
  }
  return undefined
}

/** Offset behind a declaration, comment or doctype at `at`; -1 where it never ends; undefined where it is none. */
function skipNonElement(text: string, at: number): number | undefined {
  const behind = (needle: string): number => {
    const found = text.indexOf(needle, at)
    return found < 0 ? -1 : found + needle.length
  }
  if (text.startsWith('<!--', at)) return behind('-->')
  if (text.startsWith('<?', at)) return behind('>')
  if (!text.startsWith('<!', at)) return undefined
  const bracket = text.indexOf('[', at)
  const close = text.indexOf('>', at)
  if (bracket < 0 || close < bracket) return close < 0 ? -1 : close + 1
  const subset = /\]\s*>/g
  subset.lastIndex = bracket
  const match = subset.exec(text)
  return match === null ? -1 : match.index + match[0].length
}

/** Attributes of a start tag from behind its name; entities of values are left as they are. At most 200. */
function readAttributes(text: string, from: number): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  const pattern = /\s*([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match !== null && attributes.size < 200; match = pattern.exec(text)) {
    if (match[1] !== undefined) attributes.set(match[1], match[2] ?? match[3] ?? '')
  }
  return attributes
}

export type Sniffed = 'json' | 'html' | 'xml' | 'nothing'

/** The kind of document: JSON, a web page, some XML, or nothing of these. */
export function sniff(text: string): Sniffed {
  const start = text.slice(0, 2000).trimStart()
  if (start.startsWith('{') || start.startsWith('[')) return 'json'
  const root = rootElement(text)
  if (root === undefined) return 'nothing'
  const before = text.slice(0, root.at)
  if (/<!doctype\s+html/i.test(before) && !isFeedRoot(root.name)) return 'html'
  return htmlRoots.has(root.name.toLowerCase()) ? 'html' : 'xml'
}

/** Elements that start a web page, or the fragment of one that an error message is. */
const htmlRoots = new Set([
  'html',
  'head',
  'body',
  'title',
  'meta',
  'script',
  'div',
  'p',
  'h1',
  'center',
  'br',
  'b',
  'span',
  'table',
  'style',
  'link',
])

/** True for the root element of a feed, whatever its prefix and case. */
export function isFeedRoot(name: string): boolean {
  return /^(?:[\w.-]+:)?(?:rss|feed|rdf)$/i.test(name)
}

/**
 * The document from its XML declaration or root on: warnings of a script or blank lines before it make strict
 * parsers stop. The declaration itself is dropped, because the text is decoded already.
 */
export function trimToRoot(text: string): string {
  const feed = /<(?:[\w.-]+:)?(?:rss|feed|rdf)[\s>]/i.exec(text.slice(0, 20_000))
  const declaration = text.slice(0, 20_000).indexOf('<?xml')
  const start =
    declaration >= 0 && (feed === null || declaration < feed.index) ? declaration : (feed?.index ?? 0)
  const from = text.slice(/\S/.exec(text)?.index ?? 0)
  // A doctype or comment between declaration and root is kept: cut only what comes before the first of them.
  const body = from.startsWith('<') ? from : text.slice(start)
  return body.replace(/^<\?xml\b[^>]*\?>\s*/, '')
}

/** True where the root's end tag is missing: the transfer broke off, or the server did. */
export function isTruncated(text: string): boolean {
  const root = rootElement(text)
  if (root === undefined || !isFeedRoot(root.name)) return false
  const isEmpty = /^<[^<>]{0,4000}\/>/.test(text.slice(root.at, root.at + 5000))
  return !isEmpty && !text.toLowerCase().includes(`</${root.name.toLowerCase()}`)
}

/** A document whose end is missing, cut back to its last complete entry and closed; undefined where none is complete. */
export function closeTruncated(text: string): string | undefined {
  const root = rootElement(text)
  let end: number | undefined
  for (const match of text.matchAll(/<\/(?:[\w.-]{1,50}:)?(?:item|entry)\s*>/gi))
    end = match.index + match[0].length
  if (root === undefined || end === undefined) return undefined
  const channel = /rss$/i.test(root.name) ? /<(channel)\b/i.exec(text)?.[1] : undefined
  return `${text.slice(0, end)}${channel === undefined ? '' : `</${channel}>`}</${root.name}>`
}

/**
 * XML that no parser takes, with the usual slips undone: an `&` that begins no character reference and a `<` that
 * begins no tag were meant as text. What stands in CDATA is left alone, and so is the doctype, which nobody reads.
 */
export function mend(text: string): string {
  const parts: string[] = []
  let from = 0
  // By hand, because an expression that looks for pairs takes quadratic time where the second half is missing.
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', from)) {
    const end = text.startsWith('<![CDATA[', at) ? ']]>' : text.startsWith('<!--', at) ? '-->' : '>'
    const close = text.indexOf(end, at)
    if (close < 0) break
    parts.push(mendText(text.slice(from, at)), text.slice(at, close + end.length))
    from = close + end.length
  }
  parts.push(mendText(text.slice(from)))
  return parts.join('')
}

function mendText(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/gi, '&amp;')
    .replace(/<(?![A-Za-z_/?])/g, '&lt;')
}
