const unitMs = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const
type Unit = keyof typeof unitMs

/** `90 s`, `5 min`, `4 h`, `2 d`: the largest unit that says the duration exactly, else the nearest minute or second. */
export function durationWords(ms: number): string {
  const exact = (['d', 'h', 'min', 's'] as const).find(
    (unit) => ms >= unitMs[unit] && ms % unitMs[unit] === 0,
  )
  if (exact !== undefined) return `${ms / unitMs[exact]} ${exact}`
  const rough: Unit = ms >= 10 * unitMs.min ? 'min' : 's'
  return `${Math.round(ms / unitMs[rough])} ${rough}`
}

const spelled: Record<string, Unit> = {
  s: 's',
  sec: 's',
  second: 's',
  seconds: 's',
  m: 'min',
  min: 'min',
  minute: 'min',
  minutes: 'min',
  h: 'h',
  hr: 'h',
  hour: 'h',
  hours: 'h',
  d: 'd',
  day: 'd',
  days: 'd',
}

/** Reads what a person types: `5 min`, `1.5 h`, `1,5h`, `90s`; a bare number counts minutes. Undefined when it says no duration. */
export function readDuration(typed: string): number | undefined {
  const found = /^(\d+(?:[.,]\d+)?)\s*([a-z]*)\.?$/iu.exec(typed.trim())
  if (found?.[1] === undefined) return undefined
  const name = found[2]?.toLowerCase() ?? ''
  const unit = name === '' ? 'min' : spelled[name]
  if (unit === undefined) return undefined
  const ms = Math.round(Number(found[1].replace(',', '.')) * unitMs[unit])
  return ms > 0 && Number.isSafeInteger(ms) ? ms : undefined
}

/** `12.4 MB`: a file's size in powers of a thousand. */
export function bytesWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let at = 0
  while (size >= 999.5 && at < units.length - 1) {
    size /= 1000
    at += 1
  }
  return `${at === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${units[at] ?? 'B'}`
}
