import { describe, expect, test } from 'vitest'
import { commands } from './commands/index.ts'
import { findCommand, nearest, pair, readArguments, wholeNumber } from './given.ts'
import { commandHelp, overview } from './help.ts'

const read = (...argv: string[]) => {
  const { command, rest } = findCommand(argv, commands)
  return { name: command.name, given: readArguments(command, rest) }
}

describe('finding the command', () => {
  test('one word or two, with options before or after', () => {
    expect(read('items').name).toBe('items')
    expect(read('accounts', 'list').name).toBe('accounts list')
    expect(read('--json', 'streams', 'list').given.flag('json')).toBe(true)
    expect(read('streams', 'list', '--json').given.flag('json')).toBe(true)
  })

  test('a typo is answered with the nearest command', () => {
    expect(() => read('lisen')).toThrow('There is no command "lisen". Did you mean "listen"?')
    expect(() => read('stream', 'list')).toThrow('Did you mean "streams')
    expect(() => read('xylophone')).toThrow(/^There is no command "xylophone"\.$/)
  })

  test('half a command says how it goes on', () => {
    expect(() => read('accounts')).toThrow('"accounts" is followed by one of: add, list, remove.')
    expect(() => read('accounts', 'destroy')).toThrow('followed by one of')
  })
})

describe('reading options', () => {
  test('values, repeated values and words', () => {
    const { given } = read(
      'streams',
      'add',
      'feed',
      'feed',
      '--set',
      'url=https://a.example',
      '--set',
      'x=y',
      '--name',
      'A',
    )
    expect(given.words).toEqual(['feed', 'feed'])
    expect(given.texts('set')).toEqual(['url=https://a.example', 'x=y'])
    expect(given.text('name')).toBe('A')
    expect(given.text('account')).toBeUndefined()
  })

  test('an unknown option is named, with the nearest that there is', () => {
    expect(() => read('items', '--limt', '5')).toThrow(
      '"earshot items" has no option --limt. Did you mean --limit?',
    )
    expect(() => read('items', '--zebra')).toThrow(/no option --zebra\.$/)
  })

  test('an option without its value, a flag with one', () => {
    expect(() => read('items', '--limit')).toThrow('--limit')
    expect(() => read('listen', '--once=yes')).toThrow('--once')
  })

  test('too few words and too many are told with the usage line', () => {
    expect(() => read('thread')).toThrow('Something is missing. Usage: earshot thread ITEM')
    expect(() => read('items', 'a', 'b')).toThrow('"b" is one word too many')
  })

  test('a query that begins with a dash comes after two', () => {
    expect(read('search', '--', '-hiring refund').given.words).toEqual(['-hiring refund'])
  })

  test('numbers and pairs are what they should be', () => {
    expect(wholeNumber('12', 'ID')).toBe(12)
    for (const wrong of ['0', '-1', '1.5', '1e3', 'x', '', '99999999999999999999']) {
      expect(() => wholeNumber(wrong, 'ID')).toThrow('ID must be a whole number')
    }
    expect(pair('query=a=b', '--set')).toEqual(['query', 'a=b'])
    expect(() => pair('=b', '--set')).toThrow('--set takes key=value')
  })
})

describe('help', () => {
  test('the overview names every command', () => {
    for (const command of commands) expect(overview(commands)).toContain(`  ${command.name} `)
  })

  test('the help of a command names every option', () => {
    for (const command of commands)
      for (const name of Object.keys(command.options)) expect(commandHelp(command)).toContain(`--${name}`)
  })

  test('it is asked for without the obligatory words', () => {
    expect(read('thread', '--help').given.flag('help')).toBe(true)
  })
})

test('what is nearest is near', () => {
  expect(nearest('dnoe', ['done', 'doctor'])).toBe('done')
  expect(nearest('doc', ['done', 'doctor'])).toBe('doctor')
  expect(nearest('q', ['done'])).toBeUndefined()
  expect(nearest('', ['done'])).toBeUndefined()
})
