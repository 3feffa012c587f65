import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parentOf, placeOf, refOf, rootOf, subjectOf, type Place } from './ref.ts'

const repo = fc.constantFrom('crumb/oven-timer', 'a.b/c_d.e', 'x/y-z')
const number = fc.integer({ min: 1, max: 99_999 })
const id = fc.integer({ min: 1 }).map(String)
const node = fc.constantFrom('D_kwDOA3', 'DC_kwDOA-_x', 'MDEwOkRpc2N1c3Npb24x')
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined })
const places: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ type: fc.constant('issue' as const), repo, number }),
  fc.record({ type: fc.constantFrom('comment' as const, 'review' as const), repo, number, id }),
  fc.record({ type: fc.constant('line' as const), repo, number, id, top: maybe(id) }),
  fc.record({ type: fc.constant('commit' as const), repo, sha: fc.constant('6dcb09b5b57875f334f6'), id }),
  fc.record({ type: fc.constant('discussion' as const), repo, number, node }),
  fc.record({ type: fc.constant('answer' as const), repo, number, node, comment: node, reply: maybe(node) }),
)

test('a place can be read back from its ref, and so can what is above it', () => {
  fc.assert(
    fc.property(places, (place) => {
      expect(placeOf(refOf(place))).toEqual(place)
      let above: Place | undefined = place
      let steps = 0
      for (; above !== undefined && steps < 5; steps += 1) above = parentOf(above)
      expect(steps).toBeLessThanOrEqual(3)
      const root = rootOf(place)
      if (root !== undefined) expect(parentOf(root)).toBeUndefined()
    }),
  )
})

test('different places have different refs', () => {
  fc.assert(
    fc.property(places, places, (one, other) => {
      expect(refOf(one) === refOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
    }),
  )
})

test.each([
  '',
  'crumb',
  'crumb/oven-timer',
  'crumb/oven-timer#',
  'a/b#1/x2',
  'a/b#1/c2/l3',
  'a/b!1',
  '../x#1',
  'x/..#1',
])('what is no ref (%s) is refused in words', (ref) => {
  expect(() => placeOf(ref)).toThrow(/cannot be asked for again/)
})

test('only the path of an address counts, whatever host it names', () => {
  expect(subjectOf('https://other.example/api/v3/repos/a/b/pulls/7')).toEqual({
    repo: 'a/b',
    kind: 'pulls',
    id: '7',
  })
  expect(subjectOf('https://api.github.com/repos/a/b/releases/7')).toBeUndefined()
  expect(subjectOf('not an address')).toBeUndefined()
  expect(subjectOf(undefined)).toBeUndefined()
})
