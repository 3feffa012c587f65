import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { events } from '#shared/contract'
import { bannerGapMs } from '#shared/domain/notice'
import type { NotifyLevel } from '#shared/domain/stream'
import type { z } from 'zod'
import { openStore } from './db/open.ts'
import { run } from './db/statement.ts'
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

type Banner = z.output<(typeof events)['notify']>

interface Told {
  core: TestCore
  banners: Banner[]
  badges: number[]
}

/** A core that is signed in and through its first sync, with what it told the desktop since. */
async function listening(...args: Parameters<typeof startTestCore>): Promise<Told> {
  const told = watched(...args)
  await signIn(told.core)
  await told.core.advance(1000)
  return told
}

function watched(...args: Parameters<typeof startTestCore>): Told {
  const core = startTestCore(...args)
  cores.push(core)
  const banners: Banner[] = []
  const badges: number[] = []
  core.on('notify', (banner) => banners.push(banner))
  core.on('badge', ({ count }) => badges.push(count))
  return { core, banners, badges }
}

const said = (core: TestCore, text: string, given: Partial<FetchedItem> = {}): FetchedItem =>
  mention({ text, createdMs: core.clock.now() - 500, ...given })

async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items, cursor: { at: items.at(-1)?.remoteId ?? '' } })
  await core.call('streams.refresh', { ids: [1] })
  await core.settle()
}

const ben = { remoteId: 'https://there.example/u/ben', handle: '@ben@there.example', name: 'Ben' }

/** Quiet hours from and to so many ms from now, on every day. */
function quietIn(core: TestCore, fromMs: number, toMs: number) {
  const minutes = (ms: number): number => {
    const date = new Date(core.clock.now() + ms)
    return date.getHours() * 60 + date.getMinutes()
  }
  return { on: true, from: minutes(fromMs), to: minutes(toMs), days: [0, 1, 2, 3, 4, 5, 6] }
}

