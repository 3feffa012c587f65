import { parseQuery } from '#shared/domain/query/parse'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { StreamRef } from '../types.ts'
import type { Client } from './client.ts'
import { translate } from './dialect.ts'
import { readAddress } from './place.ts'
import type { Hit } from './walk.ts'
import { readSearch } from './wire.ts'

/**
 * The search of a forum. Of each topic it gives the newest post that fits, so that a hit stands for all that its topic
 * has since the last look; whoever reads the hits reads those too. Pages hold fifty, and there are ten.
 */

const mostPages = 10
const dayMs = 86_400_000
/** Its limits are its own: a forum lets people search far less often than read. */
const bucket = 'search'

/** What is asked one after the other: each alternative of a query, or what a category or tag holds. */
export function looksOf(stream: StreamRef): string[] {
  if (stream.kind === 'list') return [filterOf(stream.config)]
  if (stream.kind === 'feed') return ['']
  const { ast } = parseQuery(stream.config['query'] ?? '')
  const asked = ast === undefined ? [] : translate(ast).asked
  if (asked.length > 0) return asked
  throw new Failure(
    'bad-input',
    'This stream has no word that a forum can be searched for. Change its query.',
  )
}

function filterOf({ where = '' }: StreamConfig): string {
  const { spot } = readAddress(where)
  if (spot.type === 'category') return `category:${spot.id ?? spot.slug}`
  if (spot.type === 'tag') return `tags:${spot.tag}`
  throw new Failure('bad-input', 'This stream needs the address of a category or tag. Change it.')
}

/** A page of hits, newest first. Dates hold a day at each end more than was asked for. */
export async function searchPage(
  client: Client,
  look: string,
  page: number,
  between: { fromMs?: number | undefined; toMs?: number | undefined },
): Promise<{ hits: Hit[]; more: boolean }> {
  const { fromMs, toMs } = between
  const q = [
    look,
    ...(fromMs === undefined ? [] : [`after:${dayOf(fromMs - dayMs)}`]),
    ...(toMs === undefined ? [] : [`before:${dayOf(toMs + 2 * dayMs)}`]),
    'order:latest',
  ]
  const data = await client.json('/search.json', {
    query: { q: q.filter((part) => part !== '').join(' '), page: String(page) },
    bucket,
  })
  const { hits, more } = readSearch(data, client.host)
  return {
    hits: hits.map(({ id, created_at: ms, topic_id: topic, post_number: number }) => ({
      id,
      ms,
      topic,
      number,
    })),
    more: more && page < mostPages,
  }
}

/** True where a search had more than it gives. */
export function isCut(answer: { hits: readonly Hit[] }, page: number): boolean {
  return page >= mostPages && answer.hits.length > 0
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
