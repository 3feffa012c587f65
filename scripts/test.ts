import { main, seconds } from './process.ts'
import { playwrightCounts, runStep, vitestCounts, type Step } from './test-step.ts'

/** `npm test`: everything that can be checked without the internet. Its last line is `N passed, N failed`. */
const steps: readonly Step[] = [
  { name: 'lint', script: 'node_modules/oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings'] },
  {
    name: 'format',
    script: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--check', '.', '--log-level', 'warn'],
  },
  { name: 'types', script: 'scripts/types.ts', args: [] },
  {
    name: 'unit and conformance',
    script: 'node_modules/vitest/vitest.mjs',
    args: ['run', '--reporter=default', '--reporter=json'],
    reportArg: (file) => ({ args: [`--outputFile.json=${file}`] }),
    counts: vitestCounts,
  },
  { name: 'runtime', script: 'scripts/runtime.ts', args: [] },
  { name: 'build', script: 'scripts/build.ts', args: [] },
  {
    name: 'end to end',
    script: 'scripts/e2e.ts',
    args: ['--reporter=list,json'],
    reportArg: (file) => ({ env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } }),
    counts: playwrightCounts,
  },
]

await main(async () => {
  const startMs = Date.now()
  const sum = { passed: 0, failed: 0 }
  for (const step of steps) {
    const { passed, failed } = await runStep(step)
    sum.passed += passed
    sum.failed += failed
  }
  console.log(`\nAll steps took ${seconds(Date.now() - startMs)}.`)
  console.log(`${String(sum.passed)} passed, ${String(sum.failed)} failed`)
  return sum.failed === 0 ? 0 : 1
})
