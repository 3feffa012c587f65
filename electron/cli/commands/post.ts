import { purpose, type Outgoing } from '#shared/domain/outgoing'
import { Failure } from '#shared/failure'
import type { Command } from '../command.ts'
import { shutAccounts } from '../gentle-vault.ts'
import type { Given } from '../given.ts'
import { withWriter, type Writer } from '../open-core.ts'
import { outboxNotes, sendNow, waiting } from '../outgoing-end.ts'

export const post: Command = {
  name: 'post',
  takes: '',
  least: 0,
  most: 0,
  summary: 'Say something that answers nothing, through the outbox',
  options: {
    account: { type: 'string', takes: 'ID', help: 'Who speaks' },
    text: { type: 'string', takes: 'TEXT', help: 'What to say' },
    warning: { type: 'string', takes: 'TEXT', help: 'A content warning, where the network has them' },
    visibility: { type: 'string', takes: 'V', help: 'Who may read it; as the account has it if absent' },
    purpose: {
      type: 'string',
      takes: 'WHY',
      help: `Why you speak, for yourself: ${purpose.options.join(', ')}`,
    },
    ...waiting,
  },
  notes: outboxNotes,
  run: (cli, given) =>
    withWriter(cli, { live: false, jobs: ['send'] }, async (writer) =>
      sendNow(cli, writer, given, await enterOutbox(writer, given)),
    ),
}

async function enterOutbox(writer: Writer, given: Given): Promise<Outgoing> {
  const text = given.text('text')
  if (text === undefined || text.trim() === '')
    throw new Failure('bad-input', 'What to say? Give it with --text TEXT.')
  const { speakers } = await writer.call('posts.begin', {})
  const accountId = given.number('account')
  if (accountId === undefined) {
    const able = speakers.map((one) => `${one.accountId} (${one.handle}, ${one.network})`)
    throw new Failure(
      'bad-input',
      able.length === 0
        ? 'No account here can write a post. Sign in first, with `earshot accounts add NETWORK`.'
        : `Who speaks? Give it with --account ID: ${able.join(', ')}.`,
    )
  }
  const warning = warningOf(
    given,
    speakers.find((one) => one.accountId === accountId),
  )
  const shut = (await shutAccounts(writer)).find((one) => one.account.id === accountId)
  if (shut !== undefined) throw new Failure('signed-out', shut.why)
  const visibility = given.text('visibility')
  return writer.call('posts.send', { accountId, text, warning, visibility, purpose: purposeOf(given) })
}

/** Silently dropping a warning would show what it was to cover. */
function warningOf(
  given: Given,
  speaker: { network: string; contentWarning: boolean } | undefined,
): string | undefined {
  const warning = given.text('warning')
  if (warning !== undefined && speaker?.contentWarning === false)
    throw new Failure('not-supported', `${speaker.network} has no content warnings. Leave --warning out.`)
  return warning
}

function purposeOf(given: Given) {
  const wanted = given.text('purpose')
  if (wanted === undefined) return undefined
  const known = purpose.safeParse(wanted)
  if (!known.success)
    throw new Failure('bad-input', `A purpose is one of: ${purpose.options.join(', ')}; not "${wanted}".`)
  return known.data
}
