import { brokenWords, measure } from '#shared/domain/measure'
import type { PostDraft } from '#shared/domain/outgoing'
import type { TextRule } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import { findAccount, listAccounts, type StoredAccount } from '../db/accounts.ts'
import { planJob } from '../db/jobs.ts'
import { recordOperation } from '../db/operations.ts'
import { findOutgoing, findPostDraft, holdPost, savePostDraft } from '../db/outbox.ts'
import { readSettings } from '../db/settings.ts'
import type { Network } from '../networks/types.ts'
import { networkAccount, networkOf, type World } from '../world.ts'
import type { CallContext, PartOf } from './index.ts'
import { publicMessage } from './outbox.ts'
import { sendPriceOf } from './reply-way.ts'

/* Posts: what answers nothing. They go out as replies do, held first, each exactly once; only they stand in no conversation before they are said. */

export function postCalls({ world, wakeJobs }: CallContext): PartOf<'posts'> {
  const { db, deps, changes } = world
  return {
    'posts.begin': () => ({
      speakers: listAccounts(db).flatMap((account) => speakerOf(world, account)),
      draft: findPostDraft(db),
    }),

    'posts.save': (words) => {
      const now = deps.clock.now()
      savePostDraft(db, words, deps.newId(), now)
      return { savedMs: now }
    },

    'posts.send': (words) => {
      checkPost(world, words)
      const now = deps.clock.now()
      const outboxId = deps.newId()
      const dueMs = now + readSettings(db).undoSendMs
      db.transaction(() => {
        holdPost(db, words, outboxId, dueMs, now)
        recordOperation(
          db,
          {
            id: deps.newId(),
            kind: 'post',
            payload: { outboxId },
            inverse: { kind: 'send', outboxId, before: [] },
          },
          now,
        )
        planJob(db, 'send', outboxId, dueMs)
      })()
      changes.tell(['outbox'])
      wakeJobs()
      const message = findOutgoing(db, outboxId)
      if (message === undefined) throw new Failure('bug', 'a post that was just stored is gone')
      return publicMessage(message)
    },
  }
}

/** An account that can post, with what its words are measured by; nothing where it cannot. */
function speakerOf(world: World, account: StoredAccount) {
  const network = world.deps.networks.get(account.network)
  if (network === undefined || !writesPosts(network) || refusalOf(network, account) !== undefined) return []
  return [
    {
      accountId: account.id,
      network: account.network,
      handle: account.handle,
      textRule: ruleOf(network, account),
      contentWarning: network.manifest.speaks.contentWarning,
      visibilities: network.manifest.speaks.visibilities,
      price: sendPriceOf(network),
    },
  ]
}

const writesPosts = ({ manifest, send }: Network): boolean =>
  manifest.speaks.posts === true && send !== undefined

const refusalOf = (network: Network, account: StoredAccount): string | undefined =>
  network.cannotPost?.(networkAccount(account, null))

const ruleOf = (network: Network, account: StoredAccount): TextRule | undefined =>
  account.textRule ?? network.manifest.textRule

/** Throws not-found, not-supported, forbidden or bad-input, each with what to do next. */
function checkPost(world: World, words: PostDraft & { accountId: number }): void {
  const account = findAccount(world.db, words.accountId)
  if (account === undefined)
    throw new Failure('not-found', 'The account that was to say this is not here any more. Choose another.')
  const network = networkOf(world, account.network)
  if (!writesPosts(network))
    throw new Failure(
      'not-supported',
      `Earshot writes no posts on ${network.manifest.label}; it answers there.`,
    )
  const refusal = refusalOf(network, account)
  if (refusal !== undefined) throw new Failure('forbidden', refusal)
  if (words.text.trim() === '') throw new Failure('bad-input', 'There is nothing to send yet.')
  const { visibilities } = network.manifest.speaks
  if (words.visibility !== undefined && !visibilities.includes(words.visibility))
    throw new Failure(
      'bad-input',
      visibilities.length === 0
        ? `Everything on ${network.manifest.label} is public; leave the visibility out.`
        : `A post there can be: ${visibilities.join(', ')}; not "${words.visibility}".`,
    )
  const rule = ruleOf(network, account)
  const broken = rule === undefined ? [] : brokenWords(measure(words.text, rule, words.warning))
  if (broken.length > 0) throw new Failure('bad-input', broken.join(' '))
}
