import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { main, root, run, Trouble } from './process.ts'

/** `npm run types`: the compiler over each program, with the types that this program may see. */
await main(async () => {
  const configs = (await readdir(root)).filter((name) => /^tsconfig\.(?!base).+\.json$/.test(name)).sort()
  if (configs.length === 0) throw new Trouble('There is no tsconfig.*.json to check.')
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  let failed = 0
  for (const config of configs) {
    const { code } = await run(process.execPath, [compiler, '-p', config], { output: 'show' })
    console.log(`${config}: ${code === 0 ? 'fine' : 'errors'}`)
    if (code !== 0) failed += 1
  }
  return failed === 0 ? 0 : 1
})
