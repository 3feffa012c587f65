import { expect, test } from 'vitest'
import type { Fetch } from './deps.ts'
import type { NetworkContext, SocketHandlers } from './networks/types.ts'
import { hostsIn, isMeantBy } from './reach.ts'
import { fakeNetwork, type FakeNetwork } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

test('hosts are found in whatever names them', () => {
  expect(hostsIn('https://Town.example/@ana?x=1')).toEqual(['town.example'])
  expect(hostsIn({ api: { streaming: 'wss://stream.example:8443/v1' }, n: 3, off: null })).toEqual([
    'stream.example:8443',
  ])
  expect(hostsIn(['lemmy.example', '127.0.0.1:8080/hn', 'localhost:3000'])).toEqual([
    'lemmy.example',
    '127.0.0.1:8080',
    'localhost:3000',
  ])
  expect(hostsIn('feed://blog.example/rss')).toEqual(['blog.example'])
  expect(hostsIn('see https://a.example/x, or wss://b.example')).toEqual(['a.example', 'b.example'])
  // The scheme's own port is the same host.
  expect(hostsIn('https://a.example:443/')).toEqual(['a.example'])
  expect(hostsIn('https://bücher.example/')).toEqual(['xn--bcher-kva.example'])
})

test('words, handles and addresses of other kinds name no host', () => {
  for (const text of [
    'sourdough',
    'bread OR cake',
    '@ana@town.example',
    'ana@town.example',
    'mailto:a@b.example',
    'file:///etc/passwd',
    '',
  ])
    expect([text, hostsIn(text)]).toEqual([text, []])
})

test('a pattern means everything below its name, and not the name that only ends like it', () => {
  expect(isMeantBy('*.bsky.network', 'a.host.bsky.network')).toBe(true)
  expect(isMeantBy('*.bsky.network', 'evilbsky.network')).toBe(false)
  expect(isMeantBy('api.x.com', 'api.x.com')).toBe(true)
  expect(isMeantBy('api.x.com', 'api.x.com:8443')).toBe(false)
})

/** A core whose network does what a test says when it is pulled, and a fetch that notes whom it was sent to. */
function asking(answer: Fetch = ok): {
  core: TestCore
  asked: string[]
  network: FakeNetwork
  pullDoes(work: Work): void
} {
  const network = fakeNetwork()
  const asked: string[] = []
  let work: Work = () => Promise.resolve()
  const pull = network.pull.bind(network)
  network.pull = async (ctx, account, stream, cursor) => {
    await work(ctx)
    return pull(ctx, account, stream, cursor)
  }
  const core = startTestCore({
    network,
    fetch: (url, init) => {
      asked.push(new URL(url).host)
      return answer(url, init)
    },
  })
  return { core, asked, network, pullDoes: (given) => void (work = given) }
}
type Work = (ctx: NetworkContext) => Promise<unknown>

const ok: Fetch = () => Promise.resolve({ status: 200, headers: [], body: null })

async function hosts(core: TestCore) {
  return (await core.call('doctor.report', {})).hosts
}

test('a host that nobody named is not asked, and the stream says so', async () => {
  const { core, asked, pullDoes } = asking()
  await signIn(core)
  pullDoes((ctx) => ctx.http.request('https://tracker.example/pixel'))
  await core.advance(120_000)
  const [stream] = await core.call('streams.list', {})
  expect(stream?.failure?.message).toBe(
    'tracker.example was not asked: no network, account or stream of yours names it. Please report this.',
  )
  expect(asked).toEqual([])
  expect(await hosts(core)).toEqual([])
  await core.stop()
})

test('the account, what it was told at sign-in, streams and the manifest name hosts; the ledger keeps which it was', async () => {
  const { core, asked, network, pullDoes } = asking()
  network.manifest.hosts = ['*.cdn.example']
  const { signInWithToken } = network
  network.signInWithToken = async (ctx, host, fields) => {
    // Nothing but the form names it yet.
    await ctx.http.request(`${host}/whoami`)
    const signedIn = await signInWithToken?.(ctx, host, fields)
    if (signedIn === undefined) throw new Error('the fake signs in')
    return { ...signedIn, facts: { streaming: 'wss://stream.example/v1' } }
  }
  await signIn(core)
  expect(await hosts(core)).toMatchObject([{ host: 'here', requests: 1, why: 'Fake: you typed it' }])
  await core.call('streams.add', {
    network: 'fake',
    kind: 'hashtag',
    config: { place: 'https://board.example/x' },
  })
  pullDoes(async (ctx) => {
    for (const host of ['here', 'stream.example', 'board.example', 'a.cdn.example'])
      await ctx.http.request(`https://${host}/`)
  })
  asked.length = 0
  await core.advance(120_000)
  expect(new Set(asked)).toEqual(new Set(['here', 'stream.example', 'board.example', 'a.cdn.example']))
  expect(Object.fromEntries((await hosts(core)).map(({ host, why }) => [host, why]))).toEqual({
    here: 'Fake: the account @crumb@here',
    'stream.example': 'Fake: the account @crumb@here',
    'board.example': 'Fake: the stream hashtag',
    'a.cdn.example': 'Fake: it is its own host',
  })
  await core.stop()
})

test('a request may say itself why it asks, and a host may send on', async () => {
  const { core, asked, pullDoes } = asking((url) =>
    Promise.resolve(
      url === 'https://here/old'
        ? { status: 302, headers: [['location', 'https://new.example/']], body: null }
        : { status: 200, headers: [], body: null },
    ),
  )
  await signIn(core)
  pullDoes(async (ctx) => {
    await ctx.http.request('https://pds.example/', { named: 'the server that keeps the account' })
    await ctx.http.request('https://here/old')
  })
  await core.advance(120_000)
  expect(asked.slice(0, 3)).toEqual(['pds.example', 'here', 'new.example'])
  expect(Object.fromEntries((await hosts(core)).map(({ host, why }) => [host, why]))).toMatchObject({
    'pds.example': 'the server that keeps the account',
    'new.example': 'sent on by here',
  })
  await core.stop()
})

test('a socket is opened within the same reach, and what comes over it is counted', async () => {
  const opened: { url: string; handlers: SocketHandlers }[] = []
  const network = fakeNetwork()
  let open: ((url: string) => void) | undefined
  network.listen = (ctx, _account, _streams, handlers) => {
    open = (url) =>
      void ctx.openSocket(url, [], {}, { onOpen: () => {}, onText: () => {}, onClose: () => {} })
    handlers.onUp()
    return { close: () => {} }
  }
  const core = startTestCore(
    {
      network,
      openSocket: (url, _protocols, _headers, handlers) => {
        opened.push({ url, handlers })
        return { send: () => {}, close: () => {} }
      },
    },
    {},
  )
  await signIn(core)
  expect(() => open?.('wss://elsewhere.example/')).toThrow('elsewhere.example was not asked')
  open?.('wss://here/stream')
  expect(opened.map(({ url }) => url)).toEqual(['wss://here/stream'])
  opened[0]?.handlers.onText('Grüße')
  expect(await hosts(core)).toMatchObject([{ host: 'here', requests: 1, bytes: 0 }])
  opened[0]?.handlers.onClose('done')
  expect(await hosts(core)).toMatchObject([
    { host: 'here', requests: 1, bytes: 7, why: 'Fake: the account @crumb@here' },
  ])
  await core.stop()
})
