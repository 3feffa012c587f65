import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { ArchiveImport, ArchivePlan, ImportReport } from '#shared/domain/archive'
import { Failure } from '#shared/failure'
import type { Cli, Command } from '../command.ts'
import { exits } from '../exit-codes.ts'
import { withReader, withWriter, type Writer } from '../open-core.ts'
import { formatTime, oneLine, type Column } from '../output.ts'
import { wholeNumber } from '../given.ts'

/** Only archives are worked on: a command that imports need not ask every stream first. */
const onlyArchives = { live: false, jobs: ['archive', 'wipe'] }

export const importArchive: Command = {
  name: 'import',
  takes: 'FILE',
  least: 1,
  most: 1,
  summary: 'Bring an archive of a network, or an export of Earshot, into the store',
  options: {
    format: { type: 'string', takes: 'FORMAT', help: 'Which kind it is; needed where it could be several' },
    plan: { type: 'boolean', help: 'Only say what it is and what would be imported' },
  },
  notes: [
    'FILE is a zip, a tar (gzipped or not), a folder or a single file. Ctrl-C pauses; "imports resume ID" goes on.',
    'What is imported is the past: it is found by searching, and stands in no list of what is open.',
  ],
  run: (cli, given) =>
    withWriter(cli, onlyArchives, async (writer) => {
      const ticket = randomUUID()
      writer.offer(ticket, resolve(given.word(0)), 'read')
      const plan = await writer.call('archives.plan', { ticket })
      if (given.flag('plan')) {
        await cli.out.record(plan, planWords(plan))
        return plan.formats.length > 0 ? exits.ok : exits.usage
      }
      const format = await chosen(writer, plan, given.text('format'))
      await cli.out.note(planWords(plan))
      const { id } = await writer.call('archives.start', { ticket, format })
      await cli.out.note('Importing. Ctrl-C pauses.')
      return follow(cli, writer, id)
    }),
}

export const importsList: Command = {
  name: 'imports list',
  takes: '',
  least: 0,
  most: 0,
  summary: 'What was imported, newest first',
  options: {},
  run: (cli) =>
    withReader(cli, async ({ call }) => {
      await cli.out.table(await call('archives.list', {}), columns, 'Nothing was imported yet.')
      return exits.ok
    }),
}

export const importsResume = onImport({
  name: 'imports resume',
  summary: 'Go on with a paused or failed import',
  call: 'archives.resume',
})

export const importsUndo = onImport({
  name: 'imports undo',
  summary: 'Take out what an import added, but for what was heard, answered, saved, tagged or noted since',
  call: 'archives.undo',
})

function onImport(of: { name: string; summary: string; call: 'archives.resume' | 'archives.undo' }): Command {
  return {
    name: of.name,
    takes: 'ID',
    least: 1,
    most: 1,
    summary: of.summary,
    options: {},
    run: (cli, given) =>
      withWriter(cli, onlyArchives, async (writer) => {
        const id = wholeNumber(given.word(0), 'ID')
        await writer.call(of.call, { id })
        return follow(cli, writer, id)
      }),
  }
}

/** The format that was named, or the only one that recognises it. Throws bad-input. */
async function chosen({ call }: Writer, plan: ArchivePlan, named: string | undefined): Promise<string> {
  const known = (await call('archives.formats', {})).map(({ id }) => id)
  if (named !== undefined && !known.includes(named))
    throw new Failure('bad-input', `There is no format "${named}". There are: ${known.join(', ')}.`)
  const [first, second] = plan.formats
  if (named !== undefined) return named
  if (first === undefined)
    throw new Failure('bad-input', `Nothing in ${plan.name} is known. Earshot reads: ${known.join(', ')}.`)
  if (second !== undefined)
    throw new Failure(
      'bad-input',
      `${plan.name} could be several things. Say which: ${plan.formats.map(({ id }) => `--format ${id}`).join(' or ')}.`,
    )
  return first.id
}

/** Waits for the end of an import or undo; Ctrl-C pauses an import behind its batch. */
async function follow(cli: Cli, { core, call }: Writer, id: number): Promise<number> {
  const pause = (): void => void call('archives.pause', { id })
  if (cli.signal.aborted) pause()
  else cli.signal.addEventListener('abort', pause, { once: true })
  try {
    await core.settle()
  } finally {
    cli.signal.removeEventListener('abort', pause)
  }
  const run = (await call('archives.list', {})).find((one) => one.id === id)
  if (run === undefined) throw new Failure('not-found', 'This import is not here any more.')
  const report = await call('archives.report', { id })
  await cli.out.record({ ...run, report }, runWords(run, report))
  if (run.failure !== undefined) throw new Failure(run.failure.code, run.failure.message)
  return exits.ok
}

function planWords(plan: ArchivePlan): string {
  const what = plan.formats.map(({ label }) => label).join(' or ')
  const lines = [
    `${oneLine(plan.name, 200)}: ${what === '' ? 'nothing that Earshot knows' : what}, ${plan.packing}, ${String(plan.files)} files`,
    ...(plan.nested === 0 ? [] : [`  ${String(plan.nested)} archives inside it are not opened`]),
    ...plan.sample.map(
      ({ network, author, createdMs, text }) =>
        `  ${formatTime(createdMs)}  ${network}  ${oneLine(author, 40)}  ${oneLine(text, 100)}`,
    ),
  ]
  return lines.join('\n')
}

function runWords(run: ArchiveImport, { reasons, misses }: ImportReport): string {
  const figures =
    run.state === 'undone'
      ? `${String(run.removed)} taken out, ${String(run.kept)} kept`
      : `${String(run.added)} added, ${String(run.known)} known already, ${String(run.notUnderstood)} not understood`
  return [
    `Import ${String(run.id)} (${oneLine(run.name, 100)}): ${run.state}. ${figures}.`,
    ...reasons.map(({ why, count }) => `  ${String(count)} × ${oneLine(why, 200)}`),
    ...misses
      .slice(0, 10)
      .map(({ path, where, why }) => `  ${oneLine(path, 100)}, ${oneLine(where, 60)}: ${oneLine(why, 200)}`),
  ].join('\n')
}

const columns: Column<ArchiveImport>[] = [
  { title: 'ID', cell: ({ id }) => String(id) },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'ADDED', cell: ({ added }) => String(added) },
  { title: 'KNOWN', cell: ({ known }) => String(known) },
  { title: 'NOT UNDERSTOOD', cell: ({ notUnderstood }) => String(notUnderstood) },
  { title: 'BEGUN', cell: ({ startedMs }) => formatTime(startedMs) },
  { title: 'FORMAT', cell: ({ formatLabel }) => formatLabel },
  { title: 'NAME', cell: ({ name }) => name },
]
