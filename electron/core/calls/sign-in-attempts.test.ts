import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { Network, SignedIn } from '../networks/types.ts'
import { fakeNetwork, type FakeNetwork } from '../testing/fake-network.ts'
import { startTestCore, type TestCore } from '../testing/start-core.ts'

type Poll = Awaited<ReturnType<NonNullable<Network['pollDeviceSignIn']>>>

/** A network that signs in by a code, and answers the questions after it in turn. */
interface DeviceNetwork extends FakeNetwork {
  polls: number
  /** Answers in turn; nothing to say after the last. */
  answers: (Poll | Failure | Promise<Poll>)[]
}

const crumb: SignedIn = {
  remoteId: 'me',
  handle: '@crumb@here',
  name: 'Crumb',
  host: 'https://here',
  credentials: { token: 'granted' },
  facts: null,
  streams: [{ kind: 'mentions', name: '@crumb@here', config: {} }],
}

function deviceNetwork(): DeviceNetwork {
  const network: DeviceNetwork = {
    ...fakeNetwork(),
    polls: 0,
    answers: [],
    async beginDeviceSignIn(_ctx, _host, fields) {
      if (fields['clientId'] === 'unknown') throw new Failure('bad-input', 'There is no such client.')
      return {
        url: 'https://here/device',
        userCode: 'OVEN-1000',
        pending: { code: 'x' },
        intervalMs: 5000,
        expiresMs: 900_000,
      }
    },
    async pollDeviceSignIn(_ctx, pending) {
      expect(pending).toEqual({ code: 'x' })
      network.polls += 1
      const answer = await (network.answers.shift() ?? {})
      if (answer instanceof Failure) throw answer
      return answer
    },
  }
  return network
}

const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

async function begin(network: Network, fields: Record<string, string> = {}) {
  const core = startTestCore({ networks: new Map([['fake', network]]) })
  cores.push(core)
  const begun = await core.call('accounts.beginDeviceSignIn', {
    network: 'fake',
    host: 'https://here',
    fields,
  })
  return { core, begun }
}

/** Lets what was asked be answered. */
async function pass(core: TestCore, ms: number): Promise<void> {
  core.clock.advance(ms)
  await new Promise((resolve) => setImmediate(resolve))
}

test('the code is shown, asked about at its pace, and becomes an account with its streams', async () => {
  const network = deviceNetwork()
  network.answers = [{}, {}, { signedIn: crumb }]
  const { core, begun } = await begin(network)
  expect(begun).toMatchObject({ url: 'https://here/device', userCode: 'OVEN-1000' })
  const account = core.call('accounts.awaitBrowserSignIn', { attempt: begun.attempt })
  await pass(core, 4999)
  expect(network.polls).toBe(0)
  for (let n = 0; n < 3; n += 1) await pass(core, 5000)
  expect(await account).toMatchObject({ handle: '@crumb@here', state: 'ok' })
  expect(network.polls).toBe(3)
  expect(await core.call('streams.list', {})).toMatchObject([{ kind: 'mentions', accountId: 1 }])
  // Nothing of it goes on.
  await pass(core, 1_000_000)
  expect(network.polls).toBe(3)
})

test('a longer pause is kept from then on, as the network asked', async () => {
  const network = deviceNetwork()
  network.answers = [{ intervalMs: 20_000 }]
  const { core } = await begin(network)
  await pass(core, 5000)
  await pass(core, 19_999)
  expect(network.polls).toBe(1)
  await pass(core, 1)
  expect(network.polls).toBe(2)
  await pass(core, 20_000)
  expect(network.polls).toBe(3)
})

test('who is called off is asked about no more, even where an answer was under way', async () => {
  const network = deviceNetwork()
  let answer = (_poll: Poll): void => undefined
  network.answers = [new Promise<Poll>((resolve) => (answer = resolve))]
  const { core, begun } = await begin(network)
  const failure = core
    .call('accounts.awaitBrowserSignIn', { attempt: begun.attempt })
    .catch((error: unknown) => error)
  await pass(core, 5000)
  expect(network.polls).toBe(1)
  await core.call('accounts.cancelBrowserSignIn', { attempt: begun.attempt })
  expect(await failure).toMatchObject({ code: 'bad-input' })
  answer({ signedIn: crumb })
  await pass(core, 60_000)
  expect(network.polls).toBe(1)
  expect(await core.call('accounts.list', {})).toEqual([])
})

test('a code that nobody types ends in words when its time is over, and not before', async () => {
  const network = deviceNetwork()
  const { core, begun } = await begin(network)
  const failure = core
    .call('accounts.awaitBrowserSignIn', { attempt: begun.attempt })
    .catch((error: unknown) => error)
  // Longer than the browser is waited for: GitHub gives a quarter of an hour.
  for (let ms = 0; ms < 890_000; ms += 5000) await pass(core, 5000)
  const before = network.polls
  expect(before).toBe(178)
  await pass(core, 10_000)
  expect(await failure).toMatchObject({
    code: 'timeout',
    message: expect.stringContaining('not used in time'),
  })
  await pass(core, 60_000)
  expect(network.polls).toBeLessThanOrEqual(before + 2)
})

test('a refusal reaches whoever waits, in the words of the network', async () => {
  const network = deviceNetwork()
  network.answers = [new Failure('forbidden', 'You did not allow it.')]
  const { core, begun } = await begin(network)
  const failure = core
    .call('accounts.awaitBrowserSignIn', { attempt: begun.attempt })
    .catch((error: unknown) => error)
  await pass(core, 5000)
  expect(await failure).toMatchObject({ code: 'forbidden', message: 'You did not allow it.' })
  const again = await core
    .call('accounts.awaitBrowserSignIn', { attempt: begun.attempt })
    .catch((error: unknown) => error)
  expect(again).toMatchObject({ code: 'not-found' })
})

test('what is wrong at once is said at once, and networks without codes say so', async () => {
  const wrong = await begin(deviceNetwork(), { clientId: 'unknown' }).catch((error: unknown) => error)
  expect(wrong).toMatchObject({ code: 'bad-input', message: 'There is no such client.' })
  const none = await begin(fakeNetwork()).catch((error: unknown) => error)
  expect(none).toMatchObject({
    code: 'not-supported',
    message: expect.stringContaining('no sign-in by code'),
  })
})
