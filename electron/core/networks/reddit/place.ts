import { Failure } from '#shared/failure'
import { givenAddress } from '../server-address.ts'

/** Where Reddit is asked and read, and how its things are named. Pure. */

/**
 * Pages, feeds and sign-in lie at one host, the API for signed-in clients at another. A host that is given in their
 * place (the demo town, tests) has both under one folder.
 */
export interface Place {
  /** `https://www.reddit.com`, without a slash at the end. */
  www: string
  /** `https://oauth.reddit.com` */
  api: string
}

export const home: Place = { www: 'https://www.reddit.com', api: 'https://oauth.reddit.com' }

const folder = '/reddit'

/** The place that an account's host or a stream's configuration names. Throws bad-input for what is not https or this machine. */
export function placeOf(host: string | undefined): Place {
  if (host === undefined || host === '' || host === home.www) return home
  const url = givenAddress(host)
  if (url === undefined)
    throw new Failure('bad-input', 'The host of Reddit is asked over https, or on this machine.')
  return { www: `${url.origin}${folder}`, api: `${url.origin}${folder}/oauth` }
}

/** For words. */
export function hostOf({ www }: Place): string {
  return new URL(www).host
}

/** Comments are `t1_…`, posts `t3_…`: names that hold everywhere, in the API and in feeds. */
export function isComment(name: string): boolean {
  return name.startsWith('t1_')
}

export function isNamed(name: string): boolean {
  return /^t[13]_[a-z0-9]{1,13}$/.test(name)
}

/** The post that a page belongs to, by its address: `/r/Breadit/comments/1abc/crust/9xyz/`. */
export function postOfAddress(address: string | undefined): string | undefined {
  const id = /\/comments\/([a-z0-9]{1,13})(?:[/?#]|$)/.exec(address ?? '')?.[1]
  return id === undefined ? undefined : `t3_${id}`
}

/** `Breadit`, `r/Breadit`, or the address of its page; several are joined by `+`. Throws bad-input with what to change. */
export function subredditOf(typed: string): string {
  const text = typed.trim()
  const path = /^https?:\/\/[^/\s]+(\/\S*)$/i.exec(text)?.[1]
  const name =
    path === undefined ? text.replace(/^\/?r\//i, '').replace(/\/$/, '') : /\/r\/([^/?#]+)/i.exec(path)?.[1]
  if (name !== undefined && /^\w{2,21}(?:\+\w{2,21})*$/.test(name)) return name
  throw new Failure('bad-input', 'A subreddit looks like r/Breadit, or is the address of its page.')
}

/** `ana`, `u/ana`, or the address of her page. Throws bad-input with what to change. */
export function userOf(typed: string): string {
  const text = typed.trim()
  const path = /^https?:\/\/[^/\s]+(\/\S*)$/i.exec(text)?.[1]
  const name =
    path === undefined
      ? text.replace(/^\/?(?:u|user)\/|^@/i, '').replace(/\/$/, '')
      : /\/(?:u|user)\/([^/?#]+)/i.exec(path)?.[1]
  if (name !== undefined && /^[\w-]{3,20}$/.test(name)) return name
  throw new Failure('bad-input', 'A user looks like u/ana, or is the address of the page.')
}
