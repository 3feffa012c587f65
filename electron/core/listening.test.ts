import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RuleSource } from '#shared/domain/rule'
import { fakeNetwork, mention, type FakeNetwork } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

let core: TestCore
let network: FakeNetwork
beforeEach(async () => {
  core = startTestCore()
  network = core.network
  await signIn(core)
})
afterEach(() => core.stop())

/** Lets the next poll of any stream bring these. */
async function hear(...items: Parameters<typeof mention>[0][]): Promise<void> {
  network.script.push({ items: items.map(mention) })
  await core.call('streams.refresh', { ids: [1] })
  await core.settle()
}

type Source =
  | { type: 'lane'; lane: 'heard' | 'muted' | 'noise' | 'done' }
  | { type: 'rule'; ruleId: number }
  | { type: 'stream'; streamId: number }
  | { type: 'search'; query: string }
const page = async (source: Source) => (await core.call('conversations.page', { source, limit: 50 })).rows
const texts = async (source: Source) => (await page(source)).map((row) => row.text)
const heardLane: Source = { type: 'lane', lane: 'heard' }

async function addRule(query: string, more: { sources?: RuleSource[]; name?: string } = {}) {
  const { rule, operation } = await core.call('rules.add', {
    query,
    sources: more.sources ?? [{ network: 'fake', accountId: 1 }],
    ...(more.name === undefined ? {} : { name: more.name }),
  })
  await core.settle()
  return { rule, operation }
}

const stranger = (text: string) => ({ text, kind: 'post' as const, direct: false })

test('why a stream heard something names its call, and what of, as it was typed', async () => {
  const tag = { name: 'tag', label: 'Tag', kind: 'text' as const, required: true }
  network.manifest.streamKinds.find(({ kind }) => kind === 'hashtag')?.fields.push(tag)
  const draft = { network: 'fake', kind: 'hashtag' as const, config: { tag: 'bread' } }
  const stream = await core.call('streams.add', draft)
  network.scriptOf.set(stream.id, [{ items: [mention(stranger('all kinds of #bread'))] }])
  await core.call('streams.refresh', { ids: [stream.id] })
  await core.settle()
  const [row] = await page({ type: 'stream', streamId: stream.id })
  const { heard } = await core.call('items.why', { id: row?.itemId ?? 0 })
  expect(heard).toMatchObject([{ via: 'poll', call: { label: 'Hashtag', of: 'bread', everyMs: 60_000 } }])
})

