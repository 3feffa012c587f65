import { afterEach, expect, test } from 'vitest'
import { startTown, type Town } from '#demo/town'
import { createFetch } from './networks/outside.ts'
import { network } from './networks/x/index.ts'
import type { ListenForRedirect } from './deps.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { startTestCore, type TestCore } from './testing/start-core.ts'

/** The whole of core with X in it, against the town: what no part of it can show alone. */

const startMs = Date.UTC(2026, 9, 1, 9)
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A browser whose user says yes, and comes back to the listener. */
function obedientBrowser() {
  let arrive: (params: Record<string, string>) => void = () => undefined
  const wanted: (number | undefined)[] = []
  const listen: ListenForRedirect = (port) => {
    wanted.push(port)
    return Promise.resolve({
      redirectUri: `http://127.0.0.1:${String(port)}/callback`,
      params: new Promise((resolve) => (arrive = resolve)),
      close: () => undefined,
    })
  }
  return {
    listen,
    wanted,
    async allow(url: string): Promise<void> {
      const { origin, pathname, searchParams } = new URL(url)
      searchParams.set('approval', 'true')
      const answer = await fetch(origin + pathname, {
        method: 'POST',
        body: searchParams,
        redirect: 'manual',
      })
      const back = new URL(answer.headers.get('location') ?? '')
      arrive(Object.fromEntries(back.searchParams))
    },
  }
}

interface InTown {
  town: Town
  core: TestCore
  /** As the window does it: through the browser. */
  signIn(): Promise<void>
  wantedPorts: readonly (number | undefined)[]
  /** Moves the clocks of the town and of core, and lets what fell due finish. */
  advance(ms: number): Promise<void>
}

async function open(capUsd: number | undefined): Promise<InTown> {
  const town = await startTown({ nowMs: startMs, answers: false })
  closers.push(() => town.close())
  const out = createFetch({ allowLoopback: true })
  closers.push(() => out.close())
  const clock = fakeClock(startMs)
  const browser = obedientBrowser()
  const core = startTestCore({
    clock,
    fetch: out,
    networks: new Map([['x', network]]),
    demo: true,
    demoHost: town.url,
    listenForRedirect: browser.listen,
  })
  closers.push(() => core.stop())
  const limitTo = (usd: number) => core.call('settings.set', { spendCapsUsd: { x: usd } })
  if (capUsd !== undefined) await limitTo(capUsd)
  return {
    town,
    core,
    wantedPorts: browser.wanted,
    async signIn() {
      const { attempt, url } = await core.call('accounts.beginBrowserSignIn', {
        network: 'x',
        host: '',
        fields: { clientId: 'town-x-client', ownsApp: 'yes' },
      })
      const done = core.call('accounts.awaitBrowserSignIn', { attempt })
      await Promise.all([done, browser.allow(url)])
    },
    async advance(ms) {
      town.advance(ms)
      clock.advance(ms)
      await core.settle()
    },
  }
}

async function counted(core: TestCore) {
  const { networks } = await core.call('spending.month', {})
  return networks.find(({ network: id }) => id === 'x')
}

async function heard(core: TestCore, words: string) {
  const { rows } = await core.call('conversations.page', {
    source: { type: 'lane', lane: 'heard' },
    limit: 200,
  })
  const row = rows.find(({ text }) => text.includes(words))
  if (row === undefined) throw new Error(`"${words}" was not heard`)
  return core.call('conversations.get', { id: row.id })
}

test('signed in through the browser, mentions are heard, one is answered, and the ledger holds what X charged', async () => {
  const { town, core, signIn, wantedPorts, advance } = await open(5)
  await signIn()
  expect(wantedPorts).toEqual([41_863])
  await core.settle()
  const asked = await heard(core, '28 children')
  expect(asked).toMatchObject({ replyWay: { way: 'api' }, sendPrice: { microUsd: 10_000 } })
  await core.call('replies.send', {
    conversationId: asked.row.id,
    inReplyTo: asked.focusItemId,
    accountId: 1,
    text: 'The plain ones, baked before the nuts wake up.',
    purpose: 'help',
    thenDone: false,
  })
  await advance(60_000)
  expect(town.statuses('x').filter(({ text }) => text.includes('before the nuts wake up'))).toHaveLength(1)
  expect(await counted(core)).toMatchObject({
    chargedMicroUsd: town.charged('x').microUsd,
    plannedMicroUsd: 0,
  })
})

