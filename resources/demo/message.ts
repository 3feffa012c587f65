import type { Rule } from './misbehave.ts'

/** Requests and answers as faces see them, so that no face touches a socket. */

export interface TownRequest {
  method: string
  /** Absolute, on the town's own host. */
  url: URL
  /** Lower-case names. */
  headers: Record<string, string | undefined>
  params: Params
  /** How a connection is to go wrong, for faces whose answers come over it: no one else can bend those. */
  rule?: Rule | undefined
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array
  /** Set where the answer goes on for as long as its connection: told how to write; answers what to do at the end. */
  goesOn?: ((line: OpenLine) => () => void) | undefined
}

/** An answer under way. */
export interface OpenLine {
  write(text: string): void
  /** Ends it without a goodbye, as a broken line does. */
  drop(): void
}

/** Parameters of query and body together, in the way of Rails: `types[]=a&types[]=b` is a list named types. */
export class Params {
  private readonly values: ReadonlyMap<string, readonly string[]>

  constructor(pairs: Iterable<readonly [string, string]>) {
    const values = new Map<string, string[]>()
    for (const [name, value] of pairs) {
      const plain = name.replace(/\[\d*\]$/, '[]')
      values.set(plain, [...(values.get(plain) ?? []), value])
    }
    this.values = values
  }

  /** The last value, as with Rails; an absent and an empty one are told apart. */
  get(name: string): string | undefined {
    return this.values.get(name)?.at(-1)
  }

  list(name: string): string[] {
    return [...(this.values.get(`${name}[]`) ?? this.values.get(name) ?? [])]
  }

  flag(name: string): boolean {
    return ['true', '1', 'on', 't'].includes((this.get(name) ?? '').toLowerCase())
  }
}

/** Reads a body (JSON, form or multipart) into pairs. Throws SyntaxError where it is not what it says. */
export async function bodyPairs(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<[string, string][]> {
  if (body.length === 0) return []
  if (contentType.includes('json')) return jsonPairs(JSON.parse(new TextDecoder().decode(body)))
  if (contentType.includes('multipart/form-data')) {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
    return [...form].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    )
  }
  return [...new URLSearchParams(new TextDecoder().decode(body))]
}

function jsonPairs(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
    if (Array.isArray(each))
      return each.map((one: unknown): [string, string] => [
        `${name}[]`,
        typeof one === 'string' ? one : JSON.stringify(one),
      ])
    if (each === null || each === undefined) return []
    return [[name, typeof each === 'string' ? each : JSON.stringify(each)] as [string, string]]
  })
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

export function html(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body }
}

export function redirect(to: string, status = 302): Answer {
  return { status, headers: { location: to, 'content-type': 'text/html; charset=utf-8' }, body: '' }
}

/** A whole page around some markup. */
export function page(title: string, inner: string, head = ''): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}<style>body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#222}button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem;border-radius:.5rem;border:1px solid #888;background:#fff;cursor:pointer}button.main{background:#1f6f54;border-color:#1f6f54;color:#fff}img.avatar{width:3rem;height:3rem;border-radius:.5rem}.quiet{color:#666}</style>
</head>
<body>
${inner}
</body>
</html>
`
}
