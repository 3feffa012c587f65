import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bannerGapMs,
  bannerOf,
  firstLevel,
  isAtLeast,
  loudest,
  oldMs,
  ringing,
  tellingOf,
  type HeardFrom,
  type Moment,
  type NoticeItem,
} from './notice.ts'
import { quietUntil, type Quiet } from './quiet-hours.ts'
import { notifyLevel } from './stream.ts'

const nowMs = new Date(2026, 9, 14, 12).getTime()
const loud: Quiet = { hours: { on: false, from: 0, to: 0, days: [] }, untilMs: 0 }
const polled: HeardFrom = { via: 'poll', isFirst: false }
const nobody: ReadonlySet<number> = new Set()

function item(given: Partial<NoticeItem> = {}): NoticeItem {
  return {
    id: 1,
    conversationId: 1,
    who: 'Ana',
    where: 'Mastodon',
    kind: 'mention',
    words: 'Is the walnut loaf safe?',
    level: 'banner',
    mine: false,
    filtered: false,
    createdMs: nowMs - 1000,
    receivedMs: nowMs,
    listenedSinceMs: nowMs - 86_400_000,
    ...given,
  }
}

const rings = (given: Partial<NoticeItem>, from: HeardFrom = polled): boolean =>
  ringing([item(given)], from, nobody, nowMs).length === 1

describe('levels', () => {
  test('go from silent over digest and badge to banner, and the loudest counts', () => {
    expect(loudest([])).toBe('silent')
    expect(loudest(['digest', 'silent'])).toBe('digest')
    expect(loudest(['badge', 'banner', 'digest'])).toBe('banner')
    expect(isAtLeast('badge', 'digest')).toBe(true)
    expect(isAtLeast('digest', 'badge')).toBe(false)
  })

  test('of a new stream: who speaks to us rings, everything else is counted', () => {
    expect([
      firstLevel('mentions'),
      firstLevel('replies'),
      firstLevel('hashtag'),
      firstLevel('feed'),
    ]).toEqual(['banner', 'banner', 'badge', 'badge'])
  })
})

describe('what rings', () => {
  test('is new, theirs, not filtered, and loud enough', () => {
    expect(rings({})).toBe(true)
    expect(rings({ mine: true })).toBe(false)
    expect(rings({ filtered: true })).toBe(false)
    for (const level of notifyLevel.options) expect(rings({ level }), level).toBe(level === 'banner')
  })

  test('is not what was said before anybody listened, nor more than a day ago', () => {
    expect(rings({ createdMs: nowMs - 5000, listenedSinceMs: nowMs - 4000 })).toBe(false)
    expect(rings({ createdMs: nowMs - oldMs - 1, listenedSinceMs: 0 })).toBe(false)
    expect(rings({ createdMs: nowMs - oldMs, listenedSinceMs: 0 })).toBe(true)
  })

  test('never comes from a first sync, a backfill, a fetched thread, or our own sending', () => {
    expect(rings({}, { via: 'poll', isFirst: true })).toBe(false)
    for (const via of ['backfill', 'thread', 'sent', 'recheck'] as const)
      expect(rings({}, { via, isFirst: false }), via).toBe(false)
    expect(rings({}, { via: 'live', isFirst: false })).toBe(true)
  })
})

describe('when it is told', () => {
  const moment: Moment = { nowMs, quiet: loud, watching: false, lastBannerMs: undefined }

  test('at once, unless the window is in front', () => {
    expect(tellingOf(1, moment)).toEqual({ act: 'tell' })
    expect(tellingOf(1, { ...moment, watching: true })).toEqual({ act: 'seen' })
    expect(tellingOf(0, moment)).toEqual({ act: 'nothing' })
  })

  test('not within twenty seconds of the last banner, and then together with what waited', () => {
    const lastBannerMs = nowMs - bannerGapMs + 5
    expect(tellingOf(1, { ...moment, lastBannerMs })).toEqual({ act: 'hold', againMs: nowMs + 5 })
    expect(tellingOf(3, { ...moment, lastBannerMs: nowMs - bannerGapMs })).toEqual({ act: 'tell' })
  })

  test('a clock that was put back does not keep banners away', () => {
    expect(tellingOf(1, { ...moment, lastBannerMs: nowMs + 3_600_000 })).toEqual({ act: 'tell' })
  })

  test('at the end of the quiet hours', () => {
    const quiet = { ...loud, untilMs: nowMs + 60_000 }
    expect(tellingOf(1, { ...moment, quiet })).toEqual({ act: 'hold', againMs: nowMs + 60_000 })
  })
})

