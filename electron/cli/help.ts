import type { Command, Option } from './command.ts'
import { commonOptions } from './given.ts'

/** What `earshot --help` says. */
export function overview(commands: readonly Command[]): string {
  const rows = commands.map(
    (command) => [`${command.name} ${command.takes}`.trimEnd(), command.summary] as const,
  )
  return [
    'earshot: listen to what is said to you and about you, from a terminal.',
    '',
    'Usage: earshot COMMAND [options]',
    '',
    ...columns(rows),
    '',
    'Every command knows:',
    ...columns(optionRows(commonOptions)),
    '',
    '"earshot COMMAND --help" tells more; exit codes and examples are in docs/cli.md.',
  ].join('\n')
}

/** What `earshot COMMAND --help` says. */
export function commandHelp(command: Command): string {
  return [
    `Usage: earshot ${command.name} ${command.takes}`.trimEnd(),
    '',
    `${command.summary}.`,
    ...(command.notes === undefined ? [] : ['', ...command.notes]),
    '',
    ...columns(optionRows({ ...command.options, ...commonOptions })),
  ].join('\n')
}

function optionRows(options: Record<string, Option>): (readonly [string, string])[] {
  return Object.entries(options).map(([name, option]) => [
    `--${name}${option.takes === undefined ? '' : ` ${option.takes}`}`,
    option.help,
  ])
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
