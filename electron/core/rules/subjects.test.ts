import fc from 'fast-check'
import { expect, test } from 'vitest'
import { print } from '#shared/domain/query/print'
import { queries, sampleNowMs } from '#shared/domain/testing/queries'
import { matchItem } from './matcher.ts'
import { loadSubjects } from './subjects.ts'
import { storeWorld, subjectsOf, worlds } from './testing/world.ts'

test('what is loaded from the store answers every query as what was stored', () => {
  let matched = 0
  fc.assert(
    fc.property(worlds, fc.array(queries, { minLength: 60, maxLength: 60 }), (world, asked) => {
      const db = storeWorld(world)
      const stored = subjectsOf(world)
      const ids = stored.map(({ id }) => id).toReversed()
      const loaded = loadSubjects(db, ids)
      expect(loaded.map(({ id }) => id)).toEqual(ids)
      for (const query of asked) {
        const answers = loaded.map((subject) => matchItem(query, subject, sampleNowMs))
        expect(answers.toReversed(), print(query)).toEqual(
          stored.map((subject) => matchItem(query, subject, sampleNowMs)),
        )
        matched += answers.filter((answer) => answer.matched).length
      }
      db.close()
    }),
    { numRuns: 100 },
  )
  expect(matched).toBeGreaterThan(5000)
}, 120_000)

test('what is not stored is left out', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const db = storeWorld(world)
      const [first] = subjectsOf(world)
      expect(loadSubjects(db, [1, first?.id ?? 0]).map(({ id }) => id)).toEqual([first?.id])
      expect(loadSubjects(db, [])).toEqual([])
      db.close()
    }),
    { numRuns: 5 },
  )
})
