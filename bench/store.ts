/**
 * What the window asks of core at a million items and at a tenth of it: pages of lanes, a page anywhere deep
 * down, a conversation, and the work of one "done". The answers should not know how much is stored.
 */
import type { Source } from '#shared/contract'
import { laneId, type LaneId } from '#shared/domain/conversation'
import { randomFrom } from '#demo/generator'
import { bigCount, dropStores, endMs, storeOf } from './lib/big-store.ts'
import { print } from './lib/figure.ts'
import { inTurns, openCalls, type OpenCalls, type Times } from './lib/open-calls.ts'

/** What a person notices, in ms; and the least that is worth comparing. */
const noticed = '<= 50'
const floorMs = 0.3
const spanMs = 730 * 86_400_000

/** A question to core, asked again and again; the round counts up. */
type Ask = (round: number) => unknown

async function questionsTo(core: OpenCalls): Promise<Map<string, Ask>> {
  const random = randomFrom(3)
  const asks = new Map<string, Ask>()
  for (const lane of laneId.options)
    asks.set(`first page of ${lane}`, () => page(core, { type: 'lane', lane }))
  asks.set('lane counts', () => core.call('lanes.list', {}))
  asks.set('change of lane (counts and page)', (round) => changeLane(core, round))
  asks.set('first page of a busy stream', () => page(core, { type: 'stream', streamId: 1 }))
  asks.set('first page of a quiet stream', () => page(core, { type: 'stream', streamId: 2 }))
  asks.set('page of heard at a random depth', () =>
    page(core, { type: 'lane', lane: 'heard' }, depth(random)),
  )
  const ids = await conversationIds(core, random)
  asks.set('conversation', (round) => core.call('conversations.get', { id: ids[round % ids.length] ?? 1 }))
  asks.set('done, next page, next conversation', () => done(core))
  return asks
}

function depth(random: () => number): number {
  return Math.floor((endMs - random() * spanMs) * 1024)
}

async function opening(file: string): Promise<number> {
  const start = performance.now()
  const core = openCalls(file)
  await page(core, { type: 'lane', lane: 'needs-answer' })
  const openMs = performance.now() - start
  await core.stop()
  return openMs
}

function page(core: OpenCalls, source: Source, after?: number): Promise<unknown> {
  return core.call('conversations.page', { source, after })
}

/** As a click in the sidebar: the counts are asked again and the other lane's page. */
async function changeLane(core: OpenCalls, round: number): Promise<void> {
  const lanes: LaneId[] = ['needs-answer', 'heard', 'questions']
  await core.call('lanes.list', {})
  await page(core, { type: 'lane', lane: lanes[Math.abs(round) % lanes.length] ?? 'heard' })
}

/** Conversations from all over the store, each once: what the list would hand to the pane. */
async function conversationIds(core: OpenCalls, random: () => number): Promise<number[]> {
  const ids: number[] = []
  while (ids.length < 500) {
    const after = depth(random)
    const { rows } = await core.call('conversations.page', {
      source: { type: 'lane', lane: 'heard' },
      after,
      limit: 20,
    })
    ids.push(...rows.map((row) => row.id))
  }
  return ids
}

/** One press of `e`: the act, what the list asks after it, and the conversation that is shown next. */
async function done(core: OpenCalls): Promise<void> {
  const source: Source = { type: 'lane', lane: 'needs-answer' }
  const { rows } = await core.call('conversations.page', { source, limit: 1 })
  const [current] = rows
  if (current === undefined) throw new Error('The lane is empty: more than 1,000 items are needed.')
  await core.call('conversations.triage', { ids: [current.id], act: { act: 'done' } })
  await core.call('lanes.list', {})
  const after = await core.call('conversations.page', { source })
  const [next] = after.rows
  if (next !== undefined) await core.call('conversations.get', { id: next.id })
}

function tell(count: number, what: string, { p50, p95 }: Times): void {
  const metric = `${what}, ${String(count)} items`
  print({ bench: 'store', metric: `${metric}, p50`, value: p50, unit: 'ms', target: '' })
  print({ bench: 'store', metric: `${metric}, p95`, value: p95, unit: 'ms', target: noticed })
}

async function compare(smallCount: number, small: OpenCalls, big: OpenCalls): Promise<void> {
  const ofSmall = await questionsTo(small)
  const p50s = new Map<string, number>()
  for (const [what, askBig] of await questionsTo(big)) {
    const askSmall = ofSmall.get(what) ?? askBig
    // In turns, and the middle one counts: what else the machine does falls on both.
    const times = await inTurns([askSmall, askBig], { turns: 3, rounds: 100 })
    const [before, after] = times
    if (before === undefined || after === undefined) continue
    p50s.set(what, after.p50)
    tell(smallCount, what, before)
    tell(bigCount, what, after)
    print({
      bench: 'store',
      metric: `${what}, p95 of ${String(bigCount)} / ${String(smallCount)} items`,
      value: Math.max(floorMs, after.p95) / Math.max(floorMs, before.p95),
      unit: 'x',
      target: '<= 2',
    })
  }
  print({
    bench: 'store',
    metric: 'page at a random depth / first page, p50',
    value:
      (p50s.get('page of heard at a random depth') ?? Number.NaN) /
      (p50s.get('first page of heard') ?? Number.NaN),
    unit: 'x',
    target: '<= 4',
  })
}

try {
  const smallCount = Math.ceil(bigCount / 10)
  const files = [storeOf(smallCount), storeOf(bigCount)] as const
  print({
    bench: 'store',
    metric: `open the file and ask the first page, ${String(bigCount)} items`,
    value: await opening(files[1]),
    unit: 'ms',
    target: noticed,
  })
  const small = openCalls(files[0])
  const big = openCalls(files[1])
  await compare(smallCount, small, big)
  await small.stop()
  await big.stop()
} finally {
  dropStores()
}
