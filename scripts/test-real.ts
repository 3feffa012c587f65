import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

import { missingForWordPress } from '../e2e/real/wordpress.ts'
import { main, mustRun, root, run, Trouble } from './process.ts'

/**
 * `npm run test:real [-- --atproto FOLDER]`: against real servers that other people wrote, on this machine. Not a part of
 * `npm test`. A server that is not there is left out, and that is said. What else follows `--` goes to Vitest.
 */

interface Server {
  name: string
  file: string
  /** What is missing here, or undefined. */
  missing(): Promise<string | undefined>
  install: string
}

const servers: readonly Server[] = [
  {
    name: 'the fediverse server snac',
    file: 'snac.test.ts',
    missing: async () => ((await run('snac', [])).code === 127 ? 'snac' : undefined),
    install: 'apt-get install -y -t bookworm-backports snac2',
  },
  {
    name: 'WordPress',
    file: 'wordpress.test.ts',
    missing: missingForWordPress,
    install:
      'apt-get install -y --no-install-recommends wordpress wordpress-theme-twentytwentythree php php-cgi php-cli php-mysql micro-httpd mariadb-server-core mariadb-client-core',
  },
]

await main(async () => {
  const given = process.argv.slice(2)
  const env: Record<string, string> = {}
  const absent: string[] = []
  for (const { name, file, missing, install } of servers) {
    const what = await missing()
    if (what === undefined) continue
    absent.push('--exclude', `**/${file}`)
    console.log(`Left out: ${name}, for lack of ${what}. On Debian bookworm:\n  sudo ${install}`)
  }
  const at = given.indexOf('--atproto')
  const atproto = at === -1 ? process.env['EARSHOT_ATPROTO'] : given.splice(at, 2)[1]
  if (atproto === undefined || atproto === '') {
    absent.push('--exclude', '**/atproto.test.ts')
    console.log(
      'Left out: no folder with an atproto network was named (--atproto FOLDER or EARSHOT_ATPROTO).',
    )
  } else env['EARSHOT_ATPROTO_READY'] = await installedAtproto(resolve(atproto))
  if (absent.length === 2 * (servers.length + 1))
    throw new Trouble('There is no server to test against; see docs/testing.md.')
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'e2e/real/vitest.config.ts']
  return (await run(process.execPath, [...vitest, ...absent, ...given], { cwd: root, output: 'show', env }))
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
