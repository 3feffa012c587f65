import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeClock, type FakeClock } from './testing/fake-clock.ts'
import { passing, Square, type SquareKind } from './testing/square.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

/** Whatever happens, Earshot never claims to have heard a moment in which something was said that it has not. */

type Reach = 'well' | 'unreachable' | 'asleep'
type Act =
  | { do: 'ask' | 'restart' | 'pause' | 'resume' | 'woke' }
  /** People speak, at this distance; then so many requests go through, and some fail. */
  | { do: 'talk'; count: number; seconds: number; reach: Reach; through: number; failures: number }
  /** A live connection comes up, beats, and ends in one of its ways; meanwhile polling works or does not. */
  | { do: 'live'; beats: number; seconds: number; reach: Reach; end: 'stay' | 'drop' | 'die' }

const reach = fc.constantFrom<Reach>('well', 'unreachable', 'asleep')
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('talk' as const),
      count: fc.integer({ min: 0, max: 20 }),
      seconds: fc.constantFrom(1, 20, 100, 700),
      reach,
      through: fc.integer({ min: 0, max: 4 }),
      failures: fc.constantFrom(0, 0, 1, 4),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('live' as const),
      beats: fc.integer({ min: 0, max: 3 }),
      seconds: fc.constantFrom(10, 70, 200),
      reach,
      end: fc.constantFrom('stay' as const, 'drop' as const, 'die' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Act>(
      { do: 'ask' },
      { do: 'restart' },
      { do: 'pause' },
      { do: 'resume' },
      { do: 'woke' },
    ),
  },
)

interface Run {
  core: TestCore
  square: Square
  clock: FakeClock
  dbFile: string
}

function begin({ square, clock, dbFile }: Omit<Run, 'core'>): TestCore {
  const core = startTestCore({ dbFile, clock, network: square.network }, { live: true })
  return { ...core, clock, advance: async (ms) => (clock.advance(ms), core.settle()) }
}

async function carryOut(run: Run, step: Act): Promise<void> {
  const { core } = run
  switch (step.do) {
    case 'talk':
      await talk(run, step)
      break
    case 'live':
      await live(run, step)
      break
    case 'ask':
      await core.call('streams.refresh', {})
      break
    case 'woke':
      await core.call('system.woke', {})
      break
    case 'pause':
    case 'resume':
      await core.call('streams.update', { id: 1, paused: step.do === 'pause' })
      break
    case 'restart':
      await core.stop()
      run.core = begin(run)
      break
  }
  await run.core.settle()
}

const trouble = (times: number) => Array.from({ length: times }, passing)
const luck = (times: number) => Array.from({ length: times }, () => undefined)

/** Time passes; two things never happen in the same millisecond, since which was first would not be known. */
async function pass({ core, clock }: Run, seconds: number, how: Reach): Promise<void> {
  if (how === 'asleep') clock.sleep(seconds * 1000)
  else await core.advance(seconds * 1000)
  clock.advance(1)
}

async function talk(run: Run, step: Extract<Act, { do: 'talk' }>): Promise<void> {
  const { core, square } = run
  square.troubles.splice(0, Infinity, ...trouble(step.reach === 'unreachable' ? 500 : 0))
  for (let n = 0; n < step.count; n += 1) {
    await pass(run, step.seconds, step.reach)
    square.say()
  }
  await pass(run, step.seconds, step.reach)
  square.troubles.splice(0, Infinity, ...luck(step.through), ...trouble(step.failures))
  await core.call('streams.refresh', {})
  await core.settle()
}

async function live(run: Run, step: Extract<Act, { do: 'live' }>): Promise<void> {
  const { square } = run
  square.troubles.splice(0, Infinity, ...trouble(step.reach === 'unreachable' ? 500 : 0))
  square.up()
  for (let n = 0; n < step.beats; n += 1) {
    await pass(run, step.seconds, step.reach)
    square.say()
    await pass(run, 1, 'well')
    square.beat()
    // What a connection proves is written down when it is looked at.
    await pass(run, 61, 'well')
    expect(await falseClaims(run)).toEqual([])
  }
  if (step.end !== 'stay') square[step.end]()
}

/** What was said in stretches that are claimed as heard, and is not stored. */
async function falseClaims({ core, square, clock, dbFile }: Run): Promise<string[]> {
  const db = new Sqlite(dbFile, { readonly: true })
  const stored = new Set(
    db
      .prepare<[], { id: string }>(
        'SELECT remote_id AS id FROM items JOIN hits ON item_id = items.id WHERE stream_id = 1',
      )
      .all()
      .map(({ id }) => id),
  )
  db.close()
  const missing = square.said.filter(({ remoteId }) => !stored.has(remoteId))
  const { ranges, gaps } = await core.call('streams.coverage', { id: 1, fromMs: 0, toMs: clock.now() + 1 })
  const isIn = (ms: number, parts: readonly { fromMs: number; toMs: number }[]): boolean =>
    parts.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
  const stays = gaps.filter(({ state }) => state === 'permanent')
  const fromMs = ranges[0]?.fromMs ?? Infinity
  const { heardToMs = 0 } = await core.call('ledger.today', { midnightMs: 0 })
  return missing
    .filter(
      ({ createdMs }) =>
        isIn(createdMs, ranges) || (createdMs >= fromMs && createdMs < heardToMs && !isIn(createdMs, stays)),
    )
    .map(({ text, createdMs }) => `${text} at ${String(createdMs)}`)
}

test.each<SquareKind>(['cursor', 'window', 'back'])(
  'no sequence of pulls, failures, live ups and downs, sleeps and restarts makes a false claim: %s',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 9 }),
        fc.array(act, { maxLength: 14 }),
        async (before, acts) => {
          const folder = mkdtempSync(join(tmpdir(), 'earshot-claims-'))
          const clock = fakeClock()
          const square = new Square(clock, kind)
          const at = { square, clock, dbFile: join(folder, 'earshot.db') }
          for (let n = 0; n < before; n += 1) {
            clock.advance(60_000)
            square.say()
          }
          const run: Run = { ...at, core: begin(at) }
          try {
            await signIn(run.core)
            for (const step of acts) {
              await carryOut(run, step)
              expect(await falseClaims(run)).toEqual([])
            }
            // When all is well again, what can be heard is heard, and nothing is left open.
            square.troubles.length = 0
            await carryOut(run, { do: 'resume' })
            await carryOut(run, { do: 'woke' })
            for (let n = 0; n < 40; n += 1) await run.core.advance(5000)
            expect(await falseClaims(run)).toEqual([])
            const { gaps } = await run.core.call('streams.coverage', { id: 1, fromMs: 0, toMs: clock.now() })
            expect(gaps.filter(({ state }) => state === 'open' || state === 'filling')).toEqual([])
            if (kind !== 'window') expect(gaps.filter(({ state }) => state === 'permanent')).toEqual([])
            const { heardToMs = 0 } = await run.core.call('ledger.today', { midnightMs: 0 })
            expect(clock.now() - heardToMs).toBeLessThan(300_000)
          } finally {
            await run.core.stop()
            rmSync(folder, { recursive: true, force: true })
          }
        },
      ),
      // What fails first is short enough to read, and shrinking would run the whole core some hundred times.
      { numRuns: 20, endOnFailure: true },
    )
  },
  120_000,
)
