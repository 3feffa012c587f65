import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page } from '../types.ts'
import { clientOf, factsOf, type Client } from './client.ts'
import { itemOf, refSpaceOf } from './parse.ts'
import { codeIn, refusalOf } from './refusals.ts'
import { noteOf, resolveRef } from './threads.ts'

/**
 * Likes a note, or takes that back; doing it twice changes nothing. A like is the reaction that the server takes for
 * one; another reaction of ours, made elsewhere, counts as a like and stays.
 */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  wanted: ItemAct,
  item: { remoteId: string; ref: string },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (wanted !== 'like' && wanted !== 'unlike')
    throw new Failure('not-supported', 'Misskey has nothing like it.')
  const client = clientOf(ctx.http, account)
  const noteId = await resolveRef(client, item)
  if (wanted === 'like') await react(client, noteId)
  else await change(client, 'notes/reactions/delete', { noteId }, 'NOT_REACTED')
  const { note, raw, quoted } = await noteOf(client, noteId)
  const now = itemOf({ note, raw, quoted }, client.viewer)
  // Reactions to a note of the last seconds are not told yet; what was just done is known.
  return {
    items: [{ ...now, standing: { liked: wanted === 'like' } }],
    refSpace: refSpaceOf(client.origin),
  }
}

function react(client: Client, noteId: string): Promise<void> {
  const reaction = client.facts?.like ?? '❤'
  return change(client, 'notes/reactions/create', { noteId, reaction }, 'ALREADY_REACTED')
}

/** Throws the refusal, unless it says that all is as it should be already. */
async function change(
  client: Client,
  endpoint: string,
  body: Readonly<Record<string, string>>,
  already: string,
): Promise<void> {
  const answer = await client.attempt(endpoint, body)
  if (answer.status >= 400 && codeIn(answer) !== already) throw refusalOf(answer, endpoint, [])
}

/** Nothing, where the sign-in lacks the right. Pure. */
export function acts(account: NetworkAccount): readonly ItemAct[] {
  return factsOf(account)?.mayLike === true ? ['like', 'unlike'] : []
}