describe('a banner', () => {
  test('tells of a mention once, with who, where, what and how to answer', async () => {
    const { core, banners } = await listening()
    const item = said(core, 'Is the walnut loaf safe?')
    await hear(core, item)
    await hear(core, item)
    await core.advance(hourMs)
    const row = (await core.call('conversations.page', { source: { type: 'lane', lane: 'needs-answer' } }))
      .rows[0]
    expect(banners).toEqual([
      {
        title: 'Ana · Fake',
        body: 'Is the walnut loaf safe?',
        conversationId: row?.id,
        itemId: row?.itemId,
        sinceMs: expect.any(Number),
        count: 1,
        replyable: true,
        sound: true,
      },
    ])
  })

  test('holds everything of a page, and what comes within twenty seconds waits for the next', async () => {
    const { core, banners } = await listening()
    await hear(core, said(core, 'One'), said(core, 'Two', { author: ben }))
    expect(banners.map(({ title, body }) => [title, body])).toEqual([['2 conversations', 'Ana and Ben']])
    await hear(core, said(core, 'Three'))
    await hear(core, said(core, 'Four', { author: ben }))
    expect(banners).toHaveLength(1)
    await core.advance(bannerGapMs)
    expect(banners.slice(1).map(({ title, count }) => [title, count])).toEqual([['2 conversations', 2]])
  })

  test('is not shown for what was said before the sign-in, nor for anything of a first sync', async () => {
    const { core, banners } = watched()
    core.network.script.push({
      items: Array.from({ length: 40 }, (_, n) =>
        mention({ text: `old ${String(n)}`, createdMs: core.clock.now() - n }),
      ),
      cursor: 'a',
      more: true,
    })
    core.network.script.push({
      items: [mention({ text: 'second page', createdMs: core.clock.now() })],
      cursor: 'b',
    })
    await signIn(core)
    // Afterwards, but said before: a server that hands out late what was said early.
    await core.advance(1000)
    await hear(core, mention({ text: 'late', createdMs: core.clock.now() - hourMs }))
    await core.advance(hourMs)
    expect(banners).toEqual([])
  })

  test('is not shown after a stream was given another configuration, until it was heard once', async () => {
    const { core, banners } = await listening()
    const { id } = await core.call('streams.add', {
      network: 'fake',
      kind: 'hashtag',
      config: { tag: 'rye' },
    })
    await core.call('streams.update', { id, notify: 'banner' })
    await core.settle()
    await core.advance(1000)
    core.network.script.push({ items: [said(core, 'oats before', { direct: false })], cursor: 'o' })
    await core.call('streams.update', { id, config: { tag: 'oats' } })
    await core.settle()
    await core.advance(1000)
    expect(banners).toEqual([])
    core.network.script.push({ items: [said(core, 'oats after', { direct: false })], cursor: 'p' })
    await core.call('streams.refresh', { ids: [id] })
    await core.settle()
    expect(banners.map(({ body }) => body)).toEqual(['oats after'])
  })

  test('is shown for what a live connection brings', async () => {
    const { core, banners } = await listening({}, {})
    core.network.live?.onPage(1, { items: [said(core, 'Live!')], refSpace: fakeSpace })
    expect(banners.map(({ body }) => body)).toEqual(['Live!'])
  })

  test('is not shown for our own words, nor for what a fetched thread brings', async () => {
    const network = fakeNetwork()
    network.thread = () =>
      Promise.resolve({
        items: [
          mention({
            text: 'from the thread',
            ref: 't',
            parentRef: 'here',
            createdMs: Date.UTC(2026, 9, 1, 9),
          }),
        ],
        refSpace: fakeSpace,
        missing: 0,
      })
    const { core, banners } = await listening({ network })
    await hear(core, said(core, 'ours', { mine: true, ref: 'here' }))
    const { id } = (await core.call('conversations.page', { source: { type: 'lane', lane: 'done' } }))
      .rows[0] ?? {
      id: 0,
    }
    await core.call('conversations.fetchThread', { id })
    expect((await core.call('conversations.get', { id })).items).toHaveLength(2)
    expect(banners).toEqual([])
  })

  test('is not shown while the window is in front, and not afterwards either', async () => {
    const { core, banners } = await listening()
    await core.call('presence.back', {})
    await hear(core, said(core, 'Seen'))
    await core.call('presence.left', {})
    await core.advance(hourMs)
    expect(banners).toEqual([])
    await hear(core, said(core, 'Not seen'))
    expect(banners.map(({ body }) => body)).toEqual(['Not seen'])
  })

  test('is not shown any more for what waited when the user came to look', async () => {
    const { core, banners } = await listening()
    await hear(core, said(core, 'One'))
    await hear(core, said(core, 'Two'))
    await core.call('presence.back', {})
    await core.call('presence.left', {})
    await core.advance(hourMs)
    expect(banners.map(({ body }) => body)).toEqual(['One'])
  })

  test('can keep the words, or everything, to itself', async () => {
    const { core, banners } = await listening()
    await core.call('settings.set', { bannerShows: 'names', bannerSound: false })
    await hear(core, said(core, 'secret'))
    await core.call('settings.set', { bannerShows: 'count' })
    await core.advance(bannerGapMs)
    await hear(core, said(core, 'secret'))
    expect(banners.map(({ title, body, sound }) => [title, body, sound])).toEqual([
      ['Ana · Fake', 'spoke to you', false],
      ['Earshot', '1 new', false],
    ])
  })

  test('shows a warning in the place of what it covers', async () => {
    const { core, banners } = await listening()
    await hear(core, said(core, 'the ending is sad', { warning: 'spoiler' }))
    expect(banners.map(({ body }) => body)).toEqual(['spoiler'])
  })
})

