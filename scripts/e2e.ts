import { join } from 'node:path'
import { ensureBuilt } from './build.ts'
import { openDisplay } from './display.ts'
import { main, root, run } from './process.ts'
import { ensureRuntime } from './runtime.ts'
import { electronFlags } from './sandbox.ts'

/** `npm run e2e`: Playwright drives the real app. What follows `--` goes to Playwright. */
await main(async () => {
  const { executable } = await ensureRuntime()
  await electronFlags(executable, 'invented data') // each window asks again; here it is said once
  await ensureBuilt()
  const display = await openDisplay()
  try {
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    const args = [cli, 'test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(2)]
    return (await run(process.execPath, args, { env: display.env, output: 'show' })).code
  } finally {
    display.close()
  }
})
