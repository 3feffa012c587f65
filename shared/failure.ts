import { z } from 'zod'

/**
 * The closed set of failure codes. Every error becomes one of these at the edge where it
 * happens; screens and scripts decide by code, never by message.
 *
 * | code            | meaning                                                  | who acts                  |
 * | --------------- | -------------------------------------------------------- | ------------------------- |
 * | offline         | no route to the host: DNS, refused, unreachable          | retried with back-off     |
 * | timeout         | the host took too long                                   | retried with back-off     |
 * | signed-out      | credentials missing, wrong, expired or revoked           | the user signs in again   |
 * | forbidden       | signed in, but not allowed (scope, block, policy)        | the user, at the network  |
 * | rate-limited    | asked too often; `retryAtMs` says when to ask again      | waits                     |
 * | billing         | a paid quota or our own cap is used up                   | the user                  |
 * | rejected        | the network refuses this content (422, too long)         | the user edits            |
 * | duplicate       | the network already has exactly this                     | counts as done            |
 * | gone            | 404 or 410: it is not there any more                     | tombstone, or stop asking |
 * | unavailable     | the host has trouble of its own (5xx)                    | retried with back-off     |
 * | bad-response    | an answer that cannot be understood                      | retried, then shown       |
 * | bad-input       | what was given to us is wrong; the message says how      | the user                  |
 * | not-found       | no such thing in our own store                           | the user                  |
 * | not-supported   | this network cannot do that                              | the user                  |
 * | needs-consent   | the user must agree first (for example: no keyring)      | the user                  |
 * | locked          | another process writes to this data folder               | the user                  |
 * | newer-file      | the data file was written by a newer Earshot             | the user updates          |
 * | bug             | anything else; logged, shown without internals           | us                        |
 */
export const failureCodes = [
  'offline',
  'timeout',
  'signed-out',
  'forbidden',
  'rate-limited',
  'billing',
  'rejected',
  'duplicate',
  'gone',
  'unavailable',
  'bad-response',
  'bad-input',
  'not-found',
  'not-supported',
  'needs-consent',
  'locked',
  'newer-file',
  'bug',
] as const

export const failureCode = z.enum(failureCodes)
export type FailureCode = z.infer<typeof failureCode>

/** A failure as it travels over a port or rests in a table. `message` is for people and holds no secret. */
export const failureShape = z.object({
  code: failureCode,
  message: z.string(),
  /** Epoch ms before which asking again is useless (rate limits, Retry-After). */
  retryAtMs: z.number().optional(),
  /** HTTP status, where there was one. */
  status: z.number().optional(),
})
export type FailureShape = z.infer<typeof failureShape>

export interface FailureDetails {
  retryAtMs?: number | undefined
  status?: number | undefined
  cause?: unknown
}

/** The only error class that Earshot throws on purpose. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly retryAtMs: number | undefined
  readonly status: number | undefined

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'Failure'
    this.code = code
    this.retryAtMs = details.retryAtMs
    this.status = details.status
  }

  toShape(): FailureShape {
    return {
      code: this.code,
      message: this.message,
      ...(this.retryAtMs === undefined ? {} : { retryAtMs: this.retryAtMs }),
      ...(this.status === undefined ? {} : { status: this.status }),
    }
  }
}

/** Turns anything thrown into a Failure; what is not ours becomes `bug` and keeps its cause for the log. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure('bug', 'Something went wrong inside Earshot. The log has the details.', { cause: error })
}

/** True for failures that may pass by themselves, so that a job should try again later. */
export function isPassing(code: FailureCode): boolean {
  return ['offline', 'timeout', 'rate-limited', 'unavailable', 'bad-response', 'bug'].includes(code)
}

/** Closes a switch over a union: a new member that is not handled fails to compile. */
export function assertNever(value: never): never {
  throw new Failure('bug', `unexpected value: ${JSON.stringify(value)}`)
}