describe('levels', () => {
  const heardBy = async (stream: NotifyLevel, more: (core: TestCore) => void = () => {}): Promise<number> => {
    const dbFile = store()
    const { core, banners } = await listening({ dbFile })
    await core.call('streams.update', { id: 1, notify: stream })
    more(core)
    await hear(core, said(core, 'A refund, please'))
    return banners.length
  }
  const store = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-notices-'))
    folders.push(folder)
    return join(folder, 'earshot.db')
  }
  const write = (core: TestCore, sql: string, params: Record<string, unknown> = {}): void => {
    const db = openStore(core.deps.dbFile)
    run(db, sql, params)
    db.close()
  }

  test('of a stream: only a banner rings', async () => {
    expect(await heardBy('banner')).toBe(1)
    for (const level of ['badge', 'digest', 'silent'] as const) expect(await heardBy(level), level).toBe(0)
  })

  test('of a rule stand in the place of those of its streams', async () => {
    const ruled = (notify: NotifyLevel) => (core: TestCore) => {
      write(
        core,
        "INSERT INTO rules (id, name, query, notify, created_ms) VALUES (7, 'r', 'refund', @notify, 0)",
        {
          notify,
        },
      )
      write(core, 'UPDATE streams SET rule_id = 7')
    }
    expect(await heardBy('silent', ruled('banner'))).toBe(1)
    expect(await heardBy('banner', ruled('silent'))).toBe(0)
  })

  test('of a lane of the user’s own raise what it holds, and nothing else', async () => {
    const lane = (query: string, notify: NotifyLevel) => (core: TestCore) =>
      write(
        core,
        "INSERT INTO own_lanes (name, query, notify, place, created_ms) VALUES ('l', @query, @notify, 1, 0)",
        { query, notify },
      )
    expect(await heardBy('silent', lane('refund', 'banner'))).toBe(1)
    expect(await heardBy('silent', lane('parcel', 'banner'))).toBe(0)
    expect(await heardBy('silent', lane('refund', 'badge'))).toBe(0)
    expect(await heardBy('silent', lane('(refund', 'banner'))).toBe(0)
    expect(await heardBy('banner', lane('refund', 'silent'))).toBe(1)
  })

  test('a second stream that hears the same item makes it as loud as itself', async () => {
    const { core, banners } = await listening()
    const { id } = await core.call('streams.add', {
      network: 'fake',
      kind: 'hashtag',
      config: { tag: 'rye' },
    })
    await core.settle()
    await core.advance(1000)
    const item = said(core, '@crumb #rye')
    core.network.script.push({ items: [item], cursor: 'h' })
    await core.call('streams.refresh', { ids: [id] })
    await core.settle()
    expect(banners).toEqual([])
    await hear(core, item)
    expect(banners).toHaveLength(1)
  })

  test('what was muted is silent, whatever its level', async () => {
    const { core, banners } = await listening()
    await hear(core, said(core, 'A parcel for the bakery'))
    await core.advance(minuteMs)
    await core.call('mutes.add', { query: 'parcel' })
    await hear(core, said(core, 'The parcel again'))
    await core.advance(hourMs)
    await hear(core, said(core, 'Something else'))
    expect(banners.map(({ body }) => body)).toEqual(['A parcel for the bakery', 'Something else'])
  })
})

describe('quiet hours', () => {
  test('hold banners, and are followed by one for everything', async () => {
    const { core, banners, badges } = await listening()
    await core.call('settings.set', { quietHours: quietIn(core, 0, 8 * hourMs) })
    await hear(core, said(core, 'One'))
    await core.advance(hourMs)
    await hear(core, said(core, 'Two', { author: ben }))
    await core.advance(7 * hourMs - 2 * minuteMs)
    expect(banners).toEqual([])
    expect(badges.at(-1)).toBe(2)
    await core.advance(2 * minuteMs)
    expect(banners.map(({ title, body, count }) => [title, body, count])).toEqual([
      ['2 conversations', 'Ana and Ben', 2],
    ])
    await core.advance(24 * hourMs)
    expect(banners).toHaveLength(1)
  })

  test('end without a word for what was handled or muted meanwhile', async () => {
    const { core, banners } = await listening()
    await core.call('settings.set', { quietHours: quietIn(core, 0, 2 * hourMs) })
    await hear(core, said(core, 'One'))
    await hear(core, said(core, 'Two'))
    await core.call('conversations.triage', { ids: [1], act: { act: 'done' } })
    await core.call('conversations.read', { id: 2 })
    await core.advance(3 * hourMs)
    expect(banners).toEqual([])
  })

  test('for an hour begin and end by themselves, and end at once when they are taken back', async () => {
    const { core, banners } = await listening()
    const untilMs = core.clock.now() + hourMs
    await core.call('settings.set', { quietUntilMs: untilMs })
    expect(await core.call('notices.state', {})).toMatchObject({ quietUntilMs: untilMs })
    await hear(core, said(core, 'One'))
    await core.advance(hourMs)
    expect(banners).toHaveLength(1)
    await core.call('settings.set', { quietUntilMs: core.clock.now() + hourMs })
    await core.advance(minuteMs)
    await hear(core, said(core, 'Two'))
    expect(banners).toHaveLength(1)
    await core.call('settings.set', { quietUntilMs: 0 })
    expect(banners.map(({ body }) => body)).toEqual(['One', 'Two'])
    expect((await core.call('notices.state', {})).quietUntilMs).toBeUndefined()
  })
})

