/**
 * The real window over a million items: from a key press to the next conversation on the screen, and from the
 * start of the program to the first rows, against an Electron that shows one line.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { startTown } from '#demo/town'
import { electronPath, launch, rows, type Session } from '../e2e/app.ts'
import { ensureBuilt } from '../scripts/build.ts'
import { electronFlags, openDisplay } from '../scripts/display.ts'
import { ensureRuntime } from '../scripts/runtime.ts'
import { bigCount, dropStores, folder, storeOf } from './lib/big-store.ts'
import { median, percentile, print } from './lib/figure.ts'

const presses = 200
const starts = 3

async function pressAndWait(session: Session, key: string): Promise<number> {
  const { page } = session
  await page.evaluate(`earshotWatch(${JSON.stringify(key)})`)
  await page.keyboard.press(key)
  const shown = page.evaluate<number>('earshotShown')
  return within(shown, 10_000, `The window did not show another conversation after ${key}.`)
}

async function within<T>(promise: Promise<T>, ms: number, words: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(words)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

async function measureKey(session: Session, key: string, what: string): Promise<void> {
  const samples: number[] = []
  for (let n = -10; n < presses; n += 1) {
    const ms = await pressAndWait(session, key)
    if (n >= 0) samples.push(ms)
  }
  const metric = `${what} to the next conversation painted, ${String(bigCount)} items`
  print({ bench: 'window', metric: `${metric}, p50`, value: median(samples), unit: 'ms', target: '' })
  print({
    bench: 'window',
    metric: `${metric}, p95`,
    value: percentile(samples, 0.95),
    unit: 'ms',
    target: '<= 50',
  })
}

/** Milliseconds from the start of Electron to its one line. */
async function startHello(): Promise<number> {
  const start = performance.now()
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronFlags(), join(import.meta.dirname, 'lib', 'hello')],
  })
  const page = await app.firstWindow()
  await page.locator('[role=status]').waitFor()
  const ms = performance.now() - start
  await app.close()
  return ms
}

await ensureRuntime()
await ensureBuilt()
const display = await openDisplay()
Object.assign(process.env, display.env)
const town = await startTown({ answers: false })
const dataFolder = join(folder(), 'window-data')

/** The app over the large store, and how long it took to show rows. */
async function start(): Promise<{ session: Session; ms: number }> {
  const started = performance.now()
  const session = await launch({ signedIn: false, town, dataFolder })
  await rows(session.page).first().waitFor()
  return { session, ms: performance.now() - started }
}

try {
  mkdirSync(dataFolder, { recursive: true })
  copyFileSync(storeOf(bigCount), join(dataFolder, 'earshot.db'))
  await (await start()).session.close()
  const ours: number[] = []
  const hellos: number[] = []
  for (let n = 0; n < starts; n += 1) {
    hellos.push(await startHello())
    const { session, ms } = await start()
    ours.push(ms)
    await session.close()
  }
  print({
    bench: 'window',
    metric: `start to first rows, ${String(bigCount)} items`,
    value: median(ours),
    unit: 'ms',
    target: '',
  })
  print({
    bench: 'window',
    metric: 'start to first rows / an Electron with one line',
    value: median(ours) / median(hellos),
    unit: 'x',
    target: '<= 2',
  })
  const { session } = await start()
  await rows(session.page).first().click()
  await session.page.evaluate(readFileSync(join(import.meta.dirname, 'lib', 'key-watch.js'), 'utf8'))
  await measureKey(session, 'j', 'j')
  await measureKey(session, 'e', 'e (done)')
  await session.close()
} finally {
  await town.close()
  display.close()
  rmSync(dataFolder, { recursive: true, force: true })
  dropStores()
}
