import type { Stream } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Cli, Command } from '../command.ts'
import { exitCodeOf, exits } from '../exit-codes.ts'
import { shutAccounts } from '../gentle-vault.ts'
import { withWriter, type Writer } from '../open-core.ts'
import { oneLine } from '../output.ts'
import { heardSince, itemLine, printedItems } from '../stored-items.ts'

/** An event carries at most this many conversations; a fuller one may have lost some. */
const mostIds = 500

export const listen: Command = {
  name: 'listen',
  takes: '',
  least: 0,
  most: 0,
  summary: 'Listen to all streams and print what is heard; Ctrl-C ends',
  options: { once: { type: 'boolean', help: 'Ask every stream once, print what is new, and end' } },
  notes: [
    'Only items of others that are new in the store are printed.',
    'With --once the exit code says whether a stream had trouble; the streams that had none were heard all the same.',
  ],
  run: (cli, given) =>
    // One round is asked for below; a core that begins by itself would ask what is due twice.
    withWriter(cli, { background: !given.flag('once') }, async (writer) => {
      // Before anything is waited for: core may have begun to ask already.
      const printer = printNew(cli, writer)
      try {
        return await hear(cli, writer, given.flag('once'), printer)
      } finally {
        printer.stop()
      }
    }),
}

interface Printer {
  /** Resolves when everything told up to now is printed; rejects with what went wrong while printing. */
  done(): Promise<void>
  broken: Promise<never>
  stop(): void
}

async function hear(cli: Cli, writer: Writer, once: boolean, printer: Printer): Promise<number> {
  const streams = (await writer.call('streams.list', {})).filter((stream) => !stream.paused)
  if (streams.length === 0)
    throw new Failure('not-found', 'There is no stream to listen to. Add one: earshot streams add feed URL')
  const shut = await shutAccounts(writer)
  for (const { account, why } of shut) await cli.out.note(`! ${oneLine(account.handle, 80)}: ${why}`)
  if (once) {
    await writer.call('streams.refresh', {})
    await writer.core.settle()
    await printer.done()
    const trouble = await troubleOf(cli, await writer.call('streams.list', {}))
    return shut.length > 0 ? exits.signIn : trouble
  }
  const what = streams.length === 1 ? 'stream' : 'streams'
  await cli.out.note(`Listening to ${String(streams.length)} ${what}. Ctrl-C ends.`)
  await Promise.race([ended(cli.signal), printer.broken])
  await printer.done()
  return exits.ok
}

/** Prints what core says is new, in the order it is told, each item once; and every change of a stream's health. */
function printNew(cli: Cli, { core, db, deps, call }: Writer): Printer {
  const sinceMs = deps.clock.now()
  const printed = new Set<number>()
  const health = new Map<number, string>()
  let work = Promise.resolve()
  let fail: (error: unknown) => void = () => {}
  const broken = new Promise<never>((_resolve, reject) => (fail = reject))
  // Waited for by the one command that stays; the other learns of it by `done`.
  broken.catch(() => {})
  const tell = async (conversationIds: readonly number[]): Promise<void> => {
    const ids = heardSince(db, sinceMs, conversationIds.length >= mostIds ? 'all' : conversationIds)
    for (const item of printedItems(
      db,
      ids.filter((id) => !printed.has(id)),
    )) {
      printed.add(item.id)
      await cli.out.record(item, itemLine(item))
    }
    for (const stream of await call('streams.list', {})) {
      const before = health.get(stream.id)
      health.set(stream.id, stream.health)
      if (before !== stream.health && stream.failure !== undefined && stream.health !== 'ok')
        await cli.out.note(troubleLine(stream))
    }
  }
  const stop = core.on('changed', ({ conversationIds }) => {
    work = work.then(() => tell(conversationIds))
    work.catch(fail)
  })
  return { done: () => work, stop, broken }
}

function troubleLine(stream: Stream): string {
  return `! ${oneLine(stream.name, 80)}: ${stream.health}. ${oneLine(stream.failure?.message ?? '', 300)}`
}

/** After one round: the exit code of the trouble that most needs the user, 0 where there was none. */
async function troubleOf(cli: Cli, streams: readonly Stream[]): Promise<number> {
  const failing = streams.filter((stream) => !stream.paused && stream.failure !== undefined)
  // What is no longer ok was told already, when it changed.
  for (const stream of failing) if (stream.health === 'ok') await cli.out.note(troubleLine(stream))
  const codes = failing.map((stream) => exitCodeOf(stream.failure?.code ?? 'bug'))
  return (
    [exits.signIn, exits.failure, exits.notFound, exits.usage, exits.network].find((code) =>
      codes.includes(code),
    ) ?? exits.ok
  )
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