describe('a rule', () => {
  test('hears what any stream of its network brings, and says why', async () => {
    const { rule } = await addRule('"late parcel" -hiring')
    await hear(stranger('My LATE parcel came'), stranger('late parcel, and hiring'), stranger('early parcel'))
    expect(await texts({ type: 'rule', ruleId: rule.id })).toEqual(['My LATE parcel came'])
    const [row] = await page({ type: 'rule', ruleId: rule.id })
    const why = await core.call('items.why', { id: row?.itemId ?? 0 })
    expect(why.heard.map(({ kind, rule: words, via }) => [kind, words, via])).toEqual([
      ['mentions', '', 'poll'],
      ['keyword', '"late parcel" -hiring', 'match'],
    ])
    expect(why.words).toEqual(['late parcel'])
    // The network was asked for mentions; what the rule means was found here.
    expect(why.heard.map(({ call }) => call)).toEqual([
      { label: 'Mentions', everyMs: 60_000, of: undefined },
      undefined,
    ])
  })

  test('stores of what its own search finds only what the whole query means', async () => {
    network.script.push({
      items: [mention(stranger('bread and butter')), mention(stranger('bread, we are hiring'))],
    })
    const { rule } = await addRule('bread -hiring')
    expect(await texts(heardLane)).toEqual(['bread and butter'])
    expect((await core.call('rules.list', {})).find(({ id }) => id === rule.id)?.itemCount).toBe(1)
    const [row] = await page({ type: 'rule', ruleId: rule.id })
    const why = await core.call('items.why', { id: row?.itemId ?? 0 })
    // The network knows words only; the exclusion was filtered here.
    expect(why.heard[0]?.asked).toEqual({
      network: 'fake',
      accountId: 1,
      how: 'polled',
      asked: ['bread'],
      here: ['-hiring'],
    })
  })

  test('finds what was heard before it was written, and is gone with its undo', async () => {
    await hear(stranger('rye bread at last'), stranger('no news'))
    const { rule, operation } = await addRule('bread')
    expect(await texts({ type: 'rule', ruleId: rule.id })).toEqual(['rye bread at last'])
    await core.call('operations.undo', { operation })
    expect(await core.call('rules.list', {})).toEqual([])
    await hear(stranger('more bread'))
    expect(await texts(heardLane)).toContain('more bread')
  })

  test('that was removed comes back whole with undo', async () => {
    const { rule } = await addRule('bread', { name: 'Bread talk' })
    await hear(stranger('bread one'))
    const { operation } = await core.call('rules.remove', { id: rule.id })
    expect(await core.call('rules.list', {})).toEqual([])
    expect((await core.call('streams.list', {})).filter(({ kind }) => kind === 'keyword')).toEqual([])
    await core.call('operations.undo', { operation })
    await core.settle()
    const [back] = await core.call('rules.list', {})
    expect(back).toMatchObject({ id: rule.id, name: 'Bread talk', query: 'bread', open: 1, itemCount: 1 })
    await hear(stranger('bread two'))
    expect(await texts({ type: 'rule', ruleId: rule.id })).toEqual(['bread two', 'bread one'])
  })

  test('with another query hears by that one, and by the old one again after undo', async () => {
    const { rule } = await addRule('bread')
    const change = await core.call('rules.update', { id: rule.id, query: 'butter' })
    await core.settle()
    expect(change.rule).toMatchObject({ query: 'butter', name: 'butter' })
    await hear(stranger('butter'), stranger('bread'))
    expect(await texts({ type: 'rule', ruleId: rule.id })).toEqual(['butter'])
    await core.call('operations.undo', { operation: change.operation })
    await core.settle()
    await hear(stranger('more bread'), stranger('more butter'))
    expect(await texts({ type: 'rule', ruleId: rule.id })).toContain('more bread')
    expect(await texts({ type: 'rule', ruleId: rule.id })).not.toContain('more butter')
  })

  test('keeps what its network asks for beside the words, and one source for each of those', async () => {
    const stream = (config: Record<string, string>, intervalMs?: number) =>
      core.call('streams.add', { network: 'fake', kind: 'keyword', accountId: 1, config, intervalMs })
    const first = await stream({ query: 'rye', site: 'one' }, 3_600_000)
    const configs = async () =>
      (await core.call('streams.list', {}))
        .filter(({ kind }) => kind === 'keyword')
        .map(({ config, intervalMs }) => [config, intervalMs])
    expect(await configs()).toEqual([[{ query: 'rye', site: 'one' }, 3_600_000]])
    expect((await stream({ query: 'rye', site: 'one' })).id).toBe(first.id)
    const [rule] = await core.call('rules.list', {})
    const [source] = rule?.sources ?? []
    const { network: id, accountId } = source ?? { network: '' }
    const sources = [{ network: id, accountId }, { network: id, accountId, config: { site: 'two' } }] // prettier-ignore
    await core.call('rules.update', { id: rule?.id ?? 0, sources })
    // A form that knows nothing of sites changes the words of both and loses neither.
    await core.call('rules.update', {
      id: rule?.id ?? 0,
      query: 'spelt',
      sources: [{ network: id, accountId }],
    })
    expect((await configs()).map(([config]) => config)).toEqual([
      { query: 'spelt', site: 'one' },
      { query: 'spelt', site: 'two' },
    ])
  })

  test('of several networks is one list, in which a conversation stands once', async () => {
    const other = fakeNetwork()
    other.manifest = { ...other.manifest, id: 'other', label: 'Other' }
    await core.stop()
    core = startTestCore({
      networks: new Map([
        ['fake', core.network],
        ['other', other],
      ]),
      network: core.network,
    })
    await signIn(core)
    const { rule } = await addRule('bread', {
      sources: [{ network: 'fake', accountId: 1 }, { network: 'other' }, { network: 'fake' }],
    })
    expect(rule.sources.map((source) => source.network)).toEqual(['fake', 'other', 'fake'])
    const stream = rule.sources[1]?.streamId ?? 0
    other.script.push({ items: [mention(stranger('bread elsewhere'))] })
    core.network.script.push({ items: [mention(stranger('bread here'))] })
    await core.call('streams.refresh', { ids: [1, stream] })
    await core.settle()
    const rows = await page({ type: 'rule', ruleId: rule.id })
    expect(rows.map((row) => row.network).sort()).toEqual(['fake', 'other'])
    expect((await core.call('rules.list', {}))[0]?.open).toBe(2)
    // Paused, nothing of it is asked or matched.
    await core.call('rules.update', { id: rule.id, paused: true })
    await core.settle()
    await hear(stranger('bread while paused'))
    expect((await page({ type: 'rule', ruleId: rule.id })).map((row) => row.text)).not.toContain(
      'bread while paused',
    )
  })

  test('is refused with the column where the query has a mistake, and without words', async () => {
    await expect(addRule('bread (late')).rejects.toThrow('column 7')
    await expect(addRule('form:@ana')).rejects.toThrow('Did you mean from:?')
    expect(await core.call('rules.list', {})).toEqual([])
  })

  test('is rehearsed on what is stored, with days, marks and samples, and no network is asked', async () => {
    const dayMs = 86_400_000
    const now = core.clock.now()
    await hear(
      { ...stranger('bread of today'), createdMs: now - 1000 },
      { ...stranger('bread of yesterday'), createdMs: now - dayMs },
      { ...stranger('bread spam'), createdMs: now - dayMs + 1000 },
      { ...stranger('old bread'), createdMs: now - 60 * dayMs },
      stranger('butter'),
    )
    const rows = await page(heardLane)
    const idOf = (text: string) => rows.find((row) => row.text === text)?.id ?? 0
    await core.call('conversations.triage', { ids: [idOf('bread spam')], act: { act: 'irrelevant' } })
    await core.call('conversations.triage', { ids: [idOf('bread of yesterday')], act: { act: 'done' } })
    const asked = network.pulls.length
    const rehearsal = await core.call('rules.rehearse', { query: 'bread', days: 7 })
    expect(network.pulls).toHaveLength(asked)
    expect(rehearsal).toMatchObject({ count: 3, capped: false, relevant: 1, irrelevant: 1 })
    expect(rehearsal.days).toHaveLength(7)
    expect(rehearsal.days.map(({ count }) => count).slice(-2)).toEqual([2, 1])
    expect(rehearsal.samples[0]).toMatchObject({ text: 'bread of today', matched: [{ start: 0, end: 5 }] })
  })

  test('is compared with a narrower one by what it would lose', async () => {
    const { rule } = await addRule('bread')
    const now = core.clock.now()
    await hear(
      { ...stranger('bread by Ana'), createdMs: now - 5000 },
      { ...stranger('bread, hiring'), createdMs: now - 4000 },
    )
    const compared = await core.call('rules.compare', { id: rule.id, query: 'bread -hiring' })
    expect(compared).toMatchObject({ kept: 1, lost: 1 })
    expect(compared.samples.map((row) => row.text)).toEqual(['bread, hiring'])
  })
})