describe('a restart', () => {
  test('rings for nothing again, keeps what was held, and keeps the distance', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-notices-'))
    folders.push(folder)
    const shared = {
      dbFile: join(folder, 'earshot.db'),
      clock: fakeClock(),
      network: fakeNetwork(),
      vault: memoryVault(),
    }
    const restart = (): Told => watched({ ...shared, networks: new Map([['fake', shared.network]]) })
    const first = restart()
    await signIn(first.core)
    shared.clock.advance(1000)
    const told = mention({ text: 'Told', createdMs: shared.clock.now() })
    await hear(first.core, told)
    await hear(first.core, mention({ text: 'Held', createdMs: shared.clock.now() }))
    expect(first.banners.map(({ body }) => body)).toEqual(['Told'])
    await first.core.stop()
    cores.splice(0)

    const second = restart()
    await hear(second.core, told)
    expect(second.banners).toEqual([])
    shared.clock.advance(bannerGapMs)
    await second.core.settle()
    expect(second.banners.map(({ body }) => body)).toEqual(['Held'])
    await second.core.stop()
    cores.splice(0)

    const third = restart()
    await hear(third.core, told)
    shared.clock.advance(hourMs)
    await third.core.settle()
    expect(third.banners).toEqual([])
  })
})

describe('the badge', () => {
  test('counts conversations that need an answer, follows them, and can be switched off', async () => {
    const { core, badges } = await listening()
    await hear(core, said(core, 'One'), said(core, 'Two'), said(core, 'Not to us', { direct: false }))
    await core.advance(300)
    expect(badges).toEqual([0, 2])
    await core.call('conversations.triage', { ids: [1], act: { act: 'done' } })
    await core.advance(300)
    await core.call('operations.undo', {})
    await core.advance(300)
    expect(badges).toEqual([0, 2, 1, 2])
    await core.call('settings.set', { badge: false })
    await core.advance(300)
    expect(badges.at(-1)).toBe(0)
    expect(await core.call('notices.state', {})).toMatchObject({ badge: 0 })
  })

  test('leaves out what streams say more quietly, unless a lane of the user’s own holds it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-notices-'))
    folders.push(folder)
    const { core } = await listening({ dbFile: join(folder, 'earshot.db') })
    await core.call('streams.update', { id: 1, notify: 'digest' })
    await hear(core, said(core, 'A refund'), said(core, 'Thanks'))
    expect((await core.call('notices.state', {})).badge).toBe(0)
    const db = openStore(core.deps.dbFile)
    run(
      db,
      "INSERT INTO own_lanes (name, query, notify, place, created_ms) VALUES ('l', 'refund', 'badge', 1, 0)",
    )
    db.close()
    expect((await core.call('notices.state', {})).badge).toBe(1)
  })

  test('goes on counting what is left of a stream that was removed', async () => {
    const { core } = await listening()
    await hear(core, said(core, 'One'))
    await core.call('streams.remove', { id: 1 })
    expect((await core.call('notices.state', {})).badge).toBe(1)
  })
})

describe('an answer from a banner', () => {
  test('names who is answered, goes through the outbox, and leaves the window’s own draft alone', async () => {
    const { core, banners } = await listening()
    await hear(core, said(core, 'Open tomorrow?'))
    const itemId = banners[0]?.itemId ?? 0
    await core.call('drafts.save', { conversationId: 1, text: 'Something longer' })
    const held = await core.call('notices.reply', { itemId, text: 'Yes, until six.' })
    expect(held).toMatchObject({
      state: 'held',
      text: '@ana@there.example Yes, until six.',
      visibility: 'public',
    })
    expect((await core.call('conversations.get', { id: 1 })).draft?.text).toBe('Something longer')
    await core.advance(8001)
    expect([...core.network.said.values()].map((speech) => speech.text)).toEqual([
      '@ana@there.example Yes, until six.',
    ])
  })

  test('that cannot be sent is kept as a draft, and says why', async () => {
    const { core, banners } = await listening()
    await hear(core, said(core, 'Open tomorrow?'))
    const itemId = banners[0]?.itemId ?? 0
    await core.call('drafts.save', { conversationId: 1, text: 'Something longer' })
    await expect(core.call('notices.reply', { itemId, text: 'x'.repeat(501) })).rejects.toMatchObject({
      code: 'bad-input',
    })
    const { draft } = await core.call('conversations.get', { id: 1 })
    expect(draft?.text).toMatch(/^Something longer\n\n@ana@there\.example x{501}$/)
  })
})

test('a core without a desktop tells nothing and marks nothing', async () => {
  const { core, banners, badges } = await listening({}, { live: false, notices: false })
  await hear(core, said(core, 'One'))
  await core.advance(hourMs)
  expect([banners, badges]).toEqual([[], []])
})
