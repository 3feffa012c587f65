import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, run, seconds } from './process.ts'

export interface Counts {
  passed: number
  failed: number
}

export interface Step {
  name: string
  /** Program in node_modules, by its script. */
  script: string
  args: readonly string[]
  env?: Record<string, string>
  /** Reads the counts of a JSON report. Absent: the step is one check, by its exit code. */
  counts?: (report: unknown) => Counts
  /** Variable or argument by which the program is told where to write its report. */
  reportArg?: (file: string) => { args?: string[]; env?: Record<string, string> }
}

/** Runs one step with its output on the console. A step of tests that runs none has failed. */
export async function runStep(step: Step): Promise<Counts> {
  console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 70 - step.name.length))}`)
  const startMs = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'earshot-report-'))
  try {
    const file = join(folder, 'report.json')
    const report = step.reportArg?.(file) ?? {}
    const { code } = await run(
      process.execPath,
      [join(root, step.script), ...step.args, ...(report.args ?? [])],
      {
        output: 'show',
        env: { ...step.env, ...report.env },
      },
    )
    const counts = step.counts === undefined ? oneCheck(code) : await readCounts(file, step.counts, code)
    console.log(
      `── ${step.name}: ${String(counts.passed)} passed, ${String(counts.failed)} failed, ${seconds(Date.now() - startMs)}`,
    )
    return counts
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function oneCheck(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function readCounts(file: string, read: (report: unknown) => Counts, code: number): Promise<Counts> {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  return settle(read(JSON.parse(await readFile(file, 'utf8'))), code)
}

/** What a program that ran tests is worth: no test, or a bad end without a failed test, is a failure too. Pure. */
export function settle(counts: Counts, code: number): Counts {
  const isHollow = counts.passed + counts.failed === 0
  const isSilent = code !== 0 && counts.failed === 0
  return isHollow || isSilent ? { ...counts, failed: counts.failed + 1 } : counts
}

function numberAt(report: unknown, ...path: string[]): number {
  let value: unknown = report
  for (const key of path)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof value === 'number' ? value : 0
}

/** Vitest's JSON report: a file that could not be loaded counts as one failure. Pure. */
export function vitestCounts(report: unknown): Counts {
  const failed = numberAt(report, 'numFailedTests')
  const brokenFiles = failed === 0 ? numberAt(report, 'numFailedTestSuites') : 0
  return { passed: numberAt(report, 'numPassedTests'), failed: failed + brokenFiles }
}

/** Playwright's JSON report. Pure. */
export function playwrightCounts(report: unknown): Counts {
  return {
    passed: numberAt(report, 'stats', 'expected'),
    failed: numberAt(report, 'stats', 'unexpected') + numberAt(report, 'stats', 'flaky'),
  }
}
