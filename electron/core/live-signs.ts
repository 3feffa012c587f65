/*
 * What a live connection tells of itself. Pure. The rules:
 * 1. A message or a heartbeat proves that everything sent before it has arrived, and nothing beyond that moment.
 * 2. It proves something only from a pull on that was asked after the connection was up and had time to subscribe:
 *    before that is a gap.
 * 3. A connection that used to beat and does not any more is dead, and so is a silent one beside which polling
 *    finds what it should have brought.
 */

/** Longest time without a sign before a connection is doubted. Servers beat every 15 to 60 seconds. */
const longestSilenceMs = 5 * 60_000
/** A server may take this long before it sends what a connection subscribed to. */
const settleMs = 5000

export interface Signs {
  upMs: number
  /** The last message or heartbeat. */
  aliveMs: number
  /** A heartbeat came: more are to be expected. */
  beats: boolean
  /** Streams that it brings, as announced or seen. */
  carries: Set<number>
  /** When polling last found something that came to be while it was up, and that it had not brought. */
  missedMs: number | undefined
}

/** Up to when a stream that comes whole is heard; undefined where the connection proves nothing beyond `heardToMs`. */
export function provenToMs(
  { upMs, aliveMs }: Pick<Signs, 'upMs' | 'aliveMs'>,
  heardToMs: number | undefined,
): number | undefined {
  if (heardToMs === undefined || heardToMs < upMs + settleMs || aliveMs <= heardToMs) return undefined
  return aliveMs
}

/** True where a connection that nobody closed must be given up. */
export function isDead(signs: Omit<Signs, 'carries'>, nowMs: number): boolean {
  if (nowMs - signs.aliveMs < longestSilenceMs) return false
  return signs.beats || (signs.missedMs !== undefined && signs.missedMs > signs.aliveMs)
}
