import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeNetwork, mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

let core: TestCore
beforeEach(async () => {
  const other = fakeNetwork()
  other.manifest = { ...other.manifest, id: 'other', label: 'Other' }
  const network = fakeNetwork()
  core = startTestCore({
    network,
    networks: new Map([
      ['fake', network],
      ['other', other],
    ]),
  })
  await signIn(core)
})
afterEach(() => core.stop())

async function hear(...items: Parameters<typeof mention>[0][]): Promise<void> {
  core.network.script.push({ items: items.map(mention) })
  await core.call('streams.refresh', { ids: [1] })
  await core.settle()
}

const rows = async (lane: 'heard' | 'pressing' | 'noise') =>
  (await core.call('conversations.page', { source: { type: 'lane', lane }, limit: 50 })).rows
const texts = async (lane: 'heard' | 'pressing' | 'noise') => (await rows(lane)).map((row) => row.text)

const ana = { remoteId: 'ana', handle: '@ana@there.example', name: 'Ana Silva' }
const long =
  'The bakery on the quay has started to sell seeded rye on Tuesdays, go early because it goes fast'

test('the same post by the same person elsewhere is folded into one row, and stands alone once it is answered', async () => {
  await hear({ text: long, author: ana, direct: false, kind: 'post' })
  await hear({
    text: `${long}!`,
    author: { ...ana, remoteId: 'ana2', handle: '@ana.sky.example' },
    direct: false,
    kind: 'post',
    remoteId: 'twin',
  })
  expect(await texts('heard')).toEqual([long])
  const [head] = await rows('heard')
  expect(head).toMatchObject({ alsoOn: ['fake'], heardOn: 1 })
  const detail = await core.call('conversations.get', { id: head?.id ?? 0 })
  expect(detail.folded).toHaveLength(1)
  await hear({ text: 'Which Tuesday?', parentRef: 'twin' })
  expect((await texts('heard')).sort()).toEqual([long, 'Which Tuesday?'])
})

test('a row says on how many streams the post was heard that is folded into it', async () => {
  const twin = { text: long, author: ana, direct: false, kind: 'post' as const }
  const hearOn = async (id: number, remoteId: string): Promise<void> => {
    core.network.scriptOf.set(id, [{ items: [mention({ ...twin, remoteId })], cursor: 1 }])
    await core.call('streams.refresh', { ids: [id] })
    await core.settle()
  }
  for (const tag of ['rye', 'quay'])
    await core.call('streams.add', { network: 'fake', kind: 'hashtag', config: { tag } })
  await hearOn(1, 'first')
  expect((await rows('heard'))[0]).toMatchObject({ alsoOn: [], heardOn: 1 })
  await hearOn(2, 'second')
  await hearOn(3, 'third')
  // What one of them hears again is no other stream.
  await hearOn(3, 'fourth')
  expect(await rows('heard')).toMatchObject([{ text: long, alsoOn: ['fake'], heardOn: 3 }])
})

test('two people who say the same are two, and so are short posts', async () => {
  await hear({ text: long, author: ana, direct: false, kind: 'post' })
  await hear({
    text: long,
    author: { remoteId: 'ben', handle: '@ben@there.example', name: 'Ben' },
    direct: false,
    kind: 'post',
  })
  await hear({ text: 'Good morning', author: ana, direct: false, kind: 'post' })
  await hear({ text: 'Good morning', author: ana, direct: false, kind: 'post' })
  expect(await texts('heard')).toHaveLength(4)
})

test('what is pressing comes first by reasons that are told, and the user weighs them', async () => {
  const now = core.clock.now()
  const known = { remoteId: 'known', handle: '@known@there.example', name: 'Known' }
  await hear({ text: 'long ago', author: known, createdMs: now - 90_000_000 })
  const first = (await rows('heard'))[0]?.id ?? 0
  await core.call('conversations.triage', { ids: [first], act: { act: 'done' } })
  await hear(
    { text: 'plain words of somebody known', author: known, createdMs: now - 60_000 },
    { text: 'Do you have rye today?', author: known, createdMs: now - 50_000 },
    {
      text: 'a first word to you',
      author: { ...ana, remoteId: 'new', name: 'New' },
      createdMs: now - 40_000,
    },
  )
  expect(await texts('pressing')).toEqual([
    'Do you have rye today?',
    'a first word to you',
    'plain words of somebody known',
  ])
  const [question] = await rows('pressing')
  const detail = await core.call('conversations.get', { id: question?.id ?? 0 })
  expect(detail.priority?.reasons.map(({ name }) => name)).toEqual(['question', 'direct'])
  // Followers weigh nothing unless the user says so.
  const { settings } = await core.call('app.state', {})
  expect(settings.priorityWeights.reach).toBe(0)
  await core.call('settings.set', {
    priorityWeights: { ...settings.priorityWeights, question: 0, newcomer: 90 },
  })
  expect((await texts('pressing'))[0]).toBe('a first word to you')
  const { operation } = await core.call('people.mark', { handleId: detail.person.handle.id, vip: true })
  expect((await core.call('conversations.get', { id: question?.id ?? 0 })).priority?.reasons[0]?.name).toBe(
    'vip',
  )
  await core.call('operations.undo', { operation })
  expect((await core.call('conversations.get', { id: question?.id ?? 0 })).priority?.reasons[0]?.name).toBe(
    'direct',
  )
})

