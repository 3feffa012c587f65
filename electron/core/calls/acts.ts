import { afterAct, inverseOf, isRemoved, possibleActs, untouched } from '#shared/domain/acts'
import type { Item } from '#shared/domain/item'
import type { ItemAct, NetworkManifest } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import { listAccounts, type StoredAccount } from '../db/accounts.ts'
import * as detail from '../db/conversation-detail.ts'
import { recordOperation, statesOf, type Inverse } from '../db/operations.ts'
import { readStanding, writeStanding } from '../db/standing.ts'
import { run } from '../db/statement.ts'
import { ingest } from '../ingest.ts'
import type { Network } from '../networks/types.ts'
import { contextFor, markSignedOut, networkAccount, networkOf, openAccount, type World } from '../world.ts'

/*
 * Acts on items at their network:
 * 1. The network is asked first; what it says, and what we did, is stored together with the operation.
 * 2. An inverse act is recorded where there is one; taking the operation back asks the network for it.
 * 3. Nothing is done by itself: each call is one act of the user.
 */

/** The account that speaks in a conversation: the one that heard it, else the first on its network. */
export function speakerOf(world: World, head: detail.ConversationHead): StoredAccount | undefined {
  const speakers = listAccounts(world.db).filter((account) => account.network === head.network)
  return speakers.find((account) => account.id === head.accountId) ?? speakers[0]
}

/** What an account can do to an item now. Pure but for the network's own word. */
export function actsOn(network: Network, account: StoredAccount | undefined, item: Item): ItemAct[] {
  if (account === undefined || network.act === undefined || item.mine || item.state === 'deleted') return []
  const { kind, standing = untouched } = item
  const rights = network.acts?.(networkAccount(account, null), { kind, moderation: standing.moderation })
  const allowed = (network.manifest.acts ?? []).filter((act) => rights?.includes(act) ?? true)
  return possibleActs(allowed, standing, account.id)
}

/** Does something to an item, and records how it is taken back. Throws not-found, not-supported, and what the network throws. */
export async function actOnItem(
  world: World,
  itemId: number,
  act: ItemAct,
): Promise<{ operation: string; undoable: boolean; finished: boolean; conversationIds: number[] }> {
  const { db, deps } = world
  const item = detail.findItem(db, itemId)
  const head = item === undefined ? undefined : detail.conversationHead(db, item.conversationId)
  if (item === undefined || head === undefined) throw new Failure('not-found', 'This is not here any more.')
  const network = networkOf(world, item.network)
  const account = speakerOf(world, head)
  if (account === undefined)
    throw new Failure('signed-out', `Sign in to ${network.manifest.label} to do this.`)
  if (!actsOn(network, account, item).includes(act)) throw impossible(network.manifest, act)
  const before = readStanding(db, itemId) ?? untouched
  const inverse = inverseOf(act, before, account.id)
  const operation = deps.newId()
  const { conversationIds, finished } = await carryOut(
    world,
    { itemId, act, accountId: account.id },
    (states) =>
      recordOperation(
        db,
        {
          id: operation,
          kind: act,
          payload: { itemId, act, accountId: account.id },
          inverse:
            inverse === undefined
              ? null
              : { kind: 'act', itemId, accountId: account.id, act: inverse, before: states },
        },
        deps.clock.now(),
      ),
  )
  return { operation, undoable: inverse !== undefined, finished, conversationIds }
}

function impossible({ label, acts }: NetworkManifest, act: ItemAct): Failure {
  return acts?.includes(act) === true
    ? new Failure('not-supported', 'This account cannot do that here, or it is done already.')
    : new Failure('not-supported', `${label} has nothing like it.`)
}

/** Asks the network to take an act back. What it says is stored; the operation is marked by the caller. */
export async function takeBackAct(world: World, inverse: Inverse & { kind: 'act' }): Promise<void> {
  await carryOut(world, inverse, () => undefined)
}

interface Wanted {
  itemId: number
  act: ItemAct
  accountId: number
}

/** Asks the network, and stores what it says together with what `within` writes. Says which conversations changed, and whether one left the list. */
async function carryOut(
  world: World,
  { itemId, act, accountId }: Wanted,
  within: (before: ReturnType<typeof statesOf>) => void,
): Promise<{ conversationIds: number[]; finished: boolean }> {
  const { db, deps, changes } = world
  const item = detail.findItem(db, itemId)
  if (item === undefined) throw new Failure('not-found', 'This is not here any more.')
  const network = networkOf(world, item.network)
  const answer = await ask(world, network, { itemId, act, accountId })
  let conversationId = item.conversationId
  let finished = false
  const result = ingest(
    db,
    {
      network: item.network,
      accountId,
      streamId: undefined,
      via: 'recheck',
      refSpace: answer.refSpace,
      items: answer.items,
      deletions: answer.deletions,
      rule: '',
    },
    deps.clock.now(),
    () => {
      // The network may have said nothing of it, or something else than we asked: what it says counts more.
      const said = answer.items.some((one) => one.standing !== undefined)
      if (!said) writeStanding(db, itemId, afterAct(readStanding(db, itemId) ?? untouched, act, accountId))
      conversationId = detail.findItem(db, itemId)?.conversationId ?? conversationId
      const before = statesOf(db, [conversationId])
      if (act === 'spam' || act === 'trash') finished = finishEmptied(world, conversationId)
      within(before)
    },
  )
  const ids = [...new Set([conversationId, ...result.conversationIds])]
  changes.tell(['conversations', 'lanes', 'streams', 'items'], ids)
  return { conversationIds: ids, finished }
}

async function ask(world: World, network: Network, { itemId, act, accountId }: Wanted) {
  const { db } = world
  if (network.act === undefined) throw impossible(network.manifest, act)
  const account = await openAccount(world, accountId)
  const names = detail.itemNames(db, itemId, network.refSpace?.(account))
  if (names === undefined) throw new Failure('not-found', 'This is not here any more.')
  const context = contextFor(world, AbortSignal.timeout(60_000), {
    network: network.manifest.id,
    accountId,
  })
  try {
    return await network.act(context, account, act, { ...names, raw: detail.itemRaw(db, itemId) })
  } catch (error) {
    if (error instanceof Failure && error.code === 'signed-out') markSignedOut(world, accountId)
    throw error
  }
}

/** A conversation in which nothing of theirs is left for anybody to read is no work any more. True if it left the list. */
function finishEmptied({ db }: World, conversationId: number): boolean {
  const theirs = detail
    .conversationItems(db, conversationId)
    .filter((item) => !item.mine && item.state !== 'deleted')
  if (!theirs.every((item) => isRemoved(item.standing))) return false
  const { changes } = run(
    db,
    "UPDATE conversations SET state = 'done', snoozed_until_ms = NULL WHERE id = @conversationId AND state <> 'done'",
    { conversationId },
  )
  return changes > 0
}
