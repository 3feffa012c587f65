import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright'
import { dataFileName } from '#core/data-file'
import { elsewhere } from '#demo/elsewhere'
import { startTown, type Town } from '#demo/town'
import { ensureBuilt } from './build.ts'
import { firstSync, reportTable } from './demo-report.ts'
import { openDisplay } from './display.ts'
import { main, root } from './process.ts'
import { ensureRuntime, type Runtime } from './runtime.ts'
import { electronFlags } from './sandbox.ts'

/**
 * `npm run demo`: Earshot as a bakery sees it, over an invented town on this machine. Prints what was heard,
 * keeps a picture in demo.png, and stays until Ctrl-C; `-- --once` ends after the picture.
 */

const hashtags = ['townmarket', 'sourdough']

await main(async () => {
  const once = process.argv.includes('--once')
  const runtime = await ensureRuntime()
  await ensureBuilt()
  const town = await startTown({ live: true })
  console.log(`The demo town is at ${town.url}; you are ${town.account.handle}.`)
  const dataFolder = await mkdtemp(join(tmpdir(), 'earshot-demo-'))
  const display = await openDisplay()
  try {
    await show(runtime, town, dataFolder, display.env, once)
    return 0
  } finally {
    display.close()
    await town.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
})

async function show(
  runtime: Runtime,
  town: Town,
  dataFolder: string,
  displayEnv: Record<string, string>,
  once: boolean,
): Promise<void> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const { url, account, feeds } = town
  const others = elsewhere(town)
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [...(await electronFlags(runtime.executable, 'invented data')), root],
    // The flags above say where it must be off; Playwright by itself turns it off everywhere.
    chromiumSandbox: true,
    cwd: root,
    env: {
      ...inherited,
      ...displayEnv,
      EARSHOT_DATA: dataFolder,
      EARSHOT_DEMO: JSON.stringify({ url, account, feeds, hashtags, ...others }),
    },
  })
  const ended = new Promise<void>((done) => app.once('close', () => done()))
  try {
    const window = await app.firstWindow()
    const report = await firstSync(join(dataFolder, dataFileName), networksOf(others), 90_000)
    console.log(`\n${reportTable(report)}\n`)
    // The first row of the list: the picture is of a window that has drawn what it heard.
    await window.getByRole('option').first().waitFor({ timeout: 20_000 })
    await window.screenshot({ path: join(root, 'demo.png') })
    console.log('The window as it looks now: demo.png')
    if (once) return
    console.log('The town goes on talking. Close the window or press Ctrl-C to end.')
    await Promise.race([ended, interrupted()])
  } finally {
    await app.close()
  }
}

/** The demo signs in one after the other and adds single streams last, so that with these on it everything is there. */
function networksOf({ accounts, streams }: ReturnType<typeof elsewhere>): Set<string> {
  return new Set(['mastodon', 'feed', ...[...accounts, ...streams].map(({ network }) => network)])
}

function interrupted(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done())
    process.once('SIGTERM', () => done())
  })
}
