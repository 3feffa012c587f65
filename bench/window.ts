/**
 * The real window over a million items: from a key press to the next conversation on the screen, and from the
 * start of the program to the first rows, against an Electron that shows one line.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { _electron, type Page } from '@playwright/test'
import { startTown } from '#demo/town'
import { electronPath, launch, rows, type Session } from '../e2e/app.ts'
import { ensureBuilt } from '../scripts/build.ts'
import { openDisplay } from '../scripts/display.ts'
import { ensureRuntime } from '../scripts/runtime.ts'
import { electronFlags } from '../scripts/sandbox.ts'
import { bigCount, dropStores, folder, storeOf } from './lib/big-store.ts'
import { median, percentile, print } from './lib/figure.ts'

const presses = 100
/** Between presses: ten a second, faster than anybody reads. */
const pauseMs = 100
const starts = 3

async function pressAndWait(page: Page, key: string): Promise<number> {
  await page.evaluate(`earshotWatch(${JSON.stringify(key)})`)
  await page.keyboard.press(key)
  const shown = page.evaluate<number>('earshotShown')
  return within(shown, 10_000, `The window did not show another conversation after ${key}.`)
}

async function within<T>(promise: Promise<T>, ms: number, words: string): Promise<T> {
  const stop = new AbortController()
  const late = setTimeout(ms, undefined, { signal: stop.signal }).then(
    () => Promise.reject(new Error(words)),
    // Stopped, because the promise was in time.
    () => promise,
  )
  try {
    return await Promise.race([promise, late])
  } finally {
    stop.abort()
  }
}

async function measureKey(page: Page, key: string): Promise<{ p50: number; p95: number }> {
  const samples: number[] = []
  for (let n = -10; n < presses; n += 1) {
    const ms = await pressAndWait(page, key)
    if (n >= 0) samples.push(ms)
    await setTimeout(pauseMs)
  }
  return { p50: median(samples), p95: percentile(samples, 0.95) }
}

async function watch(page: Page): Promise<void> {
  await page.evaluate(readFileSync(join(import.meta.dirname, 'lib', 'key-watch.js'), 'utf8'))
}

function tellKey(
  what: string,
  ours: { p50: number; p95: number },
  least: { p50: number; p95: number },
): void {
  const metric = `${what} to the next conversation painted, ${String(bigCount)} items`
  print({ bench: 'window', metric: `${metric}, p50`, value: ours.p50, unit: 'ms', target: '' })
  print({ bench: 'window', metric: `${metric}, p95`, value: ours.p95, unit: 'ms', target: '<= 50' })
  const against = `${what} / a key that changes two lines of an empty window`
  print({ bench: 'window', metric: `${against}, p50`, value: ours.p50 / least.p50, unit: 'x', target: '' })
}

/** Milliseconds from the start of Electron to its one line. */
async function startHello(): Promise<{ ms: number; page: Page; close: () => Promise<void> }> {
  const start = performance.now()
  const app = await _electron.launch({
    executablePath: electronPath(),
    chromiumSandbox: true,
    args: [...flags, join(import.meta.dirname, 'lib', 'hello')],
  })
  const page = await app.firstWindow()
  await page.locator('[role=status]').waitFor()
  const ms = performance.now() - start
  return { ms, page, close: () => app.close() }
}

const { executable } = await ensureRuntime()
const flags = await electronFlags(executable, 'invented data')
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
    const hello = await startHello()
    hellos.push(hello.ms)
    await hello.close()
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
  const hello = await startHello()
  await watch(hello.page)
  const least = await measureKey(hello.page, 'j')
  await hello.close()
  print({
    bench: 'window',
    metric: 'a key that changes two lines of an empty window, p50',
    value: least.p50,
    unit: 'ms',
    target: '',
  })
  print({
    bench: 'window',
    metric: 'a key that changes two lines of an empty window, p95',
    value: least.p95,
    unit: 'ms',
    target: '',
  })
  const { session } = await start()
  await rows(session.page).first().click()
  await watch(session.page)
  tellKey('j', await measureKey(session.page, 'j'), least)
  tellKey('e (done)', await measureKey(session.page, 'e'), least)
  await session.close()
} finally {
  await town.close()
  display.close()
  rmSync(dataFolder, { recursive: true, force: true })
  dropStores()
}
