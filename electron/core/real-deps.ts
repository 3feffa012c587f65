import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyringState, OpenedKey } from '#shared/core-process'
import { createRedactor, textsIn } from '#shared/redact'
import { archiveFormats } from './archives/all-formats.ts'
import { systemClock } from './clock.ts'
import { dataFileName } from './data-file.ts'
import type { Deps } from './deps.ts'
import { createLog } from './log.ts'
import { networks } from './networks/index.ts'
import { createFetch, openSocket } from './networks/outside.ts'
import { listenForRedirect } from './sign-in-redirect.ts'
import { openVault } from './vault.ts'

export interface RealDepsOptions {
  dataFolder: string
  version: string
  /** Absent under the command line, which has no keyring. */
  keyring?: KeyringState
  keys?: readonly OpenedKey[]
  /** Works against a demo town on the loopback address. */
  demo?: boolean
  /** Where that town is, for networks that live in one place only. */
  demoHost?: string
}

/**
 * Everything real that core needs, for the window's core process and for the command line alike. Makes the folder.
 * `close` ends idle connections. Throws bad-input when the vault cannot be read.
 */
export function makeDeps(options: RealDepsOptions): { deps: Deps; close(): Promise<void> } {
  const { dataFolder, version } = options
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const redactor = createRedactor()
  const fetch = createFetch({ allowLoopback: options.demo === true })
  const vault = openVault({
    dataFolder,
    keyring: options.keyring ?? 'none',
    opened: options.keys ?? [],
    // What is sealed is the JSON of credentials; each text in it is kept out of the log.
    onPlain(plain) {
      for (const text of textsIn(JSON.parse(plain))) redactor.hide(text)
    },
  })
  const deps: Deps = {
    dbFile: join(dataFolder, dataFileName),
    clock: systemClock,
    fetch,
    openSocket,
    vault,
    networks,
    formats: archiveFormats,
    log: createLog(dataFolder, systemClock, redactor),
    newId: () => randomUUID(),
    random: () => Math.random(),
    version,
    listenForRedirect,
    ...(options.demo === undefined ? {} : { demo: options.demo }),
    ...(options.demoHost === undefined ? {} : { demoHost: options.demoHost }),
  }
  return { deps, close: () => fetch.close() }
}
