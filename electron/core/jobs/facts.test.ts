import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { fakeNetwork } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

const hour = 3_600_000
let core: TestCore
afterEach(() => core.stop())

/** A core whose network has let posts grow longer since the sign-in. */
async function signedIn(refresh: () => Promise<void> = async () => undefined): Promise<{ asked: number }> {
  const count = { asked: 0 }
  const network = Object.assign(fakeNetwork(), {
    refreshFacts: async () => {
      count.asked += 1
      await refresh()
      return { facts: { version: 2 }, textRule: { unit: 'graphemes' as const, max: 1000 } }
    },
  })
  core = startTestCore({ network })
  await signIn(core)
  return count
}

async function pass(hours: number): Promise<void> {
  for (let at = 0; at < hours; at += 1) await core.advance(hour)
}
const longest = async () => (await core.call('accounts.list', {}))[0]?.textRule?.max

test('what an account may do is asked again once a day', async () => {
  const count = await signedIn()
  await pass(23)
  expect([count.asked, await longest()]).toEqual([0, 500])
  await pass(2)
  expect([count.asked, await longest()]).toEqual([1, 1000])
  await pass(24)
  expect(count.asked).toBe(2)
})

test('credentials that are refused there sign the account out', async () => {
  const count = await signedIn(() => Promise.reject(new Failure('signed-out', 'no')))
  await pass(25)
  expect((await core.call('accounts.list', {}))[0]?.state).toBe('signed-out')
  await pass(48)
  expect(count.asked).toBe(1)
  await signIn(core)
  await pass(25)
  expect(count.asked).toBe(2)
})

test('an account that is removed is not asked about', async () => {
  const count = await signedIn()
  await core.call('accounts.remove', { id: 1, wipe: true })
  await pass(25)
  expect(count.asked).toBe(0)
})
