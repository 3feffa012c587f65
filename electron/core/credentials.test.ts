import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { Json, NetworkContext } from './networks/types.ts'
import { fakeNetwork, type FakeNetwork } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

const running: TestCore[] = []
afterEach(async () => {
  for (const core of running.splice(0)) await core.stop()
})

/** A core whose network keeps the context of its latest pull for the test, and the credentials that it was given. */
async function withContext() {
  const plain = fakeNetwork()
  const seen: { ctx: NetworkContext; credentials: Json }[] = []
  const network: FakeNetwork = Object.assign(plain, {
    pull: (async (ctx, account) => {
      seen.push({ ctx, credentials: account?.credentials ?? null })
      return { items: [], refSpace: 'fake:here', cursor: null, more: false }
    }) satisfies FakeNetwork['pull'],
  })
  const core = startTestCore({ network })
  running.push(core)
  await signIn(core)
  const pull = async () => {
    await core.call('streams.refresh', {})
    await core.settle()
    const latest = seen.at(-1)
    if (latest === undefined) throw new Error('nothing was pulled')
    return latest
  }
  return { core, pull }
}

test('a renewal runs once for all who need it at the same time, and the others get its result', async () => {
  const { pull } = await withContext()
  const { ctx, credentials } = await pull()
  let exchanges = 0
  const renew = async (current: Json): Promise<Json> => {
    exchanges += 1
    await Promise.resolve()
    return { token: `fresh-${String(exchanges)}`, was: current }
  }
  const results = await Promise.all([1, 2, 3].map(() => ctx.renewCredentials(credentials, renew)))
  expect(exchanges).toBe(1)
  expect(new Set(results.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(results[0]).toEqual({ token: 'fresh-1', was: credentials })
  // Whoever opens the account next has them.
  expect((await pull()).credentials).toEqual(results[0])
})

test('credentials are the same in whatever order a network names their parts', async () => {
  const { pull } = await withContext()
  const { ctx, credentials } = await pull()
  await ctx.renewCredentials(credentials, async () => ({ access: 'a', refresh: 'r' }))
  const third = await ctx.renewCredentials({ refresh: 'r', access: 'a' }, async () => ({ access: 'b' }))
  expect(third).toEqual({ access: 'b' })
})

test('what was renewed is stored before it is used', async () => {
  const { pull } = await withContext()
  const { ctx, credentials } = await pull()
  const fresh = await ctx.renewCredentials(credentials, async () => ({ token: 'second' }))
  expect((await pull()).credentials).toEqual(fresh)
  // Asked again with what is no longer stored, nothing is exchanged: the token that works once is kept.
  const again = await ctx.renewCredentials(credentials, () => {
    throw new Failure('bug', 'a used refresh token was used again')
  })
  expect(again).toEqual(fresh)
})

test('a renewal that fails changes nothing, and the next one is tried', async () => {
  const { pull } = await withContext()
  const { ctx, credentials } = await pull()
  await expect(
    ctx.renewCredentials(credentials, () => Promise.reject(new Failure('offline', 'No route.'))),
  ).rejects.toMatchObject({ code: 'offline' })
  expect(await ctx.renewCredentials(credentials, async () => ({ token: 'second' }))).toEqual({
    token: 'second',
  })
})

test('an account that is gone is not renewed', async () => {
  const { core, pull } = await withContext()
  const { ctx, credentials } = await pull()
  await core.call('accounts.remove', { id: 1, wipe: false })
  await expect(ctx.renewCredentials(credentials, async () => null)).rejects.toMatchObject({
    code: 'signed-out',
  })
})
