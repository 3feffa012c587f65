import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page } from '../types.ts'
import { clientOf } from './as-account.ts'
import { resolveRef, vote } from './objects.ts'
import { itemOf } from './parse.ts'
import { refSpaceOf } from './place.ts'

/** Votes up, or takes that back; the answer is the item as it stands now. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  wanted: ItemAct,
  item: { remoteId: string; ref: string },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (wanted !== 'like' && wanted !== 'unlike')
    throw new Failure('not-supported', 'On Lemmy Earshot votes up, and takes that back.')
  const client = clientOf(ctx, account)
  const said = await vote(client, await resolveRef(client, item), wanted === 'like')
  return { items: [itemOf(said, client.viewer)], refSpace: refSpaceOf(client.server) }
}
