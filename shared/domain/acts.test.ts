import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterAct, inverseOf, isRemoved, possibleActs, untouched } from './acts.ts'
import { moderation, type Standing } from './item.ts'
import { itemAct } from './network.ts'

const standings: fc.Arbitrary<Standing> = fc.record(
  {
    likedBy: fc.uniqueArray(fc.integer({ min: 1, max: 3 })),
    hidden: fc.boolean(),
    moderation: fc.constantFrom(...moderation.options),
  },
  { requiredKeys: ['likedBy', 'hidden'] },
)
const acts = fc.constantFrom(...itemAct.options)
const accounts = fc.integer({ min: 1, max: 3 })

/** Likes in any order are the same, and what nobody moderated reads as approved. */
const plain = (standing: Standing) => ({
  likedBy: standing.likedBy.toSorted((a, b) => a - b),
  hidden: standing.hidden,
  moderation: standing.moderation ?? 'approved',
})

test('an act and its inverse leave everything as it was', () => {
  fc.assert(
    fc.property(standings, acts, accounts, (before, act, account) => {
      const inverse = inverseOf(act, before, account)
      const after = afterAct(before, act, account)
      if (inverse === undefined) expect(plain(after)).toEqual(plain(before))
      else expect(plain(afterAct(after, inverse, account))).toEqual(plain(before))
    }),
  )
})

test('what is possible changes something, and then is possible no more', () => {
  fc.assert(
    fc.property(standings, accounts, (before, account) => {
      for (const act of possibleActs(itemAct.options, before, account)) {
        const after = afterAct(before, act, account)
        expect(plain(after)).not.toEqual(plain(before))
        expect(possibleActs([act], after, account)).toEqual([])
      }
    }),
  )
})

test('the like of one account is not that of another', () => {
  const liked = afterAct(untouched, 'like', 1)
  expect(possibleActs(['like', 'unlike'], liked, 1)).toEqual(['unlike'])
  expect(possibleActs(['like', 'unlike'], liked, 2)).toEqual(['like'])
  expect(afterAct(liked, 'unlike', 2).likedBy).toEqual([1])
})

test('a comment that waits can be let through, and taking that back makes it wait again', () => {
  const held: Standing = { ...untouched, moderation: 'held' }
  expect(possibleActs(['approve', 'hold', 'spam', 'trash'], held, 1)).toEqual(['approve', 'spam', 'trash'])
  expect(inverseOf('approve', held, 1)).toBe('hold')
  expect(inverseOf('spam', held, 1)).toBe('hold')
  expect(inverseOf('trash', untouched, 1)).toBe('approve')
  expect([isRemoved(held), isRemoved(afterAct(held, 'spam', 1)), isRemoved(undefined)]).toEqual([
    false,
    true,
    false,
  ])
})
