import type { Query } from '#shared/domain/query/ast'
import type { Translated } from '#shared/domain/query/translate'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { pullFeed } from './channel-feed.ts'
import { clientOf } from './client.ts'
import { pullComments } from './comments.ts'
import { translateForComments, translateForVideos } from './dialect.ts'
import { isLostPage } from './refusals.ts'
import { pullVideos } from './search.ts'
import { begunAnew } from './walk.ts'

/** Fetches the next page of a stream. A walk whose place YouTube has forgotten begins anew. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  try {
    return await pageAfter(ctx, account, stream, cursor)
  } catch (error) {
    const anew = isLostPage(error) ? begunAnew(cursor) : undefined
    if (anew === undefined) throw error
    return pageAfter(ctx, account, stream, anew)
  }
}

function pageAfter(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  if (stream.kind === 'author') return pullFeed(ctx, account, stream.config, cursor)
  const client = clientOf(ctx, needed(account))
  switch (stream.kind) {
    case 'comments':
      return pullComments(ctx, client, stream, cursor)
    case 'keyword':
      return isInVideos(stream.config)
        ? pullVideos(ctx, client, stream.config, cursor)
        : pullComments(ctx, client, stream, cursor)
    default:
      throw new Failure('not-supported', 'YouTube has no such stream.')
  }
}

export function needed(account: NetworkAccount | null): NetworkAccount {
  if (account !== null) return account
  throw new Failure('signed-out', 'YouTube shows this to accounts only. Sign in, or paste an API key.')
}

/** Without a channel or video all of YouTube's videos are searched. */
export function isInVideos(config: StreamConfig): boolean {
  return (config['where'] ?? '') === ''
}

/** What of a query is asked of YouTube. Pure. */
export function translate(query: Query, config: StreamConfig): Translated {
  return isInVideos(config) ? translateForVideos(query) : translateForComments(query)
}
