import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main, root, run, seconds, Trouble } from './process.ts'

/** `npm run bench`: every program in bench/ in turn; `-- NAME …` runs those whose name holds one of the names. */
await main(async () => {
  const wanted = process.argv.slice(2)
  const files = (await readdir(join(root, 'bench'))).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const chosen = files
    .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
    .sort()
  if (chosen.length === 0)
    throw new Trouble(`No bench is called ${wanted.join(' ')}. There are: ${files.join(', ')}`)
  const failed: string[] = []
  // The large stores are made once here for all that measure them (bench/lib/big-store.ts).
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'))
  try {
    for (const file of chosen) {
      console.log(`\n── ${file}`)
      const startMs = Date.now()
      const { code } = await run(process.execPath, [join(root, 'bench', file)], {
        output: 'show',
        env: { BENCH_FOLDER: folder },
      })
      console.log(`── ${file}: ${seconds(Date.now() - startMs)}`)
      if (code !== 0) failed.push(file)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
})
