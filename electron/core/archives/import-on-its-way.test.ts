import { appendFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { batchItems } from './import.ts'
import { makeZip, zipOf } from './testing/make-archives.ts'
import { fileOf } from './testing/write-files.ts'
import {
  archiveOf,
  begin,
  everything,
  importAll,
  onTheWay,
  runOf,
  search,
  start,
  stop,
  stopAll,
  type Short,
} from './testing/shorts.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

afterEach(stopAll)

describe('an import on its way', () => {
  const many = (n: number): Short[] =>
    Array.from({ length: n }, (_, i) => ({
      id: `n${String(i)}`,
      text: `Note ${String(i)}`,
      by: `p${String(i % 7)}`,
      at: i,
    }))

  test('is paused behind a batch, and goes on with what is left', async () => {
    const core = start()
    const path = await archiveOf(...many(120), { text: 'no id' }, ...many(125).slice(120))
    const { id } = await begin(core, path)
    onTheWay.beforeYield = async (place) => {
      if (place === 60) await core.call('archives.pause', { id })
    }
    await core.settle()
    const paused = await runOf(core, id)
    expect(paused.state).toBe('paused')
    expect(paused.added).toBeLessThanOrEqual(60 + batchItems)
    expect(paused.added % batchItems).toBe(0)
    onTheWay.beforeYield = undefined
    await core.settle()
    expect((await runOf(core, id)).added).toBe(paused.added)
    await core.call('archives.resume', { id })
    await core.settle()
    expect(await runOf(core, id)).toMatchObject({ state: 'done', added: 125, known: 0, notUnderstood: 1 })
    expect((await core.call('archives.report', { id })).misses).toHaveLength(1)
  })

  test('goes on after the program was stopped, and after it died, from where its last batch was', async () => {
    const dbFile = join(temporaryFolder(), 'earshot.db')
    const path = await archiveOf({ text: 'no id' }, ...many(200))
    const first = start({ dbFile })
    const { id } = await begin(first, path)
    let stopped: Promise<void> | undefined
    onTheWay.beforeYield = (place) => {
      if (place === 70) stopped = stop(first)
    }
    await first.settle()
    await stopped
    onTheWay.beforeYield = undefined
    const db = new Sqlite(dbFile)
    const found = db.prepare('SELECT found, added, state FROM imports').get() as {
      found: number
      added: number
      state: string
    }
    expect(found.state).toBe('running')
    expect(found.found).toBeGreaterThanOrEqual(50)
    expect(found.found).toBeLessThan(200)
    // As a process leaves it that dies: the claim stands.
    db.exec("UPDATE jobs SET state = 'running' WHERE kind = 'archive'")
    db.close()
    const read: number[] = []
    onTheWay.beforeYield = (place) => void read.push(place)
    const second = start({ dbFile })
    await second.settle()
    expect(await runOf(second, id)).toMatchObject({ state: 'done', added: 200, known: 0, notUnderstood: 1 })
    expect((await second.call('archives.report', { id })).reasons).toEqual([
      { why: 'it has no id or no text', count: 1 },
    ])
  })

  test('law: however often it is paused, the store is what it would be without', async () => {
    const drawn = fc.array(
      fc.record({
        by: fc.nat(4),
        parent: fc.option(fc.nat(90)),
        at: fc.nat(200),
        mine: fc.boolean(),
        network: fc.constantFrom('fake', 'fake', 'fake', 'google-plus', 'orkut'),
        isBroken: fc.boolean(),
      }),
      { minLength: 30, maxLength: 90 },
    )
    await fc.assert(
      fc.asyncProperty(drawn, fc.array(fc.nat(90), { minLength: 1, maxLength: 3 }), async (items, pauses) => {
        const path = await archiveOf(
          ...items.map(({ by, parent, isBroken, ...one }, n) => ({
            ...one,
            ...(isBroken && n % 5 === 0 ? {} : { id: `i${String(n)}` }),
            text: `Text ${String(n)}`,
            by: `p${String(by)}`,
            direct: n % 2 === 0,
            ...(parent === null ? {} : { parent: `i${String(parent)}` }),
          })),
        )
        const [whole, paused] = [start(), start()]
        onTheWay.beforeYield = undefined
        const expected = await importAll(whole, path)
        const { id } = await begin(paused, path)
        for (const at of pauses) {
          onTheWay.beforeYield = async (place) => {
            if (place === at) await paused.call('archives.pause', { id })
          }
          await paused.settle()
          await paused.call('archives.resume', { id })
        }
        onTheWay.beforeYield = undefined
        await paused.settle()
        const { startedMs: _a, endedMs: _b, bytesRead: _c, ...run } = await runOf(paused, id)
        expect(expected).toMatchObject(run)
        expect(await paused.call('archives.report', { id })).toEqual(
          await whole.call('archives.report', { id: expected.id }),
        )
        expect(await everything(paused)).toEqual(await everything(whole))
      }),
      { numRuns: 25 },
    )
  })

  test('never holds more than a batch: what was found is stored before more is', async () => {
    const dbFile = join(temporaryFolder(), 'earshot.db')
    const core = start({ dbFile })
    const db = new Sqlite(dbFile, { readonly: true })
    const stored = db.prepare<[], number>('SELECT count(*) FROM items').pluck()
    let most = 0
    onTheWay.beforeYield = (place) => {
      most = Math.max(most, place - (stored.get() ?? 0))
    }
    const n = 20_000
    const run = await importAll(core, await archiveOf(...many(n)))
    db.close()
    expect(run).toMatchObject({ state: 'done', added: n })
    expect(most).toBeLessThanOrEqual(batchItems)
  })

  test('lets other work of the core go first between two batches', async () => {
    const core = start()
    const { id } = await begin(core, await archiveOf(...many(300)))
    const seen = new Set<number>()
    const asking = (async () => {
      for (let run = await runOf(core, id); run.state === 'running'; run = await runOf(core, id)) {
        seen.add(run.added)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    await core.settle()
    await asking
    expect(seen.size).toBeGreaterThan(4)
  })

  test('thousands of things of one moment all find a place', async () => {
    const core = start()
    const items = many(2_500).map((one) => ({ ...one, at: 0 }))
    expect(await importAll(core, await archiveOf(...items))).toMatchObject({ state: 'done', added: 2_500 })
    expect((await search(core, 'note')).length).toBeGreaterThan(0)
  })

  test('a file of nonsense is told a hundred at a time, and can be paused between files', async () => {
    const core = start()
    const nonsense = (n: number): string =>
      JSON.stringify(Array.from({ length: n }, () => ({ text: 'no id' })))
    const file = await fileOf(
      'old.zip',
      zipOf({ 'a/shorts.json': nonsense(450), 'b/shorts.json': nonsense(50) }),
    )
    const { id } = await begin(core, file)
    while ((await runOf(core, id)).notUnderstood === 0) await new Promise((resolve) => setImmediate(resolve))
    await core.call('archives.pause', { id })
    await core.settle()
    expect(await runOf(core, id)).toMatchObject({ state: 'paused', added: 0 })
    await core.call('archives.resume', { id })
    await core.settle()
    expect(await runOf(core, id)).toMatchObject({ state: 'done', added: 0, notUnderstood: 500 })
    const report = await core.call('archives.report', { id })
    expect(report.reasons).toEqual([{ why: 'it has no id or no text', count: 500 }])
    expect(report.misses).toHaveLength(200)
  })

  test('one broken file does not end it, and is told', async () => {
    const core = start()
    const file = await fileOf(
      'old.zip',
      makeZip([
        { name: 'a/shorts.json', text: JSON.stringify(many(30)), declaredSum: 1 },
        { name: 'b/shorts.json', text: JSON.stringify([{ id: 'z', text: 'Good' }]) },
      ]),
    )
    const run = await importAll(core, file)
    expect(run).toMatchObject({ state: 'done', added: 31 })
    const { misses } = await core.call('archives.report', { id: run.id })
    expect(misses).toEqual([
      expect.objectContaining({ path: 'a/shorts.json', why: expect.stringContaining('damaged') as unknown }),
    ])
  })

  test('things of a network that nobody knows are told and not stored', async () => {
    const core = start()
    const run = await importAll(
      core,
      await archiveOf(
        { id: '1', text: 'x', network: 'orkut' },
        { id: '2', text: 'y', network: 'google-plus' },
        { id: '3', text: 'z' },
      ),
    )
    expect(run).toMatchObject({ added: 2, notUnderstood: 1, networks: ['google-plus', 'fake'] })
    expect((await core.call('archives.report', { id: run.id })).reasons[0]?.why).toContain('"orkut"')
  })

  test('an archive that is not where it was, or is another one now, fails with what to do; put back, it goes on', async () => {
    const core = start()
    const path = await archiveOf(...many(60))
    const { id } = await begin(core, path)
    await core.call('archives.pause', { id })
    await core.settle()
    await rename(path, `${path}.away`)
    await core.call('archives.resume', { id })
    await core.settle()
    expect(await runOf(core, id)).toMatchObject({
      state: 'failed',
      failure: { code: 'bad-input', message: expect.stringContaining('Put it back') as unknown },
    })
    await rename(`${path}.away`, path)
    await core.call('archives.resume', { id })
    await core.settle()
    const done = await runOf(core, id)
    expect(done).toMatchObject({ state: 'done', added: 60 })
    expect(done.failure).toBeUndefined()
    const again = await begin(core, path)
    await core.call('archives.pause', { id: again.id })
    await core.settle()
    await appendFile(path, 'x')
    await core.call('archives.resume', { id: again.id })
    await core.settle()
    expect((await runOf(core, again.id)).failure?.message).toContain(
      'not the file that this import began with',
    )
  })
})
