import type { AccountLimit } from '#shared/domain/account'
import type { FailureShape } from '#shared/failure'
import type { HostLedger } from '../deps.ts'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

/** The ledger of hosts in the store: who was asked, how much, and until when to leave them alone. */
export function hostLedger(db: Database): HostLedger {
  return {
    blockedUntil: (host, bucket) =>
      one<{ at: number | null }>(
        db,
        'SELECT max(blocked_until_ms) AS at FROM host_limits WHERE host = @host AND bucket IN (SELECT value FROM json_each(@buckets))',
        { host, buckets: JSON.stringify(bucketsOf(bucket)) },
      )?.at ?? 0,
    book(host, exchange) {
      bookLimits(db, host, exchange)
      run(
        db,
        `INSERT INTO hosts (host, requests, bytes, failure, last_ms, why) VALUES (@host, @requests, @bytes, @failure, @atMs, @why)
         ON CONFLICT (host) DO UPDATE SET requests = requests + excluded.requests, bytes = bytes + excluded.bytes,
           failure = excluded.failure, last_ms = excluded.last_ms, why = coalesce(excluded.why, why)`,
        {
          host,
          atMs: exchange.atMs,
          requests: exchange.requests ?? 1,
          why: exchange.why ?? null,
          bytes: exchange.bytes,
          failure: exchange.failure === undefined ? null : JSON.stringify(exchange.failure),
        },
      )
    },
  }
}

/** A bucket and those it is part of: the host itself, the account, the account's kind of request. */
function bucketsOf(bucket: string): string[] {
  const parts = bucket === '' ? [] : bucket.split('/')
  return ['', ...parts.map((_, n) => parts.slice(0, n + 1).join('/'))]
}

function bookLimits(db: Database, host: string, exchange: Parameters<HostLedger['book']>[1]): void {
  const { bucket, quota, remaining, resetMs, blockedUntilMs } = exchange
  if (remaining === undefined && resetMs === undefined && blockedUntilMs === undefined) return
  run(
    db,
    `INSERT INTO host_limits (host, bucket, quota, remaining, reset_ms, blocked_until_ms)
     VALUES (@host, @bucket, @quota, @remaining, @resetMs, @blockedUntilMs)
     ON CONFLICT (host, bucket) DO UPDATE SET quota = coalesce(excluded.quota, quota),
       remaining = coalesce(excluded.remaining, remaining), reset_ms = coalesce(excluded.reset_ms, reset_ms),
       blocked_until_ms = coalesce(excluded.blocked_until_ms, blocked_until_ms)`,
    {
      host,
      bucket,
      quota: quota ?? null,
      remaining: remaining ?? null,
      resetMs: resetMs ?? null,
      blockedUntilMs: blockedUntilMs ?? null,
    },
  )
}

/** What a host has said of its limits, for those who ask under this bucket. */
export interface HostLimit {
  quota: number | undefined
  remaining: number | undefined
  resetMs: number | undefined
  blockedUntilMs: number | undefined
}

/** The limits of a bucket at a host; undefined where it never spoke of any. */
export function limitOf(db: Database, host: string, bucket: string): HostLimit | undefined {
  const row = one<Record<keyof HostLimit, number | null>>(
    db,
    `SELECT quota, remaining, reset_ms AS resetMs, blocked_until_ms AS blockedUntilMs FROM host_limits
     WHERE host = @host AND bucket = @bucket`,
    { host, bucket },
  )
  return (
    row && {
      quota: row.quota ?? undefined,
      remaining: row.remaining ?? undefined,
      resetMs: row.resetMs ?? undefined,
      blockedUntilMs: row.blockedUntilMs ?? undefined,
    }
  )
}

/** Limits that hold now for an account: its own at any host, and its host's wish that nobody asks for a while. */
export function limitsOfAccount(
  db: Database,
  { id, host }: { id: number; host: string },
  nowMs: number,
): AccountLimit[] {
  return all<
    Record<'remaining' | 'quota' | 'resetMs' | 'blockedUntilMs', number | null> & {
      host: string
      bucket: string
    }
  >(
    db,
    `SELECT host, bucket, remaining, quota, reset_ms AS resetMs, blocked_until_ms AS blockedUntilMs FROM host_limits
     WHERE (bucket = @id OR bucket LIKE @id || '/%' OR (bucket = '' AND host = @host AND blocked_until_ms > @nowMs))
       AND (blocked_until_ms > @nowMs OR (remaining IS NOT NULL AND reset_ms > @nowMs))
     ORDER BY blocked_until_ms > @nowMs DESC, CAST(remaining AS REAL) / max(coalesce(quota, remaining), 1), host, bucket`,
    { id: String(id), host, nowMs },
  ).map((row) => ({
    host: row.host,
    kind: row.bucket.split('/').slice(1).join('/'),
    remaining: row.remaining ?? undefined,
    quota: row.quota ?? undefined,
    resetMs: row.resetMs ?? undefined,
    blockedUntilMs:
      row.blockedUntilMs !== null && row.blockedUntilMs > nowMs ? row.blockedUntilMs : undefined,
  }))
}

export interface HostRow {
  host: string
  requests: number
  bytes: number
  /** On whose word it was last asked; unknown for what was asked by an Earshot that did not keep it. */
  why: string | undefined
  lastMs: number
  blockedUntilMs: number | undefined
  failure: FailureShape | undefined
}

export function listHosts(db: Database): HostRow[] {
  return all<{
    host: string
    requests: number
    bytes: number
    why: string | null
    last_ms: number
    blocked_until_ms: number | null
    failure: string | null
  }>(
    db,
    `SELECT h.host, h.requests, h.bytes, h.failure, h.why, h.last_ms,
       (SELECT max(l.blocked_until_ms) FROM host_limits l WHERE l.host = h.host) AS blocked_until_ms
     FROM hosts h ORDER BY h.requests DESC, h.host`,
  ).map((row) => ({
    host: row.host,
    requests: row.requests,
    bytes: row.bytes,
    why: row.why ?? undefined,
    lastMs: row.last_ms,
    blockedUntilMs: row.blocked_until_ms ?? undefined,
    failure: fromJson<FailureShape | undefined>(row.failure, undefined),
  }))
}
