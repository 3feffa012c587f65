import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure, type FailureCode } from '#shared/failure'
import { networkManifest, signInWays } from '#shared/domain/network'
import { startTown, type Town } from '#demo/town'
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts'
import type { Conformance, ConformanceStream } from './conformance.ts'
import { caught, holdsTogether, itemsOrWhy, mayImport, recorded, rejection } from './conformance-items.ts'
import { check, printTableAtEnd } from './conformance-table.ts'
import { contrast, darkGround, lightGround } from './contrast.ts'
import { collect, networks } from './index.ts'
import { testOutside, type TestOutside } from './testing.ts'
import type { FetchedItem, Json, Network, NetworkAccount, Page, Recorded, StreamRef } from './types.ts'

const found = import.meta.glob<{ conformance: Conformance }>('./*/conformance.ts', { eager: true })
const sources = import.meta.glob<string>(['./*/**/*.ts', '!./**/*.test.ts', '!./*/testing/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
})
const readmes = import.meta.glob<string>('./*/README.md', { eager: true, query: '?raw', import: 'default' })
const fixtureFiles = Object.keys(import.meta.glob('./*/fixtures/*', { query: '?url' }))

const folders = Object.entries(found).map(([path, { conformance }]) => ({
  name: path.split('/')[1] ?? '',
  conformance,
}))

printTableAtEnd()

test('every folder with an index.ts is a network under a name of its own, and says how it conforms', () => {
  expect([...networks.keys()].sort()).toEqual(folders.map(({ name }) => name).sort())
  const [first] = networks.values()
  if (first === undefined) throw new Error('there is no network')
  expect(() => collect({ a: { network: first }, b: { network: first } })).toThrow(first.manifest.id)
})

/** Only asked which streams there are: their names and order are the same in every town. */
const sample = await startTown({ nowMs: 0, written: false })
await sample.close()

let town: Town
let clock: FakeClock
let outside: TestOutside
const startMs = Date.UTC(2026, 9, 1, 9)

for (const { name, conformance } of folders) {
  const network = networks.get(name)
  if (network === undefined) throw new Error(`the folder ${name} has a conformance.ts, but no network`)
  describe(`${name}: at rest`, () => {
    atRest(name, network, conformance)
  })
  describe(`${name}: in the town`, () => {
    beforeEach(async () => {
      clock = fakeClock(startMs)
      town = await startTown({ nowMs: startMs })
      outside = testOutside(clock)
    })
    afterEach(async () => {
      town.release()
      await outside.close()
      await town.close()
    })
    posting(name, network, conformance)
    for (const [index, { name: stream }] of conformance.streams(sample).entries())
      // oxlint-disable-next-line vitest/valid-title -- the stream's own
      describe(stream, () => {
        inTown(name, network, conformance, index)
      })
  })
}

