import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { passNote } from '#shared/domain/catch-up'
import { lastAbsence } from './db/absences.ts'
import { openStore } from './db/open.ts'
import { all, run } from './db/statement.ts'
import { ingest } from './ingest.ts'
import type { FetchedItem } from './networks/types.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { fakeNetwork, fakeSpace, mention } from './testing/fake-network.ts'
import { memoryVault } from './testing/memory-vault.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const cores: TestCore[] = []
const folders: string[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function fileIn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-catch-up-'))
  folders.push(folder)
  return join(folder, 'earshot.db')
}

/** A core at which the user sits, through its first sync. */
async function atWork(...args: Parameters<typeof startTestCore>): Promise<TestCore> {
  const core = startTestCore(...args)
  cores.push(core)
  await signIn(core)
  await core.call('presence.back', {})
  await core.advance(1000)
  return core
}

const said = (core: TestCore, text: string, given: Partial<FetchedItem> = {}): FetchedItem =>
  mention({ text, createdMs: core.clock.now() - 500, ...given })

async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items, cursor: { at: items.at(-1)?.remoteId ?? '' } })
  await core.call('streams.refresh', { ids: [1] })
  await core.settle()
}

/** Away for so long, and back. */
async function away(
  core: TestCore,
  ms: number,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  await core.call('presence.left', {})
  await core.advance(ms - 1000)
  await meanwhile()
  await core.advance(1000)
  await core.call('presence.back', {})
}

const heldBy = async (core: TestCore, passId: number): Promise<string[]> =>
  (await core.call('conversations.page', { source: { type: 'catch-up', passId } })).rows.map(
    (row) => row.text,
  )

const absences = (core: TestCore): unknown[] => {
  const db = openStore(core.deps.dbFile)
  const rows = all(db, 'SELECT left_ms, back_ms FROM absences ORDER BY left_ms')
  db.close()
  return rows
}

describe('absences', () => {
  test('are what lasts fifteen minutes, or what the user says', async () => {
    const core = await atWork({ dbFile: fileIn() })
    await away(core, 15 * minuteMs - 1)
    expect(absences(core)).toEqual([])
    const leftMs = core.clock.now()
    await away(core, 15 * minuteMs)
    expect(absences(core)).toEqual([{ left_ms: leftMs, back_ms: core.clock.now() }])
    await core.call('settings.set', { awayMs: hourMs })
    await core.advance(2 * hourMs)
    await away(core, 30 * minuteMs)
    expect(absences(core)).toHaveLength(1)
  })

  test('are written as the user leaves, so that a killed program knows them', async () => {
    const core = await atWork({ dbFile: fileIn() })
    await core.call('presence.left', {})
    expect(absences(core)).toEqual([{ left_ms: core.clock.now(), back_ms: null }])
  })

  test('are not ended by looking in for a moment', async () => {
    const core = await atWork({ dbFile: fileIn() })
    const leftMs = core.clock.now()
    await away(core, 8 * hourMs)
    await core.advance(10_000)
    await away(core, hourMs)
    expect(absences(core)).toEqual([{ left_ms: leftMs, back_ms: core.clock.now() }])
  })

  test('begin when core ends, and when it was last awake where it was killed', async () => {
    const shared = {
      dbFile: fileIn(),
      clock: fakeClock(),
      network: fakeNetwork(),
      vault: memoryVault(),
    }
    const restart = (): TestCore => {
      const core = startTestCore({ ...shared, networks: new Map([['fake', shared.network]]) })
      cores.push(core)
      return core
    }
    const first = restart()
    await signIn(first)
    await first.call('presence.back', {})
    shared.clock.advance(minuteMs)
    await first.settle()
    const stoppedMs = shared.clock.now()
    await first.stop()
    cores.splice(0)
    expect(absences(first)).toEqual([{ left_ms: stoppedMs, back_ms: null }])

    shared.clock.advance(hourMs)
    const second = restart()
    await second.settle()
    await second.call('presence.back', {})
    const lookedMs = shared.clock.now()
    await second.stop()
    cores.splice(0)
    // A kill writes nothing: the table is as it was before the stop.
    const db = openStore(shared.dbFile)
    run(db, 'UPDATE absences SET back_ms = @lookedMs WHERE back_ms IS NULL', { lookedMs })

    shared.clock.advance(2 * hourMs)
    restart()
    expect(lastAbsence(db)).toEqual({ leftMs: lookedMs, backMs: undefined, caughtMs: undefined })
    db.close()
  })
})

