import { randomUUID } from 'node:crypto'
import { calls, type Input, type Output } from '#shared/contract'
import { fakeNetwork } from '#core/testing/fake-network'
import { startTestCore } from '#core/testing/start-core'
import type { Clock } from '#core/clock'
import { endMs, networkId } from './big-store.ts'
import { median, percentile } from './figure.ts'

/** Core over a file, without jobs, asked as the window asks it: inputs are parsed, outputs are not. */
export interface OpenCalls {
  call<K extends keyof typeof calls>(name: K, input: Input<typeof calls, K>): Promise<Output<typeof calls, K>>
  stop(): Promise<void>
}

/** Time as it passes, from the moment at which the generated items end: for work that is rationed by the clock. */
export const passingClock: Clock = {
  now: () => endMs + Math.floor(performance.now()),
  after(ms, wake) {
    const timer = setTimeout(wake, ms)
    return () => clearTimeout(timer)
  },
}

/** Without a clock, time stands still. */
export function openCalls(dbFile: string, clock?: Clock): OpenCalls {
  const networks = new Map([[networkId, fakeNetwork()]])
  const core = startTestCore(
    { dbFile, networks, newId: () => randomUUID(), ...(clock === undefined ? {} : { clock }) },
    { background: false },
  )
  return {
    async call(name, input) {
      const handler = core.handlers[name] as (input: unknown) => unknown // one table, one key: the types of both ends are the contract's
      return (await handler(calls[name].in.parse(input))) as Output<typeof calls, typeof name>
    },
    stop: () => core.stop(),
  }
}

/** Milliseconds of one kind of work, many times over. */
export interface Times {
  p50: number
  p95: number
}

/** Runs the work `rounds` times after a few that are not counted (statements are prepared, pages cached). */
export async function repeat(rounds: number, work: (round: number) => unknown): Promise<Times> {
  const samples: number[] = []
  for (let round = -3; round < rounds; round += 1) {
    const start = performance.now()
    await work(round)
    if (round >= 0) samples.push(performance.now() - start)
  }
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) }
}

/** Runs several kinds of work in turns, `rounds` of each at a time, and answers the middle turn of each. */
export async function inTurns(
  works: readonly ((round: number) => unknown)[],
  { turns, rounds }: { turns: number; rounds: number },
): Promise<Times[]> {
  const all: Times[][] = works.map(() => [])
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [index, work] of works.entries())
      all[index]?.push(await repeat(rounds, (round) => work(turn * rounds + Math.max(0, round))))
  }
  return all.map((times) => ({ p50: median(times.map((t) => t.p50)), p95: median(times.map((t) => t.p95)) }))
}
