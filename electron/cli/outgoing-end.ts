import type { Outgoing } from '#shared/domain/outgoing'
import { Failure } from '#shared/failure'
import type { Cli } from './command.ts'
import { parseDuration } from './durations.ts'
import { exitCodeOf, exits } from './exit-codes.ts'
import type { Given } from './given.ts'
import type { Writer } from './open-core.ts'

/** How long to wait for the end of what is sent; commands that speak share this. */
export const waiting = {
  wait: { type: 'boolean', help: 'Wait until it is sent' },
  timeout: { type: 'string', takes: 'DURATION', help: 'How long to wait; 2m if absent' },
} as const

/** What the help of every command that speaks says about the outbox. */
export const outboxNotes = [
  'It is tried at once, without the window’s time to undo. A message that a passing trouble holds up waits in the',
  'outbox (state queued, exit code 0) and goes out when Earshot runs next: do not send it again.',
  'With --wait the exit code is 0 only if it was sent.',
]

/**
 * Sends now what was put into the outbox, says what became of it, and answers with the exit code.
 * Throws a Failure: not-found when the message is gone, bad-input for a timeout that is none.
 */
export async function sendNow(cli: Cli, writer: Writer, given: Given, message: Outgoing): Promise<number> {
  // The time to undo is for hands on a keyboard.
  await writer.call('outbox.retry', { id: message.id })
  await writer.core.settle()
  const waitMs = given.flag('wait') ? parseDuration(given.text('timeout') ?? '2m') : 0
  const now = await settled(cli, writer, message.id, waitMs)
  await cli.out.record(now, sentence(now))
  return exitOf(now, given.flag('wait'))
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
      return `Sent${message.isPost ? '' : ` to ${message.to}`}.${message.sentUrl === undefined ? '' : ` ${message.sentUrl}`}`
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
