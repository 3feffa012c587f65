import { Failure } from '#shared/failure'
import { givenAddress } from '../server-address.ts'

/**
 * Where Hacker News is asked and read. The search service answers for it under another name; a stream's hidden `host`
 * (the demo town, tests) is both. An item is named by its page, so that its name alone tells where to ask again. Pure.
 */
export interface Place {
  /** `https://hn.algolia.com`, without a slash at the end. */
  api: string
  /** `https://news.ycombinator.com` */
  web: string
}

export const home: Place = { api: 'https://hn.algolia.com', web: 'https://news.ycombinator.com' }

/** The place that a stream's configuration names. Throws bad-input for what is not https or this machine. */
export function placeOf(host: string | undefined): Place {
  if (host === undefined || host === '') return home
  const url = givenAddress(host)
  if (url === undefined)
    throw new Failure('bad-input', 'The host of Hacker News is asked over https, or on this machine.')
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  return base === home.api ? home : { api: base, web: base }
}

export function itemName({ web }: Place, id: number | string): string {
  return `${web}/item?id=${id}`
}

/** Where to ask for an item, and by which number. Throws not-supported for what is none. */
export function itemOfName(name: string): { place: Place; id: string } {
  const [, web, id] = /^(.*)\/item\?id=(\d+)$/.exec(name) ?? []
  if (web === undefined || id === undefined)
    throw new Failure('not-supported', 'This is nothing that Hacker News can be asked for.')
  return { place: web === home.web ? home : placeOf(web), id }
}
