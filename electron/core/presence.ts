import { comeBack, lastAbsence, lastAwakeMs, leave } from './db/absences.ts'
import { readSettings } from './db/settings.ts'
import type { World } from './world.ts'

/** Whether the user is at the window, as the shell tells it; absences are written down as they begin. */
export class Presence {
  readonly #world: World
  #isHere = false

  constructor(world: World) {
    this.#world = world
  }

  /**
   * At the start: a program that ended without a word (a power cut, a kill) wrote no absence. The user was there until
   * it last asked a network, or later.
   */
  recall(): void {
    const { db, deps } = this.#world
    const last = lastAbsence(db)
    if (last !== undefined && last.backMs === undefined) return
    const seenMs = Math.max(last?.backMs ?? 0, lastAwakeMs(db) ?? 0)
    if (seenMs > 0 && deps.clock.now() - seenMs >= readSettings(db).awayMs) leave(db, seenMs, 0)
  }

  back(): void {
    if (this.#isHere) return
    this.#isHere = true
    const { db, deps, notices, changes } = this.#world
    notices.setWatching(true)
    if (comeBack(db, deps.clock.now(), readSettings(db).awayMs)) changes.tell(['catchup'])
  }

  left(): void {
    if (!this.#isHere) return
    this.#isHere = false
    const { db, deps, notices } = this.#world
    notices.setWatching(false)
    leave(db, deps.clock.now(), readSettings(db).awayMs)
  }
}
