import type { Outgoing } from '#shared/domain/outgoing'
import { Failure } from '#shared/failure'
import { findAccount } from '../../core/db/accounts.ts'
import { findItem, itemRaw } from '../../core/db/conversation-detail.ts'
import type { ReplyDefaults } from '../../core/networks/types.ts'
import { networkAccount } from '../../core/world.ts'
import type { Cli, Command } from '../command.ts'
import { parseDuration } from '../durations.ts'
import { exitCodeOf, exits } from '../exit-codes.ts'
import type { Given } from '../given.ts'
import { withWriter, type Writer } from '../open-core.ts'
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
    wait: { type: 'boolean', help: 'Wait until it is sent' },
    timeout: { type: 'string', takes: 'DURATION', help: 'How long to wait; 2m if absent' },
  },
  notes: [
    'It is tried at once, without the window’s time to undo. A message that a passing trouble holds up waits in the',
    'outbox (state queued, exit code 0) and goes out when Earshot runs next: do not send it again.',
    'With --wait the exit code is 0 only if it was sent.',
  ],
  run: (cli, given) =>
    withWriter(cli, { live: false, jobs: ['send'] }, async (writer) => {
      const message = await enterOutbox(writer, given)
      // The time to undo is for hands on a keyboard.
      await writer.call('outbox.retry', { id: message.id })
      await writer.core.settle()
      const waitMs = given.flag('wait') ? parseDuration(given.text('timeout') ?? '2m') : 0
      const now = await settled(cli, writer, message.id, waitMs)
      await cli.out.record(now, sentence(now))
      return exitOf(now, given.flag('wait'))
    }),
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

/** The message as it stands when it has come to an end, the time is over, or the user ends the waiting. */
async function settled(
  { signal, out }: Cli,
  { core, deps, call }: Writer,
  id: string,
  waitMs: number,
): Promise<Outgoing> {
  const current = async (): Promise<Outgoing> => {
    const message = (await call('outbox.list', {})).find((one) => one.id === id)
    if (message === undefined) throw new Failure('not-found', 'The message is not in the outbox any more.')
    return message
  }
  const isOver = (message: Outgoing): boolean => message.state === 'sent' || message.state === 'failed'
  const first = await current()
  if (waitMs === 0 || isOver(first)) return first
  const stops: (() => void)[] = []
  const over = new Promise<void>((resolve, reject) => {
    stops.push(deps.clock.after(waitMs, resolve))
    signal.addEventListener('abort', () => resolve(), { once: true })
    const look = (): void => void current().then((message) => isOver(message) && resolve(), reject)
    stops.push(core.on('changed', look))
    // It may have gone out since it was looked at.
    look()
  })
  await out.note(`Waiting until it is sent. ${first.failure?.message ?? ''}`.trim())
  await over
  for (const stop of stops) stop()
  return current()
}

function sentence(message: Outgoing): string {
  const why = message.failure === undefined ? '' : ` ${message.failure.message}`
  switch (message.state) {
    case 'sent':
      return `Sent to ${message.to}.${message.sentUrl === undefined ? '' : ` ${message.sentUrl}`}`
    case 'failed':
      return `Not sent.${why} It is kept in the outbox.`
    default:
      return `Waits in the outbox (${message.state}).${why} It goes out when Earshot runs next.`
  }
}

function exitOf(message: Outgoing, waited: boolean): number {
  if (message.state === 'sent') return exits.ok
  if (message.state === 'failed') return exitCodeOf(message.failure?.code ?? 'bug')
  return waited ? exits.network : exits.ok
}