describe('a rule about conversations', () => {
  /** A conversation that is done, and what then comes in it. */
  async function answered(text: string, query: string): Promise<string[]> {
    await hear({ text: 'where is it', remoteId: 'r1' })
    const [row] = await page(heardLane)
    await core.call('conversations.triage', { ids: [row?.id ?? 0], act: { act: 'done' } })
    const { rule } = await addRule(query)
    await hear({ text, parentRef: 'r1', remoteId: 'r2' })
    return (await page({ type: 'rule', ruleId: rule.id })).map((one) => one.text)
  }

  test.each(['refund is:open', 'refund -is:done', 'refund in:thread', 'refund is:latest', 'refund is:due'])(
    'hears an answer as a search finds it: %s',
    async (query) => {
      expect(await answered('I want a refund', query)).toEqual(['I want a refund'])
      expect(await page({ type: 'search', query })).toHaveLength(1)
    },
  )

  test('hears again on another stream what a question was', async () => {
    network.script.push({ items: [mention({ text: 'Is it fresh?', remoteId: 'r1' })] })
    await core.call('streams.refresh', { ids: [1] })
    await core.settle()
    const { rule } = await addRule('fresh is:question')
    expect(await texts({ type: 'rule', ruleId: rule.id })).toEqual(['Is it fresh?'])
  })
})

test('two replies of one conversation that waited for the same parent leave it done', async () => {
  await hear({ ...stranger('first'), remoteId: 'r2', parentRef: 'r1' })
  await hear({ ...stranger('second'), remoteId: 'r3', parentRef: 'r1', rootRef: 'r2' })
  const [row] = await page(heardLane)
  await core.call('conversations.triage', { ids: [row?.id ?? 0], act: { act: 'done' } })
  await hear({ ...stranger('how it began'), remoteId: 'r1' })
  expect(await texts(heardLane)).toEqual([])
  const done = await page({ type: 'lane', lane: 'done' })
  expect(done.map(({ itemCount }) => itemCount)).toEqual([3])
})

