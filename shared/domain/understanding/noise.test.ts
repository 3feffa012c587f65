import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedText } from '../testing/scripts.ts'
import {
  fewestMarks,
  guess,
  learn,
  mayHide,
  measure,
  noiseModel,
  noiseThreshold,
  type Mark,
} from './noise.ts'

/** A bakery called Crumb hears of crumbs of every kind. */
const ours = [
  'bread', 'bakery', 'loaf', 'rye', 'cake', 'order', 'counter', 'fresh', 'croissant', 'opening', 'flour', 'queue',
] // prettier-ignore
const theirs = [
  'rubber', 'tyre', 'cookie', 'trail', 'website', 'navigation', 'robert', 'cartoonist', 'comics', 'album', 'cat', 'vinyl',
] // prettier-ignore

/** Posts of some words of one kind among words that both use. Deterministic. */
function heard(count: number, irrelevant: boolean, seed: number): Mark[] {
  const both = ['crumb', 'today', 'the', 'love', 'new', 'and', 'my', 'at', 'saw', 'again']
  const own = irrelevant ? theirs : ours
  let state = seed
  const next = (length: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * length)
  }
  return Array.from({ length: count }, () => ({
    irrelevant,
    text: Array.from({ length: 8 }, (_, n) =>
      n % 2 === 0 ? own[next(own.length)] : both[next(both.length)],
    ).join(' '),
  }))
}

const many = [...heard(40, true, 1), ...heard(40, false, 2)]

const anyMarks = fc.array(fc.record({ text: mixedText(40), irrelevant: fc.boolean() }), { maxLength: 25 })

describe('guess', () => {
  test('tells what is ours from what is not', () => {
    const model = learn(many)
    for (const { text } of heard(20, true, 3))
      expect(guess(model, text), text).toBeGreaterThan(noiseThreshold)
    for (const { text } of heard(20, false, 4)) expect(guess(model, text), text).toBeLessThan(0.1)
  })

  test('knows nothing of words that nobody marked, however one-sided the marks are', () => {
    expect(guess(learn(heard(50, true, 1)), 'Straßenbahn nach Süden')).toBe(0.5)
    expect(guess(learn([]), 'crumb')).toBe(0.5)
  })

  test('marking much more of one kind does not condemn what both kinds say', () => {
    const model = learn([...heard(200, true, 1), ...heard(20, false, 2)])
    expect(guess(model, 'saw the new crumb today')).toBeLessThan(noiseThreshold)
    for (const { text } of heard(20, false, 5)) expect(guess(model, text), text).toBeLessThan(0.5)
  })

  test('one mark is not enough to hide what shares a word with it', () => {
    const model = learn([
      { text: 'crumb rubber for playgrounds', irrelevant: true },
      { text: 'fresh bread', irrelevant: false },
    ])
    const one = guess(model, 'a crumb of truth')
    expect(one).toBeGreaterThan(0.5)
    expect(one).toBeLessThan(noiseThreshold)
  })

  test('names of what every object has are words like others', () => {
    expect(guess(learn(many), 'constructor toString valueOf hasOwnProperty')).toBe(0.5)
    const model = learn([{ text: 'constructor __proto__ toString', irrelevant: true }])
    expect(guess(noiseModel.parse(JSON.parse(JSON.stringify(model))), 'constructor')).toBeGreaterThan(0.5)
  })

  test('is a probability, turns round with the marks, and does not depend on their order', () => {
    fc.assert(
      fc.property(anyMarks, mixedText(40), fc.nat(), (marks, text, turn) => {
        const one = guess(learn(marks), text)
        expect(one >= 0 && one <= 1).toBe(true)
        const turned = marks.map((mark) => ({ ...mark, irrelevant: !mark.irrelevant }))
        expect(guess(learn(turned), text)).toBeCloseTo(1 - one, 9)
        const at = turn % (marks.length + 1)
        expect(learn([...marks.slice(at), ...marks.slice(0, at)])).toEqual(learn(marks))
      }),
      { numRuns: 60 },
    )
  })

  test('what was marked as one kind alone is guessed as that kind', () => {
    fc.assert(
      fc.property(mixedText(40), fc.integer({ min: 1, max: 9 }), (text, times) => {
        const marks = Array.from({ length: times }, () => ({ text, irrelevant: true }))
        const one = guess(learn(marks), text)
        expect(one).toBeGreaterThanOrEqual(0.5)
        expect(guess(learn([...marks, { text, irrelevant: true }]), text)).toBeGreaterThanOrEqual(one)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the model', () => {
  test('is JSON that comes back from the store as it went', () => {
    const model = learn(many)
    expect(noiseModel.parse(JSON.parse(JSON.stringify(model)))).toEqual(model)
  })

  test('stays small however much is marked', () => {
    const marks = Array.from({ length: 3000 }, (_, n) => ({
      text: `crumb word${String(n)} other${String(n)} third${String(n)}`,
      irrelevant: n % 2 === 0,
    }))
    const model = learn(marks)
    expect(Object.keys(model.tokens).length).toBeLessThanOrEqual(4000)
    expect(model.tokens['crumb']).toEqual([1500, 1500])
  })
})

describe('measure', () => {
  test('tells how often hiding would have been right', () => {
    const measured = measure(many)
    expect(measured).toMatchObject({ relevant: 40, irrelevant: 40 })
    expect(measured.precision).toBeGreaterThanOrEqual(0.95)
    expect(measured.recall).toBeGreaterThan(0.8)
  })

  test('marks that follow no rule are not learnt, though each could be remembered', () => {
    const marks = heard(120, false, 7).map((mark, n) => ({ ...mark, irrelevant: (n * 7919) % 13 < 6 }))
    const measured = measure(marks)
    expect(measured.precision).toBeLessThan(0.9)
    expect(mayHide(measured)).toBe(false)
  })

  test('a text is never guessed by its own copy', () => {
    const copies = Array.from({ length: 30 }, () => ({ text: 'Win a crumb prize', irrelevant: true }))
    const measured = measure([...copies, ...heard(30, false, 2)])
    expect(measured.hidden).toBe(0)
  })

  test('has the same figures for the same marks in another order, and each is a share', () => {
    fc.assert(
      fc.property(anyMarks, (marks) => {
        const measured = measure(marks)
        expect(measure(marks.toReversed())).toEqual(measured)
        for (const share of [measured.precision, measured.recall]) expect(share >= 0 && share <= 1).toBe(true)
        expect(measured.relevant + measured.irrelevant).toBe(marks.length)
      }),
      { numRuns: 30 },
    )
  })
})

describe('mayHide', () => {
  test('needs enough marks of both kinds', () => {
    expect(mayHide(measure(many))).toBe(true)
    expect(mayHide(measure(heard(80, true, 1)))).toBe(false)
    expect(mayHide(measure([...heard(80, true, 1), ...heard(fewestMarks - 1, false, 2)]))).toBe(false)
    expect(mayHide(measure([]))).toBe(false)
  })

  test('needs to have been right nine times of ten, over enough of what it would hide', () => {
    const good = { relevant: 30, irrelevant: 30, hidden: 20, precision: 0.9, recall: 0.6 }
    expect(mayHide(good)).toBe(true)
    expect(mayHide({ ...good, precision: 0.89 })).toBe(false)
    expect(mayHide({ ...good, hidden: 9, precision: 1 })).toBe(false)
  })

  test('wrong marks switch it off again', () => {
    const doubtful = many.map((mark, n) => (n % 3 === 0 ? { ...mark, irrelevant: !mark.irrelevant } : mark))
    expect(mayHide(measure(doubtful))).toBe(false)
  })
})
