import { resolve } from 'node:path'
import { asFailure } from '#shared/failure'
import type { Surroundings } from './command.ts'
import { commands } from './commands/index.ts'
import { exitCodeOf, exits } from './exit-codes.ts'
import { findCommand, readArguments } from './given.ts'
import { commandHelp, overview } from './help.ts'
import { createOutput } from './output.ts'

/** Runs one command line (without `node` and the script) and answers its exit code. Never throws a Failure. */
export async function runCli(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const out = createOutput(argv.includes('--json'), surroundings.write, surroundings.warn)
  try {
    const [first] = argv
    if (
      first === undefined ||
      first === 'help' ||
      (argv.length === 1 && (first === '--help' || first === '-h'))
    ) {
      await surroundings.write(`${overview(commands)}\n`)
      return first === undefined ? exits.usage : exits.ok
    }
    if (first === '--version') {
      await surroundings.write(`${surroundings.version}\n`)
      return exits.ok
    }
    const { command, rest } = findCommand(argv, commands)
    const given = readArguments(command, rest)
    if (given.flag('help')) {
      await surroundings.write(`${commandHelp(command)}\n`)
      return exits.ok
    }
    const dataFolder = resolve(given.text('data') ?? surroundings.defaultDataFolder)
    return await command.run({ ...surroundings, dataFolder, out }, given)
  } catch (error) {
    const failure = asFailure(error)
    await out.failure(failure)
    if (failure.code === 'bad-input')
      await out.note('"earshot --help" lists the commands and "earshot COMMAND --help" their options.')
    if (failure.code === 'needs-consent') await out.note('To agree, run it again with --accept-file-key.')
    // For who can mend it: there is no window to look for a log in.
    if (failure.code === 'bug' && failure.cause instanceof Error) await out.note(failure.cause.stack ?? '')
    return exitCodeOf(failure.code)
  }
}
