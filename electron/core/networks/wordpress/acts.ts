import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, factsOf } from './client.ts'
import { itemOf, refSpaceOf } from './parse.ts'
import { embedding } from './pull.ts'
import { commentId } from './site.ts'
import { wireComment } from './wire.ts'

const statusOf: Partial<Record<ItemAct, string>> = {
  approve: 'approved',
  hold: 'hold',
  spam: 'spam',
  trash: 'trash',
}

/** Moderates a comment; the answer is the comment as it stands now. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  wanted: ItemAct,
  item: { remoteId: string },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const status = statusOf[wanted]
  if (status === undefined) throw new Failure('not-supported', 'WordPress has nothing like it for comments.')
  const client = clientOf(ctx, account)
  const { data } = await client.json(`/wp/v2/comments/${commentId(item.remoteId)}`, {
    method: 'POST',
    query: embedding(client),
    json: { status },
  })
  const comment = readOne(wireComment, data, client.host, 'a comment')
  return { items: [itemOf(comment, client.viewer)], refSpace: refSpaceOf(client.viewer.site) }
}

/** Those who may moderate may do all of it; others nothing. */
export function acts(account: NetworkAccount): readonly ItemAct[] {
  return factsOf(account)?.canModerate === true ? ['approve', 'hold', 'spam', 'trash'] : []
}