describe('the words of a banner', () => {
  test('say who, where and what', () => {
    expect(bannerOf([item()], 'words')).toEqual({
      title: 'Ana · Mastodon',
      body: 'Is the walnut loaf safe?',
      conversationId: 1,
      itemId: 1,
      count: 1,
    })
  })

  test('can leave out what was said, or who said it', () => {
    const secret = item({ who: 'Secret Name', words: 'secret words' })
    const names = bannerOf([secret], 'names')
    expect(names).toMatchObject({ title: 'Secret Name · Mastodon', body: 'spoke to you' })
    for (const told of [[secret], [secret, item({ id: 2, conversationId: 2, who: 'Other Name' })]]) {
      expect(JSON.stringify(bannerOf(told, 'names'))).not.toContain('secret words')
      expect(JSON.stringify(bannerOf(told, 'count'))).not.toMatch(/secret|name/i)
    }
  })

  test('of several in one conversation name all voices and lead to it', () => {
    const told = [item(), item({ id: 2, who: 'Ben', words: 'And\n the rye?' })]
    expect(bannerOf(told, 'words')).toEqual({
      title: 'Ana and Ben · Mastodon',
      body: '2 new: And the rye?',
      conversationId: 1,
      count: 2,
    })
  })

  test('of several conversations are one banner', () => {
    const people = ['Ana', 'Ben', 'Chloé', 'Dov', 'Ana']
    const told = people.map((who, n) => item({ id: n, conversationId: n, who }))
    expect(bannerOf(told, 'words')).toEqual({
      title: '5 conversations',
      body: 'Ana, Ben, Chloé and 1 other',
      count: 5,
    })
  })

  test('are short and on one line, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 600 }),
        fc.string({ unit: 'binary' }),
        (words, who) => {
          const { title, body } = bannerOf([item({ words, who })], 'words')
          expect([...body].length).toBeLessThanOrEqual(181)
          expect([...title].length).toBeLessThanOrEqual(60)
          expect(title + body).not.toMatch(/[\n\r\t\u0000]/)
        },
      ),
    )
  })
})

/** What the store keeps between two decisions, as core does it: by item what was decided, and the last banner. */
class Told {
  readonly decided = new Map<number, 'held' | 'told' | 'seen'>()
  readonly banners: { atMs: number; ids: number[] }[] = []

  hear(items: readonly NoticeItem[], from: HeardFrom, moment: Omit<Moment, 'lastBannerMs'>): void {
    for (const { id } of ringing(items, from, new Set(this.decided.keys()), moment.nowMs))
      this.decided.set(id, 'held')
    this.tellHeld(moment)
  }

  tellHeld(moment: Omit<Moment, 'lastBannerMs'>): void {
    const ids = [...this.decided].flatMap(([id, state]) => (state === 'held' ? [id] : []))
    const telling = tellingOf(ids.length, { ...moment, lastBannerMs: this.banners.at(-1)?.atMs })
    if (telling.act === 'tell') this.banners.push({ atMs: moment.nowMs, ids })
    if (telling.act === 'tell' || telling.act === 'seen')
      for (const id of ids) this.decided.set(id, telling.act === 'tell' ? 'told' : 'seen')
  }
}

describe('over any day', () => {
  const minute = fc.integer({ min: 0, max: 1439 })
  const quiets = fc.record({
    hours: fc.record({
      on: fc.boolean(),
      from: minute,
      to: minute,
      days: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
    }),
    untilMs: fc.oneof(fc.constant(0), fc.integer({ min: nowMs, max: nowMs + 7_200_000 })),
  })
  const items = fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 30 }),
      level: fc.constantFrom(...notifyLevel.options),
      mine: fc.boolean(),
      filtered: fc.boolean(),
      agoMs: fc.integer({ min: 0, max: 2 * oldMs }),
    }),
    { maxLength: 4 },
  )
  const steps = fc.array(
    fc.record({
      passMs: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 4 * 3_600_000 })),
      watching: fc.boolean(),
      via: fc.constantFrom('poll', 'live', 'backfill', 'thread', 'sent', 'recheck'),
      isFirst: fc.boolean(),
      items,
    }),
    { maxLength: 30 },
  )

  test('nothing rings in quiet hours, nothing is told twice, and only what may ring does', () => {
    fc.assert(
      fc.property(quiets, steps, (quiet, day) => {
        const told = new Told()
        const may = new Set<number>()
        let now = nowMs
        for (const step of day) {
          now += step.passMs
          const heard = step.items.map(({ agoMs, ...given }) =>
            item({ ...given, conversationId: given.id, createdMs: now - agoMs, listenedSinceMs: 0 }),
          )
          for (const one of heard) {
            const isNews = (step.via === 'poll' || step.via === 'live') && !step.isFirst
            const isLoud = one.level === 'banner' && !one.mine && !one.filtered
            if (isNews && isLoud && now - one.createdMs <= oldMs) may.add(one.id)
          }
          const before = told.banners.length
          told.hear(heard, step, { nowMs: now, quiet, watching: step.watching })
          if (quietUntil(now, quiet) !== undefined || step.watching) expect(told.banners).toHaveLength(before)
        }
        const rung = told.banners.flatMap(({ ids }) => ids)
        expect(new Set(rung).size).toBe(rung.length)
        expect(rung.filter((id) => !may.has(id))).toEqual([])
        for (const { atMs } of told.banners) {
          const within = told.banners.filter((other) => other.atMs >= atMs && other.atMs < atMs + 60_000)
          expect(within.length).toBeLessThanOrEqual(3)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('what was held is told when its time comes, and nothing that may ring is lost', () => {
    fc.assert(
      fc.property(quiets, steps, (quiet, day) => {
        const told = new Told()
        let now = nowMs
        for (const step of day) {
          now += step.passMs
          const heard = step.items.map(({ agoMs, ...given }) => item({ ...given, createdMs: now - agoMs }))
          told.hear(heard, step, { nowMs: now, quiet, watching: step.watching })
        }
        const end = quietUntil(now, quiet)
        // Hours without an end keep everything, and say so by an end about a week ahead.
        if (end !== undefined && quietUntil(end, quiet) !== undefined) return
        told.tellHeld({ nowMs: Math.max(end ?? now, now + bannerGapMs), quiet: loud, watching: false })
        expect([...told.decided.values()]).not.toContain('held')
      }),
      { numRuns: 300 },
    )
  })
})
