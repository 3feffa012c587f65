import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { toyNetwork, toyOffered } from '../testing/toy-network.ts'

/*
 * A network is added by adding files, and by nothing else: a copy of the sources with a new folder, a face and something
 * said on it is held to the whole conformance suite, and the program itself offers it.
 */

const root = join(import.meta.dirname, '../../..')
let copy: string
const run = promisify(execFile)

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'earshot-toy-'))
  const settings = readdirSync(root).filter((name) =>
    /^(?:package|tsconfig.*)\.json$|^vitest\.config\.ts$/.test(name),
  )
  for (const part of ['electron', 'shared', 'resources', ...settings])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  for (const [path, text] of [...Object.entries(toyNetwork), [toyOffered.path, toyOffered.text] as const]) {
    const file = join(copy, path)
    mkdirSync(dirname(file), { recursive: true })
    // Only new files: what is there already stays as it is.
    writeFileSync(file, text, { flag: 'wx' })
  }
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const report = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

/** Runs one test file of the copy; answers with what ran, in full names. Its failures are ours. */
async function passed(file: string, ...options: string[]): Promise<string[]> {
  const output = join(copy, 'report.json')
  rmSync(output, { force: true })
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', file, ...options, '--reporter=json', `--outputFile=${output}`]
  // Its failures stand in the report.
  await run(process.execPath, args, { cwd: copy }).catch(() => undefined)
  const results = report
    .parse(JSON.parse(readFileSync(output, 'utf8')))
    .testResults.flatMap(({ assertionResults, message }) => {
      if (assertionResults.length === 0) throw new Error(message)
      return assertionResults
    })
    .filter(({ status }) => status !== 'skipped' && status !== 'pending')
  expect(
    results.filter(({ status }) => status !== 'passed').map(({ failureMessages }) => failureMessages),
  ).toEqual([])
  return results.map(({ fullName }) => fullName)
}

test('a folder, a face and words are all that a new network takes to conform', async () => {
  const suite = 'electron/core/networks/conformance.test.ts'
  const names = await passed(suite, '-t', 'guestbook|every folder')
  expect(names.filter((name) => name.includes('guestbook')).length).toBeGreaterThan(25)
})

test('the program lists it, signs in to it and hears it, as it does with every other', async () => {
  expect(await passed(toyOffered.path)).toHaveLength(1)
})
