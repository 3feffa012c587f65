import { readFile } from 'node:fs/promises'
import type { Stream } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Command } from '../command.ts'
import { parseDuration } from '../durations.ts'
import { exits } from '../exit-codes.ts'
import { pair, wholeNumber } from '../given.ts'
import { manifestOf } from '../manifests.ts'
import { quiet, withReader, withWriter } from '../open-core.ts'
import { formatTime, type Column } from '../output.ts'
import { draftOf } from '../stream-draft.ts'

export const streamsAdd: Command = {
  name: 'streams add',
  takes: 'NETWORK [KIND] [VALUE …]',
  least: 2,
  most: 12,
  summary: 'Listen to something: earshot streams add feed https://blog.example/feed',
  options: {
    account: { type: 'string', takes: 'ID', help: 'The account to listen through' },
    set: { type: 'string', multiple: true, takes: 'KEY=VALUE', help: 'A field of the kind’s form' },
    name: { type: 'string', takes: 'N', help: 'What to call it' },
    every: { type: 'string', takes: 'DURATION', help: 'How often to ask, for example 15m' },
  },
  notes: [
    'Values after KIND fill the fields of its form in their order. A stream that is there already is shown as it is.',
  ],
  async run(cli, given) {
    const manifest = manifestOf(cli.networks, given.word(0))
    const every = given.text('every')
    const typed = {
      words: given.words.slice(1),
      sets: given.texts('set').map((text) => pair(text, '--set')),
      accountId: given.number('account'),
      name: given.text('name'),
      intervalMs: every === undefined ? undefined : parseDuration(every),
    }
    return withWriter(cli, quiet, async ({ call }) => {
      const accounts = (await call('accounts.list', {})).filter((account) => account.network === manifest.id)
      const stream = await call('streams.add', draftOf(manifest, typed, accounts))
      await cli.out.record(stream, `Stream ${String(stream.id)}: ${stream.name}`)
      return exits.ok
    })
  },
}

/** Columns of a stream, as `streams list` and `doctor` show it. */
export const streamColumns: Column<Stream>[] = [
  { title: 'ID', cell: (stream) => String(stream.id) },
  { title: 'NETWORK', cell: (stream) => stream.network },
  { title: 'KIND', cell: (stream) => stream.kind },
  { title: 'HEALTH', cell: (stream) => (stream.paused ? 'paused' : stream.health) },
  {
    title: 'HEARD TO',
    cell: (stream) => (stream.heardToMs === undefined ? '-' : formatTime(stream.heardToMs)),
  },
  { title: 'OPEN', cell: (stream) => String(stream.open) },
  { title: 'NAME', cell: (stream) => stream.name },
  { title: '', cell: (stream) => stream.failure?.message ?? '' },
]

export const streamsList: Command = {
  name: 'streams list',
  takes: '',
  least: 0,
  most: 0,
  summary: 'List the streams and their health',
  options: {},
  run: (cli) =>
    withReader(cli, async ({ call }) => {
      await cli.out.table(await call('streams.list', {}), streamColumns, 'There is no stream yet.')
      return exits.ok
    }),
}

export const streamsRemove: Command = {
  name: 'streams remove',
  takes: 'ID',
  least: 1,
  most: 1,
  summary: 'Stop listening to a stream; what it heard stays',
  options: {},
  run: (cli, given) =>
    withWriter(cli, quiet, async ({ call }) => {
      const id = wholeNumber(given.word(0), 'ID')
      await call('streams.remove', { id })
      await cli.out.record({ removed: id }, `Stream ${String(id)} is removed.`)
      return exits.ok
    }),
}

export const streamsImport: Command = {
  name: 'streams import',
  takes: 'NETWORK FILE',
  least: 2,
  most: 2,
  summary: 'Add the streams of a subscription file, for example OPML for feeds',
  options: {},
  async run(cli, given) {
    const manifest = manifestOf(cli.networks, given.word(0))
    const text = await readTyped(given.word(1))
    return withWriter(cli, quiet, async ({ call }) => {
      const report = await call('streams.importText', { network: manifest.id, text })
      await cli.out.record(
        report,
        [
          `${String(report.added)} added, ${String(report.already)} here already, ${String(report.refused.length)} refused`,
          ...report.refused.map(({ what, why }) => `  ${what}: ${why}`),
        ].join('\n'),
      )
      return report.refused.length > 0 ? exits.failure : exits.ok
    })
  },
}

async function readTyped(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Failure('not-found', `${file} cannot be read.`, { cause: error })
  }
}
