import type { FailureCode } from '#shared/failure'

/** What a script can decide by; the table is in docs/cli.md. */
export const exits = { ok: 0, failure: 1, usage: 2, signIn: 3, locked: 4, notFound: 5, network: 6 } as const

const byCode: Partial<Record<FailureCode, number>> = {
  'bad-input': exits.usage,
  'signed-out': exits.signIn,
  'needs-consent': exits.signIn,
  locked: exits.locked,
  'not-found': exits.notFound,
  gone: exits.notFound,
  offline: exits.network,
  timeout: exits.network,
  'rate-limited': exits.network,
  unavailable: exits.network,
  'bad-response': exits.network,
}

export function exitCodeOf(code: FailureCode): number {
  return byCode[code] ?? exits.failure
}
