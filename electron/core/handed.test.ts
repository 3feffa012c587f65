import { afterEach, describe, expect, test } from 'vitest'
import { fakeNetwork, mention, type FakeNetwork } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'
import { Failure } from '#shared/failure'

const running: TestCore[] = []
afterEach(async () => {
  for (const core of running.splice(0)) await core.stop()
})

const summons = 'Only where you are mentioned; elsewhere the answer is yours to post.'

/** Answers mentions itself, and everything else in the browser. */
function halfOpenNetwork(): FakeNetwork {
  const network = fakeNetwork()
  return Object.assign(network, {
    replyWay: ((_account, item) =>
      item.direct ? { way: 'api' } : { way: 'browser', reason: summons }) satisfies FakeNetwork['replyWay'],
    handOff: ((item, text) =>
      `https://there.example/answer?to=${encodeURIComponent(item.remoteId)}&text=${encodeURIComponent(text)}`) satisfies FakeNetwork['handOff'],
  })
}

/** A core that heard one post which does not speak to us. */
async function withPost(network = halfOpenNetwork(), item: Partial<Parameters<typeof mention>[0]> = {}) {
  const core = startTestCore({ network })
  running.push(core)
  await signIn(core)
  network.script.push({
    items: [
      mention({ text: 'Anyone know a bakery?', remoteId: 'post-1', kind: 'post', direct: false, ...item }),
    ],
    cursor: 1,
  })
  await core.call('streams.refresh', {})
  await core.settle()
  const { focusItemId } = await core.call('conversations.get', { id: 1 })
  const hand = (text: string) =>
    core.call('replies.handOff', {
      conversationId: 1,
      inReplyTo: focusItemId,
      accountId: 1,
      text,
      purpose: 'help',
    })
  return { core, network, hand, detail: () => core.call('conversations.get', { id: 1 }) }
}

const stateOf = async (core: TestCore) => (await core.call('conversations.get', { id: 1 })).row.state

