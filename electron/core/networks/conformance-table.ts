import { afterAll, test } from 'vitest'

/** Runs the checks of the conformance suite and prints what became of them. */

/** What became of a check: how many of a network's streams passed it, failed it, or have nothing to check. */
interface Cell {
  ok: number
  failed: number
  not: number
}
/** Network x check, printed at the end. */
const table = new Map<string, Map<string, Cell>>()

/** One check of one network, or of one of its streams. A run that returns a word had nothing to check. */
export function check(network: string, name: string, run: () => Promise<unknown>): void {
  const row = table.get(network) ?? new Map<string, Cell>()
  table.set(network, row)
  const cell = row.get(name) ?? { ok: 0, failed: 0, not: 0 }
  row.set(name, cell)
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- both come with `name` and `run`
  test(name, async ({ skip }) => {
    cell.failed += 1
    const outcome = await run()
    cell.failed -= 1
    cell[typeof outcome === 'string' ? 'not' : 'ok'] += 1
    if (typeof outcome === 'string') skip(outcome)
  })
}

function shownCell(cell: Cell | undefined): string {
  if (cell === undefined || cell.ok + cell.failed === 0) return '-'
  const all = cell.ok + cell.failed
  if (cell.failed > 0) return `FAILS ${cell.failed} of ${all}`
  return all === 1 ? 'ok' : `ok (${all} streams)`
}

/** Prints the table when all checks have run. */
export function printTableAtEnd(): void {
  afterAll(() => {
    const names = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))]
    const columns = [...table.keys()]
    const head = ['check', ...columns]
    const lines = names.map((name) => [
      name,
      ...columns.map((column) => shownCell(table.get(column)?.get(name))),
    ])
    const widths = head.map((_, index) =>
      Math.max(...[head, ...lines].map((line) => line[index]?.length ?? 0)),
    )
    const print = (line: string[]) => line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')
    process.stdout.write(['', 'Conformance', print(head), ...lines.map(print), ''].join('\n'))
  })
}
