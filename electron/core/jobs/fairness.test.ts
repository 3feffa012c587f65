import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fetch } from '../deps.ts'
import type { Clock } from '../clock.ts'
import { fakeNetwork, fakeSpace, mention } from '../testing/fake-network.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { startTestCore } from '../testing/start-core.ts'
import { reserveOf } from './budget.ts'

/** Many streams and one small limit, for simulated days, through the whole core. */

const windowMs = 15 * 60_000

/** A host that answers so many requests in a window and then refuses, with headers in the style of X. */
function host(clock: Clock, quota: number): { fetch: Fetch; refused: number; least: number } {
  let windowStart = 0
  let used = 0
  const told = { fetch, refused: 0, least: quota }
  async function* body(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('[]')
  }
  function fetch(): ReturnType<Fetch> {
    const now = clock.now()
    if (now >= windowStart + windowMs) {
      windowStart = Math.floor(now / windowMs) * windowMs
      used = 0
    }
    const isRefused = used >= quota
    if (isRefused) told.refused += 1
    else used += 1
    told.least = Math.min(told.least, quota - used)
    const headers: [string, string][] = [
      ['content-type', 'application/json'],
      ['x-rate-limit-limit', String(quota)],
      ['x-rate-limit-remaining', String(quota - used)],
      ['x-rate-limit-reset', String((windowStart + windowMs) / 1000)],
    ]
    return Promise.resolve({ status: isRefused ? 429 : 200, headers, body: body() })
  }
  return told
}

const setting = fc.record({
  streams: fc.integer({ min: 2, max: 30 }),
  quota: fc.integer({ min: 8, max: 40 }),
  requests: fc.integer({ min: 1, max: 3 }),
  watched: fc.boolean(),
  sleepHours: fc.integer({ min: 0, max: 8 }),
  /** Stored items of all ages, more than the limit lets be looked at again. */
  stored: fc.integer({ min: 0, max: 1500 }),
})

test('with a small limit no stream starves, the limit is never met, and a reserve for sending stays', async () => {
  await fc.assert(
    fc.asyncProperty(setting, async ({ streams, quota, requests, watched, sleepHours, stored }) => {
      const clock = fakeClock()
      const server = host(clock, quota)
      const network = fakeNetwork({ recheckHours: 1 })
      const asked = new Map<number, number[]>()
      const heard = Array.from({ length: stored }, (_, n) =>
        mention({ text: String(n), remoteId: String(n), createdMs: clock.now() - n * 3_600_000 }),
      )
      network.pull = async (ctx, _account, stream) => {
        for (let n = 0; n < requests; n += 1) await ctx.http.json('https://host.test/api')
        const isFirst = !asked.has(stream.id)
        asked.set(stream.id, [...(asked.get(stream.id) ?? []), ctx.clock.now()])
        const items = isFirst && stream.kind === 'mentions' ? heard : []
        return { items, refSpace: fakeSpace, cursor: null, more: false }
      }
      network.recheck = async (ctx, _account, refs) => {
        await ctx.http.json('https://host.test/api')
        return { items: heard.filter(({ remoteId }) => refs.includes(remoteId)), refSpace: fakeSpace }
      }
      const core = startTestCore({ clock, network, fetch: server.fetch })
      const advance = async (ms: number): Promise<void> => {
        clock.advance(ms)
        await core.settle()
      }
      await core.call('accounts.signIn', {
        network: 'fake',
        host: 'https://host.test',
        fields: { token: 't' },
      })
      await core.settle()
      for (let n = 1; n < streams; n += 1) {
        await core.call('streams.add', {
          network: 'fake',
          kind: 'hashtag',
          accountId: 1,
          config: { tag: `tag${String(n)}` },
        })
        // Before the first answers nobody knows the limit: they come one after the other, as people add them.
        await core.settle()
      }
      if (watched) await core.call('streams.watch', { ids: [1] })
      // The first windows tell how many requests a pull takes.
      for (let n = 0; n < 60; n += 1) await advance(30_000)
      server.refused = 0
      server.least = quota
      const startMs = clock.now()
      for (let n = 0; n < 1200; n += 1) await advance(60_000)
      clock.sleep(sleepHours * 3_600_000)
      await core.call('system.woke', {})
      for (let n = 0; n < 1200; n += 1) await advance(60_000)

      expect(server.refused).toBe(0)
      expect(server.least).toBeGreaterThanOrEqual(Math.min(reserveOf({ quota }), quota - requests))
      const perWindow = Math.max(1, Math.floor((quota - reserveOf({ quota })) / requests))
      // Weights of 8, 4 and 1: the lightest waits for the others' share, and for the window that was begun.
      const rounds = Math.ceil((streams + 8) / perWindow) + 2
      for (let id = 1; id <= streams; id += 1) {
        const times = [startMs, ...(asked.get(id) ?? []).filter((ms) => ms > startMs), clock.now()]
        const waits = times.slice(1).map((ms, n) => ms - (times[n] ?? ms))
        const longestMs = Math.max(
          ...waits.map((ms) => (ms > sleepHours * 3_600_000 ? ms - sleepHours * 3_600_000 : ms)),
        )
        expect(longestMs / windowMs, `stream ${String(id)}`).toBeLessThanOrEqual(rounds)
      }
      await core.stop()
    }),
    { numRuns: 5, endOnFailure: true },
  )
}, 120_000)
