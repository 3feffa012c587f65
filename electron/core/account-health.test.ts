import { expect, test } from 'vitest'
import type { Fetch } from './deps.ts'
import { fakeNetwork } from './testing/fake-network.ts'
import { signIn, startTestCore } from './testing/start-core.ts'

test('an account says what its host still lets it ask, and until when it has to wait', async () => {
  const network = fakeNetwork()
  const { pull } = network
  let bucket = ''
  network.pull = async (ctx, account, stream, cursor) => {
    await ctx.http.request('https://here/api', { bucket })
    return pull(ctx, account, stream, cursor)
  }
  let headers: [string, string][] = []
  const fetch: Fetch = () => Promise.resolve({ status: 200, headers, body: null })
  const core = startTestCore({ network, fetch })
  headers = [
    ['x-ratelimit-limit', '300'],
    ['x-ratelimit-remaining', '120'],
    ['x-ratelimit-reset', new Date(core.clock.now() + 240_000).toISOString()],
  ]
  await signIn(core)
  const resetMs = core.clock.now() + 240_000
  expect(await core.call('accounts.health', {})).toEqual([
    { accountId: 1, limits: [{ host: 'here', kind: '', remaining: 120, quota: 300, resetMs }] },
  ])
  // A kind of request that is counted apart, and is nearer to its end, stands first.
  bucket = 'search'
  headers = headers.map(([name, value]) => (name.endsWith('remaining') ? [name, '1'] : [name, value]))
  await core.advance(60_000)
  const [health] = await core.call('accounts.health', {})
  expect(health?.limits.map(({ kind, remaining }) => [kind, remaining])).toEqual([
    ['search', 1],
    ['', 120],
  ])
  expect((await core.call('doctor.report', {})).accounts).toMatchObject([
    { handle: '@crumb@here', network: 'fake', state: 'ok', limits: [{ kind: 'search' }, { kind: '' }] },
  ])
  await core.stop()
})

test('limits that are over are not told', async () => {
  const network = fakeNetwork()
  const { pull } = network
  network.pull = async (ctx, account, stream, cursor) => {
    if (network.pulls.length === 0) await ctx.http.request('https://here/api')
    return pull(ctx, account, stream, cursor)
  }
  const core = startTestCore({
    network,
    fetch: () =>
      Promise.resolve({
        status: 200,
        headers: [
          ['x-ratelimit-limit', '300'],
          ['x-ratelimit-remaining', '120'],
          ['x-ratelimit-reset', '60'],
        ],
        body: null,
      }),
  })
  await signIn(core)
  expect((await core.call('accounts.health', {}))[0]?.limits).toHaveLength(1)
  await core.advance(61_000)
  expect((await core.call('accounts.health', {}))[0]?.limits).toEqual([])
  await core.stop()
})