test('a post costs what was shown for it, is said once, and is refused when it is too long or too dear', async () => {
  const { town, core, signIn, advance } = await open(5)
  await signIn()
  await core.settle()
  const { speakers } = await core.call('posts.begin', {})
  expect(speakers).toMatchObject([
    { accountId: 1, network: 'x', price: { microUsd: 15_000, withLinkMicroUsd: 200_000 } },
  ])
  const before = town.charged('x').microUsd
  await core.call('posts.send', { accountId: 1, text: 'Plum cake from noon, crumb.com has the list.' })
  await advance(60_000)
  expect(town.statuses('x').filter(({ text }) => text.includes('Plum cake from noon'))).toHaveLength(1)
  expect(town.charged('x').microUsd - before).toBe(200_000)
  expect(await counted(core)).toMatchObject({
    chargedMicroUsd: town.charged('x').microUsd,
    plannedMicroUsd: 0,
  })
  const long = { accountId: 1, text: 'a'.repeat(281) }
  await expect(core.call('posts.send', long)).rejects.toMatchObject({ code: 'bad-input' })

  await core.call('settings.set', { spendCapsUsd: { x: 0.01 } })
  await core.call('posts.send', { accountId: 1, text: 'One more about plums.' })
  await advance(60_000)
  expect(town.statuses('x').filter(({ text }) => text.includes('about plums'))).toEqual([])
  const failed = (await core.call('outbox.list', {})).find(({ text }) => text.includes('about plums'))
  expect(failed).toMatchObject({ state: 'failed', failure: { code: 'billing' } })
})

test('without a limit not even the sign-in asks what costs', async () => {
  const { town, core, signIn } = await open(undefined)
  await expect(signIn()).rejects.toMatchObject({ code: 'billing' })
  expect(town.charged('x').microUsd).toBe(0)
  await core.call('settings.set', { spendCapsUsd: { x: 1 } })
  await signIn()
  expect(town.charged('x').microUsd).toBeGreaterThan(0)
})

test('at the limit it stops before it is passed, says so, and listens on when the limit is raised', async () => {
  // The sign-in is a cent, and mentions are not to be had for another.
  const { town, core, signIn } = await open(0.02)
  await signIn()
  await core.settle()
  const [stream] = await core.call('streams.list', {})
  expect(stream).toMatchObject({ health: 'broken', failure: { code: 'billing' } })
  const before = town.charged('x').microUsd
  expect(before).toBeLessThanOrEqual(20_000)
  await core.call('settings.set', { spendCapsUsd: { x: 5 } })
  await core.settle()
  expect((await heard(core, '28 children')).row.id).toBeGreaterThan(0)
  expect(town.charged('x').microUsd).toBeGreaterThan(before)
})

test('the sign-in outlives its tokens of two hours, again and again', async () => {
  const { town, core, signIn, advance } = await open(5)
  await signIn()
  for (let day = 0; day < 3; day += 1) await advance(86_400_000)
  expect((await core.call('accounts.list', {}))[0]?.state).toBe('ok')
  const renewals = town.requests().filter(({ path }) => path === '/2/oauth2/token')
  expect(renewals.map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test('what is stored is not bought again day after day, and what is gone goes when the conversation is asked for', async () => {
  const { town, core, signIn, advance } = await open(5)
  await signIn()
  await core.settle()
  const spent = town.charged('x').microUsd
  for (let day = 0; day < 3; day += 1) await advance(86_400_000)
  expect(town.charged('x').microUsd - spent).toBe(0)

  town.remove(town.statuses('x').find(({ text }) => text.includes('28 children'))?.id ?? '', 'x')
  const { row } = await heard(core, '28 children')
  await expect(core.call('conversations.fetchThread', { id: row.id })).rejects.toMatchObject({ code: 'gone' })
  const { items } = await core.call('conversations.get', { id: row.id })
  expect(items.map(({ state, text }) => [state, text])).toEqual([['deleted', '']])
})

test('a rehearsal tells what X would charge: for what it is asked, not for what is left after filtering here', async () => {
  const { core, signIn } = await open(5)
  await signIn()
  await core.settle()
  const cost = async (query: string) => {
    const { costs } = await core.call('rules.rehearse', { query, networks: ['x'], days: 30 })
    return costs
  }
  const [plain] = await cost('children')
  expect(plain?.microUsd).toBeGreaterThan(0)
  expect(await cost('children -is:question')).toEqual([plain])
  expect(await cost('children is:saved')).toEqual([plain])
  expect(await cost('zeppelin')).toEqual([{ network: 'x' }])
  // Nothing in it can be asked, so nothing is paid.
  expect(await cost('is:question')).toEqual([])
})

test('where nobody called us the answer goes to the browser with its words, and comes back as posted', async () => {
  const { core, signIn } = await open(5)
  await signIn()
  await core.call('streams.add', {
    network: 'x',
    kind: 'keyword',
    accountId: 1,
    config: { query: 'sourdough' },
  })
  await core.settle()
  const asked = await heard(core, 'without seeds')
  expect(asked.replyWay).toMatchObject({ way: 'browser', reason: expect.stringContaining('mentioned') })
  const { url, id = '' } = await core.call('replies.handOff', {
    conversationId: asked.row.id,
    inReplyTo: asked.focusItemId,
    accountId: 1,
    text: 'We bake one without seeds on Fridays.',
    purpose: 'help',
  })
  const { origin, pathname, searchParams } = new URL(url)
  expect(origin + pathname).toBe('https://x.com/intent/tweet')
  expect(searchParams.get('text')).toBe('We bake one without seeds on Fridays.')
  await core.call('outbox.confirm', { id, posted: true })
  expect((await core.call('conversations.get', { id: asked.row.id })).row.state).toBe('waiting')
})
