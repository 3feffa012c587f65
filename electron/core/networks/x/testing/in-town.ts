import { startTown, type Town, type TownOptions } from '#demo/town'
import { fakeClock, type FakeClock } from '../../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../../testing.ts'
import type { NetworkAccount } from '../../types.ts'
import { network } from '../index.ts'

/** The bakery's account of X in a town of its own, for tests. */
export interface InTown {
  town: Town
  clock: FakeClock
  outside: TestOutside
  account: NetworkAccount
  /** Both clocks. */
  advance(ms: number): void
  close(): Promise<void>
}

export const startMs = Date.UTC(2026, 9, 1, 9)

export async function openInTown(
  options: TownOptions = {},
  fields: Record<string, string> = {},
): Promise<InTown> {
  const clock = fakeClock(startMs)
  const town = await startTown({ nowMs: startMs, answers: false, ...options })
  const outside = testOutside(clock)
  const { host = '', ...login } = town.logins['x'] ?? {}
  const signedIn = await network.signInWithToken(outside.ctx, host, { ...login, ownsApp: 'yes', ...fields })
  const { remoteId, handle, credentials, facts } = signedIn
  return {
    town,
    clock,
    outside,
    account: { id: 1, host: signedIn.host, remoteId, handle, credentials, facts },
    advance(ms) {
      town.advance(ms)
      clock.advance(ms)
    },
    async close() {
      town.release()
      await outside.close()
      await town.close()
    },
  }
}
