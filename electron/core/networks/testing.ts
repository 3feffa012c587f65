import type { HostLedger } from '../deps.ts'
import type { Clock } from '../clock.ts'
import { createHttp } from './http.ts'
import { createFetch, openSocket } from './outside.ts'
import type { NetworkContext } from './types.ts'

/** A ledger that forgets with the test. */
export function memoryLedger(): HostLedger & {
  bookings: Parameters<HostLedger['book']>[1][]
  forget(): void
} {
  const blocked = new Map<string, number>()
  const bookings: Parameters<HostLedger['book']>[1][] = []
  return {
    bookings,
    blockedUntil: (host) => blocked.get(host) ?? 0,
    book(host, exchange) {
      bookings.push(exchange)
      if (exchange.blockedUntilMs !== undefined) blocked.set(host, exchange.blockedUntilMs)
    },
    forget: () => blocked.clear(),
  }
}

export interface TestOutside {
  ctx: NetworkContext
  ledger: ReturnType<typeof memoryLedger>
  close(): Promise<void>
}

/** The real way out, for servers on the loopback address, with ids that count up. */
export function testOutside(clock: Clock): TestOutside {
  const fetch = createFetch({ allowLoopback: true })
  const ledger = memoryLedger()
  const { signal } = new AbortController()
  let ids = 0
  return {
    ctx: {
      http: createHttp({ fetch, ledger, clock, random: () => 0 })({ signal }),
      openSocket,
      clock,
      signal,
      newId: () => `id-${(ids += 1)}`,
    },
    ledger,
    close: () => fetch.close(),
  }
}
