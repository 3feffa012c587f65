import { asFailure, type Failure } from '#shared/failure'
import type { Clock } from '../clock.ts'
import { claimJob, failJob, finishJob, nextDueMs, releaseClaims, type Job, type Turns } from '../db/jobs.ts'
import type { Database } from '../db/open.ts'
import type { Log } from '../deps.ts'
import { nextTryMs } from './retry.ts'

/** One kind of work. `run` answers when to run again, or undefined when the job is over; what it throws is a failure. */
export interface JobKind {
  /** Speaking goes before listening, and what may wait comes last and never takes every place. Listening if absent. */
  turn?: 'speak' | 'listen' | 'background'
  run(job: Job, signal: AbortSignal): Promise<{ againMs: number | undefined }>
  /** Told of a failure before the job is planned again or parked; may decide differently. */
  failed?(job: Job, failure: Failure): { againMs: number | undefined } | undefined
}

export interface RunnerDeps {
  db: Database
  clock: Clock
  log: Log
  random(): number
  kinds: Readonly<Record<string, JobKind>>
  /** Claims jobs of these kinds alone; the others wait for somebody else. */
  only?: readonly string[] | undefined
  /** Streams that somebody looks at. */
  watched?(): readonly number[]
}

/** Jobs running at the same time; each mostly waits for a network. */
const mostAtOnce = 6
/** Of those, work in the background. */
const mostInBackground = 2

/**
 * Runs stored jobs when they are due. All state is in the table: a process that dies leaves its claims, and the
 * next one releases them at its start, so that nothing is lost.
 */
export class Runner {
  readonly #deps: RunnerDeps
  readonly #abort = new AbortController()
  readonly #running = new Set<Promise<void>>()
  readonly #speaking: readonly string[]
  readonly #background: readonly string[]
  #inBackground = 0
  #cancelWake: (() => void) | undefined
  #stopped = false

  constructor(deps: RunnerDeps) {
    this.#deps = deps
    const ofTurn = (turn: JobKind['turn']): string[] =>
      Object.entries(deps.kinds).flatMap(([name, kind]) => (kind.turn === turn ? [name] : []))
    this.#speaking = ofTurn('speak')
    this.#background = ofTurn('background')
    releaseClaims(deps.db, deps.clock.now())
  }

  /** Claims what is due and sets the alarm for what comes next. Call it after planning a job. */
  wake(): void {
    if (this.#stopped) return
    this.#cancelWake?.()
    this.#cancelWake = undefined
    while (this.#running.size < mostAtOnce) {
      const job = claimJob(this.#deps.db, this.#deps.clock.now(), this.#turns())
      if (job === undefined) break
      const isBackground = this.#background.includes(job.kind)
      if (isBackground) this.#inBackground += 1
      const work = this.#workAndYield(job).finally(() => {
        this.#running.delete(work)
        if (isBackground) this.#inBackground -= 1
        this.wake()
      })
      this.#running.add(work)
    }
    const due = nextDueMs(this.#deps.db, this.#turns())
    if (due === undefined || this.#running.size >= mostAtOnce) return
    this.#cancelWake = this.#deps.clock.after(Math.max(0, due - this.#deps.clock.now()), () => this.wake())
  }

  #turns(): Turns {
    return {
      only: this.#deps.only,
      not: this.#inBackground < mostInBackground ? [] : this.#background,
      first: this.#speaking,
      last: this.#background,
      watched: this.#deps.watched?.() ?? [],
    }
  }

  /** Waits until nothing runs and nothing is due now. */
  async settle(): Promise<void> {
    this.wake()
    while (this.#running.size > 0) await Promise.race(this.#running)
  }

  /** Stops claiming, tells running jobs to end and waits for them. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelWake?.()
    this.#abort.abort()
    await Promise.allSettled(this.#running)
  }

  /** A step that never waits would follow the one before without a turn for anybody's call. */
  async #workAndYield(job: Job): Promise<void> {
    try {
      await this.#work(job)
    } finally {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async #work(job: Job): Promise<void> {
    const { db, clock, log, random, kinds } = this.#deps
    const kind = kinds[job.kind]
    if (kind === undefined) {
      // A job of a newer version: kept for it.
      failJob(db, job.id, { code: 'bug', message: `no such job: ${job.kind}` }, undefined)
      return
    }
    try {
      const { againMs } = await kind.run(job, this.#abort.signal)
      finishJob(db, job.id, againMs)
    } catch (error) {
      const failure = asFailure(error)
      if (this.#stopped) {
        // Ended by us, not by the network: it runs again after the next start.
        failJob(db, job.id, failure.toShape(), clock.now())
        return
      }
      if (failure.code === 'bug') log.error('job failed', { kind: job.kind, error: failure.cause })
      const decided = kind.failed?.(job, failure)
      const againMs =
        decided === undefined
          ? nextTryMs(failure.toShape(), job.tries, clock.now(), random())
          : decided.againMs
      failJob(db, job.id, failure.toShape(), againMs)
    }
  }
}
