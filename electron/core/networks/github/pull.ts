import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { notifications, placeOf } from './notifications.ts'
import { ownWords } from './own-words.ts'
import { refSpaceOf } from './parse.ts'
import { search } from './search.ts'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  if (account === null) throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
  const client = clientOf(ctx, account)
  return {
    ...(await pageOf(client, stream, cursor, ctx.clock.now())),
    refSpace: refSpaceOf(client.viewer.origin),
  }
}

async function pageOf(
  client: Client,
  stream: StreamRef,
  cursor: Json,
  nowMs: number,
): Promise<Omit<Page, 'refSpace'>> {
  switch (stream.kind) {
    case 'mentions':
      return withOwnWords(client, cursor, true, nowMs)
    case 'list':
      return withOwnWords(client, cursor, false, nowMs)
    case 'keyword':
      return search(client, stream.config['query'] ?? '', cursor, nowMs)
    default:
      throw new Failure('not-supported', 'GitHub has no such stream.')
  }
}

const twoPlaces = z.object({ heard: z.json(), said: z.json() })

/** What others said first, and once that is heard to its end, what we said ourselves. */
async function withOwnWords(
  client: Client,
  cursor: Json,
  participating: boolean,
  nowMs: number,
): Promise<Omit<Page, 'refSpace'>> {
  const { heard, said } = twoPlaces.safeParse(cursor).data ?? { heard: null, said: null }
  const { place, items, ...step } = await notifications(client, placeOf(heard), participating, nowMs)
  // It came out of a schema of JSON.
  const stored = JSON.parse(JSON.stringify(place)) as Json
  if (step.more) return { items, ...step, cursor: { heard: stored, said } }
  const subjects = new Set(Object.values(place.threads).flatMap(({ subject }) => subject ?? []))
  const own = await ownWords(client, said, subjects, nowMs)
  // A thread that somebody answered brings our own words too.
  const heardOf = new Set(items.map(({ remoteId }) => remoteId))
  const ours = own.items.filter(({ remoteId }) => !heardOf.has(remoteId))
  return { items: [...items, ...ours], ...step, cursor: { heard: stored, said: own.cursor } }
}
