import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queries } from '#shared/domain/testing/queries'
import { print } from '#shared/domain/query/print'
import { readQuery } from '#shared/domain/query/parse'
import { colourRuns } from './query-colour.ts'

function runs(text: string) {
  const { parsed, pieces } = readQuery(text)
  return colourRuns(text, pieces, parsed.errors)
}

describe('the colours of a query', () => {
  it('are those of its parts, and errors lie over them', () => {
    expect(
      runs('bread -is:questoin')
        .filter(({ text }) => text.trim() !== '')
        .map(({ text, kind, excluded, wrong }) => [text, kind, excluded, wrong]),
    ).toEqual([
      ['bread', 'word', false, false],
      ['-', 'operator', false, false],
      ['is:', 'field', true, true],
      ['questoin', 'value', true, true],
    ])
  })

  it('lose, add and split no character of any text', () => {
    const text = fc.oneof(
      queries.map(print),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('(', '"', '-', ' ', 'is:', '👋', 'パ', 'OR ', 'x') }),
    )
    fc.assert(
      fc.property(text, (typed) => {
        const cut = runs(typed)
        expect(cut.map((run) => run.text).join('')).toBe(typed)
        for (const run of cut) {
          expect(run.text).not.toBe('')
          if (typed.isWellFormed()) expect(run.text.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
