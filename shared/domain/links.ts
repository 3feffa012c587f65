import { topLevelNameAt } from './top-level-names.ts'

/**
 * Addresses in a text as X finds them (docs.x.com/fundamentals/counting-characters): with a scheme, or a bare domain
 * that ends in a top-level name. `readme.md` is one (Moldova), `index.js` is none, `ana@example.com` is none.
 */
export interface Link {
  /** UTF-16 offsets; `end` is exclusive. */
  start: number
  end: number
  /** The domain alone, as written. */
  domain: string
}

/** What may not stand before an address: it would be part of a word, a handle, a hashtag or a cashtag. */
const beginning =
  /(?<![a-z0-9@＠$#＃])https?:\/\/|(?<![a-z0-9@＠$#＃._/\u00c0-\u024f-])(?=[a-z0-9\u00c0-\u024f])/giu
/** Labels of a domain after a scheme: any script. A bare one is of Latin letters, so that text around it stays text. */
const withScheme = /[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+/uy
const bare = /[a-z0-9\u00c0-\u024f-]+(?:\.[a-z0-9\u00c0-\u024f-]+)+/iuy
const port = /:\d+/y
const pathPart = /[a-z0-9\u0400-\u04ff\u00c0-\u024f!*';:=+,.$/%#[\]\u2013_~@|&-]/iu
const pathEnd = /[a-z0-9\u0400-\u04ff\u00c0-\u024f+=_#/-]/iu
const queryPart = /[a-z0-9!?*'@();:&=+$/%#[\]_.,~|-]/iu
const queryEnd = /[a-z0-9_&=#/-]/iu

/** Every address, first to last. Takes a number of steps in proportion to the length of the text. */
export function findLinks(text: string): Link[] {
  const links: Link[] = []
  let free = 0
  for (const found of text.matchAll(beginning)) {
    if (found.index < free) continue
    const at = found.index + found[0].length
    const domainEnd = endOfDomain(text, at, found[0] === '' ? bare : withScheme)
    if (domainEnd === undefined) continue
    free = endOfQuery(text, endOfPath(text, endOfPort(text, domainEnd)))
    links.push({ start: found.index, end: free, domain: text.slice(at, domainEnd) })
  }
  return links
}

/** Where the longest domain from `at` on ends; undefined where none begins there. */
function endOfDomain(text: string, at: number, labels: RegExp): number | undefined {
  labels.lastIndex = at
  const run = labels.exec(text)?.[0]
  if (run === undefined) return undefined
  for (let dot = run.lastIndexOf('.'); dot > 0; dot = run.lastIndexOf('.', dot - 1)) {
    const name = topLevelNameAt(text, at + dot + 1)
    const end = at + dot + 1 + name
    // The label before it may not end in a sign; what follows may not go on with the name.
    const isWhole = !/[a-z0-9@+-]/i.test(text[end] ?? '') && !/[-_]/.test(run[dot - 1] ?? '-')
    if (name > 0 && isWhole && !/^[-_]/.test(run)) return end
  }
  return undefined
}

function endOfPort(text: string, at: number): number {
  port.lastIndex = at
  return at + (port.exec(text)?.[0].length ?? 0)
}

/** A path ends where only punctuation follows; brackets belong to it in pairs. */
function endOfPath(text: string, at: number): number {
  if (text[at] !== '/') return at
  let end = at + 1
  for (let here = at + 1; here < text.length;) {
    const closed = text[here] === '(' ? endOfBrackets(text, here) : undefined
    if (closed !== undefined) {
      here = closed
      end = here
      continue
    }
    const sign = text[here] ?? ''
    if (!pathPart.test(sign)) break
    here += 1
    if (pathEnd.test(sign)) end = here
  }
  return end
}

/** The end of `(…)`, one pair inside allowed; undefined where it is never closed. */
function endOfBrackets(text: string, at: number): number | undefined {
  let depth = 0
  for (let here = at; here < text.length; here += 1) {
    const sign = text[here] ?? ''
    if (sign === '(') depth += 1
    else if (sign === ')') depth -= 1
    else if (!pathPart.test(sign)) return undefined
    if (depth === 0) return here + 1
    if (depth > 2) return undefined
  }
  return undefined
}

function endOfQuery(text: string, at: number): number {
  if (text[at] !== '?') return at
  let end = at
  for (let here = at + 1; here < text.length && queryPart.test(text[here] ?? ''); here += 1)
    if (queryEnd.test(text[here] ?? '')) end = here + 1
  return end
}
