import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reportTable } from './demo-report.ts'
import { withLock } from './lock.ts'
import { sandboxTrouble } from './sandbox.ts'
import { root, run } from './process.ts'
import { experimental } from './sqlite-binary.ts'
import { ensureCompiler, missingLibraries } from './system-libraries.ts'
import { playwrightCounts, settle, vitestCounts } from './test-step.ts'

test('the libraries that ldd does not find are named', () => {
  const text = `	linux-vdso.so.1 (0x00007ffd)
	libgtk-3.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
	libgbm.so.1 => not found
`
  expect(missingLibraries(text)).toEqual(['libgtk-3.so.0', 'libgbm.so.1'])
})

test.runIf(process.platform === 'linux')(
  'without a compiler, and without the right to install one, the command is told',
  async () => {
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    try {
      await expect(ensureCompiler()).rejects.toThrow('sudo apt-get install -y python3 make g++')
    } finally {
      process.env['PATH'] = path
    }
  },
)

test('the definition that is swapped for older Electrons is still in better-sqlite3', () => {
  const gyp = readFileSync(join(root, 'node_modules', 'better-sqlite3', 'binding.gyp'), 'utf8')
  const changed = experimental(gyp)
  expect(changed).toContain('NAPI_EXPERIMENTAL')
  expect(changed).not.toContain('NAPI_VERSION=10')
  expect(() => experimental('{}')).toThrow()
})

test('a step of tests that ran none, or ended badly without saying why, has failed', () => {
  expect(settle({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 })
  expect(settle({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 })
  expect(settle({ passed: 5, failed: 2 }, 1)).toEqual({ passed: 5, failed: 2 })
  expect(settle({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 })
})

test('reports are counted', () => {
  expect(vitestCounts({ numPassedTests: 7, numFailedTests: 2, numFailedTestSuites: 1 })).toEqual({
    passed: 7,
    failed: 2,
  })
  expect(vitestCounts({ numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 1 })).toEqual({
    passed: 7,
    failed: 1,
  })
  expect(playwrightCounts({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 4 } })).toEqual({
    passed: 3,
    failed: 2,
  })
  expect(vitestCounts({})).toEqual({ passed: 0, failed: 0 })
})

test('a program that cannot be started is an answer, not a crash', async () => {
  const result = await run('there-is-no-such-program', [])
  expect(result.code).toBe(127)
})

test('two at once take turns, and a lock of the dead is taken over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-turns-'))
  const file = join(folder, 'lock')
  try {
    const steps: string[] = []
    let first = (): void => {}
    const held = new Promise<void>((done) => {
      first = done
    })
    const one = withLock(file, async () => {
      steps.push('one in')
      await held
      steps.push('one out')
    })
    const two = withLock(file, async () => void steps.push('two in'))
    first()
    await Promise.all([one, two])
    expect(steps).toEqual(['one in', 'one out', 'two in'])
    // No process has this number: it is above what Linux gives.
    writeFileSync(file, '99999999')
    expect(await withLock(file, async () => 'in')).toBe('in')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the table of the demo lines up', () => {
  const table = reportTable({
    streams: [
      { name: 'Mentions', network: 'mastodon', health: 'ok', heard: 120, open: 7, settled: true },
      { name: '#sourdough', network: 'mastodon', health: 'limited', heard: 9, open: 0, settled: true },
    ],
    heard: 129,
    waiting: 7,
  })
  expect(table).toBe(`stream      network   health   heard  open
Mentions    mastodon  ok         120     7
#sourdough  mastodon  limited      9     0

Items heard: 129. Waiting for an answer: 7.`)
})

test('a lock that cannot be written says so at once, and what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-turns-'))
  const inTheWay = join(folder, 'file')
  writeFileSync(inTheWay, '')
  try {
    const failure = await withLock(join(inTheWay, 'lock'), async () => 'in').catch((error: unknown) => error)
    expect(String(failure)).toContain('cannot be written to')
    expect(String(failure)).toContain('sudo chown')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('where the system refuses the sandbox, the commands that allow it are named', () => {
  expect(sandboxTrouble('/x/chrome-sandbox')).toContain('sudo chmod 4755 /x/chrome-sandbox')
})
