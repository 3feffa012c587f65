import { describe, expect, test } from 'vitest'
import { fakeNetwork } from '#core/testing/fake-network'
import { usdOf } from './commands/accounts.ts'
import { spendingWords } from './commands/upkeep.ts'
import { signedIn, terminal } from './testing/opened.ts'

describe('a network that costs money', () => {
  function paid() {
    const network = fakeNetwork()
    network.manifest.prices = [
      { call: 'read', label: 'a post read', microUsd: 5000, per: 'item', source: 'a test' },
    ]
    const { pull } = network
    network.pull = async (ctx, ...rest) => {
      ctx.pay('read', 20).charge(3)
      return pull(ctx, ...rest)
    }
    return network
  }
  const signIn = ['accounts', 'add', 'fake', '--host', 'https://here', '--token-stdin']

  test('is listened to within the limit that was given at the sign-in, and the doctor says what was spent', async () => {
    const at = terminal({ networks: [paid()] })
    expect(await at.run([...signIn, '--monthly-limit', '0.5'], 'good\n')).toMatchObject({ code: 0 })
    expect((await at.run(['listen', '--once'])).code).toBe(0)
    const { out } = await at.run(['doctor'])
    expect(out).toContain('Fake: $0.015 spent in 2026-11; the limit is $0.50')
    expect(out).toContain('a post read: 3, $0.015')
  })

  test('is not asked without a limit, and says where to set one', async () => {
    const at = terminal({ networks: [paid()] })
    expect((await at.run(signIn, 'good\n')).code).toBe(0)
    expect(await at.run(['listen', '--once'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('no monthly limit is set'),
    })
    expect(await at.run([...signIn, '--monthly-limit', 'much'], 'good\n')).toMatchObject({ code: 2 })
  })
})

test('an answer that a person must post is not sent, and the words say where to post it', async () => {
  const { at, network, ids } = await signedIn('Anyone know a bakery?')
  network.replyWay = () => ({ way: 'browser', reason: 'Only a person may answer here.' })
  network.handOff = () => 'https://there.example/answer'
  expect(await at.run(['reply', String(ids[0]), '--text', 'We are one'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('Only a person may answer here.'),
  })
  expect(network.sendCalls).toBe(0)
})

test('dollars are read as people write them', () => {
  expect([usdOf('5'), usdOf('$12.50'), usdOf(' 0 ')]).toEqual([5, 12.5, 0])
  for (const text of ['', 'five', '-1', '1.234', '1e3', '9999999'])
    expect(() => usdOf(text)).toThrow(/dollars/)
})

test('what is not confirmed and what has no limit is said', () => {
  const network = {
    network: 'x',
    label: 'X',
    chargedMicroUsd: 5000,
    plannedMicroUsd: 10_000,
    calls: [],
    accounts: [],
    days: [],
  }
  expect(spendingWords({ month: '2026-11', networks: [network] })).toEqual([])
  expect(spendingWords({ month: '2026-11', networks: [{ ...network, capMicroUsd: 1_000_000 }] })).toEqual([
    'X: $0.015 spent in 2026-11, $0.01 of it not confirmed; the limit is $1.00',
  ])
})
