import { Failure } from '#shared/failure'
import { hostOfHandle, safeAddress } from '../server-address.ts'

/** Servers, communities and people as they are typed, and how posts and comments are named. Pure. */

/** Pages of a server that people copy the address of; what stands before them is the server. */
const pages =
  /\/(?:c|u|m|post|comment|login|signup|communities|search|inbox|settings|create_post|home)(?:\/.*)?$/

/**
 * The server that typed text means, without a slash at its end: `town.example`, `https://town.example/c/bread`,
 * `@crumb@town.example`. A folder stays. Throws bad-input with what to change.
 */
export function serverOf(typed: string): string {
  const url = safeAddress(hostOfHandle(typed), 'a server. It looks like town.example', 'along')
  return `${url.origin}${url.pathname.replace(pages, '').replace(/\/+$/, '')}`
}

/** A community or a person: the name that a server is asked with, and the server that keeps it where that is told. */
export interface Named {
  /** `bread`, or `bread@town.example`. */
  name: string
  server: string | undefined
}

/** `!bread@town.example`, `bread`, or the address of its page. Throws bad-input with what to change. */
export function communityOf(typed: string): Named {
  const named = namedIn(typed, '!', /\/[cm]\/([^/?#]+)/)
  if (named !== undefined) return named
  throw new Failure('bad-input', 'A community looks like !bread@town.example, or is the address of its page.')
}

/** `@ana@town.example`, or the address of her page. Throws bad-input with what to change. */
export function personOf(typed: string): Named {
  const named = namedIn(typed, '@', /\/u\/([^/?#]+)/)
  if (named !== undefined) return named
  throw new Failure('bad-input', 'A user looks like @ana@town.example, or is the address of the page.')
}

function namedIn(typed: string, sign: string, page: RegExp): Named | undefined {
  const text = typed.trim()
  if (/^https?:\/\//i.test(text)) {
    const name = page.exec(text)?.[1]
    if (name === undefined || !isName(name)) return undefined
    const server = serverOf(text)
    // A page of another server's community says on its own whose it is.
    return { name: name.includes('@') ? name : `${name}@${new URL(server).host}`, server }
  }
  const bare = text.startsWith(sign) ? text.slice(1) : text
  if (!isName(bare)) return undefined
  const [, host] = bare.split('@')
  return { name: bare, server: host === undefined ? undefined : serverOf(host) }
}

/** Names of Lemmy are short and plain, those of Mastodon and PieFed may hold dots and dashes. */
function isName(text: string): boolean {
  return /^[\w.-]{1,255}(?:@[\w-]+(?:\.[\w-]+)*(?::\d+)?)?$/.test(text)
}

/** The name of this account's refs: numbers are each server's own. */
export function refSpaceOf(server: string): string {
  return `lemmy:${server.replace(/^https?:\/\//, '')}`
}

/** What a server calls a post or comment; both count from one. */
export interface Ref {
  kind: 'post' | 'comment'
  id: number
}

export function refOf({ kind, id }: Ref): string {
  return `${kind}-${id}`
}

export function readRef(ref: string): Ref | undefined {
  const [, kind, id] = /^(post|comment)-(\d+)$/.exec(ref) ?? []
  return id === undefined ? undefined : { kind: kind === 'post' ? 'post' : 'comment', id: Number(id) }
}

/** Where a post or comment lives, by its address on a Lemmy server; undefined for other software's. */
export function homeOf(address: string): { server: string; ref: Ref } | undefined {
  const [, server, kind, id] = /^(https?:\/\/.+)\/(post|comment)\/(\d+)$/.exec(address) ?? []
  if (server === undefined || id === undefined) return undefined
  return { server: serverOf(server), ref: { kind: kind === 'post' ? 'post' : 'comment', id: Number(id) } }
}
