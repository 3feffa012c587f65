import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prove, type Standing } from './heard.ts'

const items = (...times: number[]) => times.map((createdMs) => ({ createdMs }))
const fresh: Standing = { heardToMs: undefined, walk: undefined }
const at = (heardToMs: number): Standing => ({ heardToMs, walk: undefined })

describe('the first pull', () => {
  test('proves from its oldest item on, over all of its pages', () => {
    const first = prove(fresh, { items: items(50, 80) }, 100)
    expect(first).toMatchObject({ heardToMs: undefined, covered: undefined })
    const last = prove(first, { items: items(20, 40), coveredToMs: 100 }, 101)
    expect(last).toEqual({
      heardToMs: 100,
      walk: undefined,
      covered: { fromMs: 20, toMs: 100 },
      hole: undefined,
    })
  })

  test('proves what the network says that it gave, and makes no hole of what was before', () => {
    const page = { items: items(1, 90), coveredFromMs: 60, holeReason: 'A cap.', coveredToMs: 100 }
    expect(prove(fresh, page, 100)).toMatchObject({ covered: { fromMs: 60, toMs: 100 }, hole: undefined })
  })

  test('with nothing in it proves nothing of the past', () => {
    expect(prove(fresh, { items: [], coveredToMs: 100 }, 100)).toMatchObject({
      heardToMs: 100,
      covered: { fromMs: 100, toMs: 100 },
    })
  })
})

describe('a later pull', () => {
  test('proves everything since the last, however long ago that was', () => {
    expect(prove(at(100), { items: items(400), coveredToMs: 500 }, 500)).toMatchObject({
      heardToMs: 500,
      covered: { fromMs: 100, toMs: 500 },
      hole: undefined,
    })
  })

  test('that could not give everything leaves a hole with its reason', () => {
    const page = { items: items(300), coveredFromMs: 300, holeReason: 'Only 20.', coveredToMs: 500 }
    expect(prove(at(100), page, 500)).toMatchObject({
      covered: { fromMs: 300, toMs: 500 },
      hole: { fromMs: 100, toMs: 300, reason: 'Only 20.' },
    })
  })

  test('leaves no hole where it reaches back to what was heard', () => {
    const page = { items: items(50), coveredFromMs: 50, coveredToMs: 500 }
    expect(prove(at(100), page, 500)).toMatchObject({ covered: { fromMs: 100, toMs: 500 }, hole: undefined })
  })

  test('keeps the hole that one of its earlier pages told of', () => {
    const first = prove(at(100), { items: items(300), coveredFromMs: 300, holeReason: 'A cap.' }, 400)
    expect(first).toMatchObject({ heardToMs: 100, covered: undefined, hole: undefined })
    expect(prove(first, { items: items(420), coveredToMs: 500 }, 500)).toMatchObject({
      covered: { fromMs: 300, toMs: 500 },
      hole: { fromMs: 100, toMs: 300, reason: 'A cap.' },
    })
  })

  test('proves nothing beyond our clock, and nothing where the clock was set back', () => {
    expect(prove(at(100), { items: [], coveredToMs: 900 }, 500).heardToMs).toBe(500)
    expect(prove(at(100), { items: [], coveredToMs: 90 }, 90)).toMatchObject({
      heardToMs: 100,
      covered: undefined,
    })
  })
})

test('whatever pages come, what is covered and the holes together are the time since the first, each moment once', () => {
  const time = fc.integer({ min: 0, max: 1000 })
  const page = fc.record({
    items: fc.array(fc.record({ createdMs: time }), { maxLength: 3 }),
    coveredToMs: fc.option(time, { nil: undefined }),
    coveredFromMs: fc.option(time, { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(page, { maxLength: 12 }), (pages) => {
      let standing = fresh
      let end: number | undefined
      for (const each of pages) {
        const proof = prove(standing, each, 1000)
        const { covered, hole } = proof
        if (covered !== undefined) {
          if (end !== undefined) expect((hole ?? covered).fromMs).toBe(end)
          if (hole !== undefined) expect(hole.toMs).toBe(covered.fromMs)
          expect(covered.fromMs).toBeLessThanOrEqual(covered.toMs)
          end = covered.toMs
        } else expect(hole).toBeUndefined()
        expect(proof.heardToMs).toBe(end)
        standing = proof
      }
    }),
  )
})
