import type { StreamConfig } from '#shared/domain/stream'
import type { StreamKind } from '#shared/domain/network'
import type { FailureCode } from '#shared/failure'
import type { Town } from '#demo/town'
import type { NetworkAccount, NetworkContext } from './types.ts'

/**
 * What a network's own `conformance.ts` exports as `conformance`: how to reach its streams in the demo town.
 * The suite in `conformance.test.ts` finds it by glob and does the rest; recorded responses are taken from `fixtures/`.
 */
export interface Conformance {
  /** Signs in at the town. Left out by networks that need no account. */
  account?(ctx: NetworkContext, town: Town): Promise<NetworkAccount>
  /** Streams that the town can serve, at least one of each kind the manifest offers if the town has it. */
  streams(town: Town): ConformanceStream[]
  /** Configurations as a user could type them that must be refused with words. */
  nonsense: { kind: StreamKind; config: StreamConfig }[]
  /** Lets something new be heard by the stream `name`; needed by the check that nothing is heard twice or missed. */
  happen(town: Town, name: string): void
}

export interface ConformanceStream {
  /** Names the row of the table. */
  name: string
  kind: StreamKind
  config: StreamConfig
  /** Pulled with the account of `account`, or without one. */
  withAccount: boolean
  /** Prefix of the path of the request that must misbehave. */
  path: string
  /** Where this stream rightly differs from the failure that a misbehaviour usually means. */
  expects?: Partial<Record<number | string, readonly FailureCode[]>>
  /** Left out of the check that something new is heard, with the reason. */
  still?: string
}