test('who waits longer than promised overtakes who only asks', async () => {
  const now = core.clock.now()
  await hear({ text: 'just words', author: ana, createdMs: now - 1000 })
  await core.advance(8 * 3_600_000)
  await hear({ text: 'Is there rye?', author: ana, createdMs: core.clock.now() - 1000 })
  expect(await texts('pressing')).toEqual(['just words', 'Is there rye?'])
})

test('a rule learns from "not for us" what is noise, hides nothing before it is right often enough, and never what is said to us', async () => {
  const { rule } = await core.call('rules.add', {
    query: 'bread',
    sources: [{ network: 'other' }],
    hidesNoise: true,
  })
  const other = core.deps.networks.get('other') as ReturnType<typeof fakeNetwork> // put there above
  const stream = rule.sources[0]?.streamId ?? 0
  const say = async (...said: string[]) => {
    other.script.push({ items: said.map((text) => mention({ text, direct: false, kind: 'post' })) })
    await core.call('streams.refresh', { ids: [stream] })
    await core.settle()
  }
  const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath', 'islet', 'jetty']
  const spam = (n: number) =>
    `bread machine discount coupon ${words[n % 10] ?? ''} ${words[(n * 3 + 1) % 10] ?? ''} ${String(n)}`
  const good = (n: number) =>
    `lovely bread at the quay bakery ${words[n % 10] ?? ''} ${words[(n * 7 + 2) % 10] ?? ''} ${String(n)}`
  for (let n = 0; n < 25; n += 1) await say(spam(n), good(n))
  const all = (
    await core.call('conversations.page', { source: { type: 'rule', ruleId: rule.id }, limit: 200 })
  ).rows
  const ids = (part: string) => all.filter((row) => row.text.includes(part)).map((row) => row.id)
  await core.call('conversations.triage', { ids: ids('coupon').slice(0, 5), act: { act: 'irrelevant' } })
  await core.advance(5000)
  await say('bread machine discount coupon again')
  expect(await texts('noise')).toEqual([])
  await core.call('conversations.triage', { ids: ids('coupon'), act: { act: 'irrelevant' } })
  await core.call('conversations.triage', { ids: ids('quay'), act: { act: 'relevant' } })
  await core.advance(5000)
  const learnt = (await core.call('rules.list', {})).find(({ id }) => id === rule.id)?.noise
  expect(learnt).toMatchObject({ relevant: 25, irrelevant: 25, mayHide: true })
  await say('bread machine discount coupon once more', 'more lovely bread at the quay')
  expect(await texts('noise')).toEqual(['bread machine discount coupon once more'])
  expect(await texts('heard')).toContain('more lovely bread at the quay')
  // Said to us it is never noise, and the user can have it back.
  await hear({ text: 'bread machine discount coupon for you' })
  expect(await texts('heard')).toContain('bread machine discount coupon for you')
  const [hidden] = await rows('noise')
  await core.call('conversations.triage', { ids: [hidden?.id ?? 0], act: { act: 'relevant' } })
  expect(await texts('noise')).toEqual([])
  expect(await texts('heard')).toContain('bread machine discount coupon once more')
})

test('what is edited is understood anew: its language, whether it asks, and how it sounds', async () => {
  const item = mention({
    text: 'Thank you so much, this is the best bread in the whole town!',
    lang: undefined,
  })
  const shown = async () => {
    const { items } = await core.call('conversations.get', { id: 1 })
    return [items[0]?.lang, items[0]?.tone, items[0]?.question]
  }
  await hear(item)
  expect(await shown()).toEqual(['en', 'warm', false])
  const edited = 'Das ist leider das schlechteste Brot der ganzen Stadt. Warum ist es immer verbrannt?'
  await hear({ ...item, text: edited, editedMs: item.createdMs + 1000 })
  expect(await shown()).toEqual(['de', 'cross', true])
})
