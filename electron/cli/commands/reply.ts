import type { Outgoing } from '#shared/domain/outgoing'
import { Failure } from '#shared/failure'
import { findAccount } from '../../core/db/accounts.ts'
import { findItem, itemRaw } from '../../core/db/conversation-detail.ts'
import type { ReplyDefaults } from '../../core/networks/types.ts'
import { networkAccount } from '../../core/world.ts'
import type { Command } from '../command.ts'
import type { Given } from '../given.ts'
import { withWriter, type Writer } from '../open-core.ts'
import { outboxNotes, sendNow, waiting } from '../outgoing-end.ts'
import { named } from '../stored-items.ts'
import { shutAccounts } from '../gentle-vault.ts'
import { refuseDeleted } from './items.ts'

export const reply: Command = {
  name: 'reply',
  takes: 'ITEM',
  least: 1,
  most: 1,
  summary: 'Answer an item, through the outbox',
  options: {
    text: { type: 'string', takes: 'TEXT', help: 'What to say' },
    account: { type: 'string', takes: 'ID', help: 'Who speaks; the account that heard it if absent' },
    visibility: {
      type: 'string',
      takes: 'V',
      help: 'Who may read it; as the network suggests for this item if absent',
    },
    bare: { type: 'boolean', help: 'Send the text as it is, without naming whom it answers' },
    done: { type: 'boolean', help: 'Then the conversation is done' },
    ...waiting,
  },
  notes: outboxNotes,
  run: (cli, given) =>
    withWriter(cli, { live: false, jobs: ['send'] }, async (writer) =>
      sendNow(cli, writer, given, await enterOutbox(writer, given)),
    ),
}

async function enterOutbox(writer: Writer, given: Given): Promise<Outgoing> {
  const { db, deps, call } = writer
  const text = given.text('text')
  if (text === undefined || text.trim() === '')
    throw new Failure('bad-input', 'What to say? Give it with --text TEXT.')
  const { conversationId, itemId } = named(db, given.word(0))
  const detail = await call('conversations.get', { id: conversationId })
  const inReplyTo = itemId ?? detail.focusItemId
  const item = findItem(db, inReplyTo)
  if (item === undefined) throw new Failure('not-found', 'This item is not here any more.')
  refuseDeleted(item.state)
  if (detail.replyWay.way === 'browser')
    throw new Failure('not-supported', byHand(detail.replyWay.reason, item.url))
  const accountId = given.number('account') ?? detail.speakAs
  if (accountId === undefined)
    throw new Failure('not-supported', detail.cannotReply ?? 'No account can answer here.')
  const account = findAccount(db, accountId)
  if (account === undefined || account.network !== item.network)
    throw new Failure('not-found', `There is no account ${String(accountId)} on ${item.network}.`)
  const shut = (await shutAccounts(writer)).find((one) => one.account.id === accountId)
  if (shut !== undefined) throw new Failure('signed-out', shut.why)
  const defaults = deps.networks.get(item.network)?.replyDefaults?.(networkAccount(account, null), {
    raw: itemRaw(db, item.id),
    text: item.text,
    visibility: item.visibility,
    warning: item.warning,
    authorHandle: item.author.handle,
  })
  return call('replies.send', {
    conversationId,
    inReplyTo,
    accountId,
    text: given.flag('bare') ? text : withStart(defaults, text),
    warning: defaults?.warning,
    visibility: visibilityOf(given.text('visibility'), defaults),
    thenDone: given.flag('done'),
  })
}

/** An answer that a person must post. */
function byHand(reason: string | undefined, url: string | undefined): string {
  return [reason ?? 'This is answered in the browser.', url === undefined ? '' : `Open ${url} to answer.`]
    .join(' ')
    .trim()
}

/** Puts the network's start of a reply (whom it names) before a text that does not name them itself. */
export function withStart(defaults: Pick<ReplyDefaults, 'text'> | undefined, text: string): string {
  const start = defaults?.text.trim() ?? ''
  const namesAll = start.split(/\s+/).every((word) => text.toLowerCase().includes(word.toLowerCase()))
  return start === '' || namesAll ? text : `${start} ${text}`
}

function visibilityOf(wanted: string | undefined, defaults: ReplyDefaults | undefined): string | undefined {
  if (wanted === undefined) return defaults?.visibility
  const known = defaults?.visibilities ?? []
  if (!known.includes(wanted))
    throw new Failure(
      'bad-input',
      `A reply here can be: ${known.join(', ') || 'as the network decides'}; not "${wanted}".`,
    )
  return wanted
}
