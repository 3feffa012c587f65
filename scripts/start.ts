import { ensureBuilt } from './build.ts'
import { electronFlags, openDisplay } from './display.ts'
import { main, root, run } from './process.ts'
import { ensureRuntime } from './runtime.ts'

/** `npm start`: Earshot with your own data. What follows `--` goes to Electron. */
await main(async () => {
  const { executable } = await ensureRuntime()
  await ensureBuilt()
  const display = await openDisplay()
  try {
    const args = [...electronFlags(), root, ...process.argv.slice(2)]
    const { code } = await run(executable, args, {
      env: { ...display.env, NODE_OPTIONS: undefined },
      output: 'show',
    })
    return code
  } finally {
    display.close()
  }
})
