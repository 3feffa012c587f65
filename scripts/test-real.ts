import { main, root, run, Trouble } from './process.ts'

/** `npm run test:real`: against real servers that other people wrote, on this machine. Not a part of `npm test`. */
await main(async () => {
  if ((await run('snac', [])).code === 127) {
    throw new Trouble(
      `These tests need the fediverse server snac.
  Debian bookworm, with backports:  sudo apt-get install -y -t bookworm-backports snac2`,
    )
  }
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'e2e/real/vitest.config.ts',
    ...process.argv.slice(2),
  ]
  return (await run(process.execPath, args, { cwd: root, output: 'show' })).code
})
