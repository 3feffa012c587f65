import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from './lock.ts'
import { isStarted, main, root, run, Trouble } from './process.ts'

/** Builds `out/` where its sources have changed since it was built. */

const sources = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const stampFile = join(root, 'out', '.sources')

/** Throws Trouble with the builder's words. `quiet`: says nothing where all goes well. */
export async function ensureBuilt(options: { quiet?: boolean } = {}): Promise<void> {
  const before = await fingerprint()
  if (await isBuiltFrom(before)) return
  await withLock(join(root, 'node_modules', '.earshot-build.lock'), async () => {
    const wanted = await fingerprint()
    if (await isBuiltFrom(wanted)) return
    if (options.quiet !== true) console.log('Building Earshot.')
    await rm(stampFile, { force: true })
    const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const result = await run(process.execPath, [builder, 'build'], {
      env: { NO_COLOR: '1' },
      timeoutMs: 600_000,
    })
    if (result.code !== 0) throw new Trouble(`The build failed.\n${result.text.slice(-4000)}`)
    await writeFile(stampFile, wanted)
  })
}

async function isBuiltFrom(wanted: string): Promise<boolean> {
  return existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === wanted
}

/** Names, sizes and times of every source: a file that was removed counts too. Tests are no part of what is built. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) for (const line of await linesOf(join(root, source))) hash.update(line)
  return hash.digest('hex')
}

async function linesOf(path: string): Promise<string[]> {
  const found = await stat(path)
  if (found.isFile()) return [`${path} ${String(found.size)} ${String(found.mtimeMs)}\n`]
  const names = (await readdir(path)).filter((name) => !/\.test\.tsx?$|^fixtures$|^testing$/.test(name))
  const lines: string[] = []
  for (const name of names.sort()) lines.push(...(await linesOf(join(path, name))))
  return lines
}

if (isStarted(import.meta.filename)) {
  await main(async () => {
    await ensureBuilt()
    return 0
  })
}
