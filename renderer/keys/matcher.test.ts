import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMatcher, sequenceMs } from './matcher.ts'

const bindings = [
  ['e', 'done'],
  ['g i', 'inbox'],
  ['g w', 'waiting'],
  ['u', 'back'],
  ['mod+k', 'palette'],
] as const

describe('following keys', () => {
  it('runs a single key at once', () => {
    expect(createMatcher(bindings).press('e', 0)).toEqual({ type: 'commands', ids: ['done'], keys: 'e' })
  })

  it('waits after the first key of a sequence, and runs it with the second', () => {
    const matcher = createMatcher(bindings)
    expect(matcher.press('g', 0)).toEqual({ type: 'pending', keys: 'g' })
    expect(matcher.press('i', 300)).toMatchObject({ ids: ['inbox'] })
  })

  it('swallows a slip after g, so that nothing is done by mistake', () => {
    const matcher = createMatcher(bindings)
    matcher.press('g', 0)
    expect(matcher.press('e', 100)).toEqual({ type: 'swallowed' })
    expect(matcher.press('e', 200)).toMatchObject({ ids: ['done'] })
  })

  it('forgets the first key after a pause', () => {
    const matcher = createMatcher(bindings)
    matcher.press('g', 0)
    expect(matcher.press('e', sequenceMs + 1)).toMatchObject({ ids: ['done'] })
  })

  it('forgets the first key when focus goes elsewhere', () => {
    const matcher = createMatcher(bindings)
    matcher.press('g', 0)
    matcher.reset()
    expect(matcher.press('i', 1)).toEqual({ type: 'none' })
  })

  it('leaves unknown keys alone', () => {
    expect(createMatcher(bindings).press('q', 0)).toEqual({ type: 'none' })
  })

  it('answers every one of many fast presses of the same key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(40), (presses, gapMs) => {
        const matcher = createMatcher(bindings)
        for (let n = 0; n < presses; n += 1)
          expect(matcher.press('e', n * gapMs)).toMatchObject({ ids: ['done'] })
      }),
    )
  })
})
