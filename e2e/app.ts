import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import type { z } from 'zod'
import { sandboxHere } from '../scripts/sandbox.ts'
import { startTown, type Town } from '#demo/town'
import type { demoTown } from '#shared/core-process'

/** The real app on a fresh data folder, and a town of its own to listen to. */
export interface Session {
  app: ElectronApplication
  page: Page
  town: Town
  dataFolder: string
  /** What the window logged as errors. */
  errors: string[]
  close(): Promise<void>
}

export interface LaunchOptions {
  /** Signed in to the town (default), or a first launch that knows nothing. */
  signedIn?: boolean
  town?: Town
  dataFolder?: string
  env?: Record<string, string>
  /** How long a message can be taken back, where a test waits for it to leave and does not look at the waiting. */
  undoSendMs?: number
  /** What else the demo settles in, on other networks of the town. */
  settle?: (town: Town) => Pick<z.input<typeof demoTown>, 'accounts' | 'streams'>
}

const root = resolve(import.meta.dirname, '..')

/** The Electron that `npm run runtime` made sure of. */
export function electronPath(): string {
  const folder = join(root, 'node_modules/electron')
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist')
  return join(dist, readFileSync(join(folder, 'path.txt'), 'utf8').trim())
}

/** Starts the built app. With `signedIn` it waits until the first sync is through. */
export async function launch(options: LaunchOptions = {}): Promise<Session> {
  const signedIn = options.signedIn !== false
  const town = options.town ?? (await startTown({ answers: false }))
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'earshot-e2e-'))
  const demo = {
    url: town.url,
    account: town.account,
    feeds: town.feeds.slice(0, 2),
    hashtags: ['townmarket'],
    ...(options.undoSendMs === undefined ? {} : { undoSendMs: options.undoSendMs }),
    ...options.settle?.(town),
  }
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  const executablePath = electronPath()
  const { flags } = await sandboxHere(executablePath)
  const app = await _electron.launch({
    executablePath,
    args: [...flags, '--force-prefers-reduced-motion', root],
    // The flags say where it must be off; Playwright by itself turns it off everywhere.
    chromiumSandbox: true,
    env: {
      ...env,
      EARSHOT_DATA: dataFolder,
      ...(signedIn ? { EARSHOT_DEMO: JSON.stringify(demo) } : {}),
      ...options.env,
    },
  })
  const page = await app.firstWindow()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  const close = async (): Promise<void> => {
    await app.close()
    if (options.town === undefined) await town.close()
    if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
  }
  try {
    if (signedIn) {
      await expect(rows(page).first()).toBeVisible({ timeout: 60_000 })
      // The first sync is through: nothing moves by itself any more.
      await expect(page.getByText(/caught up to /i)).toBeVisible({ timeout: 60_000 })
    }
  } catch (error) {
    // Nobody will close what was never handed out.
    await close()
    throw error
  }
  return {
    app,
    page,
    town,
    dataFolder,
    errors,
    close,
  }
}

/** Rows of the list, as a screen reader finds them. */
export function rows(page: Page) {
  return page.locator('[role=option][data-conversation]')
}

/** The row whose words or name contain this. */
export function row(page: Page, text: string) {
  return rows(page).filter({ hasText: text })
}

/** A lane or stream of the sidebar. */
export function place(page: Page, name: RegExp) {
  return page.getByRole('navigation').getByRole('button', { name }).first()
}

/** Goes to a lane and waits until its rows (or its empty words) stand there. */
export async function goTo(page: Page, name: string): Promise<void> {
  await place(page, new RegExp(`^${name}`, 'i')).click()
  await expect(page.locator(`[role=listbox][aria-label^="${name}"]`)).toBeVisible()
}

/** Opens the dialog that writes a post, by the palette and by keys alone. */
export async function writePost(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('textbox', { name: 'Commands' })).toBeFocused()
  await page.keyboard.type('write a post')
  await expect(page.getByRole('dialog').getByText('Write a post …')).toBeVisible()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Write a post' })
  await expect(dialog.getByRole('textbox', { name: 'Words of the post' })).toBeFocused()
  return dialog
}

/** Waits until something new is heard: it lies in view where the list has room, else behind the pill, for nothing jumps. */
export async function expectNew(page: Page, text: string): Promise<void> {
  const pill = page.getByRole('button', { name: /new/ })
  await expect(async () => {
    if (await pill.isVisible()) await page.keyboard.press('.')
    await expect(row(page, text)).toHaveCount(1, { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
}

/** The browser of a test: addresses are kept instead of opened. */
export async function catchAddresses(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    Reflect.set(shell, 'openExternal', (url: string) => {
      opened.push(url)
      return Promise.resolve()
    })
  })
}

/** The address that was opened last, once there are so many. */
export async function lastOpened(app: ElectronApplication, count: number): Promise<URL> {
  const opened = () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]) // put there above
  await expect.poll(async () => (await opened()).length).toBe(count)
  return new URL((await opened()).at(-1) ?? '')
}

/** What lies on the clipboard. */
export function copied(app: ElectronApplication): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText())
}
