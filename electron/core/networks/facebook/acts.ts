import type { ItemKind } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { refSpace } from './pull.ts'
import { nodeOf, placeOf, type Place } from './ref.ts'
import { callOf } from './speak.ts'
import { itemsNow } from './threads.ts'

/** What the Page does to what others said, besides answering. */

/** Pure. Comments can be hidden, posts only liked. */
export function acts(_account: NetworkAccount, { kind }: { kind: ItemKind }): ItemAct[] {
  return kind === 'comment' ? ['like', 'unlike', 'hide', 'unhide'] : ['like', 'unlike']
}

/** Likes and hides as the Page. Answers with the item as it is then. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  what: ItemAct,
  item: { remoteId: string; ref: string; raw: Json },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const client = clientOf(ctx, account)
  const place = placeOf(item.ref)
  await carryOut(client, place, what)
  const now = await itemsNow(client, [item.ref])
  return { items: [...now.values()], refSpace }
}

async function carryOut(client: Client, place: Place, what: ItemAct): Promise<void> {
  const node = nodeOf(place)
  const isComment = place.comment !== undefined
  switch (what) {
    case 'like':
    case 'unlike': {
      if (place.instagram)
        throw new Failure('not-supported', 'Instagram lets no program like. Like it in the app.')
      const method = what === 'like' ? 'POST' : 'DELETE'
      await client.ask(`/${node}/likes`, { method, ...callOf(place) })
      return
    }
    case 'hide':
    case 'unhide': {
      const hidden = String(what === 'hide')
      if (!isComment) throw new Failure('not-supported', 'Only comments can be hidden, not posts.')
      const form: Record<string, string> = place.instagram ? { hide: hidden } : { is_hidden: hidden }
      await client.ask(`/${node}`, { form, ...callOf(place) })
      return
    }
    default:
      throw new Failure('not-supported', 'Facebook knows likes and hidden comments, nothing else.')
  }
}
