import type { Town } from './town.ts'

/** A fixed moment for tests: a Saturday, market day, at ten. */
export const saturdayMs = Date.UTC(2026, 10, 21, 10, 0, 0)

export interface Reply {
  status: number
  headers: Headers
  /** Parsed JSON, or undefined where the body is none. */
  data: unknown
  text: string
}

/** Asks the town over real HTTP, signed in as the bakery unless `token` says otherwise (null: as a stranger). */
export async function ask(
  town: Town,
  path: string,
  options: {
    method?: string
    token?: string | null
    form?: Record<string, string>
    json?: unknown
    headers?: Record<string, string>
  } = {},
): Promise<Reply> {
  const token = options.token === undefined ? town.account.token : options.token
  const body =
    options.form === undefined
      ? options.json === undefined
        ? undefined
        : JSON.stringify(options.json)
      : new URLSearchParams(options.form).toString()
  const type = options.form === undefined ? 'application/json' : 'application/x-www-form-urlencoded'
  const response = await fetch(path.startsWith('http') ? path : `${town.url}${path}`, {
    method: options.method ?? 'GET',
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': type }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, data: parsed(text), text }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Pages and feeds are no JSON.
    return undefined
  }
}

/** A field of an object, however deep; undefined where the way ends. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined
    // Checked to be an object; an absent key gives undefined.
    here = (here as Record<string | number, unknown>)[step]
  }
  return here
}

/** The elements of a list as strings taken from one field. */
export function each(list: unknown, ...path: (string | number)[]): string[] {
  return Array.isArray(list) ? list.map((one: unknown) => String(at(one, ...path))) : []
}

/** An address of a Link header by its relation. */
export function linkTo(reply: Reply, rel: string): string | undefined {
  return new RegExp(`<([^>]+)>; rel="${rel}"`).exec(reply.headers.get('link') ?? '')?.[1]
}
