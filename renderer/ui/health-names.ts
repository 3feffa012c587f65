import type { Health } from '#shared/domain/stream'

/** What the dot of a stream means, in words. */
export const healthNames: Record<Health, string> = {
  ok: 'heard',
  new: 'not asked yet',
  late: 'late, trying again',
  limited: 'asked to wait',
  'signed-out': 'signed out',
  broken: 'broken',
  paused: 'paused',
}

/** From what needs the user most to what needs nobody. */
const order: readonly Health[] = ['signed-out', 'broken', 'late', 'limited', 'new', 'ok', 'paused']

/** The health of several streams as one: that of the one that is worst. */
export function worstHealth(all: readonly Health[]): Health {
  return order.find((health) => all.includes(health)) ?? 'new'
}
