import type { World } from '../world.ts'
import type { JobKind } from './runner.ts'

/** How long what is held waits where nobody would see a banner (on the command line). */
const elsewhereMs = 60_000

/** The job that tells what was held, when the quiet hours end or the last banner is some seconds old. There is one. */
export function noticeJob(world: World, shown: boolean): JobKind {
  return {
    run() {
      const againMs = shown ? world.notices.tellHeld() : world.deps.clock.now() + elsewhereMs
      return Promise.resolve({ againMs })
    },
  }
}
