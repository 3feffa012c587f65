import { readQuery } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { repliesAmong } from './addressed.ts'
import { clientOf, factsOf, type Client } from './client.ts'
import { translate } from './dialect.ts'
import { endOfList, feedOf, pageOf, type Listed, type Look } from './lists.ts'
import { itemsOf, refSpace, type Viewer } from './parse.ts'
import { placeOf } from './place.ts'
import { afterPage, asCursor, startOf, stepOf, walkedOf } from './walk.ts'

const lookBack = 'More had come than one look back takes in.'
const shortFeed = 'Without an account Reddit gives the newest hundred and nothing older.'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const looks = looksOf(stream, account)
  const at = startOf(walkedOf(cursor), looks.length)
  const { look, after, count } = stepOf(at)
  const asked = looks[look]
  if (asked === undefined) throw new Failure('bug', 'A stream of Reddit has nothing to ask for.')
  const nowMs = ctx.clock.now()
  const source = sourceOf(ctx, account, stream)
  const listed = await source.page(asked, after, count)
  const { place, ...heard } = afterPage(at, listed, looks.length, nowMs)
  const replies =
    source.client === undefined || asked.what === 'inbox'
      ? undefined
      : await repliesAmong(source.client, listed.told, at.newest ?? 0)
  const why = source.client === undefined ? shortFeed : at.newest === undefined ? lookBack : endOfList
  return {
    ...itemsOf(listed.told, source.viewer, replies),
    refSpace,
    cursor: asCursor(place),
    ...heard,
    ...(heard.coveredFromMs === undefined ? {} : { holeReason: why }),
  }
}

/** Where a stream is heard: the API as its account, or the feeds as nobody. */
export interface Source {
  client: Client | undefined
  viewer: Viewer
  page(look: Look, after: string | undefined, count: number): Promise<Listed>
}

export function sourceOf(ctx: NetworkContext, account: NetworkAccount | null, stream: StreamRef): Source {
  if (account !== null) {
    const client = clientOf(ctx, account)
    return { client, viewer: client.viewer, page: (look, after, count) => pageOf(client, look, after, count) }
  }
  const place = placeOf(stream.config['host'])
  return {
    client: undefined,
    viewer: { place },
    page(look) {
      if (look.what === 'inbox') throw needsAccount()
      return feedOf(ctx, place, look)
    },
  }
}

function needsAccount(): Failure {
  return new Failure('signed-out', 'This stream needs an account. Sign in first.')
}

/** What is asked in turn. What we say ourselves comes with the replies: it may have been said on a telephone. */
export function looksOf({ kind, config }: StreamRef, account: NetworkAccount | null): Look[] {
  switch (kind) {
    case 'replies': {
      const me = account === null ? undefined : factsOf(account)
      const inbox: Look = { what: 'inbox', of: 'replies' }
      return me === undefined ? [inbox] : [inbox, { what: 'user', name: me.name }]
    }
    case 'mentions':
      return [{ what: 'inbox', of: 'mentions' }]
    case 'list': {
      const name = config['subreddit'] ?? ''
      return [
        { what: 'subreddit', name, of: 'posts' },
        { what: 'subreddit', name, of: 'comments' },
      ]
    }
    case 'author':
      return [{ what: 'user', name: config['user'] ?? '' }]
    case 'keyword':
      return searchesOf(config['query'] ?? '', config['subreddit'])
    default:
      throw new Failure('not-supported', 'Reddit has no such stream.')
  }
}

function searchesOf(query: string, of: string | undefined): Look[] {
  const { asked } = translate(readQuery(query))
  if (asked.length === 0)
    throw new Failure(
      'bad-input',
      'This stream has no word that Reddit can be searched for. Change its query.',
    )
  return asked.map((words) => ({ what: 'search', words, of }))
}
