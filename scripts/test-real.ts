import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { main, mustRun, root, run, Trouble } from './process.ts'

const withoutSnac = `Left out: the fediverse server snac is not installed.
  Debian bookworm, with backports:  sudo apt-get install -y -t bookworm-backports snac2
`
const withoutAtproto = `Left out: no folder with an atproto network was named (--atproto FOLDER or EARSHOT_ATPROTO).
`

/**
 * `npm run test:real [-- --atproto FOLDER]`: against real servers that other people wrote, on this machine. Not a part of
 * `npm test`. A server that is not there is left out, and that is said. What else follows `--` goes to Vitest.
 */
await main(async () => {
  const args = process.argv.slice(2)
  const at = args.indexOf('--atproto')
  const given = at === -1 ? process.env['EARSHOT_ATPROTO'] : args.splice(at, 2)[1]
  const files: string[] = []
  const env: Record<string, string> = {}
  if ((await run('snac', [])).code === 127) console.log(withoutSnac)
  else files.push('snac.test.ts')
  if (given === undefined || given === '') console.log(withoutAtproto)
  else {
    env['EARSHOT_ATPROTO_READY'] = await installedAtproto(resolve(given))
    files.push('atproto.test.ts')
  }
  if (files.length === 0) throw new Trouble('There is no server to test against; see docs/testing.md.')
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'e2e/real/vitest.config.ts']
  return (await run(process.execPath, [...vitest, ...files, ...args], { cwd: root, output: 'show', env }))
    .code
})

/**
 * A folder in which the network's packages are installed: the one given, or a copy of it outside of every checkout,
 * made once for each list of packages. Throws a Trouble with what is missing.
 */
async function installedAtproto(folder: string): Promise<string> {
  const lock = join(folder, 'package-lock.json')
  if (!existsSync(join(folder, 'start.mjs')) || !existsSync(lock))
    throw new Trouble(`${folder} holds no start.mjs with its package-lock.json; see docs/testing.md.`)
  const databases = await Promise.all([hasProgram('redis-server'), hasPostgres()])
  if (databases.includes(false))
    throw new Trouble(`The atproto network needs PostgreSQL and Redis.
  Debian:  sudo apt-get install -y --no-install-recommends postgresql redis-server`)
  const packages = join('node_modules', '@atproto', 'dev-env', 'package.json')
  if (existsSync(join(folder, packages))) return folder
  const name = createHash('sha256')
    .update(await readFile(lock))
    .digest('hex')
    .slice(0, 12)
  const copy = join(tmpdir(), `earshot-atproto-${name}`)
  await mkdir(dirname(copy), { recursive: true })
  await cp(folder, copy, { recursive: true })
  if (!existsSync(join(copy, packages))) {
    console.log(`Installing the atproto network in ${copy}; this takes some minutes, once.`)
    await mustRun('npm', ['ci', '--no-audit', '--no-fund'], { cwd: copy })
  }
  return copy
}

async function hasProgram(name: string): Promise<boolean> {
  return (await run(name, ['--version'])).code !== 127
}

async function hasPostgres(): Promise<boolean> {
  const versions = ['15', '16', '17']
  return versions.some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/postgres`))
}
