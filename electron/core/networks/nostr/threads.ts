import { Failure } from '#shared/failure'
import type { Network, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { mustHave } from './account.ts'
import { deletedBy, lookAround, together, walk } from './gather.ts'
import { secretOf } from './keys.ts'
import { heardKinds, placeOf, readRef, refOf, refSpace } from './parse.ts'
import { askAll } from './pool.ts'
import { relaysFor } from './pull.ts'
import type { NostrEvent } from './wire.ts'

const mostPages = 4
export const recheckBatch = 100

/** Everything that names the root of an item's conversation, from all relays of the account. */
export async function thread(
  ctx: NetworkContext,
  of: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  const account = mustHave(of)
  const id = idIn(item)
  const heard = await askAll(ctx, relaysFor(account), secretOf(account), async (relay) => {
    const [asked] = await relay.ask([{ ids: [id] }])
    const root = asked === undefined ? id : (placeOf(asked).root ?? id)
    const kinds = [...heardKinds]
    const notes = await walk(relay, { kinds, '#e': [root] }, mostPages)
    const comments = await walk(relay, { kinds, '#E': [root] }, mostPages)
    const [first] = root === id ? [asked] : await relay.ask([{ ids: [root] }])
    const events = new Map<string, NostrEvent>()
    for (const event of [first, asked, ...notes.events, ...comments.events])
      if (event !== undefined) events.set(event.id, event)
    return lookAround(relay, [...events.values()])
  })
  const { items } = together(heard.answers, { me: account.remoteId, nowMs: ctx.clock.now() })
  if (items.length > 0) return { items, refSpace }
  throw new Failure('gone', 'None of your relays has this note any more.')
}

function idIn({ remoteId, ref }: { remoteId: string; ref: string }): string {
  const id = (readRef(ref) ?? readRef(remoteId))?.id
  if (id !== undefined) return id
  throw new Failure('not-supported', 'This is nothing that relays can be asked for.')
}

/**
 * Looks again. Deleted is what its own author asked to delete (NIP-09), also where the relay keeps it; that a relay has
 * forgotten a note says nothing.
 */
export async function recheck(
  ctx: NetworkContext,
  of: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const account = mustHave(of)
  const known = refs.flatMap((ref) => {
    const read = readRef(ref)
    return read === undefined ? [] : [{ ref, ...read }]
  })
  if (known.length === 0) return { items: [], refSpace }
  const ids = [...new Set(known.map(({ id }) => id))]
  const heard = await askAll(ctx, relaysFor(account), secretOf(account), async (relay) => ({
    ...(await lookAround(relay, await relay.ask([{ ids }]))),
    deletions: await relay.ask([{ kinds: [5], '#e': ids }]),
  }))
  const { items } = together(heard.answers, { me: account.remoteId, nowMs: ctx.clock.now() })
  const deleted = deletedBy(heard.answers.flatMap(({ value }) => value.deletions))
  const deletions = known
    .filter(({ id, pubkey }) => pubkey !== undefined && deleted.has(refOf({ id, pubkey })))
    .map(({ ref }) => ({ ref }))
  return { items, deletions, refSpace }
}

/** The public page of an item, where somebody without the secret key answers with a client of their own. Pure. */
export const handOff: NonNullable<Network['handOff']> = ({ url }) => url
