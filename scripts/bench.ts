import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isStarted, main, root, run, Trouble } from './process.ts'

/** Runs the benchmarks in `bench/` one after the other (or those named) and passes on what they print. */

async function bench(names: readonly string[]): Promise<number> {
  const files = (await readdir(join(root, 'bench'))).filter((name) => name.endsWith('.ts')).sort()
  const chosen =
    names.length === 0 ? files : files.filter((file) => names.includes(file.replace(/\.ts$/, '')))
  if (chosen.length === 0) {
    throw new Trouble(
      `No such benchmark. There are: ${files.map((file) => file.replace(/\.ts$/, '')).join(', ')}.`,
    )
  }
  // The large stores are made once for the whole run.
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'))
  let failed = 0
  try {
    for (const file of chosen) {
      const { code } = await run(process.execPath, [join(root, 'bench', file)], {
        output: 'show',
        env: { BENCH_FOLDER: folder },
      })
      if (code !== 0) failed += 1
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return failed === 0 ? 0 : 1
}

if (isStarted(import.meta.filename)) await main(() => bench(process.argv.slice(2)))