test('a conversation that begins after two were joined is not taken for the one that is gone', async () => {
  await hear({ ...stranger('how it began'), remoteId: 'r1' })
  await hear({ ...stranger('far below'), remoteId: 'r3', parentRef: 'r2' })
  const gone = (await page(heardLane)).find(({ text }) => text === 'far below')?.id ?? 0
  await hear({ ...stranger('in between'), remoteId: 'r2', parentRef: 'r1' })
  await hear(stranger('something else'))
  const said = async (id: number) =>
    (await core.call('conversations.get', { id })).items.map(({ text }) => text).sort()
  const other = (await page(heardLane)).find(({ text }) => text === 'something else')?.id ?? 0
  expect(await said(other)).toEqual(['something else'])
  expect(await said(gone)).toEqual(['far below', 'how it began', 'in between'])
})

describe('a mute', () => {
  test('takes what is stored out of the lanes, and what comes later, and gives both back with undo', async () => {
    await hear(stranger('Buy CRYPTO now'), stranger('good morning'))
    const { operation, conversations } = await core.call('mutes.add', { query: 'crypto' })
    expect(conversations).toBe(1)
    await hear(stranger('more crypto'), stranger('good evening'))
    expect((await texts(heardLane)).sort()).toEqual(['good evening', 'good morning'])
    expect((await texts({ type: 'lane', lane: 'muted' })).sort()).toEqual(['Buy CRYPTO now', 'more crypto'])
    expect((await core.call('streams.list', {}))[0]?.open).toBe(2)
    await core.call('operations.undo', { operation })
    expect(await texts(heardLane)).toHaveLength(4)
    expect((await core.call('streams.list', {}))[0]?.open).toBe(4)
    expect(await core.call('mutes.list', {})).toEqual([])
  })

  test('that is taken back leaves quiet what another holds for, and comes again with undo', async () => {
    await hear(stranger('crypto casino'), stranger('crypto'))
    await core.call('mutes.add', { query: 'casino' })
    const { mute } = await core.call('mutes.add', { query: 'crypto' })
    expect(await texts(heardLane)).toEqual([])
    const { operation } = await core.call('mutes.remove', { id: mute.id })
    await core.settle()
    expect(await texts(heardLane)).toEqual(['crypto'])
    await core.call('operations.undo', { operation })
    await core.settle()
    expect(await texts(heardLane)).toEqual([])
  })

  test('of an author leaves a talk in the lanes in which others speak, and one comes back when they do', async () => {
    const ana = { remoteId: 'https://there.example/u/ana', handle: '@ana@there.example', name: 'Ana' }
    const ben = { remoteId: 'https://there.example/u/ben', handle: '@ben@there.example', name: 'Ben' }
    await hear({ ...stranger('alone'), author: ana, remoteId: 'r1' })
    await core.call('mutes.add', { query: 'from:@ana@there.example' })
    expect(await texts(heardLane)).toEqual([])
    await hear({ ...stranger('I disagree'), author: ben, parentRef: 'r1' })
    expect(await texts(heardLane)).toEqual(['I disagree'])
    // What the muted one adds brings nothing back.
    const [row] = await page(heardLane)
    await core.call('conversations.triage', { ids: [row?.id ?? 0], act: { act: 'done' } })
    await hear({ ...stranger('and another thing'), author: ana, parentRef: 'r1' })
    expect(await texts(heardLane)).toEqual([])
  })

  test('of a conversation holds when what it answers arrives late and both become one', async () => {
    await hear({ ...stranger('that again'), remoteId: 'r2', parentRef: 'r1' })
    const [row] = await page(heardLane)
    await core.call('mutes.add', { query: `in:${String(row?.id)}` })
    await hear({ ...stranger('how it began'), remoteId: 'r1' })
    await hear({ ...stranger('and more of it'), remoteId: 'r3', parentRef: 'r2' })
    expect(await texts(heardLane)).toEqual([])
    const muted = await page({ type: 'lane', lane: 'muted' })
    expect(muted.map(({ text, itemCount }) => [text, itemCount])).toEqual([['and more of it', 3]])
    expect(await texts({ type: 'search', query: `in:${String(row?.id)} began` })).toHaveLength(1)
  })

  test('of an author hides no answer of somebody else when what it answers arrives late', async () => {
    const ana = { remoteId: 'https://there.example/u/ana', handle: '@ana@there.example', name: 'Ana' }
    const ben = { remoteId: 'https://there.example/u/ben', handle: '@ben@there.example', name: 'Ben' }
    await core.call('mutes.add', { query: 'from:@ana@there.example' })
    await hear({ ...stranger('I disagree'), author: ben, remoteId: 'r2', parentRef: 'r1' })
    await hear({ ...stranger('bread is cake'), author: ana, remoteId: 'r1' })
    expect((await page(heardLane)).map(({ itemCount }) => itemCount)).toEqual([2])
  })

  test('never silences us, is refused twice, and is previewed', async () => {
    await hear(stranger('crypto'), { ...stranger('crypto'), mine: true })
    const preview = await core.call('mutes.preview', { query: 'crypto' })
    expect(preview).toMatchObject({ conversations: 1, items: 1, found: 1, capped: false })
    await core.call('mutes.add', { query: 'crypto' })
    await expect(core.call('mutes.add', { query: ' crypto ' })).rejects.toMatchObject({ code: 'duplicate' })
    await expect(core.call('mutes.add', { query: '(' })).rejects.toMatchObject({ code: 'bad-input' })
  })
})