describe('the offer', () => {
  test('says how many conversations were heard since the user left, and goes when it is waved away', async () => {
    const core = await atWork()
    await hear(core, said(core, 'Before'))
    await core.advance(1000)
    const leftMs = core.clock.now()
    await away(core, hourMs, () => hear(core, said(core, 'One'), said(core, 'Two', { ref: '2' })))
    expect(await core.call('catchup.offer', {})).toEqual({ offer: { leftMs, heard: 2 } })
    // What the machine could only fetch after it woke up belongs to it.
    await hear(core, said(core, 'Said while it slept'), said(core, 'More', { parentRef: '2' }))
    expect((await core.call('catchup.offer', {})).offer?.heard).toBe(3)
    await core.call('catchup.dismiss', {})
    expect(await core.call('catchup.offer', {})).toEqual({})
    await core.advance(minuteMs)
    expect(await core.call('catchup.offer', {})).toEqual({})
  })

  test('is not made where nothing was heard, or all of it is handled, or long ago', async () => {
    const core = await atWork()
    await away(core, hourMs)
    expect(await core.call('catchup.offer', {})).toEqual({})
    await away(core, hourMs, () => hear(core, said(core, 'One')))
    expect((await core.call('catchup.offer', {})).offer?.heard).toBe(1)
    await core.call('conversations.triage', { ids: [1], act: { act: 'done' } })
    expect(await core.call('catchup.offer', {})).toEqual({})
    await core.call('operations.undo', {})
    await core.advance(13 * hourMs)
    expect(await core.call('catchup.offer', {})).toEqual({})
  })
})

