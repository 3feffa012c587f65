import { parseQuery } from '#shared/domain/query/parse'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Json, NetworkContext, Page, StreamRef } from '../types.ts'
import { search, type Search } from './client.ts'
import { translate } from './dialect.ts'
import { itemsOfHits, refSpace } from './parse.ts'
import { placeOf } from './place.ts'
import { pullReplies } from './replies.ts'
import { afterHits, stepOf, walkedOf } from './walk.ts'

/** Fetches the next page of a stream. */
export async function pull(ctx: NetworkContext, stream: StreamRef, cursor: Json): Promise<Page> {
  if (stream.kind === 'replies') return pullReplies(ctx, stream.config, cursor)
  const place = placeOf(stream.config['host'])
  const looks = looksOf(stream)
  const at = walkedOf(cursor)
  const { look, fromS, toS } = stepOf(at)
  const asked = looks[look]
  // The query was changed while a walk was under way: it begins anew.
  if (asked === undefined) return pull(ctx, stream, null)
  const nowMs = ctx.clock.now()
  const hits = await search(ctx, place, { ...asked, fromS, toS })
  const times = hits.map((hit) => hit.created_at_i)
  return { items: itemsOfHits(hits, { place }), refSpace, ...afterHits(at, times, looks.length, nowMs) }
}

/** What is asked in turn: one search for each alternative of a query, or what a user writes. */
export function looksOf({ kind, config }: Pick<StreamRef, 'kind' | 'config'>): Search[] {
  if (kind === 'author') return [{ tags: `author_${userOf(config)},(story,comment,poll)` }]
  if (kind !== 'keyword') throw new Failure('not-supported', 'Hacker News has no such stream.')
  const { ast } = parseQuery(config['query'] ?? '')
  const asked = ast === undefined ? [] : translate(ast).asked
  if (asked.length === 0) {
    throw new Failure(
      'bad-input',
      'This stream has no word that Hacker News can be searched for. Change its query.',
    )
  }
  return asked.map((words) => ({ words, tags: '(story,comment,poll)' }))
}

export function userOf(config: StreamConfig): string {
  const user = config['user']
  if (user === undefined) throw new Failure('bad-input', 'This stream names no user.')
  return user
}
