import { Failure } from '#shared/failure'

/**
 * Why a relay says no: the word before the colon of an OK or CLOSED (NIP-01, NIP-42), in our codes. Relays name no time
 * to wait, so that a minute is waited. Pure.
 */
const waitMs = 60_000
const longestReason = 200

export function isAuthRequired(reason: string): boolean {
  return reason.startsWith('auth-required:')
}

export function refusal(relay: string, reason: string, nowMs: number): Failure {
  const said = plainReason(reason)
  const because = said === '' ? 'It gives no reason' : `It says: ${said}`
  switch (/^([a-z-]+):/.exec(reason)?.[1]) {
    case 'rate-limited':
      return new Failure('rate-limited', `${relay} was asked too often. ${because}.`, {
        retryAtMs: nowMs + waitMs,
      })
    case 'auth-required':
      return new Failure('forbidden', `${relay} answers only people it knows by their key. ${because}.`)
    case 'restricted':
      return new Failure('forbidden', `${relay} does not let this account do that. ${because}.`)
    case 'blocked':
      return new Failure('forbidden', `${relay} has blocked this account. ${because}.`)
    case 'pow':
      return new Failure('rejected', `${relay} wants proof of work, which Earshot does not do. ${because}.`)
    case 'invalid':
      return new Failure('rejected', `${relay} does not take this. ${because}.`)
    case 'unsupported':
      return new Failure('not-supported', `${relay} cannot do that. ${because}.`)
    case 'error':
      return new Failure('unavailable', `${relay} has trouble of its own. ${because}.`)
    default:
      return new Failure('rejected', `${relay} refused. ${because}.`)
  }
}

/** Words of a stranger in a sentence of ours: short, on one line, without addresses or markup. */
function plainReason(reason: string): string {
  return reason
    .replace(/^[a-z-]+:\s*/, '')
    .replace(/\b[a-z]+:\/\/\S+/gi, '…')
    .replace(/[<>\s]+/g, ' ')
    .toWellFormed()
    .slice(0, longestReason)
    .trim()
    .replace(/[.!]+$/, '')
}
