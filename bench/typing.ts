/**
 * What a query field does for one key press: reads, colours, completes and explains the whole query. Longest queries,
 * of the most parts that one may have.
 */
import { explainQuery } from '#shared/domain/query/explain'
import { limits, readQuery } from '#shared/domain/query/parse'
import { colourRuns } from '../renderer/ui/query-colour.ts'
import { offersAt } from '../renderer/ui/query-offers.ts'
import { median, percentile, print } from './lib/figure.ts'

const rounds = 300
const parts = [
  'refund-policy',
  '"late parcel of bread"',
  '-hiring',
  'is:question',
  'from:@ana@town.example',
  '(rye OR wheat)',
  'パン屋さん',
]

/** Nearly as long as a query may be, and different each time. */
function longQuery(round: number): string {
  let text = `w${String(round)}`
  for (let n = 0; text.length < limits.length - 60 && n < 280; n += 1)
    text += ` ${parts[(n + round) % parts.length] ?? ''}`
  return `${text} is:qu`.slice(0, limits.length)
}

function keyPress(text: string): void {
  const { parsed, pieces } = readQuery(text)
  colourRuns(text, pieces, parsed.errors)
  offersAt(text, text.length, { asked: false })
  if (parsed.ast !== undefined) explainQuery(parsed.ast)
}

const samples = new Map<string, number[]>([
  ['read and colour', []],
  ['all of a key press', []],
])
for (let round = -20; round < rounds; round += 1) {
  const text = longQuery(round)
  for (const [what, work] of [
    ['read and colour', () => colourRuns(text, readQuery(text).pieces)],
    ['all of a key press', () => keyPress(text)],
  ] as const) {
    const start = performance.now()
    work()
    if (round >= 0) samples.get(what)?.push(performance.now() - start)
  }
}
print({
  bench: 'typing',
  metric: 'length of the query',
  value: longQuery(1).length,
  unit: 'signs',
  target: '',
})
for (const [what, times] of samples) {
  print({ bench: 'typing', metric: `${what}, p50`, value: median(times), unit: 'ms', target: '<= 2' })
  print({ bench: 'typing', metric: `${what}, p95`, value: percentile(times, 0.95), unit: 'ms', target: '' })
}
