import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, at, each, linkTo, saturdayMs } from './testing.ts'
import { startTown, type Town } from './town.ts'

let town: Town
beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs, written: false })
  for (const text of ['@crumb one', '@crumb two', '@crumb three']) town.say({ author: 'ana', text })
})
afterEach(() => town.close())

const path = '/api/v1/notifications'

test('each status comes as often as asked for, then all is well', async () => {
  for (const fault of [401, 403, 404, 410, 422, 429, 500, 502, 503] as const) {
    town.misbehave({ path, fault, times: 2 })
    expect((await ask(town, path)).status).toBe(fault)
    expect((await ask(town, path)).status).toBe(fault)
    expect((await ask(town, path)).status).toBe(200)
  }
})

test('only paths with the prefix and the method suffer', async () => {
  town.misbehave({ path: '/api/v1/statuses', fault: 500, method: 'POST' })
  expect((await ask(town, path)).status).toBe(200)
  expect((await ask(town, '/api/v1/statuses', { method: 'POST', json: { status: 'x' } })).status).toBe(500)
  town.behave()
  expect((await ask(town, '/api/v1/statuses', { method: 'POST', json: { status: 'x' } })).status).toBe(200)
})

test('429 says when in each of three styles', async () => {
  const date = new Date(saturdayMs + 90_000).toUTCString()
  town.misbehave({ path, fault: 429, times: 1, retryAfter: 90 })
  const seconds = await ask(town, path)
  expect([seconds.headers.get('retry-after'), seconds.headers.get('x-ratelimit-reset')]).toEqual(['90', null])
  town.misbehave({ path, fault: 429, times: 1, retryAfter: date })
  expect((await ask(town, path)).headers.get('retry-after')).toBe(date)
  town.misbehave({ path, fault: 429, times: 1, resetAfter: 60 })
  const iso = await ask(town, path)
  expect([iso.headers.get('retry-after'), iso.headers.get('x-ratelimit-reset')]).toEqual([
    null,
    '2026-11-21T10:01:00.000000Z',
  ])
})

test('a slow answer waits for release, or for the clock', async () => {
  town.misbehave({ path, fault: 'slow', times: 2, ms: 5000 })
  const answered: string[] = []
  const first = ask(town, path).then(() => answered.push('first'))
  const other = await ask(town, '/api/v1/instance')
  expect([other.status, answered]).toEqual([200, []])
  town.release()
  await first
  const second = ask(town, path)
  while (town.requests().length < 3) await new Promise((resolve) => setImmediate(resolve))
  town.advance(5000)
  expect((await second).status).toBe(200)
})

test('a truncated answer breaks off, but what it asked for is done', async () => {
  town.misbehave({ path: '/api/v1/statuses', fault: 'truncated', times: 1 })
  await expect(
    ask(town, '/api/v1/statuses', { method: 'POST', json: { status: 'lost answer' } }),
  ).rejects.toThrow()
  expect(town.statuses().at(-1)?.text).toBe('lost answer')
})

test('a reset connection did nothing, unless it is to act', async () => {
  town.misbehave({ path: '/api/v1/statuses', fault: 'reset', times: 1 })
  await expect(ask(town, '/api/v1/statuses', { method: 'POST', json: { status: 'never' } })).rejects.toThrow()
  expect(town.statuses().at(-1)?.text).not.toBe('never')
  town.misbehave({ path: '/api/v1/statuses', fault: 502, times: 1, acts: true })
  expect((await ask(town, '/api/v1/statuses', { method: 'POST', json: { status: 'done' } })).status).toBe(502)
  expect(town.statuses().at(-1)?.text).toBe('done')
})

test('bodies come as the wrong type, as HTML or empty', async () => {
  town.misbehave({ path, fault: 'wrong-type', times: 1 })
  expect((await ask(town, path)).headers.get('content-type')).toBe('application/octet-stream')
  town.misbehave({ path, fault: 'html', times: 1 })
  expect((await ask(town, path)).text).toContain('<html>')
  town.misbehave({ path, fault: 'empty', times: 1 })
  const empty = await ask(town, path)
  expect([empty.status, empty.text]).toEqual([200, ''])
})

test('a repeated cursor leads to the same page again, and items come twice', async () => {
  town.misbehave({ path, fault: 'repeated-cursor', times: 1 })
  const page = await ask(town, `${path}?limit=1&min_id=0`)
  expect([linkTo(page, 'next'), linkTo(page, 'prev')]).toEqual([
    `${town.url}${path}?limit=1&min_id=0`,
    `${town.url}${path}?limit=1&min_id=0`,
  ])
  town.misbehave({ path, fault: 'duplicate-items', times: 1 })
  const twice = each((await ask(town, path)).data, 'id')
  expect([twice.length, new Set(twice).size]).toEqual([6, 3])
})

test('a server with a wrong clock tells future times', async () => {
  town.misbehave({ path, fault: 'clock-skew', times: 1, skewMs: 60_000 })
  const skewed = await ask(town, path)
  expect(skewed.headers.get('date')).toBe(new Date(saturdayMs + 60_000).toUTCString())
  expect(at(skewed.data, 0, 'created_at')).toBe(new Date(saturdayMs + 60_000).toISOString())
})

test('rules can be set from another process, and nonsense is refused', async () => {
  const rule = (json: unknown) => ask(town, '/_town/misbehave', { method: 'POST', json, token: null })
  expect((await rule({ path, fault: 429, times: 1, retryAfter: 7 })).status).toBe(200)
  expect((await ask(town, path)).headers.get('retry-after')).toBe('7')
  expect((await rule({ path, fault: 'tired' })).status).toBe(400)
  expect((await ask(town, '/_town/misbehave', { method: 'POST', form: { path, fault: '500' } })).status).toBe(
    415,
  )
})
