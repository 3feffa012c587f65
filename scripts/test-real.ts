import { missingForWordPress } from '../e2e/real/wordpress.ts'
import { main, root, run, Trouble } from './process.ts'

/** `npm run test:real`: against real servers that other people wrote, on this machine. Not a part of `npm test`. */

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
  const absent: string[] = []
  for (const { name, file, missing, install } of servers) {
    const what = await missing()
    if (what === undefined) continue
    absent.push('--exclude', `**/${file}`)
    console.log(`Skipped: ${name}, for lack of ${what}. On Debian bookworm:\n  sudo ${install}`)
  }
  if (absent.length === 2 * servers.length) throw new Trouble('None of the real servers is installed here.')
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'e2e/real/vitest.config.ts',
    ...absent,
    ...process.argv.slice(2),
  ]
  return (await run(process.execPath, args, { cwd: root, output: 'show' })).code
})
