import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { Json } from '../networks/types.ts'
import { fakeNetwork, type FakeNetwork } from '../testing/fake-network.ts'
import { startTestCore, type TestCore } from '../testing/start-core.ts'

/* A sign-in whose page sends nobody back: what it shows is pasted. */

/** Grants to who pastes `the answer`; remembers what was pasted. */
function pastingNetwork(): FakeNetwork & { pasted: Record<string, string>[]; redirects: string[] } {
  const fake = fakeNetwork()
  const pasted: Record<string, string>[] = []
  const redirects: string[] = []
  return {
    ...fake,
    manifest: {
      ...fake.manifest,
      signIn: {
        ...fake.manifest.signIn,
        browser: true,
        pasteBack: { label: 'What the page shows', help: 'A block of letters.' },
      },
    },
    pasted,
    redirects,
    async beginBrowserSignIn(_ctx, host, redirectUri) {
      redirects.push(redirectUri)
      return { url: `${host}/allow`, pending: { key: 'secret' } }
    },
    async finishBrowserSignIn(_ctx, pending: Json, params) {
      expect(pending).toEqual({ key: 'secret' })
      pasted.push(params)
      if (params['pasted'] !== 'the answer') throw new Failure('bad-input', 'That is not what it shows.')
      return {
        remoteId: 'me',
        handle: '@crumb@here',
        name: 'Crumb',
        host: 'https://here',
        credentials: { token: 'granted' },
        facts: null,
        streams: [{ kind: 'mentions', name: '@crumb@here', config: {} }],
      }
    },
  }
}

const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

async function begin() {
  const network = pastingNetwork()
  const core = startTestCore({ networks: new Map([['fake', network]]) })
  cores.push(core)
  const form = { network: 'fake', host: 'https://here', fields: {} }
  const { attempt, url } = await core.call('accounts.beginBrowserSignIn', form)
  const account = core.call('accounts.awaitBrowserSignIn', { attempt })
  // Looked at by the tests that let it fail.
  account.catch(() => undefined)
  return { network, core, attempt, url, account }
}

test('what the page shows becomes an account, and no port is opened for anybody', async () => {
  const { network, core, attempt, url, account } = await begin()
  expect([url, network.redirects]).toEqual(['https://here/allow', ['']])
  await core.call('accounts.pasteBrowserSignIn', { attempt, text: 'the answer' })
  expect(await account).toMatchObject({ handle: '@crumb@here', state: 'ok' })
  expect(network.pasted).toEqual([{ pasted: 'the answer' }])
  expect(await core.call('streams.list', {})).toMatchObject([{ kind: 'mentions', accountId: 1 }])
})

test('what was copied badly is said to who pasted it, and may be pasted again', async () => {
  const { core, attempt, account } = await begin()
  await expect(core.call('accounts.pasteBrowserSignIn', { attempt, text: 'half of' })).rejects.toMatchObject({
    code: 'bad-input',
    message: 'That is not what it shows.',
  })
  await core.call('accounts.pasteBrowserSignIn', { attempt, text: 'the answer' })
  expect(await account).toMatchObject({ handle: '@crumb@here' })
})

test('nothing can be pasted into a sign-in that was called off or took too long', async () => {
  const off = await begin()
  await off.core.call('accounts.cancelBrowserSignIn', { attempt: off.attempt })
  await expect(off.account).rejects.toMatchObject({ code: 'bad-input' })
  const late = await begin()
  late.core.clock.advance(10 * 60_000)
  await expect(late.account).rejects.toMatchObject({ code: 'timeout' })
  for (const { core, attempt } of [off, late])
    await expect(
      core.call('accounts.pasteBrowserSignIn', { attempt, text: 'the answer' }),
    ).rejects.toMatchObject({ code: 'not-found' })
  expect(await off.core.call('accounts.list', {})).toEqual([])
})
