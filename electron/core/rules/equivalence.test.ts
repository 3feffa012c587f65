import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { print } from '#shared/domain/query/print'
import type { Query } from '#shared/domain/query/ast'
import type { Subject } from '#shared/domain/query/subject'
import { queries, sample, sampleNowMs } from '#shared/domain/testing/queries'
import { compile } from './compile.ts'
import { matchItem } from './matcher.ts'
import { searchAmong, searchItems, searchNewest } from './search.ts'
import { storeWorld, subjectsOf, type World, worlds } from './testing/world.ts'

const nowMs = sampleNowMs

function matchedIds(subjects: readonly Subject[], query: Query): number[] {
  return subjects
    .filter((subject) => matchItem(query, subject, nowMs).matched)
    .map(({ id }) => id)
    .toSorted((a, b) => b - a)
}

function namedOf(world: World) {
  return {
    streams: world.streams.map(({ name }, index) => ({ id: index + 1, name })),
    tags: sample.tags.map((name, index) => ({ id: index + 1, name })),
    accounts: world.accounts.map((handle, index) => ({ id: index + 1, handle })),
  }
}

describe('the matcher and the compiled SQL', () => {
  test('give the same answer to every query, however the SQL finds it', () => {
    let cases = 0
    let answers = 0
    fc.assert(
      fc.property(worlds, fc.array(queries, { minLength: 50, maxLength: 50 }), (world, asked) => {
        const db = storeWorld(world)
        const subjects = subjectsOf(world)
        for (const query of asked) {
          const expected = matchedIds(subjects, query)
          cases += 1
          if (expected.length > 0 && expected.length < subjects.length) answers += 1
          expect(searchItems(db, query, { limit: 100, nowMs }), print(query)).toEqual(expected)
          // Never from a few, and always from the last that offers itself, be it few or many.
          const last = (count: number) => (selects: readonly unknown[]) => ({
            place: selects.length - 1,
            count,
          })
          for (const choose of [undefined, last(1), last(1000)]) {
            const { sql, params } = compile(query, { nowMs, limit: 100, named: namedOf(world), choose })
            expect(db.prepare(sql).pluck().all(params), `${print(query)}\n${sql}`).toEqual(expected)
          }
        }
        db.close()
      }),
      { numRuns: 120 },
    )
    expect(cases).toBeGreaterThanOrEqual(5000)
    // A law that only ever compares nothing with nothing, or all with all, would prove little.
    expect(answers).toBeGreaterThan(cases / 4)
  }, 300_000)

  test('agree about some conversations, about all but some, and about what is newer', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.array(queries, { minLength: 12, maxLength: 12 }),
        fc.subarray([1, 2, 3, 4, 5, 6]),
        fc.nat(),
        (world, asked, chosen, n) => {
          const db = storeWorld(world)
          const subjects = subjectsOf(world)
          const fromId = subjects[n % subjects.length]?.id ?? 0
          const only = (wanted: (subject: Subject) => boolean, query: Query) =>
            matchedIds(subjects.filter(wanted), query)
          for (const query of asked) {
            const ask = { limit: 100, nowMs }
            expect(searchItems(db, query, { ...ask, within: chosen }), print(query)).toEqual(
              only(({ conversation }) => chosen.includes(conversation.id), query),
            )
            expect(searchItems(db, query, { ...ask, except: chosen }), print(query)).toEqual(
              only(({ conversation }) => !chosen.includes(conversation.id), query),
            )
            expect(searchItems(db, query, { ...ask, fromId }), print(query)).toEqual(
              only(({ id }) => id >= fromId, query),
            )
            const looked = searchNewest(db, query, { ...ask, mostItems: 5 })
            const from = looked.fromId ?? 0
            expect(looked.ids, print(query)).toEqual(only(({ id }) => id >= from, query))
            expect(subjects.filter(({ id }) => id >= from).length).toBeGreaterThanOrEqual(
              Math.min(5, subjects.length),
            )
            // The same words looked up all at once instead of item by item.
            const named = namedOf(world)
            const within = { conversationIds: chosen, items: 1000 }
            const { sql, params } = compile(query, { ...ask, named, within })
            expect(db.prepare(sql).pluck().all(params), sql).toEqual(
              only(({ conversation }) => chosen.includes(conversation.id), query),
            )
          }
          db.close()
        },
      ),
      { numRuns: 60 },
    )
  }, 120_000)

  test('pages follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(worlds, fc.array(queries, { minLength: 10, maxLength: 10 }), (world, asked) => {
        const db = storeWorld(world)
        const subjects = subjectsOf(world)
        for (const query of asked) {
          const pages: number[] = []
          for (let beforeId: number | undefined; ; beforeId = pages.at(-1)) {
            const page = searchItems(db, query, { limit: 2, nowMs, beforeId })
            pages.push(...page)
            if (page.length < 2) break
          }
          expect(pages, print(query)).toEqual(matchedIds(subjects, query))
        }
        db.close()
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  test('asked about some items only, the SQL answers for those, be they few or many', () => {
    const nowhere = Array.from({ length: 120 }, (_, n) => n + 1)
    fc.assert(
      fc.property(worlds, fc.array(queries, { minLength: 20, maxLength: 20 }), (world, asked) => {
        const db = storeWorld(world)
        const subjects = subjectsOf(world)
        const some = subjects.filter((_, index) => index % 2 === 0).map(({ id }) => id)
        for (const query of asked) {
          const expected = matchedIds(subjects, query).filter((id) => some.includes(id))
          expect(searchAmong(db, query, some, nowMs), print(query)).toEqual(expected)
          expect(searchAmong(db, query, [...nowhere, ...some], nowMs), print(query)).toEqual(expected)
        }
        db.close()
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})
