/**
 * What the window asks of core at a million items and at a tenth of it: pages of lanes, a page anywhere deep
 * down, a conversation, and the work of one "done". The answers should not know how much is stored.
 */
import type { Source } from '#shared/contract'
import { laneId, type LaneId } from '#shared/domain/conversation'
import { randomFrom } from '#demo/generator'
import { bigCount, dropStores, endMs, storeOf } from './lib/big-store.ts'
import { print } from './lib/figure.ts'
import { openCalls, repeat, type OpenCalls, type Times } from './lib/open-calls.ts'

/** What a person notices, in ms; and the least that is worth comparing. */
const noticed = '<= 50'
const floorMs = 0.3
const spanMs = 730 * 86_400_000

interface Measured {
  answers: Map<string, Times>
  /** Opening the file, the first page of a lane, and the end. */
  openMs: number
}

async function measure(file: string): Promise<Measured> {
  const random = randomFrom(3)
  const openMs = await opening(file)
  const core = openCalls(file)
  const answers = new Map<string, Times>()
  try {
    for (const lane of laneId.options)
      answers.set(`first page of ${lane}`, await repeat(300, () => page(core, { type: 'lane', lane })))
    answers.set('lane counts', await repeat(100, () => core.call('lanes.list', {})))
    answers.set('change of lane (counts and page)', await repeat(200, (round) => changeLane(core, round)))
    answers.set(
      'first page of a busy stream',
      await repeat(200, () => page(core, { type: 'stream', streamId: 1 })),
    )
    answers.set(
      'first page of a quiet stream',
      await repeat(200, () => page(core, { type: 'stream', streamId: 2 })),
    )
    answers.set(
      'page of heard at a random depth',
      await repeat(300, () =>
        page(core, { type: 'lane', lane: 'heard' }, (endMs - random() * spanMs) * 1024),
      ),
    )
    answers.set('conversation', await conversations(core, random))
    answers.set('done, next page, next conversation', await dones(core))
  } finally {
    await core.stop()
  }
  return { answers, openMs }
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
  return core.call('conversations.page', { source, after: after === undefined ? after : Math.floor(after) })
}

/** As a click in the sidebar: the counts are asked again and the other lane's page. */
async function changeLane(core: OpenCalls, round: number): Promise<void> {
  const lanes: LaneId[] = ['needs-answer', 'heard', 'questions']
  await core.call('lanes.list', {})
  await page(core, { type: 'lane', lane: lanes[Math.abs(round) % lanes.length] ?? 'heard' })
}

/** Conversations from all over the store, each once: what the list would hand to the pane. */
async function conversations(core: OpenCalls, random: () => number): Promise<Times> {
  const ids: number[] = []
  while (ids.length < 303) {
    const { rows } = await core.call('conversations.page', {
      source: { type: 'lane', lane: 'heard' },
      after: Math.floor((endMs - random() * spanMs) * 1024),
      limit: 20,
    })
    ids.push(...rows.map((row) => row.id))
  }
  return repeat(300, (round) => core.call('conversations.get', { id: ids[round + 3] ?? 1 }))
}

/** One press of `e`: the act, what the list asks after it, and the conversation that is shown next. */
async function dones(core: OpenCalls): Promise<Times> {
  const source: Source = { type: 'lane', lane: 'needs-answer' }
  let { rows } = await core.call('conversations.page', { source })
  return repeat(300, async () => {
    const [current, next] = rows
    if (current === undefined || next === undefined) throw new Error('The lane is empty.')
    await core.call('conversations.triage', { ids: [current.id], act: { act: 'done' } })
    await core.call('lanes.list', {})
    ;({ rows } = await core.call('conversations.page', { source }))
    await core.call('conversations.get', { id: next.id })
  })
}

function tell(count: number, { answers, openMs }: Measured): void {
  for (const [what, { p50, p95 }] of answers) {
    const metric = `${what}, ${String(count)} items`
    print({ bench: 'store', metric: `${metric}, p50`, value: p50, unit: 'ms', target: '' })
    print({ bench: 'store', metric: `${metric}, p95`, value: p95, unit: 'ms', target: noticed })
  }
  print({
    bench: 'store',
    metric: `open the file and ask the first page, ${String(count)} items`,
    value: openMs,
    unit: 'ms',
    target: '',
  })
}

try {
  const smallCount = Math.ceil(bigCount / 10)
  const small = await measure(storeOf(smallCount))
  tell(smallCount, small)
  const big = await measure(storeOf(bigCount))
  tell(bigCount, big)
  for (const [what, { p95 }] of big.answers) {
    const before = Math.max(floorMs, small.answers.get(what)?.p95 ?? Number.NaN)
    print({
      bench: 'store',
      metric: `${what}, p95 of ${String(bigCount)} / ${String(smallCount)} items`,
      value: Math.max(floorMs, p95) / before,
      unit: 'x',
      target: '<= 2',
    })
  }
  const top = big.answers.get('first page of heard')?.p50 ?? Number.NaN
  const deep = big.answers.get('page of heard at a random depth')?.p50 ?? Number.NaN
  print({
    bench: 'store',
    metric: 'page at a random depth / first page, p50',
    value: deep / top,
    unit: 'x',
    target: '<= 4',
  })
} finally {
  dropStores()
}
