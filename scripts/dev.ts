import { join } from 'node:path'
import { electronFlags, openDisplay } from './display.ts'
import { main, root, run } from './process.ts'
import { ensureRuntime } from './runtime.ts'

/** `npm run dev`: the window with hot reload; a change of core or main starts them again. */
await main(async () => {
  await ensureRuntime()
  const display = await openDisplay()
  try {
    const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const flags = electronFlags().includes('--no-sandbox') ? ['--noSandbox'] : []
    const { code } = await run(
      process.execPath,
      [builder, 'dev', '--watch', ...flags, ...process.argv.slice(2)],
      {
        env: display.env,
        output: 'show',
      },
    )
    return code
  } finally {
    display.close()
  }
})
