import type { ItemKind } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page } from '../types.ts'
import { clientOf, factsOf } from './client.ts'
import { isOurs, itemAlone, postById } from './conversations.ts'
import { refSpace } from './parse.ts'
import { placeOf } from './ref.ts'
import { demand, lacking } from './scopes.ts'

/** What is done to what others said, besides answering: replies below our posts are hidden and shown. */

/** Pure. */
export function acts(account: NetworkAccount, { kind }: { kind: ItemKind }): ItemAct[] {
  const may = lacking(factsOf(account)?.scopes, ['threads_manage_replies']).length === 0
  return may && kind === 'reply' ? ['hide', 'unhide'] : []
}

/** Hides a reply with all below it, or shows it again. Answers with it as it is then, where Threads shows it. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  what: ItemAct,
  item: { remoteId: string; ref: string; raw: Json },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const client = clientOf(ctx, account)
  if (what !== 'hide' && what !== 'unhide')
    throw new Failure('not-supported', 'Threads lets programs hide replies and show them, nothing else.')
  demand(client.facts.scopes, ['threads_manage_replies'])
  const { id, root } = placeOf(item.ref)
  if (root === undefined || !isOurs(client, await postById(client, root)))
    throw new Failure('not-supported', 'Only replies below your own posts can be hidden on Threads.')
  if (parentIn(item.raw) !== root)
    throw new Failure(
      'not-supported',
      'Threads hides whole branches: hide the reply at the top of this one, and all below it goes along.',
    )
  await client.ask(`/${id}/manage_reply`, {
    form: { hide: String(what === 'hide') },
    scope: 'threads_manage_replies',
  })
  const read = await postById(client, id)
  return { items: read === undefined ? [] : [itemAlone(client, read)], refSpace }
}

/** What a reply directly answers, as it was received. */
function parentIn(raw: Json): string | undefined {
  const of = (value: Json | undefined) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const id = of(of(raw)['replied_to'])['id']
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}
