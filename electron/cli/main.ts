import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { dataFolderFor } from '#shared/data-folder'
import { createRedactor, textsIn } from '#shared/redact'
import { version } from '../../package.json'
import { archiveFormats } from '../core/archives/all-formats.ts'
import { systemClock } from '../core/clock.ts'
import { takeDataLock } from '../core/data-lock.ts'
import type { Log } from '../core/deps.ts'
import { createLog } from '../core/log.ts'
import { networks } from '../core/networks/index.ts'
import { createFetch, openSocket } from '../core/networks/outside.ts'
import { listenForRedirect } from '../core/sign-in-redirect.ts'
import { openVault } from '../core/vault.ts'
import { runCli } from './cli.ts'
import type { Surroundings } from './command.ts'
import { gentleVault } from './gentle-vault.ts'

/** The program: runs the command line with everything real around it. */

// Whatever is written here holds what people said: for the user alone, in whatever folder.
process.umask(0o077)

/** A terminal's Ctrl-C arrives twice: from the terminal, and again from the launcher that passes it on. */
const sameKeyMs = 1000

const interrupt = new AbortController()
let interruptedMs = 0
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // The first asks for an orderly end; whoever asks again means it.
    if (interrupt.signal.aborted && Date.now() - interruptedMs > sameKeyMs) process.exit(130)
    if (!interrupt.signal.aborted) interruptedMs = Date.now()
    interrupt.abort()
  })
}

// `earshot items | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

function writeTo(stream: NodeJS.WriteStream): (text: string) => Promise<void> {
  return (text) =>
    new Promise((resolve) => (stream.write(text) ? resolve() : void stream.once('drain', resolve)))
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}

/** Opens the log with its first line: a command that only reads leaves no trace in the folder. */
function lazyLog(open: () => Log): Log {
  let log: Log | undefined
  const opened = (): Log => (log ??= open())
  return {
    info: (event, details) => opened().info(event, details),
    warn: (event, details) => opened().warn(event, details),
    error: (event, details) => opened().error(event, details),
  }
}

function makeDeps(dataFolder: string): ReturnType<Surroundings['makeDeps']> {
  const redactor = createRedactor()
  const fetch = createFetch()
  const vault = openVault({
    dataFolder,
    keyring: 'none',
    opened: [],
    onPlain: (plain) => {
      for (const text of textsIn(JSON.parse(plain))) redactor.hide(text)
    },
  })
  return {
    deps: {
      dbFile: join(dataFolder, 'earshot.db'),
      clock: systemClock,
      fetch,
      openSocket,
      vault: gentleVault(vault),
      networks,
      formats: archiveFormats,
      log: lazyLog(() => createLog(dataFolder, systemClock, redactor)),
      newId: () => randomUUID(),
      random: () => Math.random(),
      version,
      listenForRedirect,
    },
    close: () => fetch.close(),
  }
}

const code = await runCli(process.argv.slice(2), {
  write: writeTo(process.stdout),
  warn: writeTo(process.stderr),
  stdin: process.stdin,
  signal: interrupt.signal,
  version,
  networks,
  makeDeps,
  lock: (dataFolder) => Promise.resolve(takeDataLock(dataFolder, 'command line', systemClock.now())),
  defaultDataFolder: dataFolderFor(process.platform, process.env, homedir()),
})
await Promise.all([flushed(process.stdout), flushed(process.stderr)])
process.exit(code)
