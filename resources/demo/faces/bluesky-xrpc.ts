import { json, type Answer, type TownRequest } from '../message.ts'
import type { FaceSetting } from './face.ts'
import type { World } from '../world.ts'
import type { BlueskyNames } from './bluesky-names.ts'
import type { BlueskyRecords } from './bluesky-records.ts'

/** XRPC as PDS and AppView speak it (atproto.com/specs/xrpc): calls by name, errors by name, limits in seconds of the epoch. */

export interface Town {
  setting: FaceSetting
  world: World
  names: BlueskyNames
  records: BlueskyRecords
}

/** One call by its name. `open` lets strangers in. */
export interface XrpcCall {
  method: 'GET' | 'POST'
  nsid: string
  open?: boolean
  handle(request: TownRequest): Answer
}

export function refuse(status: number, error: string, message: string): Answer {
  return json({ error, message }, status)
}

/** A parameter that must be there; what the server says where it is not. */
export function missing(name: string): Answer {
  return refuse(400, 'InvalidRequest', `Error: Params must have the property "${name}"`)
}

const names: Readonly<Record<number, readonly [string, string]>> = {
  401: ['AuthMissing', 'Authentication Required'],
  403: ['AuthorizationError', 'Not allowed'],
  404: ['XRPCNotSupported', 'XRPCNotSupported'],
  410: ['Gone', 'Gone'],
  422: ['InvalidRequest', 'Input was refused'],
  429: ['RateLimitExceeded', 'Rate Limit Exceeded'],
  500: ['InternalServerError', 'Internal Server Error'],
  502: ['UpstreamFailure', 'Upstream service unreachable'],
  503: ['NotEnoughResources', 'Not Enough Resources'],
}

/** How a refusal of the town looks here; `resetAtMs` for 429. */
export function refusal(status: number, resetAtMs: number): Answer {
  const [error, message] = names[status] ?? ['InternalServerError', 'Internal Server Error']
  const answer = refuse(status, error, message)
  return status === 429
    ? { ...answer, headers: { ...answer.headers, ...limitHeaders(3000, 0, resetAtMs) } }
    : answer
}

const windowMs = 300_000

export function limitHeaders(limit: number, left: number, resetAtMs: number): Record<string, string> {
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(Math.max(0, left)),
    'ratelimit-reset': String(Math.ceil(resetAtMs / 1000)),
    'ratelimit-policy': `${String(limit)};w=${String(windowMs / 1000)}`,
  }
}

/** Counts calls in windows of five minutes, each from the first call in it. */
export function budget(
  setting: FaceSetting,
  limit: number,
): () => { headers: Record<string, string>; isOver: boolean } {
  let count = 0
  let endsMs = 0
  return () => {
    const now = setting.world.clock.now()
    if (now >= endsMs) {
      count = 0
      endsMs = now + windowMs
    }
    count += 1
    return {
      headers: limitHeaders(limit, limit - count, endsMs),
      isOver: setting.rateLimit && count > limit,
    }
  }
}

/** Cuts a page out of rows, newest first. `at` gives the time by which they are sorted; the cursor is such a time. */
export function page<Row>(
  rows: readonly Row[],
  request: TownRequest,
  usual: number,
  at: (row: Row) => number,
): { rows: Row[]; cursor: string | undefined } | undefined {
  const { limit, cursor } = asked(request, usual)
  const before = cursor === undefined ? Number.POSITIVE_INFINITY : Date.parse(cursor)
  if (limit === undefined || Number.isNaN(before)) return undefined
  const found = rows.filter((row) => at(row) < before).slice(0, limit)
  const last = found.at(-1)
  return { rows: found, cursor: last === undefined ? undefined : new Date(at(last)).toISOString() }
}

export function asked(
  request: TownRequest,
  usual: number,
): { limit: number | undefined; cursor: string | undefined } {
  const text = request.params.get('limit')
  const limit = text === undefined ? usual : Number(text)
  const isGood = Number.isInteger(limit) && limit >= 1 && limit <= 100
  return { limit: isGood ? limit : undefined, cursor: request.params.get('cursor') }
}

export const badPage = refuse(
  400,
  'InvalidRequest',
  'Error: limit must be between 1 and 100, cursor must be one of ours',
)
