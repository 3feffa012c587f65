import { compareIds } from '../ids.ts'
import { json, type Answer, type Params } from '../message.ts'
import { us, type Post } from '../world.ts'
import type { XCall } from './x-call.ts'
import { includesOf, newestId, personOfId, postJson, postOfId, repliesToUs, userId, userJson, type Wanted } from './x-posts.ts' // prettier-ignore
import { invalid, missingPost, notFound, problem } from './x-problems.ts'
import { readQuery } from './x-query.ts'

/** What can be read of X: who we are, mentions, our own posts, recent search, posts by their ids. */

const weekMs = 7 * 86_400_000
/** A search answers for what is at least this old. */
const searchDelayMs = 10_000
/** Snowflake-like ids of the town: milliseconds, then 16 bits. */
const timeOf = (id: string): number => Number(BigInt(id) >> 16n)

export function wantedBy(params: Params): Wanted {
  const list = (...names: string[]) =>
    names.flatMap((name) => (params.get(name) ?? '').split(',')).filter((one) => one !== '')
  return {
    post: list('tweet.fields', 'post.fields'),
    user: list('user.fields'),
    media: list('media.fields'),
    expansions: list('expansions'),
  }
}

export function me({ setting, meter, world, request }: XCall): Answer {
  meter.charge('user-read', 1, world.clock.now())
  return json({ data: userJson(world.person(us), setting.origin, wantedBy(request.params).user) })
}

export function mentions(call: XCall): Answer {
  const { world } = call
  const isOurs = (post: Post) =>
    post.author !== us && (post.mentions.includes(us) || repliesToUs(world, post))
  return timeline(call, isOurs, 'owned-read')
}

export function ownPosts(call: XCall): Answer {
  return timeline(call, (post) => post.author === us, 'owned-read')
}

function timeline(call: XCall, belongs: (post: Post) => boolean, price: 'owned-read'): Answer {
  const { parts, world, grant } = call
  if (personOfId(world, parts['id'] ?? '') === undefined) return notFound()
  if (parts['id'] !== userId(us))
    return problem(403, 'Forbidden', 'You are not allowed to read this timeline here.')
  return pageOf(call, world.posts.filter(belongs), {
    least: 5,
    most: 100,
    token: 'pagination_token',
    // The account owns the app of the town, and no other.
    price: grant?.clientId === 'town-x-client' ? price : 'post-read',
  })
}

export function searchRecent(call: XCall): Answer {
  const { world, request } = call
  const query = request.params.get('query') ?? ''
  const read = readQuery(query, 512)
  if (typeof read === 'string') return invalid('query', query, read)
  const nowMs = world.clock.now()
  const sinceId = request.params.get('since_id')
  if (sinceId !== undefined && timeOf(sinceId) < nowMs - weekMs)
    return invalid('since_id', sinceId, `'since_id' must be a tweet id created after ${new Date(nowMs - weekMs).toISOString()}. Please use a 'since_id' that is larger than ${sinceId}`) // prettier-ignore
  const start = request.params.get('start_time')
  if (start !== undefined && Date.parse(start) < nowMs - weekMs)
    return invalid(
      'start_time',
      start,
      `'start_time' must be on or after ${new Date(nowMs - weekMs).toISOString()}.`,
    )
  const posts = world.posts.filter(
    (post) => post.createdMs > nowMs - weekMs && post.createdMs <= nowMs - searchDelayMs && read(world, post),
  )
  return pageOf(call, posts, { least: 10, most: 100, token: 'next_token', price: 'post-read' })
}

interface Paging {
  least: number
  most: number
  token: 'pagination_token' | 'next_token'
  price: 'owned-read' | 'post-read'
}

/** A page of posts, newest first. `newest_id` is that of this page. */
function pageOf(call: XCall, posts: readonly Post[], paging: Paging): Answer {
  const { request, world, setting, meter } = call
  const { params } = request
  const size = Number(params.get('max_results') ?? '10')
  if (!Number.isInteger(size) || size < paging.least || size > paging.most)
    return invalid('max_results', String(size), `The \`max_results\` query parameter value [${String(size)}] is not between ${String(paging.least)} and ${String(paging.most)}`) // prettier-ignore
  const token = params.get(paging.token) ?? params.get('pagination_token')
  const before = token === undefined ? params.get('until_id') : idOfToken(token)
  if (token !== undefined && before === undefined) return invalid(paging.token, token, 'Invalid token')
  const since = params.get('since_id')
  const fromMs = Date.parse(params.get('start_time') ?? '')
  const toMs = Date.parse(params.get('end_time') ?? '')
  const found = posts
    .filter((post) => since === undefined || compareIds(post.id, since) > 0)
    .filter((post) => before === undefined || compareIds(post.id, before) < 0)
    .filter((post) => Number.isNaN(fromMs) || post.createdMs >= fromMs)
    .filter((post) => Number.isNaN(toMs) || post.createdMs < toMs)
    .toReversed()
  const page = found.slice(0, size)
  const wanted = wantedBy(params)
  const { includes, users, media } = includesOf(world, page, wanted, setting.origin)
  const nowMs = world.clock.now()
  meter.charge(paging.price, page.length, nowMs)
  meter.charge('user-read', users, nowMs)
  meter.charge('media-read', media, nowMs)
  const [first] = page
  const last = page.at(-1)
  if (first === undefined || last === undefined) return json({ meta: { result_count: 0 } })
  return json({
    data: page.map((post) => postJson(world, post, wanted)),
    ...(Object.keys(includes).length > 0 ? { includes } : {}),
    meta: {
      newest_id: newestId(first),
      oldest_id: last.id,
      result_count: page.length,
      ...(found.length > size ? { next_token: tokenOf(last.id) } : {}),
    },
  })
}

/** Tokens are opaque to everybody else. */
function tokenOf(id: string): string {
  return `b26v${BigInt(id).toString(36)}`
}

function idOfToken(token: string): string | undefined {
  if (!/^b26v[0-9a-z]+$/.test(token)) return undefined
  let id = 0n
  for (const digit of token.slice('b26v'.length)) id = id * 36n + BigInt(Number.parseInt(digit, 36))
  return id.toString()
}

export function lookup(call: XCall): Answer {
  const { request, world, setting, meter } = call
  const ids = (request.params.get('ids') ?? '').split(',').filter((id) => id !== '')
  if (ids.length === 0 || ids.length > 100 || ids.some((id) => !/^\d{1,19}$/.test(id)))
    return invalid('ids', ids.join(','), 'The `ids` query parameter value is not valid')
  const wanted = wantedBy(request.params)
  const found = ids.flatMap((id) => postOfId(world, id) ?? [])
  const missing = ids.filter((id) => postOfId(world, id) === undefined)
  const { includes, users, media } = includesOf(world, found, wanted, setting.origin)
  const nowMs = world.clock.now()
  meter.charge('post-read', found.length, nowMs)
  meter.charge('user-read', users, nowMs)
  meter.charge('media-read', media, nowMs)
  return json({
    ...(found.length > 0 ? { data: found.map((post) => postJson(world, post, wanted)) } : {}),
    ...(Object.keys(includes).length > 0 ? { includes } : {}),
    ...(missing.length > 0 ? { errors: missing.map(missingPost) } : {}),
  })
}
