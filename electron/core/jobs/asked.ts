import { findAccount } from '../db/accounts.ts'
import { limitOf } from '../db/hosts.ts'
import type { Database } from '../db/open.ts'
import { listStreams, type StoredStream } from '../db/streams.ts'
import type { Http } from '../networks/types.ts'
import { backgroundHoldMs, holdUntilMs, spareHoldMs, spreadMs, type Share } from './budget.ts'

/** A limit's name: the host and whose it is. */
interface LimitName {
  host: string
  bucket: string
}

/** What a pull of a stream asks, as it did the last time. */
interface Habit {
  limits: ReadonlyMap<string, LimitName>
  requests: number
}

type Asking = Pick<StoredStream, 'id' | 'accountId'>

/**
 * Knows which limits a stream's pulls count against, and how many requests one takes: learnt from the pulls
 * themselves, because only a network knows whom it asks. Kept in memory; after a start an account is taken to ask
 * its own host until its first pull told better.
 */
export class Asked {
  readonly #habits = new Map<number, Habit>()
  readonly #underWay = new Map<string, number>()

  /** Watches the requests of one pull; `done` must be called when it ended, and is told whether it came through. */
  begin(db: Database, stream: Asking, http: Http): { http: Http; done(isThrough: boolean): void } {
    const expected = this.#habitOf(db, stream)
    const limits = new Map<string, LimitName>()
    let requests = 0
    const note = (url: string, bucket: string | undefined): void => {
      requests += 1
      const own = [stream.accountId ?? '', bucket ?? ''].filter((part) => part !== '').join('/')
      if (URL.canParse(url))
        limits.set(`${new URL(url).host} ${own}`, { host: new URL(url).host, bucket: own })
    }
    this.#book(expected, 1)
    return {
      http: {
        request: (url, request) => {
          note(url, request?.bucket)
          return http.request(url, request)
        },
        json: (url, request) => {
          note(url, request?.bucket)
          return http.json(url, request)
        },
        lines: (url, request) => {
          note(url, request?.bucket)
          return http.lines(url, request)
        },
      },
      done: (isThrough) => {
        this.#book(expected, -1)
        // One that broke off tells less than it would have asked.
        const asked = isThrough ? requests : Math.max(requests, expected.requests)
        if (limits.size > 0) this.#habits.set(stream.id, { limits, requests: asked })
      },
    }
  }

  /** Until when a pull of this stream must wait, so that something is left for sending; undefined: it may ask now. */
  holdUntilMs(db: Database, stream: Asking, nowMs: number): number | undefined {
    const habit = this.#habitOf(db, stream)
    const holds = [...habit.limits].flatMap(
      ([key, name]) =>
        holdUntilMs(
          limitOf(db, name.host, name.bucket),
          habit.requests,
          this.#underWay.get(key) ?? 0,
          nowMs,
        ) ?? [],
    )
    return holds.length === 0 ? undefined : Math.max(...holds)
  }

  /** The least wait before this stream's next pull, so that all who share its limits get their share. */
  spreadMs(db: Database, stream: Asking, weigh: (stream: StoredStream) => number, nowMs: number): number {
    const waits = [...this.#habitOf(db, stream).limits].map(([key, name]) => {
      const limit = limitOf(db, name.host, name.bucket)
      // Most hosts never speak of limits: then nobody else needs to be looked at.
      if (limit?.remaining === undefined || (limit.resetMs ?? 0) <= nowMs) return 0
      return spreadMs(limit, this.#shareOf(db, stream, key, weigh), nowMs)
    })
    return Math.max(0, ...waits)
  }

  #shareOf(db: Database, stream: Asking, key: string, weigh: (stream: StoredStream) => number): Share {
    const sharing = listStreams(db).flatMap((each) => {
      const { limits, requests } = this.#habitOf(db, each)
      return each.paused || !limits.has(key) ? [] : [{ id: each.id, requests, weight: weigh(each) }]
    })
    return {
      weighted: sharing.reduce((sum, { requests, weight }) => sum + requests * weight, 0),
      weight: sharing.find(({ id }) => id === stream.id)?.weight ?? 1,
    }
  }

  /** Until when work in the background for this stream must wait; undefined: it may ask now. */
  backgroundHoldMs(db: Database, stream: Asking, nowMs: number): number | undefined {
    const holds = [...this.#habitOf(db, stream).limits.values()].flatMap(
      (name) => backgroundHoldMs(limitOf(db, name.host, name.bucket), nowMs) ?? [],
    )
    return holds.length === 0 ? undefined : Math.max(...holds)
  }

  /** The same for what may wait for days: only what no pull needs before the limit starts anew. */
  spareHoldMs(db: Database, stream: Asking, nowMs: number): number | undefined {
    const holds = [...this.#habitOf(db, stream).limits].flatMap(
      ([key, name]) =>
        spareHoldMs(
          limitOf(db, name.host, name.bucket),
          (untilMs) => this.#wantedOf(db, key, nowMs, untilMs),
          nowMs,
        ) ?? [],
    )
    return holds.length === 0 ? undefined : Math.max(...holds)
  }

  /** Requests that the pulls of all who share a limit take up to a moment, each at its interval. */
  #wantedOf(db: Database, key: string, nowMs: number, untilMs: number): number {
    return listStreams(db).reduce((sum, each) => {
      const { limits, requests } = this.#habitOf(db, each)
      if (each.paused || each.nextPullMs === undefined || !limits.has(key)) return sum
      const firstMs = Math.max(nowMs, each.nextPullMs)
      return firstMs > untilMs
        ? sum
        : sum + requests * (1 + Math.floor((untilMs - firstMs) / each.intervalMs))
    }, 0)
  }

  #habitOf(db: Database, stream: Asking): Habit {
    const own = this.#habits.get(stream.id)
    if (own !== undefined || stream.accountId === undefined) return own ?? { limits: new Map(), requests: 1 }
    const address = findAccount(db, stream.accountId)?.host ?? ''
    if (!URL.canParse(address)) return { limits: new Map(), requests: 1 }
    const name = { host: new URL(address).host, bucket: String(stream.accountId) }
    const key = `${name.host} ${name.bucket}`
    // As many as the costliest of those that share the limit, so that a first pull does not break it.
    const known = [...this.#habits.values()].flatMap(({ limits, requests }) =>
      limits.has(key) ? [requests] : [],
    )
    return { limits: new Map([[key, name]]), requests: Math.max(1, ...known) }
  }

  #book({ limits, requests }: Habit, sign: 1 | -1): void {
    for (const key of limits.keys()) {
      const left = (this.#underWay.get(key) ?? 0) + sign * requests
      if (left > 0) this.#underWay.set(key, left)
      else this.#underWay.delete(key)
    }
  }
}
