/**
 * Makes details fit for a log: no secrets, by key and by value, and no words of people. Pure but for the values
 * that it is told to hide.
 */
export interface Redactor {
  /** Never shows this value again, wherever it turns up. Short values are ignored: they would hide ordinary words. */
  hide(secret: string): void
  clean(details: unknown): unknown
}

const secretKeys =
  /pass(word|phrase)?$|secret|token|authori[sz]ation|cookie|credential|api[-_]?key|^key$|session|^pending$|^code_verifier$|^headers$/i
const peopleKeys =
  /^(text|body|content|html|title|note|draft|query|words|said|raw|bio|name|displayName|subject)$/i

const secretValues: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic|DPoP)\s+[\w.~+/=-]+/gi, '$1 [hidden]'],
  [/([?&#](?:[\w-]*token|code|key|secret|signature|sig|password|auth)=)[^&#\s"']+/gi, '$1[hidden]'],
  [/\/\/[^/\s:@]+:[^/\s@]+@/g, '//[hidden]@'],
  // Secret keys of Nostr say what they are.
  [/\bnsec1[02-9ac-hj-np-z]{8,}/gi, '[hidden]'],
  // Signed tokens have a shape of their own.
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '[hidden]'],
]
const shortestSecret = 6
const longestText = 4000

export function createRedactor(): Redactor {
  const hidden = new Set<string>()
  const cleanText = (text: string): string => {
    let clean = text
    // The longest first: one secret may be a part of another.
    for (const secret of [...hidden].sort((a, b) => b.length - a.length))
      clean = clean.replaceAll(secret, '[hidden]')
    for (const [pattern, instead] of secretValues) clean = clean.replace(pattern, instead)
    return clean.length > longestText ? `${clean.slice(0, longestText)} …` : clean
  }
  const clean = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return cleanText(value)
    if (typeof value === 'bigint') return String(value)
    if (typeof value === 'function' || typeof value === 'symbol') return undefined
    if (typeof value !== 'object' || value === null) return value
    if (depth > 6) return '[deeper]'
    if (value instanceof Error) return clean(errorParts(value), depth + 1)
    if (ArrayBuffer.isView(value)) return `[${String(value.byteLength)} bytes]`
    if (Array.isArray(value)) return value.slice(0, 100).map((part) => clean(part, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        if (secretKeys.test(key)) return [key, '[hidden]']
        if (peopleKeys.test(key) && !(depth > 0 && key === 'name')) return [key, '[not logged]']
        return [key, clean(part, depth + 1)]
      }),
    )
  }
  return {
    hide(secret) {
      if (secret.length >= shortestSecret) hidden.add(secret)
    },
    clean: (details) => clean(details, 0),
  }
}

function errorParts(error: Error): Record<string, unknown> {
  const { code, status } = error as { code?: unknown; status?: unknown } // Node's errors and Failure carry them
  return {
    error: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  }
}

/** Every text inside a JSON value: what a stored credential could show of itself. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
