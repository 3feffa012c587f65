import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRedactor } from '#shared/redact'
import { openLogFile } from '../log-file.ts'
import { createLog } from './log.ts'
import { fakeClock } from './testing/fake-clock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lines = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>) // written as objects by the log under test

test('a line is one JSON object with its time, level and event', () => {
  createLog(folder, fakeClock(0), createRedactor()).warn('pull failed', { streamId: 3, code: 'offline' })
  const file = join(folder, 'logs', 'core.log')
  expect(lines(file)).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'warn', event: 'pull failed', streamId: 3, code: 'offline' },
  ])
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
})

test('no secret and no words of people reach the file, by key or by value', () => {
  const redactor = createRedactor()
  redactor.hide('town-token-1')
  const log = createLog(folder, fakeClock(), redactor)
  log.error('sign-in failed', {
    token: 'another-2',
    url: 'https://x/?q=town-token-1',
    item: { text: 'my words' },
  })
  const text = readFileSync(join(folder, 'logs', 'core.log'), 'utf8')
  expect(text).toContain('sign-in failed')
  expect(text).not.toMatch(/town-token-1|another-2|my words/)
})

test('full files move on, and the oldest goes', () => {
  const log = openLogFile({
    folder,
    name: 'core',
    now: () => 0,
    redactor: createRedactor(),
    maxBytes: 200,
    keep: 2,
  })
  for (let n = 0; n < 20; n += 1) log.info('line', { n })
  expect(readdirSync(folder).toSorted()).toEqual(['core.1.log', 'core.2.log', 'core.log'])
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(200)
  const kept = ['core.2.log', 'core.1.log', 'core.log'].flatMap((file) => lines(join(folder, file)))
  const numbers = kept.map((line) => line['n'])
  expect(numbers.at(-1)).toBe(19)
  expect(numbers).toEqual(numbers.map((_, at) => 20 - numbers.length + at))
})

test('a second run goes on in the same file', () => {
  const open = () => createLog(folder, fakeClock(), createRedactor())
  open().info('one')
  open().info('two')
  expect(lines(join(folder, 'logs', 'core.log')).map((line) => line['event'])).toEqual(['one', 'two'])
})