function atRest(name: string, network: Network, conformance: Conformance): void {
  const { manifest } = network
  check(name, 'manifest is valid', async () => {
    expect(networkManifest.parse(manifest)).toEqual(manifest)
    expect(manifest.id).toBe(name)
    for (const kind of manifest.streamKinds) expect(kind.floorMs).toBeLessThanOrEqual(kind.defaultMs)
    if (manifest.speaks.reply === 'api') expect(network.send).toBeDefined()
    else expect(manifest.speaks.reason).toBeDefined()
    if (manifest.signIn.browser)
      expect(network.beginBrowserSignIn && network.finishBrowserSignIn).toBeDefined()
    if (manifest.signIn.tokenFields.length > 0) expect(network.signInWithToken).toBeDefined()
    if (manifest.streamKinds.some((kind) => kind.kind === 'keyword' && kind.here !== true))
      expect(network.translate).toBeDefined()
    if (manifest.importFormats.length > 0) expect(network.readImport && network.writeExport).toBeDefined()
  })
  check(name, 'every way to sign in says where to click', async () => {
    const ways = signInWays(manifest)
    expect(Object.keys(manifest.signIn.steps).sort()).toEqual([...ways].sort())
    for (const way of ways) {
      const steps = manifest.signIn.steps[way] ?? []
      expect(steps.length, way).toBeGreaterThanOrEqual(2)
      for (const step of steps) expect(step).toMatch(/^\p{Lu}.{10,}[.]$/su)
    }
  })
  check(name, 'README says what it can and cannot, how to get in, and where that is written', async () => {
    const readme = readmes[`./${name}/README.md`] ?? ''
    expect(readme).toMatch(/^## What it hears$/m)
    expect(readme).toMatch(/^## (?:What it cannot|Cannot)$/m)
    expect(readme).toMatch(/https:\/\/\S+\.\S+/)
    if (signInWays(manifest).length > 0) expect(readme).toMatch(/^1\. .*(?:\n(?!\n).*)*^2\. /m)
  })
  check(name, 'badge can be read on light and dark', async () => {
    expect(contrast(manifest.color.light, lightGround)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(manifest.color.dark, darkGround)).toBeGreaterThanOrEqual(4.5)
  })
  check(name, 'nonsense is refused with words', async () => {
    expect(conformance.nonsense.length).toBeGreaterThan(0)
    for (const { kind, config } of conformance.nonsense) {
      const failure = caught(() => network.checkConfig(kind, config))
      expect([failure?.code, JSON.stringify(config)]).toEqual(['bad-input', JSON.stringify(config)])
      expect(failure?.message).toMatch(/\S.{10,}[.!?]/)
    }
  })
  check(name, 'fixtures give items that hold together', async () => {
    const files = fixtureFiles.filter((path) => path.startsWith(`./${name}/`))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      for (const item of await itemsOrWhy(network, recorded(file), file)) holdsTogether(item, file)
    }
  })
  check(name, 'broken recordings are refused with a reason', async () => {
    for (const body of ['', '<html><p>Blocked</p>', '{"a":', 'null', '42', '"x"', '[{"id":1}]']) {
      const answer: Recorded = {
        body: Buffer.from(body),
        headers: { 'content-type': 'text/html' },
        url: 'https://town.example/',
      }
      const failure = await rejection(Promise.resolve().then(() => network.parseRecorded(answer)))
      expect([body, failure?.code]).toEqual([body, 'bad-response'])
    }
  })
  check(name, 'imports nothing else of core', async () => {
    for (const [path, source] of Object.entries(sources)) {
      if (!path.startsWith(`./${name}/`)) continue
      for (const [, what = '', from = ''] of source.matchAll(/import\s+([^']*?)(?:\sfrom\s+)?'([^']+)'/g))
        expect([path, from, mayImport(name, path, what, from)]).toEqual([path, from, true])
      // Time, chance and the outside come in by the context, or tests could not hold them.
      expect(
        source.match(/\b(?:setTimeout|setInterval|Date\.now|Math\.random|console\.\w+|import)\(/g),
        path,
      ).toBeNull()
    }
  })
}

/** What its manifest says of posts holds: one that answers nothing is said there once, and comes back as ours. */
function posting(name: string, { manifest, send }: Network, conformance: Conformance): void {
  check(name, 'a post that answers nothing is said once', async () => {
    if (manifest.speaks.posts !== true) return 'it writes no posts'
    const account = await conformance.account?.(outside.ctx, town)
    if (account === undefined || send === undefined) throw new Error('there is nobody to speak')
    const text = 'Rye and plum from six.'
    const speech = { key: 'fixed-key-0001', text }
    const { item } = await send(outside.ctx, account, speech)
    const again = await send(outside.ctx, account, speech)
    expect(again.item.remoteId).toBe(item.remoteId)
    holdsTogether(item, 'a post')
    expect([item.mine, item.parentRef, item.text]).toEqual([true, undefined, text])
    const said = town.statuses(name).filter((post) => post.text.includes('Rye and plum'))
    expect(said.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined])
  })
}

function inTown(name: string, network: Network, conformance: Conformance, index: number): void {
  const ready = async () => {
    const stream = conformance.streams(town)[index]
    if (stream === undefined) throw new Error('the stream is gone')
    const account = stream.withAccount ? await conformance.account?.(outside.ctx, town) : undefined
    if (stream.withAccount && account === undefined) throw new Error('there is no account to listen with')
    return { stream, account: account ?? null }
  }
  const checks = (
    what: string,
    run: (at: { stream: ConformanceStream; account: NetworkAccount | null }) => Promise<unknown>,
  ) => check(name, what, async () => run(await ready()))

  checks('paging ends and every item holds together', async ({ stream, account }) => {
    const { items } = await pullAll(network, account, stream)
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) holdsTogether(item, stream.name)
  })
  checks('the call that the screens name is the call that is made', async ({ stream, account }) => {
    const { calls } = network.manifest.streamKinds.find(({ kind }) => kind === stream.kind) ?? {}
    if (calls === undefined) return 'it names none'
    const before = town.requests().length
    await pullAll(network, account, stream)
    const asked = town.requests().slice(before)
    expect(asked.some(({ path, query }) => calls.some((call) => isCall(call, `${path}${query}`)))).toBe(true)
  })
  checks('a second pull repeats nothing that core would count anew', async ({ stream, account }) => {
    const first = await pullAll(network, account, stream)
    const second = await pullAll(network, account, stream, first.cursor)
    const known = new Set(first.items.map(({ remoteId }) => remoteId))
    expect(second.items.filter(({ remoteId }) => !known.has(remoteId))).toEqual([])
    expect(JSON.parse(JSON.stringify(second.cursor))).toEqual(second.cursor)
  })
  checks('what happens later is heard', async ({ stream, account }) => {
    const { cursor, items } = await pullAll(network, account, stream)
    if (stream.still !== undefined) return stream.still
    town.advance(120_000)
    clock.advance(120_000)
    conformance.happen(town, stream.name)
    const later = await pullAll(network, account, stream, cursor)
    const known = new Set(items.map(({ remoteId }) => remoteId))
    expect(later.items.filter(({ remoteId }) => !known.has(remoteId))).toHaveLength(1)
  })
  checks('what it says to have heard never goes back, and never lies ahead', async ({ stream, account }) => {
    const first = await pullAll(network, account, stream)
    clock.advance(60_000)
    const second = await pullAll(network, account, stream, first.cursor)
    expect(first.coveredToMs).toBeDefined()
    expect(second.coveredToMs ?? 0).toBeGreaterThan(first.coveredToMs ?? Infinity)
  })
  const { backfill } = network
  if (backfill !== undefined) {
    checks('filling a hole ends, and brings what the hole held', async ({ stream, account }) => {
      const { items, ref } = await pullAll(network, account, stream)
      const times = items.map(({ createdMs }) => createdMs).sort((a, b) => a - b)
      const gap = { fromMs: times[0] ?? 0, toMs: times[Math.floor(times.length / 2)] ?? 0 }
      const filled: FetchedItem[] = []
      let cursor: Json = null
      for (let pages = 1; ; pages += 1) {
        expect(pages).toBeLessThanOrEqual(50)
        const page: Page | Failure = await backfill(outside.ctx, account, ref, gap, cursor).catch(
          failureOrThrow,
        )
        if (page instanceof Failure) {
          expect(page.code).toBe('not-supported')
          return page.message
        }
        for (const item of page.items) holdsTogether(item, stream.name)
        filled.push(...page.items)
        cursor = page.cursor
        if (!page.more) break
      }
      const got = new Set(filled.map(({ remoteId }) => remoteId))
      // What others said: our own posts come along with every pull, and are asked for by no hole.
      const held = items.filter(
        ({ createdMs, mine }) => !mine && createdMs >= gap.fromMs && createdMs < gap.toMs,
      )
      expect(held.filter(({ remoteId }) => !got.has(remoteId))).toEqual([])
    })
  }
  checks('the same item twice is one item', async ({ stream, account }) => {
    town.misbehave({ path: stream.path, fault: 'duplicate-items' })
    const { items } = await pullAll(network, account, stream)
    town.behave()
    const plain = await pullAll(network, account, stream)
    expect(new Set(items.map(({ remoteId }) => remoteId))).toEqual(
      new Set(plain.items.map(({ remoteId }) => remoteId)),
    )
  })
  checks('a repeated cursor stops', async ({ stream, account }) => {
    town.misbehave({ path: stream.path, fault: 'repeated-cursor' })
    const { pages } = await pullAll(network, account, stream)
    expect(pages).toBeLessThanOrEqual(4)
  })
  checks('a host with its clock ahead is heard', async ({ stream, account }) => {
    town.misbehave({ path: stream.path, fault: 'clock-skew', skewMs: 7_200_000 })
    const { items } = await pullAll(network, account, stream)
    expect(items.length).toBeGreaterThan(0)
  })

  const codes: [number | string, FailureCode[]][] = [
    [401, ['signed-out']],
    [403, ['forbidden']],
    [404, ['gone']],
    [410, ['gone']],
    [422, ['rejected']],
    [500, ['unavailable']],
    [502, ['unavailable']],
    [503, ['unavailable']],
    ['truncated', ['bad-response']],
    ['html', ['bad-response']],
    ['empty', ['bad-response']],
    ['reset', ['offline', 'bad-response']],
  ]
  for (const [fault, usual] of codes) {
    checks(`${fault} is said in words, and heals`, async ({ stream, account }) => {
      // The faults are those of the town; numbers are statuses.
      town.misbehave({ path: stream.path, fault: fault as Parameters<Town['misbehave']>[0]['fault'] })
      const failure = await rejection(pullAll(network, account, stream))
      expect(stream.expects?.[fault] ?? usual).toContain(failure?.code)
      expect(failure?.message).toMatch(/\w.*[.!?…]$/)
      expect(failure?.message).not.toMatch(/<|https?:\/\/|\bundefined\b|town-token/)
      town.behave()
      expect((await pullAll(network, account, stream)).items.length).toBeGreaterThan(0)
    })
  }
  checks('a wrong content type does no harm', async ({ stream, account }) => {
    town.misbehave({ path: stream.path, fault: 'wrong-type' })
    const answer = await pullAll(network, account, stream).catch((error: unknown) => error)
    if (answer instanceof Failure) expect(answer.code).toBe('bad-response')
    else if (answer instanceof Error) throw answer
  })

  const resets: [string, Omit<Parameters<Town['misbehave']>[0], 'path' | 'fault'>, number][] = [
    ['a reset date', { resetAfter: 240 }, 240_000],
    ['Retry-After in seconds', { retryAfter: 90 }, 90_000],
    ['Retry-After as a date', { retryAfter: new Date(startMs + 180_000).toUTCString() }, 180_000],
  ]
  for (const [style, rule, waitMs] of resets) {
    checks(`429 with ${style} waits as told`, async ({ stream, account }) => {
      town.misbehave({ path: stream.path, fault: 429, ...rule })
      const failure = await rejection(pullAll(network, account, stream))
      expect([failure?.code, failure?.retryAtMs]).toEqual(['rate-limited', startMs + waitMs])
      const asked = town.requests().length
      await rejection(pullAll(network, account, stream))
      expect(town.requests()).toHaveLength(asked)
    })
  }
  checks('a host that holds its answer times out', async ({ stream, account }) => {
    const asked = town.requests().length
    town.misbehave({ path: stream.path, fault: 'slow' })
    const failing = rejection(pullAll(network, account, stream))
    while (town.requests().length === asked) await new Promise((resolve) => setImmediate(resolve))
    clock.advance(120_000)
    expect((await failing)?.code).toBe('timeout')
  })
  if (network.listen !== undefined) {
    checks('a dropped live connection says so once', async ({ stream, account }) => {
      const { listen } = network
      if (account === null || listen === undefined) return 'live needs an account'
      const { id, kind, config } = refOf(network, stream)
      const told: string[] = []
      await new Promise<void>((resolve) => {
        listen(outside.ctx, account, [{ id, kind, config }], {
          onPage: () => told.push('page'),
          onUp() {
            told.push('up')
            town.dropStreams()
          },
          onDown() {
            told.push('down')
            resolve()
          },
        })
        // Streams with nothing live say so by the clock.
        clock.advance(1)
      })
      expect(['up down', 'down']).toContain(told.join(' '))
    })
  }
}

/** Whether a request is of a call as the manifest names it, wherever on its host the API lies. */
function isCall(call: string, request: string): boolean {
  const words = call
    .split('/')
    .map((word) => (word.startsWith(':') ? '[^/?&]+' : word.replaceAll('.', '\\.')))
  return new RegExp(`/${words.join('/')}(?:$|[/?&.])`).test(decodeURIComponent(request))
}

/** A failure is an answer to look at; anything else is a bug of the network. */
function failureOrThrow(error: unknown): Failure {
  if (error instanceof Failure) return error
  throw error
}

function refOf(network: Network, stream: ConformanceStream): StreamRef {
  return { id: 1, kind: stream.kind, config: network.checkConfig(stream.kind, stream.config).config }
}

/** Pulls as core does, until there is no more; fails where that does not end. */
async function pullAll(
  network: Network,
  account: NetworkAccount | null,
  stream: ConformanceStream,
  from: Json = null,
): Promise<{
  items: FetchedItem[]
  cursor: Json
  pages: number
  coveredToMs: number | undefined
  /** With what the network learnt of the stream on the way. */
  ref: StreamRef
}> {
  let cursor = from
  let ref = refOf(network, stream)
  let coveredToMs: number | undefined
  const items: FetchedItem[] = []
  for (let pages = 1; pages <= 20; pages += 1) {
    const page: Page = await network.pull(outside.ctx, account, ref, cursor)
    items.push(...page.items)
    if (page.coveredToMs !== undefined) {
      expect(page.coveredToMs).toBeLessThanOrEqual(clock.now())
      expect(page.coveredToMs).toBeGreaterThanOrEqual(coveredToMs ?? 0)
      coveredToMs = page.coveredToMs
    }
    if (page.holeReason !== undefined) expect(page.holeReason).toMatch(/\w.*[.!?]$/)
    cursor = page.cursor ?? cursor
    ref = { ...ref, config: { ...ref.config, ...page.configPatch } }
    if (!page.more) return { items, cursor, pages, coveredToMs, ref }
  }
  throw new Error('paging does not end')
}
