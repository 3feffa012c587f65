import { ensureBuilt } from './build.ts'
import { openDisplay } from './display.ts'
import { main, root, run } from './process.ts'
import { ensureRuntime } from './runtime.ts'
import { electronFlags } from './sandbox.ts'

/** `npm start`: Earshot with your own data. What follows `--` goes to Electron. */
await main(async () => {
  const { executable } = await ensureRuntime()
  const flags = await electronFlags(executable, 'own data')
  await ensureBuilt()
  const display = await openDisplay()
  try {
    const args = [...flags, root, ...process.argv.slice(2)]
    const { code } = await run(executable, args, {
      env: { ...display.env, NODE_OPTIONS: undefined },
      output: 'show',
    })
    return code
  } finally {
    display.close()
  }
})
