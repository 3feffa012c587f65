import { parseArgs } from 'node:util'
import { Failure } from '#shared/failure'
import type { Command, Option } from './command.ts'

/** Options that every command knows. */
export const commonOptions: Record<string, Option> = {
  data: { type: 'string', takes: 'DIR', help: 'Data folder; the app’s own if absent' },
  json: { type: 'boolean', help: 'One line of JSON for each record; failures as JSON on standard error' },
  help: { type: 'boolean', help: 'Show this' },
}

type Value = string | boolean | (string | boolean)[] | undefined

/** The words and options of one call, read by name. */
export class Given {
  readonly words: readonly string[]
  readonly #values: Record<string, Value>

  constructor(words: readonly string[], values: Record<string, Value>) {
    this.words = words
    this.#values = values
  }

  /** A word by its place; the command's arity makes sure of the obligatory ones. */
  word(place: number): string {
    return this.words[place] ?? ''
  }

  flag(name: string): boolean {
    return this.#values[name] === true
  }

  text(name: string): string | undefined {
    const value = this.#values[name]
    return typeof value === 'string' ? value : undefined
  }

  texts(name: string): string[] {
    const value = this.#values[name]
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }

  /** A whole number above zero. Throws bad-input. */
  number(name: string): number | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : wholeNumber(text, `--${name}`)
  }
}

/** Reads a whole number above zero; `what` names it in the failure. Throws bad-input. */
export function wholeNumber(text: string, what: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new Failure('bad-input', `${what} must be a whole number above zero, not "${text}".`)
  return value
}

/** `key=value` as a pair. Throws bad-input. */
export function pair(text: string, option: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new Failure('bad-input', `${option} takes key=value, not "${text}".`)
  return [text.slice(0, at), text.slice(at + 1)]
}

/** Which command the words name, and where its own words begin. Throws bad-input with the nearest command. */
export function findCommand(
  argv: readonly string[],
  commands: readonly Command[],
): { command: Command; rest: string[] } {
  const at = argv.findIndex((word) => !word.startsWith('-'))
  const first = argv[at] ?? ''
  const second = argv[at + 1] ?? ''
  const long = commands.find((command) => command.name === `${first} ${second}`)
  if (long !== undefined) return { command: long, rest: argv.toSpliced(at, 2) }
  const short = commands.find((command) => command.name === first)
  if (short !== undefined) return { command: short, rest: argv.toSpliced(at, 1) }
  const siblings = commands.filter((command) => command.name.startsWith(`${first} `))
  if (siblings.length > 0) {
    const known = siblings.map((command) => command.name.slice(first.length + 1)).join(', ')
    throw new Failure('bad-input', `"${first}" is followed by one of: ${known}.`)
  }
  const names = commands.map((command) => command.name)
  const near = nearest(first, [...names, ...names.map((name) => name.split(' ')[0] ?? name)])
  throw new Failure(
    'bad-input',
    `There is no command "${first}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
  )
}

/** Reads the options and words of a command. Throws bad-input with a hint. */
export function readArguments(command: Command, rest: readonly string[]): Given {
  const options = { ...commonOptions, ...command.options }
  const { tokens } = parse(options, rest, false)
  const unknown = tokens.find((token) => token.kind === 'option' && !Object.hasOwn(options, token.name))
  if (unknown?.kind === 'option') {
    const near = nearest(unknown.name, Object.keys(options))
    throw new Failure(
      'bad-input',
      `"earshot ${command.name}" has no option ${unknown.rawName}.${near === undefined ? '' : ` Did you mean --${near}?`}`,
    )
  }
  const { values, positionals } = strictly(options, rest)
  if (values['help'] !== true) checkCount(command, positionals)
  return new Given(positionals, values)
}

function parse(options: Record<string, Option>, args: readonly string[], strict: boolean) {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple }]) => [
      name,
      { type, multiple: multiple === true },
    ]),
  )
  return parseArgs({ args: [...args], options: config, strict, allowPositionals: true, tokens: true })
}

function strictly(options: Record<string, Option>, rest: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(options, rest, true)
  } catch (error) {
    // Node words these well ("Option '--limit <value>' argument missing"); its further sentences are about its own API.
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new Failure('bad-input', words.endsWith('.') ? words : `${words}.`, { cause: error })
  }
}

function checkCount(command: Command, words: readonly string[]): void {
  const usage = `Usage: earshot ${command.name} ${command.takes}`.trimEnd()
  if (words.length < command.least) throw new Failure('bad-input', `Something is missing. ${usage}`)
  const tooMuch = words[command.most]
  if (tooMuch !== undefined) throw new Failure('bad-input', `"${tooMuch}" is one word too many. ${usage}`)
}

/** The name that is at most two letters away, or begins with what was typed. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  if (typed === '') return undefined
  const begins = names.find((name) => name.startsWith(typed))
  if (begins !== undefined) return begins
  let best: string | undefined
  let least = Math.min(2, Math.floor(typed.length / 2)) + 1
  for (const name of names) {
    const away = distance(typed, name)
    if (away >= least) continue
    best = name
    least = away
  }
  return best
}

/** Letters to change, add or take away to get from one word to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
