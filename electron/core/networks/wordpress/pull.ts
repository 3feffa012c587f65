import { parseQuery } from '#shared/domain/query/parse'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { translate } from './dialect.ts'
import { findSite } from './find-site.ts'
import { itemsOf, refSpaceOf } from './parse.ts'
import { refuseSignedOut } from './sign-in.ts'
import { readSite } from './site.ts'
import { afterPage, firstHeldPages, firstPages, perPage, placeOf, stepOf, type Look } from './walk.ts'
import { readComments } from './wire.ts'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const { client, configPatch } = await clientFor(ctx, account, stream)
  const at = placeOf(cursor)
  const looks = looksOf(stream, client, at.newest === undefined)
  const { look, page } = stepOf(at)
  const nowMs = ctx.clock.now()
  const asked = { ...looks[look]?.query, order: 'desc', page: String(page) }
  const { comments, pages } = await commentsOf(client, asked)
  const after = afterPage(at, { times: comments.map((one) => one.date_gmt), pages }, looks, nowMs)
  if (!after.more && !client.canModerate) await refuseSignedOut(client)
  return {
    items: itemsOf(comments, client.viewer),
    refSpace: refSpaceOf(client.viewer.site),
    ...after,
    configPatch,
  }
}

type Query = Look['query']

/** The fields that are read: mail addresses and machines of those who comment are not asked for. */
const fields = [
  'id,post,parent,author,author_name,author_url,author_avatar_urls,date_gmt,content,link,status,type',
  '_links,_embedded',
].join(',')

/** One page of comments, with the title of what each is about. */
export async function commentsOf(client: Client, query: Query) {
  const { data, pages } = await client.json('/wp/v2/comments', {
    query: {
      orderby: 'date_gmt',
      per_page: String(perPage),
      ...(client.canModerate ? { context: 'edit', status: 'all' } : {}),
      ...embedding(client),
      ...query,
    },
  })
  return { comments: readComments(data, client.host), pages }
}

/** Who is answered tells those who keep no blog whether they are. */
export function embedding(client: Client): Query {
  return { _embed: client.canModerate ? 'up' : 'up,in-reply-to', _fields: fields }
}

/** What is asked in turn: all comments, at first also everything that waits to be let through; or one search each. */
function looksOf(stream: StreamRef, client: Client, isFirst: boolean): Look[] {
  if (stream.kind === 'keyword') return searchesOf(stream.config).map((query) => ({ query, firstPages }))
  if (stream.kind !== 'comments') throw new Failure('not-supported', 'WordPress has no such stream.')
  const all = { query: {}, firstPages }
  return client.canModerate && isFirst
    ? [all, { query: { status: 'hold' }, firstPages: firstHeldPages }]
    : [all]
}

export function searchesOf(config: StreamConfig): Query[] {
  const { ast } = parseQuery(config['query'] ?? '')
  const asked = ast === undefined ? [] : translate(ast).asked
  if (asked.length === 0)
    throw new Failure(
      'bad-input',
      'This stream has no word that a blog can be searched for. Change its query.',
    )
  return asked.map((search) => ({ search }))
}

/** The blog of a stream, as its account or as a stranger; one that was found now is kept with the stream. */
export async function clientFor(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
): Promise<{ client: Client; configPatch: StreamConfig | undefined }> {
  if (account !== null) return { client: clientOf(ctx, account), configPatch: undefined }
  const { site, root } = stream.config
  if (site === undefined)
    throw new Failure('bad-input', 'This stream needs the address of a blog, or an account.')
  // Words are listened for on anybody's blog; who listens to all comments of one keeps it.
  const options = { ours: stream.kind === 'comments', publicOnly: false }
  if (root !== undefined)
    return { client: strangerClient(ctx, { site, root }, options), configPatch: undefined }
  const found = await findSite(ctx, readSite(site))
  return {
    client: strangerClient(ctx, found, options),
    configPatch: { site: found.site, root: found.root },
  }
}
