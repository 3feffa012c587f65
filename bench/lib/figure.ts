/** One figure of a benchmark. Every figure is a ratio within one run unless its unit says otherwise: these machines are noisy. */
export interface Figure {
  bench: string
  metric: string
  value: number
  unit: string
  /** For example `>= 0.13`; empty where the figure is only told. */
  target: string
}

/** True if the value meets the target; a figure without a target always does. */
export function meets(figure: Pick<Figure, 'value' | 'target'>): boolean {
  const match = /^(<=|>=)\s*([\d.]+)/.exec(figure.target)
  if (match === null) return true
  const bound = Number(match[2])
  return match[1] === '>=' ? figure.value >= bound : figure.value <= bound
}

/** Prints a figure for people and, on a line of its own, as JSON. */
export function print(figure: Figure): void {
  const value = Number(figure.value.toPrecision(4))
  const verdict = figure.target === '' ? '' : meets(figure) ? '  ok' : '  MISSED'
  console.log(
    `${figure.bench.padEnd(10)} ${figure.metric.padEnd(58)} ${String(value).padStart(10)} ${figure.unit.padEnd(6)} ${figure.target}${verdict}`,
  )
  console.log(JSON.stringify({ ...figure, value }))
}

/** The value below which the share `p` (0 to 1) of the samples lies. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}

/** The middle of the samples. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** Milliseconds that `work` takes. */
export function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