describe('a pass', () => {
  test('holds what was heard since the user left, oldest first, each conversation once', async () => {
    const core = await atWork()
    await hear(core, said(core, 'Before'), said(core, 'Older thread', { ref: 'old' }))
    await core.advance(minuteMs)
    await away(core, hourMs, async () => {
      await hear(core, said(core, 'Newest'))
      await hear(
        core,
        said(core, 'Answer in the older thread', { parentRef: 'old', createdMs: core.clock.now() - 900 }),
      )
      await hear(core, said(core, 'ours', { mine: true }))
    })
    const pass = await core.call('catchup.open', {})
    expect(pass.total).toBe(2)
    expect(await heldBy(core, pass.id)).toEqual(['Answer in the older thread', 'Newest'])
  })

  test('is fixed when it is opened: what comes later is in the next', async () => {
    const core = await atWork()
    await away(core, hourMs, () => hear(core, said(core, 'One'), said(core, 'Two')))
    const pass = await core.call('catchup.open', {})
    await core.advance(1000)
    await hear(core, said(core, 'Three'))
    await core.call('conversations.triage', { ids: [1], act: { act: 'done' } })
    expect(await heldBy(core, pass.id)).toEqual(['One', 'Two'])
    expect(await core.call('catchup.open', {})).toEqual(pass)
    await core.call('catchup.close', { id: pass.id })
    const next = await core.call('catchup.open', {})
    expect(next.sinceMs).toBe(pass.openedMs)
    expect(await heldBy(core, next.id)).toEqual(['Three'])
  })

  test('pages through in order, and is there again after a restart', async () => {
    const shared = { dbFile: fileIn(), clock: fakeClock(), network: fakeNetwork(), vault: memoryVault() }
    const given = { ...shared, networks: new Map([['fake', shared.network]]) }
    const core = startTestCore(given)
    await signIn(core)
    shared.clock.advance(1000)
    const texts = Array.from({ length: 7 }, (_, n) => `said ${String(n)}`)
    await hear(core, ...texts.map((text, n) => mention({ text, createdMs: shared.clock.now() - 500 + n })))
    const pass = await core.call('catchup.open', {})
    await core.stop()
    const again = startTestCore(given)
    cores.push(again)
    expect(await again.call('catchup.open', {})).toEqual(pass)
    const source = { type: 'catch-up', passId: pass.id } as const
    const found: string[] = []
    for (let after: number | undefined; ;) {
      const page = await again.call('conversations.page', {
        source,
        limit: 3,
        ...(after === undefined ? {} : { after }),
      })
      found.push(...page.rows.map((row) => row.text))
      after = page.rows.at(-1)?.cursor
      if (!page.more) break
    }
    expect(found).toEqual(texts)
  })

  test('ends with sums that add up, whatever was done', async () => {
    const core = await atWork()
    await away(core, hourMs, () =>
      hear(core, ...['a', 'b', 'c', 'd', 'e', 'f'].map((text) => said(core, text, { ref: text }))),
    )
    const pass = await core.call('catchup.open', {})
    const ids = (
      await core.call('conversations.page', { source: { type: 'catch-up', passId: pass.id } })
    ).rows.map((row) => row.id)
    const [a = 0, b = 0, c = 0, d = 0] = ids
    const reply = async (conversationId: number, thenDone: boolean) => {
      const { focusItemId } = await core.call('conversations.get', { id: conversationId })
      return core.call('replies.send', {
        conversationId,
        inReplyTo: focusItemId,
        accountId: 1,
        text: 'Yes',
        thenDone,
      })
    }
    await reply(a, true)
    await reply(b, false)
    await core.call('conversations.triage', { ids: [c], act: { act: 'done' } })
    await core.call('conversations.triage', {
      ids: [d],
      act: { act: 'snooze', untilMs: core.clock.now() + hourMs },
    })
    const held = await core.call('catchup.close', { id: pass.id })
    expect(held).toMatchObject({ heard: 6, answered: 2, settled: 2, left: 2, silent: 0 })
    await core.advance(10_000)
    // Sent now, and the same.
    expect(await core.call('catchup.close', { id: pass.id })).toEqual(held)
    expect(held.nextDueMs).toBe(
      ((await core.call('conversations.get', { id: ids[4] ?? 0 })).row.waitingSinceMs ?? 0) + 4 * hourMs,
    )
    expect(await core.call('catchup.offer', {})).toEqual({})
  })

  test('that holds nothing is at its end at once', async () => {
    const core = await atWork()
    const pass = await core.call('catchup.open', {})
    expect(pass.total).toBe(0)
    expect(await core.call('catchup.close', { id: pass.id })).toEqual(
      passNote.parse({ heard: 0, answered: 0, settled: 0, left: 0, silent: 0 }),
    )
  })

  test('leaves silent streams out unless asked, and says how many it left out; a digest is part of it', async () => {
    const core = await atWork({ dbFile: fileIn() })
    const add = async (tag: string, notify: 'silent' | 'digest') => {
      const { id } = await core.call('streams.add', { network: 'fake', kind: 'hashtag', config: { tag } })
      await core.call('streams.update', { id, notify })
      await core.settle()
      return id
    }
    const [silent, digest] = [await add('oats', 'silent'), await add('rye', 'digest')]
    await core.advance(1000)
    const bring = async (id: number, ...items: FetchedItem[]) => {
      core.network.script.push({ items, cursor: 'c' })
      await core.call('streams.refresh', { ids: [id] })
      await core.settle()
    }
    await away(core, hourMs, async () => {
      await bring(
        silent,
        said(core, 'about oats', { direct: false }),
        said(core, 'oats and refund', { direct: false }),
      )
      await bring(digest, said(core, 'about rye', { direct: false }))
    })
    const pass = await core.call('catchup.open', {})
    expect(await heldBy(core, pass.id)).toEqual(['about rye'])
    expect((await core.call('catchup.close', { id: pass.id })).silent).toBe(2)

    const db = openStore(core.deps.dbFile)
    run(
      db,
      "INSERT INTO own_lanes (name, query, notify, place, created_ms) VALUES ('l', 'refund', 'digest', 1, 0)",
    )
    db.close()
    const raised = await core.call('catchup.open', { sinceMs: pass.sinceMs })
    expect(await heldBy(core, raised.id)).toEqual(['oats and refund', 'about rye'])
    const all = await core.call('catchup.open', { sinceMs: pass.sinceMs, withSilent: true })
    expect(await heldBy(core, all.id)).toEqual(['about oats', 'oats and refund', 'about rye'])
    expect((await core.call('catchup.close', { id: all.id })).silent).toBe(0)
  })

  test('leaves out what was muted, what was deleted, and what is older than its stream', async () => {
    const core = await atWork({ dbFile: fileIn() })
    await away(core, hourMs, async () => {
      await hear(
        core,
        said(core, 'kept'),
        said(core, 'muted'),
        said(core, 'deleted', { ref: 'gone' }),
        said(core, 'old', { createdMs: core.clock.now() - 30 * 24 * hourMs }),
      )
      core.network.script.push({ deletions: [{ ref: 'gone' }] })
      await core.call('streams.refresh', { ids: [1] })
      await core.settle()
    })
    const db = openStore(core.deps.dbFile)
    run(
      db,
      "UPDATE conversations SET quiet = 'muted' WHERE shown_item_id IN (SELECT id FROM items WHERE text = 'muted')",
    )
    db.close()
    const pass = await core.call('catchup.open', {})
    expect(await heldBy(core, pass.id)).toEqual(['kept'])
  })

  test('of a backfill holds only what was said since', async () => {
    const core = await atWork({ dbFile: fileIn() })
    await core.advance(hourMs)
    await core.call('presence.left', {})
    await core.advance(hourMs)
    const db = openStore(core.deps.dbFile)
    ingest(
      db,
      {
        network: 'fake',
        accountId: 1,
        streamId: 1,
        via: 'backfill',
        refSpace: fakeSpace,
        rule: '',
        items: [
          said(core, 'said in the gap'),
          said(core, 'said before', { createdMs: core.clock.now() - 90 * minuteMs }),
        ],
      },
      core.clock.now(),
    )
    db.close()
    await core.call('presence.back', {})
    const pass = await core.call('catchup.open', {})
    expect(await heldBy(core, pass.id)).toEqual(['said in the gap'])
  })

  test('that was left in the middle gives way to a new one after another absence', async () => {
    const core = await atWork()
    await away(core, hourMs, () => hear(core, said(core, 'One')))
    const first = await core.call('catchup.open', {})
    await core.advance(hourMs)
    await away(core, hourMs, () => hear(core, said(core, 'Two')))
    const second = await core.call('catchup.open', {})
    expect(second.id).not.toBe(first.id)
    expect(await heldBy(core, second.id)).toEqual(['Two'])
  })

  test('through a part of an absence leaves the rest of it on offer', async () => {
    const core = await atWork()
    await away(core, 2 * hourMs, async () => {
      await hear(core, said(core, 'One'))
      await core.advance(minuteMs)
      await hear(core, said(core, 'Two'))
    })
    const part = await core.call('catchup.open', { sinceMs: core.clock.now() - 30_000 })
    expect(await heldBy(core, part.id)).toEqual(['Two'])
    expect((await core.call('catchup.offer', {})).offer?.heard).toBe(2)
    const whole = await core.call('catchup.open', {})
    expect(await heldBy(core, whole.id)).toEqual(['One', 'Two'])
    await core.call('catchup.close', { id: whole.id })
    // The next begins where this one was opened, and so does the one after it.
    for (const text of ['Three', 'Four']) {
      await core.advance(minuteMs)
      await hear(core, said(core, text))
      const next = await core.call('catchup.open', {})
      expect(await heldBy(core, next.id)).toEqual([text])
      await core.call('catchup.close', { id: next.id })
    }
  })

  test('says nothing at its end about an absence that came after it was opened', async () => {
    const core = await atWork()
    await away(core, hourMs, () => hear(core, said(core, 'One')))
    const { id } = await core.call('catchup.open', {})
    await core.advance(hourMs)
    await away(core, hourMs, () => hear(core, said(core, 'Two')))
    await core.call('catchup.close', { id })
    expect((await core.call('catchup.offer', {})).offer?.heard).toBe(1)
  })

  test('follows conversations that were joined to another', async () => {
    const core = await atWork()
    await away(core, hourMs, () => hear(core, said(core, 'Child', { ref: '11', parentRef: '10' })))
    const pass = await core.call('catchup.open', {})
    await hear(core, said(core, 'Parent', { ref: '10', createdMs: core.clock.now() - 600 }))
    const page = await core.call('conversations.page', { source: { type: 'catch-up', passId: pass.id } })
    expect(page.rows).toHaveLength(1)
    expect((await core.call('conversations.get', { id: page.rows[0]?.id ?? 0 })).items).toHaveLength(2)
    expect(await core.call('catchup.close', { id: pass.id })).toMatchObject({ heard: 1, left: 1 })
  })
})
