import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { exitCodeOf } from './exit-codes.ts'
import { createOutput, formatTable, formatTime, oneLine, safeText } from './output.ts'

test('a table is as wide as its cells', () => {
  const rows = [
    { id: 1, name: 'Bread' },
    { id: 12, name: 'Ōsaka 🍞' },
  ]
  const table = formatTable(rows, [
    { title: 'ID', cell: (row) => String(row.id) },
    { title: 'NAME', cell: (row) => row.name },
  ])
  expect(table).toBe('ID  NAME\n1   Bread\n12  Ōsaka 🍞')
})

test('text of strangers cannot steer a terminal', () => {
  expect(oneLine('red \u001b[31mhere\u0007\u202e now\nand\tthen', 80)).toBe('red [31mhere now and then')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, most) => {
      const line = oneLine(text, most)
      expect(Array.from(line).length).toBeLessThanOrEqual(most)
      expect(line).not.toMatch(/\p{Cc}|\u202e/u)
      expect(safeText(text)).not.toMatch(/[^\P{Cc}\t\n]|\u202e/u)
    }),
  )
})

test('long text ends in an ellipsis, not in half a character', () => {
  expect(oneLine('🍞🍞🍞🍞', 3)).toBe('🍞🍞…')
})

test('times are of this machine', () => {
  expect(formatTime(new Date(2026, 10, 1, 9, 5).getTime())).toBe('2026-11-01 09:05')
})

test('words for people, records for scripts, failures on standard error', async () => {
  const said: string[] = []
  const both = async (json: boolean): Promise<string[]> => {
    said.length = 0
    const out = createOutput(
      json,
      async (text) => void said.push(`o:${text}`),
      async (text) => void said.push(`e:${text}`),
    )
    await out.record({ a: 1 }, 'one')
    await out.table([], [], 'Nothing.')
    await out.note('by the way')
    await out.failure(new Failure('offline', 'No route.'))
    return [...said]
  }
  expect(await both(false)).toEqual(['o:one\n', 'e:Nothing.\n', 'e:by the way\n', 'e:No route. (offline)\n'])
  expect(await both(true)).toEqual([
    'o:{"a":1}\n',
    'e:{"failure":{"code":"offline","message":"No route."}}\n',
  ])
})

test('exit codes are those of the table', () => {
  const table = {
    bug: 1,
    rejected: 1,
    'bad-input': 2,
    'needs-consent': 3,
    'signed-out': 3,
    locked: 4,
    'not-found': 5,
    gone: 5,
    offline: 6,
    'rate-limited': 6,
  } as const
  for (const [code, exit] of Object.entries(table)) expect(exitCodeOf(code as keyof typeof table)).toBe(exit)
})
