import { join } from 'node:path'
import { openDisplay } from './display.ts'
import { main, root, run } from './process.ts'
import { ensureRuntime } from './runtime.ts'
import { electronFlags } from './sandbox.ts'

/** `npm run dev`: the window with hot reload; a change of core or main starts them again. */
await main(async () => {
  const { executable } = await ensureRuntime()
  const own = await electronFlags(executable, 'own data')
  const display = await openDisplay()
  try {
    const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const flags = own.includes('--no-sandbox') ? ['--noSandbox'] : []
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
