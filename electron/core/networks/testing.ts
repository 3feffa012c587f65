import type { HostLedger } from '../deps.ts'
import type { Clock } from '../clock.ts'
import { createHttp, type Reach } from './http.ts'
import { createFetch, openSocket } from './outside.ts'
import type { Json, NetworkContext } from './types.ts'

/** A ledger that forgets with the test. */
export function memoryLedger(): HostLedger & {
  bookings: Parameters<HostLedger['book']>[1][]
  forget(): void
} {
  const blocked = new Map<string, number>()
  const bookings: Parameters<HostLedger['book']>[1][] = []
  return {
    bookings,
    blockedUntil: (host, bucket) =>
      Math.max(blocked.get(`${host} `) ?? 0, blocked.get(`${host} ${bucket}`) ?? 0),
    book(host, exchange) {
      bookings.push(exchange)
      if (exchange.blockedUntilMs !== undefined)
        blocked.set(`${host} ${exchange.bucket}`, exchange.blockedUntilMs)
    },
    forget: () => blocked.clear(),
  }
}

/** For tests of what is said, not of to whom: any host may be asked. */
export const anyHost: Reach = { why: () => 'a test' }

/** For contexts of networks that neither renew nor pay. */
export const unneeded: Pick<NetworkContext, 'renewCredentials' | 'pay'> = {
  renewCredentials: (used, renew) => renew(used),
  pay: () => {
    throw new Error('nothing is paid here')
  },
}

export interface TestOutside {
  ctx: NetworkContext
  ledger: ReturnType<typeof memoryLedger>
  /** Paid calls in their order: what was planned before, and what was charged. */
  payments: { call: string; most: number; charged: number | undefined }[]
  /** Credentials as last renewed, and how often. */
  renewed: Json[]
  close(): Promise<void>
}

/** The real way out, for servers on the loopback address, with ids that count up. */
export function testOutside(clock: Clock): TestOutside {
  const fetch = createFetch({ allowLoopback: true })
  const ledger = memoryLedger()
  const { signal } = new AbortController()
  let ids = 0
  const payments: TestOutside['payments'] = []
  const renewed: Json[] = []
  return {
    payments,
    renewed,
    ctx: {
      http: createHttp({ fetch, ledger, clock, random: () => 0 })({ signal, reach: anyHost }),
      openSocket,
      clock,
      signal,
      newId: () => `id-${(ids += 1)}`,
      async renewCredentials(used, renew) {
        const before = renewed.at(-1)
        if (before !== undefined && JSON.stringify(before) !== JSON.stringify(used)) return before
        const fresh = await renew(used)
        renewed.push(fresh)
        return fresh
      },
      pay(call, most) {
        const payment: TestOutside['payments'][number] = { call, most, charged: undefined }
        payments.push(payment)
        return { charge: (units) => void (payment.charged = units) }
      },
    },
    ledger,
    close: () => fetch.close(),
  }
}
