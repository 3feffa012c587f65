import type { FailureShape } from '#shared/failure'
import type { HostLedger } from '../deps.ts'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

/** The ledger of hosts in the store: who was asked, how much, and until when to leave them alone. */
export function hostLedger(db: Database): HostLedger {
  return {
    blockedUntil: (host) =>
      one<{ at: number | null }>(db, 'SELECT blocked_until_ms AS at FROM hosts WHERE host = @host', { host })
        ?.at ?? 0,
    book(host, exchange) {
      run(
        db,
        `INSERT INTO hosts (host, requests, bytes, remaining, reset_ms, blocked_until_ms, failure, last_ms)
         VALUES (@host, 1, @bytes, @remaining, @resetMs, @blockedUntilMs, @failure, @atMs)
         ON CONFLICT (host) DO UPDATE SET
           requests = requests + 1, bytes = bytes + excluded.bytes,
           remaining = coalesce(excluded.remaining, remaining), reset_ms = coalesce(excluded.reset_ms, reset_ms),
           blocked_until_ms = coalesce(excluded.blocked_until_ms, blocked_until_ms),
           failure = excluded.failure, last_ms = excluded.last_ms`,
        {
          host,
          atMs: exchange.atMs,
          bytes: exchange.bytes,
          remaining: exchange.remaining ?? null,
          resetMs: exchange.resetMs ?? null,
          blockedUntilMs: exchange.blockedUntilMs ?? null,
          failure: exchange.failure === undefined ? null : JSON.stringify(exchange.failure),
        },
      )
    },
  }
}

export interface HostRow {
  host: string
  requests: number
  bytes: number
  blockedUntilMs: number | undefined
  failure: FailureShape | undefined
}

export function listHosts(db: Database): HostRow[] {
  return all<{
    host: string
    requests: number
    bytes: number
    blocked_until_ms: number | null
    failure: string | null
  }>(db, 'SELECT * FROM hosts ORDER BY requests DESC, host').map((row) => ({
    host: row.host,
    requests: row.requests,
    bytes: row.bytes,
    blockedUntilMs: row.blocked_until_ms ?? undefined,
    failure: fromJson<FailureShape | undefined>(row.failure, undefined),
  }))
}
