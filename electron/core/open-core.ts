import { systemClock } from './clock.ts'
import { createCore, type CoreOptions } from './core.ts'
import { takeDataLock, type Program } from './data-lock.ts'
import type { Core, Log } from './deps.ts'
import { makeDeps, type RealDepsOptions } from './real-deps.ts'

export interface OpenedCore {
  core: Core
  log: Log
  /** Stops core and gives the data folder free. */
  stop(): Promise<void>
}

/**
 * Core with everything real behind it, holding the lock of its data folder. Throws locked when another process writes
 * there, newer-file or bad-input when its store cannot be opened.
 */
export function openCore(
  options: RealDepsOptions & { program: Program },
  coreOptions: CoreOptions = {},
): OpenedCore {
  const lock = takeDataLock(options.dataFolder, options.program, systemClock.now())
  try {
    const { deps, close } = makeDeps(options)
    const core = createCore(deps, coreOptions)
    const { log } = deps
    log.info('core started', { program: options.program, version: options.version })
    return {
      core,
      log,
      async stop() {
        await core.stop()
        await close()
        log.info('core stopped')
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
