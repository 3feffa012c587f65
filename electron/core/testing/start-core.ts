import { calls, type Output, type Input } from '#shared/contract'
import { createCore, type CoreOptions } from '../core.ts'
import type { Core, Deps, Log } from '../deps.ts'
import { fakeClock, type FakeClock } from './fake-clock.ts'
import { fakeNetwork, type FakeNetwork } from './fake-network.ts'
import { memoryVault } from './memory-vault.ts'
import { Failure } from '#shared/failure'

export interface TestCore extends Core {
  clock: FakeClock
  network: FakeNetwork
  deps: Deps
  /** A call as the window makes it: input and output are parsed by the contract. */
  call<K extends keyof typeof calls>(name: K, input: Input<typeof calls, K>): Promise<Output<typeof calls, K>>
  /** Moves the clock and lets everything that fell due finish. */
  advance(ms: number): Promise<void>
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** The real core over a real SQLite in memory (or `dbFile`), with a fake clock and one fake network. */
export function startTestCore(
  given: Partial<Deps> & { network?: FakeNetwork } = {},
  options: CoreOptions = { live: false },
): TestCore {
  const clock = fakeClock()
  const network = given.network ?? fakeNetwork()
  let ids = 0
  const deps: Deps = {
    dbFile: ':memory:',
    clock,
    fetch: () => Promise.reject(new Failure('offline', 'Tests have no outside.')),
    openSocket: () => ({ send: () => {}, close: () => {} }),
    vault: memoryVault(),
    networks: new Map([['fake', network]]),
    log: silent,
    newId: () => `id-${String((ids += 1))}`,
    random: () => 0.5,
    version: '0.0.0-test',
    listenForRedirect: () => Promise.reject(new Failure('not-supported', 'Tests have no browser.')),
    ...given,
  }
  const core = createCore(deps, options)
  const { handlers } = core
  return {
    ...core,
    clock: deps.clock === clock ? clock : fakeClock(),
    network,
    deps,
    async call(name, input) {
      const handler = handlers[name] as (input: unknown) => unknown // one table, one key: the types of both ends are the contract's
      return calls[name].out.parse(await handler(calls[name].in.parse(input))) as Output<
        typeof calls,
        typeof name
      >
    },
    async advance(ms) {
      clock.advance(ms)
      await core.settle()
    },
  }
}

/** Signs in, so that there is one account (id 1) with one mentions stream (id 1), pulled once. */
export async function signIn(core: TestCore): Promise<void> {
  await core.call('accounts.signIn', {
    network: 'fake',
    host: 'https://here',
    fields: { token: 'secret-token' },
  })
  await core.settle()
}
