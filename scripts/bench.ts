import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { main, root, run, seconds, Trouble } from './process.ts'

/** `npm run bench`: every program in bench/ in turn; `-- NAME` runs those whose name holds NAME. */
await main(async () => {
  const wanted = process.argv[2] ?? ''
  const files = (await readdir(join(root, 'bench'))).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const chosen = files.filter((name) => name.includes(wanted)).sort()
  if (chosen.length === 0) throw new Trouble(`No bench is called ${wanted}. There are: ${files.join(', ')}`)
  const failed: string[] = []
  for (const file of chosen) {
    console.log(`\n── ${file}`)
    const startMs = Date.now()
    const { code } = await run(process.execPath, [join(root, 'bench', file)], { output: 'show' })
    console.log(`── ${file}: ${seconds(Date.now() - startMs)}`)
    if (code !== 0) failed.push(file)
  }
  if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
})
