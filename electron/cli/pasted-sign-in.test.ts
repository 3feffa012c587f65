import { expect, test } from 'vitest'
import { fakeNetwork } from '#core/testing/fake-network'
import { Failure } from '#shared/failure'
import { terminal } from './testing/opened.ts'

/* Signing in on a page whose answer is pasted. */

function pasting() {
  const network = fakeNetwork()
  Object.assign(network.manifest.signIn, {
    browser: true,
    pasteBack: { label: 'the code of the page', help: 'It is long.' },
  })
  network.beginBrowserSignIn = async (_ctx, host) => ({ url: `${host}/allow`, pending: null })
  network.finishBrowserSignIn = async (ctx, _pending, params) => {
    const token = (params['pasted'] ?? '').trim()
    if (token !== 'granted') throw new Failure('bad-input', 'That is not the code.')
    if (network.signInWithToken === undefined) throw new Error('the fake takes tokens')
    return network.signInWithToken(ctx, 'https://here', { token })
  }
  return network
}

const add = ['accounts', 'add', 'fake', '--host', 'https://here', '--browser']

test('the page is named, and what it shows is read from standard input', async () => {
  const at = terminal({ networks: [pasting()] })
  const done = await at.run(add, 'granted\n')
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('@crumb@here') })
  expect(done.err).toContain('https://here/allow')
  expect(done.err).toContain('the code of the page')
})

test('what the page did not show is refused in words, and nothing is stored', async () => {
  const at = terminal({ networks: [pasting()] })
  expect(await at.run(add, 'something else\n')).toMatchObject({
    code: 2,
    err: expect.stringContaining('That is not the code.'),
  })
  expect((await at.run(['accounts', 'list'])).err).toContain('There is no account yet.')
})

test('a network whose page sends people back is said to need the window', async () => {
  const at = terminal({ networks: [fakeNetwork()] })
  expect(await at.run(add)).toMatchObject({ code: 1, err: expect.stringContaining('can be pasted here') })
})
