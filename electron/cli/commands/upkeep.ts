import { resolve } from 'node:path'
import type { Gap } from '#shared/domain/coverage'
import { dollars } from '#shared/domain/cost'
import { limitWords } from '#shared/domain/limit-words'
import { Failure } from '#shared/failure'
import type { calls, Output } from '#shared/contract'
import type { Cli, Command } from '../command.ts'
import { exits } from '../exit-codes.ts'
import { hasStore, withEmptyStore, withReader } from '../open-core.ts'
import { formatTable, formatTime } from '../output.ts'
import { streamColumns } from './streams.ts'

type Report = Output<typeof calls, 'doctor.report'>

export const backup: Command = {
  name: 'backup',
  takes: '',
  least: 0,
  most: 0,
  summary: 'Copy the data file, also while Earshot runs',
  options: {
    out: { type: 'string', takes: 'FOLDER', help: 'Where to; backups in the data folder if absent' },
  },
  run: (cli, given) =>
    withReader(cli, async ({ call, offer }) => {
      const folder = given.text('out')
      if (folder === '') throw new Failure('bad-input', '--out needs a folder.')
      if (folder !== undefined) offer('out', resolve(folder), 'write')
      const result = await call('backup.now', folder === undefined ? {} : { ticket: 'out' })
      await cli.out.record(result, `${result.file} (${String(result.bytes)} bytes)`)
      return exits.ok
    }),
}

export const doctor: Command = {
  name: 'doctor',
  takes: '',
  least: 0,
  most: 0,
  summary: 'Say what runs, where the data is, and what needs you',
  options: {},
  notes: ['Exit code 1 when something needs the user.'],
  async run(cli) {
    const report = hasStore(cli.dataFolder)
      ? await withReader(cli, ({ call }) => call('doctor.report', {}))
      : {
          ...(await withEmptyStore(cli, ({ call }) => call('doctor.report', {}))),
          dataFolder: cli.dataFolder,
        }
    const needs = needsOf(report)
    await cli.out.record({ ...report, needs }, reportWords(cli, report, needs))
    return needs.length > 0 ? exits.failure : exits.ok
  },
}

/** What only the user can mend, a sentence each. */
export function needsOf(report: Pick<Report, 'streams' | 'integrity'>): string[] {
  const needs: string[] = []
  if (report.integrity !== 'ok')
    needs.push(`The data file is damaged (${report.integrity}). Restore a backup.`)
  for (const stream of report.streams) {
    const why = stream.failure?.message ?? ''
    if (stream.paused) continue
    if (stream.health === 'signed-out')
      needs.push(`Stream ${String(stream.id)} (${stream.name}) is signed out. ${why}`.trim())
    if (stream.health === 'broken')
      needs.push(`Stream ${String(stream.id)} (${stream.name}) is broken. ${why}`.trim())
  }
  return needs
}

/** A hole in one line: `- Gazette: 2026-10-01 09:00 to 11:20 stays. The feed holds only its newest 20.` */
function gapWords(gap: Gap, streams: readonly { id: number; name: string }[]): string {
  const name = streams.find(({ id }) => id === gap.streamId)?.name ?? `stream ${String(gap.streamId)}`
  const state = gap.state === 'permanent' ? 'stays' : 'is being filled'
  return `- ${name}: ${formatTime(gap.fromMs)} to ${formatTime(gap.toMs)} ${state}. ${gap.reason}`
}

function reportWords(cli: Cli, report: Report, needs: readonly string[]): string {
  const stored = hasStore(cli.dataFolder)
    ? `${String(report.dbBytes)} bytes, shape ${String(report.schemaVersion)}, check: ${report.integrity}`
    : 'nothing stored yet'
  const facts = [
    ...Object.entries(report.versions).map(([name, version]) => [name, version] as const),
    ['data', report.dataFolder],
    ['store', stored],
    ['credentials', `${report.vault.kind}. ${report.vault.words}`],
    ['jobs', `${String(report.jobs.waiting)} waiting, ${String(report.jobs.parked)} parked`],
  ] as const
  const parts = [facts.map(([name, value]) => `${name.padEnd(12)} ${value}`).join('\n')]
  if (report.streams.length > 0) parts.push(formatTable(report.streams, streamColumns))
  const accounts = report.accounts.flatMap((one) => accountWords(one))
  if (accounts.length > 0) parts.push(accounts.join('\n'))
  const gaps = report.gaps.map((gap) => gapWords(gap, report.streams))
  if (gaps.length > 0) parts.push(`Not heard in the last seven days:\n${gaps.join('\n')}`)
  const spent = spendingWords(report.spending)
  if (spent.length > 0) parts.push(spent.join('\n'))
  const blocked = report.hosts.filter((host) => host.failure !== undefined)
  if (blocked.length > 0)
    parts.push(blocked.map((host) => `${host.host}: ${host.failure?.message ?? ''}`).join('\n'))
  parts.push(
    needs.length === 0 ? 'Nothing needs you.' : `Needs you:\n${needs.map((need) => `- ${need}`).join('\n')}`,
  )
  return parts.join('\n\n')
}

/** An account in a line, with its limits below: `@crumb@town.example (mastodon): well`. */
export function accountWords(account: Report['accounts'][number]): string[] {
  const state = account.state === 'signed-out' ? 'signed out' : 'signed in'
  const spent =
    account.spentMicroUsd === undefined ? '' : `, ${dollars(account.spentMicroUsd)} spent this month`
  return [
    `${account.handle} (${account.network}): ${state}${spent}`,
    ...account.limits.map((limit) => `  ${limitWords(limit, formatTime)}`),
  ]
}

/** A line for each network that is paid here: what was spent this month, on what, and the limit. */
export function spendingWords({ month, networks }: Report['spending']): string[] {
  return networks
    .filter((one) => one.capMicroUsd !== undefined || one.calls.length > 0)
    .flatMap((one) => {
      const spent = one.chargedMicroUsd + one.plannedMicroUsd
      const cap =
        one.capMicroUsd === undefined
          ? 'no limit is set, so no paid call is made'
          : `the limit is ${dollars(one.capMicroUsd)}`
      const unsure = one.plannedMicroUsd === 0 ? '' : `, ${dollars(one.plannedMicroUsd)} of it not confirmed`
      return [
        `${one.label}: ${dollars(spent)} spent in ${month}${unsure}; ${cap}`,
        ...one.calls.map(
          (call) =>
            `  ${call.label}: ${String(call.units)}, ${dollars(call.chargedMicroUsd + call.plannedMicroUsd)}`,
        ),
      ]
    })
}
