import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page } from '../types.ts'
import { clientOf } from './client.ts'
import { itemOf, refSpaceOf } from './parse.ts'
import { resolveRef } from './threads.ts'
import { readStatus } from './wire.ts'

const verbs: Partial<Record<ItemAct, string>> = { like: 'favourite', unlike: 'unfavourite' }

/** Likes a post, or takes that back; doing it twice changes nothing. The answer is the post as it stands now. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  wanted: ItemAct,
  item: { remoteId: string; ref: string },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const verb = verbs[wanted]
  if (verb === undefined) throw new Failure('not-supported', 'Mastodon has nothing like it.')
  const client = clientOf(ctx.http, account)
  const ref = await resolveRef(client, item)
  const { data } = await client
    .json(`/api/v1/statuses/${encodeURIComponent(ref)}/${verb}`, { method: 'POST' })
    .catch((error: unknown) => {
      if (!(error instanceof Failure) || error.code !== 'forbidden') throw error
      throw new Failure('forbidden', `The sign-in at ${client.host} lacks write:favourites. Sign in again.`, {
        status: error.status,
        cause: error,
      })
    })
  const status = readStatus(data)
  if (status === undefined)
    throw new Failure('bad-response', `${client.host} took the like, but its answer cannot be understood.`)
  return { items: [itemOf(status, client.viewer)], refSpace: refSpaceOf(client.origin) }
}
