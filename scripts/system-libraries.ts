import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { run, Trouble } from './process.ts'

/** Debian and Fedora packages of everything that Electron needs from a bare system, of a display without a screen, and of people's scripts. */
const packages = {
  apt: [
    'libgtk-3-0',
    'libnss3',
    'libasound2',
    'libgbm1',
    'xvfb',
    'xauth',
    'fonts-noto-cjk',
    'fonts-noto-color-emoji',
  ],
  dnf: [
    'gtk3',
    'nss',
    'alsa-lib',
    'mesa-libgbm',
    'xorg-x11-server-Xvfb',
    'xorg-x11-xauth',
    'google-noto-sans-cjk-fonts',
  ],
} as const

/** The shared libraries that a program's `ldd` output names as not found. Pure. */
export function missingLibraries(lddText: string): string[] {
  return [...lddText.matchAll(/^\s*(\S+) => not found$/gm)].flatMap((match) => match[1] ?? [])
}

/**
 * Makes sure that the system has what Electron needs: its shared libraries and, with no display, Xvfb.
 * As root with apt it installs them; otherwise throws Trouble with the commands to run. Linux only, else does nothing.
 */
export async function ensureSystemLibraries(executable: string): Promise<void> {
  if (process.platform !== 'linux') return
  const missing = await findMissing(executable)
  if (missing.length === 0) return
  console.log(`This system lacks what Electron needs: ${missing.join(', ')}.`)
  if (await mayInstall()) {
    await installWithApt(packages.apt)
    const left = await findMissing(executable)
    if (left.length === 0) return
    throw new Trouble(`Still missing after the installation: ${left.join(', ')}.`)
  }
  throw new Trouble(
    `Install it and try again:
  Debian, Ubuntu:  sudo apt-get install -y ${(await aptNames(packages.apt)).join(' ')}
  Fedora:          sudo dnf install -y ${packages.dnf.join(' ')}`,
  )
}

/** What compiling needs; the packages of Debian are called like the programs. */
const compilers = ['python3', 'make', 'g++'] as const

/**
 * Makes sure that what the fallback runtime compiles can be compiled here. As root with apt it installs what is missing;
 * otherwise throws Trouble with the command to run.
 */
export async function ensureCompiler(): Promise<void> {
  const missing: string[] = []
  for (const program of compilers) if (!(await onPath(program))) missing.push(program)
  if (missing.length === 0 || process.platform !== 'linux') return
  console.log(`This system lacks what compiling needs: ${missing.join(', ')}.`)
  if (await mayInstall()) return installWithApt(missing)
  throw new Trouble(`Install it and try again:
  Debian, Ubuntu:  sudo apt-get install -y ${missing.join(' ')}
  Fedora:          sudo dnf install -y python3 make gcc-c++`)
}

async function mayInstall(): Promise<boolean> {
  return process.getuid?.() === 0 && (await onPath('apt-get'))
}

async function findMissing(executable: string): Promise<string[]> {
  const missing = missingLibraries((await run('ldd', [executable])).text)
  if (!hasDisplay() && !(await onPath('Xvfb'))) missing.push('Xvfb')
  return missing
}

/** True when a window can be shown on a real screen. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

async function installWithApt(names: readonly string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  console.log(`Installing: ${names.join(' ')}`)
  const install = ['install', '-y', '--no-install-recommends', ...(await aptNames(names))]
  if ((await run('apt-get', install, { env, timeoutMs: 600_000 })).code === 0) return
  // A fresh image has no package lists yet.
  await run('apt-get', ['update'], { env, timeoutMs: 300_000 })
  const second = [...install.slice(0, 3), ...(await aptNames(names))]
  const result = await run('apt-get', second, { env, timeoutMs: 600_000 })
  if (result.code !== 0) throw new Trouble(`apt-get ${second.join(' ')} failed:\n${result.text.slice(-1500)}`)
}

/** Newer Debian and Ubuntu renamed some of them for 64-bit time. */
async function aptNames(wanted: readonly string[]): Promise<string[]> {
  const names: string[] = []
  for (const name of wanted) {
    const renamed = `${name}t64`
    const known = await run('apt-cache', ['show', '--no-all-versions', renamed])
    names.push(known.code === 0 ? renamed : name)
  }
  return names
}

async function onPath(program: string): Promise<boolean> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      await access(join(folder, program))
      return true
    } catch {
      // Not in this folder; the next one is asked.
    }
  }
  return false
}
