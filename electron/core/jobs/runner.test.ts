import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureJob, planJob } from '../db/jobs.ts'
import { openStore, type Database } from '../db/open.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { Runner, type JobKind } from './runner.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
let db: Database
beforeEach(() => {
  db = openStore(':memory:')
})
afterEach(() => db.close())

/** Kinds whose jobs note their start and end when told to. */
function kinds(): { kinds: Record<string, JobKind>; started: string[]; endOne(): void } {
  const started: string[] = []
  const ends: (() => void)[] = []
  const kind = (turn: JobKind['turn']): JobKind => ({
    ...(turn === undefined ? {} : { turn }),
    run(job) {
      started.push(`${job.kind} ${job.key}`)
      return new Promise((resolve) => ends.push(() => resolve({ againMs: undefined })))
    },
  })
  return {
    started,
    endOne: () => ends.shift()?.(),
    kinds: { pull: kind(undefined), send: kind('speak'), fill: kind('background') },
  }
}

test('speaking goes first, and work in the background last and never in every place', async () => {
  const { kinds: all, started, endOne } = kinds()
  const clock = fakeClock()
  for (let n = 1; n <= 9; n += 1) planJob(db, 'fill', String(n), n)
  planJob(db, 'pull', 'a', 500)
  planJob(db, 'send', 'x', 1000)
  const runner = new Runner({ db, clock, log: silent, random: () => 0.5, kinds: all })
  runner.wake()
  expect(started).toEqual(['send x', 'pull a', 'fill 1', 'fill 2'])
  // A place is free for whoever comes to listen, however long the background is.
  planJob(db, 'pull', 'b', 1000)
  runner.wake()
  expect(started.at(-1)).toBe('pull b')
  for (let n = 0; n < 20; n += 1) {
    endOne()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(started).toHaveLength(12)
  await runner.stop()
})

test('a job that is planned, running or given up is not planned twice, but taken up again', () => {
  ensureJob(db, 'fill', '1', 500)
  ensureJob(db, 'fill', '1', 100)
  expect(db.prepare('SELECT due_ms, state FROM jobs').all()).toEqual([{ due_ms: 500, state: 'ready' }])
  db.exec("UPDATE jobs SET state = 'parked', tries = 4")
  ensureJob(db, 'fill', '1', 700)
  expect(db.prepare('SELECT due_ms, state, tries FROM jobs').all()).toEqual([
    { due_ms: 700, state: 'ready', tries: 0 },
  ])
})

test('between two steps that never wait, calls have their turn', async () => {
  const clock = fakeClock()
  let steps = 0
  const kind: JobKind = {
    turn: 'background',
    run: () => Promise.resolve({ againMs: (steps += 1) < 200 ? clock.now() : undefined }),
  }
  planJob(db, 'fill', 'all', 1)
  const runner = new Runner({ db, clock, log: silent, random: () => 0.5, kinds: { fill: kind } })
  const done = runner.settle()
  const seen: number[] = []
  for (let n = 0; n < 5; n += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(steps)
  }
  await done
  expect(steps).toBe(200)
  expect(seen.every((n) => n < 20)).toBe(true)
})
