import { Failure } from '#shared/failure'
import { currentId } from '../db/conversation-upkeep.ts'
import * as detail from '../db/conversation-detail.ts'
import { holdsPast } from '../db/imported.ts'
import { run } from '../db/statement.ts'
import { ingest } from '../ingest.ts'
import { lookAgain } from '../jobs/recheck.ts'
import { loadLanguages } from '../understanding/language.ts'
import { contextFor, networkOf, openAccount, type World } from '../world.ts'
import { speakerOf } from './acts.ts'

/**
 * Fetches what the network has around a conversation. Throws not-found, not-supported, or what the network says; `gone`
 * only after what is gone was looked for by itself, and is deleted here too.
 */
export async function fetchThread(
  world: World,
  id: number,
): Promise<{ added: number; missing?: number | undefined }> {
  const { db, deps, changes } = world
  const head = detail.conversationHead(db, id)
  if (head === undefined) throw new Failure('not-found', 'This conversation is not here any more.')
  const network = networkOf(world, head.network)
  if (network.thread === undefined)
    throw new Failure('not-supported', `${network.manifest.label} does not give whole threads.`)
  // What came from an archive was heard by no account: whoever is signed in there asks.
  const accountId = head.accountId ?? (holdsPast(db, id) ? speakerOf(world, head)?.id : undefined)
  const account = accountId === undefined ? null : await openAccount(world, accountId)
  await loadLanguages()
  const names = detail.itemNames(
    db,
    head.shownItemId,
    account === null ? undefined : network.refSpace?.(account),
  )
  if (names === undefined) throw new Failure('not-found', 'This conversation is not here any more.')
  const ctx = contextFor(world, AbortSignal.timeout(60_000), { network: head.network, accountId })
  const thread = await network.thread(ctx, account, names).catch(async (error: unknown) => {
    if (error instanceof Failure && error.code === 'gone')
      await lookAgain(world, { network: head.network, accountId }, account, [
        { id: head.shownItemId, ref: names.ref },
      ])
    throw error
  })
  const result = ingest(
    db,
    {
      network: head.network,
      accountId,
      streamId: undefined,
      via: 'thread',
      refSpace: thread.refSpace,
      items: thread.items,
      rule: '',
    },
    deps.clock.now(),
    () =>
      run(db, 'UPDATE conversations SET missing = @missing WHERE id = @id', {
        id: currentId(db, id),
        missing: thread.missing ?? 0,
      }),
  )
  changes.tell(['conversations', 'lanes'], [id, ...result.conversationIds])
  return { added: result.added, missing: thread.missing }
}
