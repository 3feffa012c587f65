import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startTown, type Town, type TownOptions } from '#demo/town'

/** Starts the built app as a user would, with a fresh data folder, and with a town of its own to listen to. */

const root = resolve(import.meta.dirname, '..')

/** Hashtags that people in the town use. */
export const townHashtags = ['townmarket', 'sourdough'] as const

export interface App {
  electron: ElectronApplication
  window: Page
  dataFolder: string
  /** Ends the app; the data folder stays until `remove`. */
  close(): Promise<void>
  /** Ends the app and removes its data. */
  remove(): Promise<void>
}

export interface LaunchOptions {
  /** Signs in to this town at the first start, as `npm run demo` does. */
  town?: Town
  /** Feeds and hashtags as well, not the account's mentions alone. */
  everything?: boolean
  /** Of an earlier app: starts again on what it left. */
  dataFolder?: string
  env?: Record<string, string>
}

/** The Electron of this checkout. */
export function electronExecutable(): string {
  const folder = join(root, 'node_modules', 'electron')
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist')
  return join(dist, readFileSync(join(folder, 'path.txt'), 'utf8'))
}

/** What the core process needs to know of a town to sign itself in. */
export function demoFor(town: Town, everything: boolean): string {
  return JSON.stringify({
    url: town.url,
    account: town.account,
    feeds: everything ? town.feeds : [],
    hashtags: everything ? townHashtags : [],
  })
}

/** Launches the app and waits for its window. */
export async function launchApp(options: LaunchOptions = {}): Promise<App> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'earshot-e2e-')))
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  // A variable that is not set has no text to hand on.
  const inherited = Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  )
  const electron = await _electron.launch({
    executablePath: electronExecutable(),
    args: [...(isRoot ? ['--no-sandbox'] : []), root],
    cwd: root,
    env: {
      ...inherited,
      EARSHOT_DATA: dataFolder,
      ...(options.town === undefined
        ? {}
        : { EARSHOT_DEMO: demoFor(options.town, options.everything ?? false) }),
      ...options.env,
    },
  })
  const window = await electron.firstWindow()
  const close = async (): Promise<void> => {
    await electron.close()
  }
  return {
    electron,
    window,
    dataFolder,
    close,
    async remove() {
      await close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** A quiet town whose clock is the machine's; tests make it speak. */
export function startQuietTown(options: TownOptions = {}): Promise<Town> {
  return startTown(options)
}
