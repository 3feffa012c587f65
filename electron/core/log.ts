import { join } from 'node:path'
import type { Redactor } from '#shared/redact'
import { openLogFile } from '../log-file.ts'
import type { Clock } from './clock.ts'
import type { Log } from './deps.ts'

/** Core's log: `<data>/logs/core.log`, one JSON object a line, without secrets and without people's words. */
export function createLog(dataFolder: string, clock: Clock, redactor: Redactor): Log {
  return openLogFile({ folder: join(dataFolder, 'logs'), name: 'core', now: () => clock.now(), redactor })
}
