import { expect, test } from 'vitest'
import type { Account } from '#shared/domain/account'
import type { NetworkManifest, StreamKindManifest } from '#shared/domain/network'
import {
  lackWords,
  dollars,
  noiseWords,
  placesOf,
  precisionOf,
  ruleProblem,
  usualPlaces,
} from './rule-form.ts'

function network(
  id: string,
  kind?: Pick<StreamKindManifest, 'needsAccount'> & Partial<StreamKindManifest>,
): NetworkManifest {
  return {
    id,
    label: id.toUpperCase(),
    badge: 'x',
    color: { light: '#000000', dark: '#ffffff' },
    signIn: { browser: false, tokenFields: [], steps: {}, asksHost: false },
    streamKinds:
      kind === undefined
        ? []
        : [{ kind: 'keyword', label: 'Words', withoutAccount: !kind.needsAccount, fields: [], floorMs: 1, defaultMs: 1, ...kind }],
    speaks: { reply: 'none', visibilities: [], contentWarning: false },
    importFormats: [],
  } // prettier-ignore
}
const account = (id: number, of: string): Account => ({
  id,
  network: of,
  host: 'https://here',
  handle: `@me${String(id)}`,
  name: '',
  state: 'ok',
  createdMs: 0,
})

test('a rule can listen as each account, as nobody where that is allowed, and says what it lacks', () => {
  const networks = [
    network('a', { needsAccount: true }),
    network('b', { needsAccount: false }),
    network('c'),
    network('d', { needsAccount: false, here: true }),
    network('e', { needsAccount: true }),
  ]
  const places = placesOf(networks, [account(1, 'a'), account(2, 'a'), account(3, 'b')])
  expect(places.map(({ label, here, lacks }) => [label, here, lacks !== undefined])).toEqual([
    ['A as @me1', false, false],
    ['A as @me2', false, false],
    ['B as @me3', false, false],
    ['B', false, false],
    ['D', true, false],
    ['E', false, true],
  ])
  expect([...usualPlaces(places)]).toEqual(['a 1', 'b 3', 'd '])
})

test('a network that has to be told where it is, is no place without an account', () => {
  const text = { label: '', kind: 'text' as const, required: false }
  const fields = [
    { ...text, name: 'query' },
    { ...text, name: 'site' },
  ]
  const blogs = network('w', { needsAccount: false, fields })
  expect(placesOf([blogs], []).map(({ lacks }) => lacks)).toEqual(['address'])
  expect(
    lackWords(
      placesOf([blogs, network('a', { needsAccount: true }), network('b', { needsAccount: false })], []),
    ),
  ).toEqual(['Once you have signed in: A.', 'By “Listen to something new”, with an address: W.'])
  expect(placesOf([blogs], [account(1, 'w')]).map(({ label, lacks }) => [label, lacks])).toEqual([
    ['W as @me1', undefined],
  ])
})

test('what is wrong is said with a hint', () => {
  expect(ruleProblem(' ', new Set(['a']))).toContain('Write what')
  expect(ruleProblem('bread (', new Set(['a']))).toContain('never closed')
  expect(ruleProblem('bread', new Set())).toContain('at least one place')
  expect(ruleProblem('bread', new Set(['a']))).toBeUndefined()
})

test('precision is not told of a handful of marks', () => {
  expect(precisionOf({ relevant: 4, irrelevant: 0 })).toBeUndefined()
  expect(precisionOf({ relevant: 4, irrelevant: 1 })).toBe(80)
})

test('small sums keep the digits that matter', () => {
  expect([dollars(0), dollars(5000), dollars(15_000_000)]).toEqual(['$0.00', '$0.005', '$15.00'])
})

test('what a rule has learnt is said with its figures, and that it hides nothing before it may', () => {
  const noise = { relevant: 30, irrelevant: 25, precision: 0.96, recall: 0.5, mayHide: true }
  expect(noiseWords({ hidesNoise: true, noise: { ...noise, irrelevant: 3 } })).toContain(
    '20 of each are needed',
  )
  expect(noiseWords({ hidesNoise: true, noise: { ...noise, precision: 0.7, mayHide: false } })).toContain(
    '90 % are needed',
  )
  expect(noiseWords({ hidesNoise: true, noise })).toContain('hides likely noise, and would be right in 96 %')
  expect(noiseWords({ hidesNoise: false, noise })).toContain('hides nothing unless you let it')
  expect(noiseWords({ hidesNoise: true })).toBe('')
})
