import type { Params } from '../message.ts'

/** Paging as Mastodon does it (its app/models/concerns/paginable.rb and app/controllers/concerns/api/pagination.rb). */

export interface Cursors {
  minId: string | undefined
  sinceId: string | undefined
  maxId: string | undefined
  limit: number
}

/** Reads the cursors; `limit` is `usual` unless asked for, and never more than twice that. */
export function cursorsOf(params: Params, usual: number): Cursors {
  const asked = params.get('limit')
  const limit = asked === undefined || asked === '' ? usual : Math.abs(Number.parseInt(asked, 10) || 0)
  const id = (name: string): string | undefined => (params.get(name) === '' ? undefined : params.get(name))
  return {
    minId: id('min_id'),
    sinceId: id('since_id'),
    maxId: id('max_id'),
    limit: Math.min(limit, usual * 2),
  }
}

/**
 * Cuts a page out of `rows` (oldest first) and gives it newest first. `min_id` takes the oldest rows after it, so that
 * walking forward leaves no hole; `since_id` takes the newest rows, however many lie between.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  cursors: Cursors,
  order: (row: Row, id: string) => number,
): Row[] {
  const { minId, sinceId, maxId, limit } = cursors
  const after = minId ?? sinceId
  const inside = rows.filter(
    (row) => (after === undefined || order(row, after) > 0) && (maxId === undefined || order(row, maxId) < 0),
  )
  const taken =
    minId === undefined ? inside.slice(Math.max(0, inside.length - limit)) : inside.slice(0, limit)
  return taken.reverse()
}

/** The Link header of a page, newest first; an empty page has none. `keep` are the parameters that survive. */
export function linkHeader(
  url: URL,
  ids: readonly string[],
  keep: readonly [string, string][],
): Record<string, string> {
  const newest = ids[0]
  const oldest = ids.at(-1)
  if (newest === undefined || oldest === undefined) return {}
  const to = (name: string, id: string): string => {
    const query = new URLSearchParams([
      ...keep.map(([key, value]): [string, string] => [key, value]),
      [name, id],
    ])
    return `${url.origin}${url.pathname}?${query.toString()}`
  }
  return { link: `<${to('max_id', oldest)}>; rel="next", <${to('min_id', newest)}>; rel="prev"` }
}
