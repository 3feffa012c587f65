import { Failure } from '#shared/failure'

/**
 * Bytes of a feed to text. Who is believed, in this order: a byte order mark, the charset of the HTTP header, the
 * XML declaration, utf-8 (RFC 7303 section 3). Two observed lies are undone: a single-byte charset in the header of
 * a document that declares and is well-formed utf-8, and utf-8 claimed for bytes that are plainly not.
 */
export function decodeFeed(body: Uint8Array, contentType: string | undefined): string {
  const marked = byteOrderMark(body)
  if (marked !== undefined) return finish(decodeAs(marked.label, body.subarray(marked.length)), marked.label)
  const named = [headerCharset(contentType), declaredCharset(body)].filter((label) => label !== undefined)
  const known = named.map(knownLabel).filter((label) => label !== undefined)
  if (named.length > 0 && known.length === 0) {
    throw new Failure(
      'bad-response',
      `The feed says it is written in the character set ${JSON.stringify(named[0]?.slice(0, 40))}, which Earshot does not know.`,
    )
  }
  const label = choose(body, known)
  return finish(decodeAs(label, body), label)
}

function choose(body: Uint8Array, known: string[]): string {
  const guessed = unmarkedUtf16(body)
  const first = known[0]
  if (first === undefined) return guessed ?? (looksLikeUtf8(body) ? 'utf-8' : 'windows-1252')
  // Declared in bytes that could be read one by one: whatever this is, it is not utf-16.
  if (first.startsWith('utf-16')) return guessed ?? (isWellFormedUtf8(body) ? 'utf-8' : first)
  if (guessed !== undefined) return guessed
  if (first === 'utf-8')
    return looksLikeUtf8(body) ? first : (known.find((label) => label !== 'utf-8') ?? first)
  return known.includes('utf-8') && isWellFormedUtf8(body) ? 'utf-8' : first
}

function byteOrderMark(body: Uint8Array): { label: string; length: number } | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return { label: 'utf-8', length: 3 }
  if (body[0] === 0xff && body[1] === 0xfe) return { label: 'utf-16le', length: 2 }
  if (body[0] === 0xfe && body[1] === 0xff) return { label: 'utf-16be', length: 2 }
  return undefined
}

/** utf-16 without a mark shows in its first character, which in XML is `<` and in JSON `{`. */
function unmarkedUtf16(body: Uint8Array): string | undefined {
  const opens = (byte: number | undefined): boolean => byte === 0x3c || byte === 0x7b
  if (body[0] === 0 && opens(body[1])) return 'utf-16be'
  return body[1] === 0 && opens(body[0]) ? 'utf-16le' : undefined
}

/** The charset parameter of a content-type header, quotes removed. */
export function headerCharset(contentType: string | undefined): string | undefined {
  const match = /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"']+))/i.exec(contentType ?? '')
  const label = (match?.[1] ?? match?.[2] ?? match?.[3])?.trim()
  return label === '' ? undefined : label
}

/** The encoding of the XML declaration, read as ASCII; undefined where there is none. */
function declaredCharset(body: Uint8Array): string | undefined {
  const head = String.fromCharCode(...body.subarray(0, 1024))
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([^"'\s]+)/.exec(head)?.[1]
}

function knownLabel(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch (error) {
    // RangeError is how TextDecoder says that it does not know a label; that is the answer asked for.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function decodeAs(label: string, body: Uint8Array): string {
  return new TextDecoder(label, { ignoreBOM: false }).decode(body)
}

function isWellFormedUtf8(body: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body)
    return true
  } catch (error) {
    // With `fatal`, TypeError says that the bytes are not utf-8; that is the answer asked for.
    if (error instanceof TypeError) return false
    throw error
  }
}

/** Mostly well-formed: a cut or broken character here and there does not make it another charset. */
function looksLikeUtf8(body: Uint8Array): boolean {
  if (isWellFormedUtf8(body)) return true
  let good = 0
  let bad = 0
  for (const char of decodeAs('utf-8', body)) {
    if (char === '\uFFFD') bad += 1
    else if (char > '\u007f') good += 1
  }
  return good > bad
}

/** 0x80 to 0x9f of windows-1252; some versions of Node decode them as control characters. */
const windows1252High =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Characters that XML forbids (section 2.2) make parsers stop or reach the screen; they carry nothing. */
function finish(text: string, label: string): string {
  const repaired =
    label === 'windows-1252'
      ? text.replace(/[\u0080-\u009f]/g, (char) => windows1252High[char.charCodeAt(0) - 0x80] ?? char)
      : text
  // oxlint-disable-next-line no-control-regex -- removing control characters is the point
  return repaired.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/^\ufeff/, '')
}