describe('an answer that only a person may post', () => {
  test('the conversation says how, and why, and that it is possible', async () => {
    const { detail } = await withPost()
    expect(await detail()).toMatchObject({
      replyWay: { way: 'browser', reason: summons },
      cannotReply: undefined,
      speakAs: 1,
      handed: [],
    })
  })

  test('is kept before the page opens, which comes with the words; the conversation stays open', async () => {
    const { core, hand, detail } = await withPost()
    await core.call('drafts.save', { conversationId: 1, text: 'We are one!' })
    expect(await hand('We are one!')).toEqual({
      url: 'https://there.example/answer?to=post-1&text=We%20are%20one!',
      id: expect.any(String),
    })
    expect(await core.call('outbox.list', {})).toMatchObject([
      { state: 'handed', text: 'We are one!', purpose: 'help', to: '@ana@there.example', tries: 0 },
    ])
    expect(await detail()).toMatchObject({ draft: undefined, handed: [{ text: 'We are one!' }] })
    expect(await stateOf(core)).toBe('open')
    // However much time passes, nothing is sent by us.
    await core.advance(7 * 86_400_000)
    expect(core.network.sendCalls).toBe(0)
  })

  test('that was posted counts as answered, and the conversation waits for them', async () => {
    const { core, hand, detail } = await withPost()
    const { id = '' } = await hand('We are one!')
    expect(await core.call('outbox.confirm', { id, posted: true })).toEqual({ conversationId: 1 })
    expect(await stateOf(core)).toBe('waiting')
    expect(await core.call('outbox.list', {})).toMatchObject([{ state: 'sent', purpose: 'help' }])
    expect(await core.call('ledger.today', { midnightMs: 0 })).toMatchObject({ answered: 1 })
    expect((await detail()).person.lastAnsweredMs).toBe(core.clock.now())
    await expect(core.call('outbox.confirm', { id, posted: true })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })

  test('that was not posted is a draft again, above what was written since', async () => {
    const { core, hand, detail } = await withPost()
    const { id = '' } = await hand('We are one!')
    await core.call('drafts.save', { conversationId: 1, text: 'And open.' })
    await core.call('outbox.confirm', { id, posted: false })
    expect((await detail()).draft?.text).toBe('We are one!\n\nAnd open.')
    expect(await core.call('outbox.list', {})).toEqual([])
    expect(await stateOf(core)).toBe('open')
  })

  test('undo brings the words back', async () => {
    const { core, hand, detail } = await withPost()
    await hand('We are one!')
    expect((await core.call('operations.undo', {})).words).toBe('Undone: Handed to the browser')
    expect((await detail()).draft?.text).toBe('We are one!')
  })

  test('is settled by itself when the answer is heard from the network', async () => {
    const { core, network, hand } = await withPost()
    await hand('We are one!')
    core.clock.advance(60_000)
    network.script.push({
      items: [mention({ text: 'We are one!', remoteId: 'mine-1', parentRef: 'post-1', mine: true, direct: false, kind: 'post', createdMs: core.clock.now() })], // prettier-ignore
      cursor: 2,
    })
    await core.call('streams.refresh', {})
    await core.settle()
    expect(await core.call('outbox.list', {})).toMatchObject([{ state: 'sent' }])
    expect(await stateOf(core)).toBe('waiting')
  })

  test('without words only opens the page, and nothing is kept', async () => {
    const { core, hand } = await withPost()
    expect(await hand('  ')).toEqual({ url: expect.stringContaining('there.example') })
    expect(await core.call('outbox.list', {})).toEqual([])
  })

  test('can be discarded', async () => {
    const { core, hand } = await withPost()
    const { id = '' } = await hand('We are one!')
    await core.call('outbox.discard', { id })
    expect(await core.call('outbox.list', {})).toEqual([])
  })

  test('opens the item’s own page where the network has no other', async () => {
    const network = halfOpenNetwork()
    delete network.handOff
    const { hand } = await withPost(network, { url: 'https://there.example/@ana/1' })
    expect(await hand('Here')).toMatchObject({ url: 'https://there.example/@ana/1' })
  })

  test('is impossible where there is no page at all, and the reason stands there', async () => {
    const network = halfOpenNetwork()
    delete network.handOff
    const { detail, hand } = await withPost(network)
    expect(await detail()).toMatchObject({ replyWay: { way: 'none' }, cannotReply: summons })
    await expect(hand('Here')).rejects.toMatchObject({ code: 'not-supported' })
    await expect(hand('')).rejects.toMatchObject({ code: 'not-supported' })
  })
})

test('a message that the network refused can be handed to the browser from the outbox', async () => {
  const { core, network, detail } = await withPost(halfOpenNetwork(), { direct: true, kind: 'mention' })
  expect((await detail()).replyWay).toEqual({ way: 'api' })
  network.sendFailures.push(new Failure('forbidden', 'Only where you are mentioned.'))
  await core.call('replies.send', {
    conversationId: 1,
    inReplyTo: (await detail()).focusItemId,
    accountId: 1,
    text: 'We do!',
    thenDone: false,
  })
  await core.advance(8001)
  const [failed] = await core.call('outbox.list', {})
  expect(failed).toMatchObject({ state: 'failed', failure: { code: 'forbidden' } })
  expect(await core.call('outbox.handOff', { id: failed?.id ?? '' })).toEqual({
    url: 'https://there.example/answer?to=post-1&text=We%20do!',
    text: 'We do!',
  })
  const [handed] = await core.call('outbox.list', {})
  expect([handed?.state, handed?.failure]).toEqual(['handed', undefined])
})

test('what sending costs is said with and without an address', async () => {
  const network = halfOpenNetwork()
  network.manifest.prices = [
    { call: 'say', label: 'a post', microUsd: 15_000, per: 'request', source: 'a test' },
    { call: 'link', label: 'a post with an address', microUsd: 200_000, per: 'request', source: 'a test' },
  ]
  network.sendCosts = (text) => [{ call: text.includes('example.com') ? 'link' : 'say', units: 1 }]
  const { detail } = await withPost(network, { direct: true, kind: 'mention' })
  expect((await detail()).sendPrice).toEqual({ microUsd: 15_000, withLinkMicroUsd: 200_000 })
})