test('a mute is previewed as it will be: what stays in the lanes is counted apart, and nothing is changed', async () => {
  await hear({ ...stranger('crypto by itself'), remoteId: 'alone' })
  await hear({ ...stranger('and more crypto'), parentRef: 'alone' })
  await hear({ ...stranger('crypto, anyone?'), remoteId: 'asked' })
  await hear({ ...stranger('No, bread.'), parentRef: 'asked' })
  await hear({ ...stranger('crypto of yesterday'), remoteId: 'old' })
  const [old] = await page(heardLane)
  await core.call('conversations.triage', { ids: [old?.id ?? 0], act: { act: 'done' } })
  const before = await texts(heardLane)
  const preview = await core.call('mutes.preview', { query: 'crypto' })
  expect(preview).toMatchObject({ conversations: 1, items: 2, found: 4, capped: false })
  expect(preview.samples).toMatchObject([{ text: 'and more crypto', matched: [{ start: 9, end: 15 }] }])
  expect(await texts(heardLane)).toEqual(before)
  const { mute, conversations } = await core.call('mutes.add', { query: 'crypto' })
  expect(before.filter((text) => text.includes('crypto'))).toHaveLength(1)
  expect(await texts(heardLane)).toEqual(['No, bread.'])
  // The one that is done leaves its lane as well, which no preview of open ones counts.
  expect([conversations, mute.conversations]).toEqual([2, 2])
})

test('a first contact is the first time somebody speaks to us, in whatever order it is learnt', async () => {
  const now = core.clock.now()
  const newcomers = async () => {
    const rows = (
      await core.call('conversations.page', { source: { type: 'lane', lane: 'newcomers' }, limit: 50 })
    ).rows
    return rows.map((row) => row.text)
  }
  // Heard by the way, without a word to us, is no contact.
  await hear({ ...stranger('to nobody'), createdMs: now - 9000 })
  await hear({ text: 'my second word to you', createdMs: now - 5000 })
  expect(await newcomers()).toEqual(['my second word to you'])
  await hear({ text: 'my first word to you', createdMs: now - 8000 })
  expect(await newcomers()).toEqual(['my first word to you'])
  await hear({ text: 'my third', createdMs: now - 1000 })
  expect(await newcomers()).toEqual(['my first word to you'])
})

test('not for us is done, a mark, and one step to undo', async () => {
  const { rule } = await addRule('bread')
  await hear(stranger('bread machines for sale'))
  const [row] = await page({ type: 'rule', ruleId: rule.id })
  const before = await core.call('rules.rehearse', { query: 'bread' })
  const { operation } = await core.call('conversations.triage', {
    ids: [row?.id ?? 0],
    act: { act: 'irrelevant' },
  })
  expect(await texts({ type: 'lane', lane: 'done' })).toEqual(['bread machines for sale'])
  expect((await core.call('rules.rehearse', { query: 'bread' })).irrelevant).toBe(before.irrelevant + 1)
  await core.call('operations.undo', { operation })
  expect(await texts({ type: 'rule', ruleId: rule.id })).toEqual(['bread machines for sale'])
  expect((await core.call('rules.rehearse', { query: 'bread' })).irrelevant).toBe(before.irrelevant)
})
