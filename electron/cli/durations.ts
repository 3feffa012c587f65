import { Failure } from '#shared/failure'

const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** `90s`, `30m`, `2h`, `3d`, `1w` in ms. Throws bad-input. */
export function parseDuration(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text.trim().toLowerCase()) ?? []
  const ms = Math.round(Number(amount) * (unitMs[unit] ?? Number.NaN))
  if (amount === '' || !Number.isFinite(ms) || ms <= 0)
    throw new Failure('bad-input', `"${text}" is no duration. Write for example 30m, 2h, 3d or 1w.`)
  return ms
}

/**
 * A moment to come, as epoch ms: a duration from now, or an ISO date or time (of this machine's zone unless it names
 * one; a date alone is its midnight). Throws bad-input, also for the past.
 */
export function parseMoment(text: string, nowMs: number): number {
  const iso = /^\d{4}-\d{2}-\d{2}/.test(text)
  // A date alone would be read as UTC.
  const at = iso
    ? Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text)
    : nowMs + parseDuration(text)
  if (!Number.isFinite(at))
    throw new Failure(
      'bad-input',
      `"${text}" is no time. Write for example 2h, 3d, 2026-12-01 or 2026-12-01T09:00.`,
    )
  if (at <= nowMs) throw new Failure('bad-input', `"${text}" is in the past.`)
  return at
}
