import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run, Trouble } from './process.ts'

/** Chromium's own sandbox: on wherever the system lets it be built, and never off unsaid. */

/** What the window shows: somebody's own messages, or what the demo town made up. */
export type Shown = 'own data' | 'invented data'

export interface SandboxHere {
  /** What Electron must be started with. */
  flags: string[]
  /** Why it is off, where it is. */
  offBecause?: 'root' | 'refused'
}

/** Off Linux it is always on. As root Chromium refuses it; some systems refuse it to everybody else. */
export async function sandboxHere(executable: string): Promise<SandboxHere> {
  if (process.platform !== 'linux') return { flags: [] }
  if (process.getuid?.() === 0) return { flags: ['--no-sandbox'], offBecause: 'root' }
  if (await systemAllowsIt(executable)) return { flags: [] }
  return { flags: ['--no-sandbox'], offBecause: 'refused' }
}

/**
 * The flags that Electron must be started with here, and a word where the sandbox is off. Throws Trouble with the
 * commands that allow it where the system refuses it and somebody's own data would be shown without it.
 */
export async function electronFlags(executable: string, shown: Shown): Promise<string[]> {
  const { flags, offBecause } = await sandboxHere(executable)
  if (offBecause === 'refused' && shown === 'own data')
    throw new Trouble(sandboxTrouble(helperOf(executable)))
  if (offBecause !== undefined) {
    const why = offBecause === 'root' ? 'Running as root' : 'This system refuses it'
    console.log(`${why}: Chromium’s own sandbox is off (--no-sandbox). Do not do this for daily use.`)
  }
  return flags
}

function helperOf(executable: string): string {
  return join(dirname(executable), 'chrome-sandbox')
}

/** Words for a system that allows neither user namespaces nor the helper. Pure. */
export function sandboxTrouble(helper: string): string {
  return `This system does not let Chromium build its sandbox, which keeps what others write away from your files.
Allow it once, and try again:
  sudo chown root:root ${helper}
  sudo chmod 4755 ${helper}`
}

/** Chromium takes the helper if it is root's and runs as root, else a namespace of the user's own. */
async function systemAllowsIt(executable: string): Promise<boolean> {
  const helper = await stat(helperOf(executable)).catch(() => undefined)
  if (helper !== undefined && helper.uid === 0 && (helper.mode & 0o4001) === 0o4001) return true
  return (await run('unshare', ['--user', '--map-root-user', 'true'])).code === 0
}
