import { afterEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { FetchedItem } from './networks/types.ts'
import { fakeNetwork, mention } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'
import { loadLanguages } from './understanding/language.ts'

const cores: TestCore[] = []
function start(...args: Parameters<typeof startTestCore>): TestCore {
  const core = startTestCore(...args)
  cores.push(core)
  return core
}
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items, cursor: { at: items.at(-1)?.remoteId ?? '' } })
  await core.call('streams.refresh', {})
  await core.settle()
}

const lane = (core: TestCore, id: 'needs-answer' | 'waiting' | 'done' | 'snoozed' | 'saved') =>
  core.call('conversations.page', { source: { type: 'lane', lane: id } }).then((page) => page.rows)

test('a core that is held asks nobody until it is told to begin', async () => {
  const network = fakeNetwork()
  const asked = Promise.withResolvers<void>()
  const { pull } = network
  network.pull = (...given) => {
    asked.resolve()
    return pull(...given)
  }
  const core = start({ network }, { live: false, hold: true })
  await core.call('accounts.signIn', {
    network: 'fake',
    host: 'https://here',
    fields: { token: 'secret-token' },
  })
  // Whatever a job would wait for before it asks is there.
  await loadLanguages()
  for (let turn = 0; turn < 10; turn += 1) await new Promise((next) => setImmediate(next))
  expect(network.pulls).toEqual([])
  core.begin()
  core.begin()
  await asked.promise
  await core.settle()
  expect(network.pulls).toHaveLength(1)
})

describe('hearing', () => {
  test('a mention is listed with who, what and why, and the lane counts it', async () => {
    const core = start()
    await signIn(core)
    await hear(core, mention({ text: 'Is the walnut loaf safe?' }))
    const [row] = await lane(core, 'needs-answer')
    expect(row).toMatchObject({
      text: 'Is the walnut loaf safe?',
      author: { handle: '@ana@there.example' },
      state: 'open',
      unread: true,
    })
    expect(row?.reasons.map((reason) => reason.kind)).toEqual(['question', 'mention', 'newcomer'])
    const lanes = await core.call('lanes.list', {})
    expect(lanes.find((l) => l.id === 'needs-answer')?.count).toBe(1)
    expect((await core.call('streams.list', {}))[0]).toMatchObject({ health: 'ok', open: 1, itemCount: 1 })
  })

  test('the same page twice changes nothing', async () => {
    const core = start()
    await signIn(core)
    const item = mention({ text: 'Once' })
    await hear(core, item)
    const before = await core.call('conversations.get', { id: 1 })
    await hear(core, item, item)
    expect(await core.call('conversations.get', { id: 1 })).toEqual(before)
  })

  test('an edit keeps the earlier wording, and search finds only the new one', async () => {
    const core = start()
    await signIn(core)
    const item = mention({ text: 'Open at seven' })
    await hear(core, item)
    await hear(core, { ...item, text: 'Open at nine', editedMs: item.createdMs + 5000 })
    const detail = await core.call('conversations.get', { id: 1 })
    expect(detail.items[0]).toMatchObject({ state: 'edited', text: 'Open at nine' })
    expect((await core.call('items.revisions', { id: detail.items[0]?.id ?? 0 })).map((r) => r.text)).toEqual(
      ['Open at seven'],
    )
    const found = async (query: string) =>
      (await core.call('conversations.page', { source: { type: 'search', query } })).rows.length
    expect([await found('nine'), await found('seven')]).toEqual([1, 0])
  })

  test('a deletion leaves a tombstone without words anywhere', async () => {
    const core = start()
    await signIn(core)
    const item = mention({ text: 'Regrettable words' })
    await hear(core, item)
    await hear(core, { ...item, text: 'Regrettable indeed', editedMs: item.createdMs + 1 })
    core.network.script.push({ deletions: [{ ref: item.remoteId }] })
    await core.call('streams.refresh', {})
    await core.settle()
    const detail = await core.call('conversations.get', { id: 1 })
    expect(detail.items[0]).toMatchObject({ state: 'deleted', text: '' })
    expect(await core.call('items.revisions', { id: detail.items[0]?.id ?? 0 })).toEqual([])
    expect(
      (await core.call('conversations.page', { source: { type: 'search', query: 'regrettable' } })).rows,
    ).toEqual([])
    await hear(core, item)
    expect((await core.call('conversations.get', { id: 1 })).items[0]).toMatchObject({
      state: 'deleted',
      text: '',
    })
  })

  test('replies heard before their parent end up in one conversation with it', async () => {
    const core = start()
    await signIn(core)
    const parent = mention({ text: 'Parent', ref: '10' })
    await hear(core, mention({ text: 'First child', ref: '11', parentRef: '10' }))
    await hear(core, mention({ text: 'Second child', ref: '12', parentRef: '10' }))
    expect(await lane(core, 'needs-answer')).toHaveLength(2)
    await core.call('conversations.note', { id: 1, text: 'keep me' })
    await hear(core, parent)
    const rows = await lane(core, 'needs-answer')
    expect(rows).toHaveLength(1)
    const detail = await core.call('conversations.get', { id: 1 })
    expect(detail.items.map((i) => i.text).sort()).toEqual(['First child', 'Parent', 'Second child'])
    expect(detail.notes.map((n) => n.text)).toEqual(['keep me'])
    expect(detail.row.id).toBe(rows[0]?.id)
  })

  test('a parent that comes late does not reopen what was done', async () => {
    const core = start()
    await signIn(core)
    await hear(
      core,
      mention({ text: 'Child', ref: '21', parentRef: '20', createdMs: core.clock.now() - 1000 }),
    )
    await core.call('conversations.triage', { ids: [1], act: { act: 'done' } })
    await hear(core, mention({ text: 'Parent', ref: '20', createdMs: core.clock.now() - 60_000 }))
    expect(await lane(core, 'needs-answer')).toEqual([])
    expect(await lane(core, 'done')).toHaveLength(1)
  })

  test('an answer brings back what was done, waiting or snoozed', async () => {
    for (const act of [
      { act: 'done' },
      { act: 'wait' },
      { act: 'snooze', untilMs: Date.UTC(2027, 0, 1) },
    ] as const) {
      const core = start()
      await signIn(core)
      const item = mention({ text: 'Hello', ref: '1', createdMs: core.clock.now() - 5000 })
      await hear(core, item)
      await core.call('conversations.triage', { ids: [1], act })
      expect(await lane(core, 'needs-answer')).toEqual([])
      await hear(core, mention({ text: 'Anybody?', parentRef: '1', createdMs: core.clock.now() - 1000 }))
      expect(await lane(core, 'needs-answer')).toHaveLength(1)
    }
  })

  test('a handle is shown with its @ and found without it', async () => {
    const core = start()
    await signIn(core)
    await hear(core, mention({ text: 'Hello' }))
    for (const query of ['from:@ana@there.example', 'from:ana@there.example', 'account:crumb@here']) {
      expect(
        (await core.call('conversations.page', { source: { type: 'search', query } })).rows[0]?.author.handle,
        query,
      ).toBe('@ana@there.example')
    }
  })

  test('a time in the future is cut to now', async () => {
    const core = start()
    await signIn(core)
    await hear(core, mention({ text: 'From tomorrow', createdMs: core.clock.now() + 86_400_000 }))
    expect((await lane(core, 'needs-answer'))[0]?.createdMs).toBe(core.clock.now())
  })

  test('pages are followed to the end, and a repeated cursor ends them', async () => {
    const core = start()
    await signIn(core)
    core.network.pulls.length = 0
    core.network.script.push(
      { items: [mention({ text: 'one' })], cursor: 'a', more: true },
      { items: [mention({ text: 'two' })], cursor: 'b', more: true },
      { items: [mention({ text: 'three' })], cursor: 'b', more: true },
      { items: [mention({ text: 'never' })], cursor: 'b', more: true },
    )
    await core.call('streams.refresh', {})
    await core.settle()
    expect(core.network.pulls.map((pull) => pull.cursor)).toEqual([null, 'a', 'b'])
  })

  test('what a page does not say to cover is not claimed as heard', async () => {
    const core = start()
    await signIn(core)
    expect((await core.call('streams.list', {}))[0]?.heardToMs).toBeUndefined()
    expect((await core.call('ledger.today', { midnightMs: 0 })).heardToMs).toBeUndefined()
    core.network.script.push({ coveredToMs: core.clock.now() })
    await core.call('streams.refresh', {})
    await core.settle()
    core.network.script.push({})
    await core.call('streams.refresh', {})
    await core.settle()
    expect((await core.call('ledger.today', { midnightMs: 0 })).heardToMs).toBe(core.clock.now())
  })

  test('a cursor moves only with its items', async () => {
    const core = start()
    await signIn(core)
    // SQLite refuses a text that is no string: the whole page must be forgotten, cursor included.
    const broken = { ...mention({ text: 'x' }), text: null } as unknown as FetchedItem // a page that breaks a column's rule
    core.network.script.push({ items: [mention({ text: 'fine' }), broken], cursor: 'moved' })
    await core.call('streams.refresh', {})
    await core.settle()
    core.network.pulls.length = 0
    await core.advance(60_000)
    expect(core.network.pulls[0]?.cursor).toBe(null)
    expect(await lane(core, 'needs-answer')).toEqual([])
  })
})

describe('health', () => {
  test('a refused token signs the stream out, says so, and a new sign-in heals it', async () => {
    const core = start()
    await signIn(core)
    core.network.script.push(new Failure('signed-out', 'The access token is invalid.'))
    await core.call('streams.refresh', {})
    await core.settle()
    expect((await core.call('streams.list', {}))[0]).toMatchObject({
      health: 'signed-out',
      failure: { code: 'signed-out' },
    })
    expect((await core.call('accounts.list', {}))[0]?.state).toBe('signed-out')
    const before = core.network.pulls.length
    await core.advance(3_600_000)
    expect(core.network.pulls.length).toBe(before)
    await core.call('accounts.signIn', {
      network: 'fake',
      host: 'https://here',
      fields: { token: 'new' },
      accountId: 1,
    })
    await core.settle()
    expect((await core.call('streams.list', {}))[0]).toMatchObject({ id: 1, health: 'ok' })
    expect(await core.call('accounts.list', {})).toHaveLength(1)
  })

  test('a limit is waited for, to the second', async () => {
    const core = start()
    await signIn(core)
    const until = core.clock.now() + 120_000
    core.network.script.push(new Failure('rate-limited', 'Too many requests.', { retryAtMs: until }))
    await core.call('streams.refresh', {})
    await core.settle()
    expect((await core.call('streams.list', {}))[0]).toMatchObject({ health: 'limited', untilMs: until })
    const pulls = core.network.pulls.length
    await core.advance(119_000)
    expect(core.network.pulls.length).toBe(pulls)
    await core.advance(2000)
    expect(core.network.pulls.length).toBe(pulls + 1)
    expect((await core.call('streams.list', {}))[0]?.health).toBe('ok')
  })

  test('a short trouble is retried quietly, a long one makes the stream late', async () => {
    const core = start()
    await signIn(core)
    core.network.script.push(...Array.from({ length: 12 }, () => new Failure('offline', 'No route.')))
    await core.call('streams.refresh', {})
    await core.settle()
    expect((await core.call('streams.list', {}))[0]?.health).toBe('ok')
    for (let i = 0; i < 40; i += 1) await core.advance(30_000)
    expect((await core.call('streams.list', {}))[0]?.health).toBe('late')
    for (let i = 0; i < 500; i += 1) await core.advance(30_000)
    expect((await core.call('streams.list', {}))[0]?.health).toBe('ok')
  })
})

describe('triage', () => {
  test('done takes it off the lane and the counts, undo brings it back, batches too', async () => {
    const core = start()
    await signIn(core)
    await hear(core, ...['a', 'b', 'c'].map((text) => mention({ text })))
    const ids = (await lane(core, 'needs-answer')).map((row) => row.id)
    const { changed } = await core.call('conversations.triage', { ids, act: { act: 'done' } })
    expect(changed).toEqual(ids)
    expect(await lane(core, 'needs-answer')).toEqual([])
    expect((await core.call('streams.list', {}))[0]?.open).toBe(0)
    const undone = await core.call('operations.undo', {})
    expect(undone).toMatchObject({ words: 'Undone: Done, 3 conversations', changed: ids })
    expect((await lane(core, 'needs-answer')).map((row) => row.id)).toEqual(ids)
    expect((await core.call('streams.list', {}))[0]?.open).toBe(3)
  })

  test('undo goes back step by step, each operation once', async () => {
    const core = start()
    await signIn(core)
    await hear(core, mention({ text: 'a' }))
    await core.call('conversations.triage', { ids: [1], act: { act: 'save' } })
    await core.call('conversations.triage', { ids: [1], act: { act: 'done' } })
    await core.call('operations.undo', {})
    expect(await lane(core, 'saved')).toHaveLength(1)
    await core.call('operations.undo', {})
    expect(await lane(core, 'saved')).toEqual([])
    expect((await core.call('operations.undo', {})).words).toBe('Nothing to undo.')
  })

  test('a snoozed conversation comes back by itself at its time', async () => {
    const core = start()
    await signIn(core)
    await hear(core, mention({ text: 'later' }))
    await core.call('conversations.triage', {
      ids: [1],
      act: { act: 'snooze', untilMs: core.clock.now() + 3_600_000 },
    })
    await core.advance(3_599_000)
    expect(await lane(core, 'snoozed')).toHaveLength(1)
    await core.advance(2000)
    expect(await lane(core, 'snoozed')).toEqual([])
    expect(await lane(core, 'needs-answer')).toHaveLength(1)
  })
})

describe('replying', () => {
  async function withMention(
    given: Parameters<typeof startTestCore>[0] = {},
  ): Promise<{ core: TestCore; inReplyTo: number }> {
    const core = start(given)
    await signIn(core)
    await hear(core, mention({ text: 'Do you ship?', ref: '77' }))
    return { core, inReplyTo: (await core.call('conversations.get', { id: 1 })).focusItemId }
  }
  const reply = (core: TestCore, inReplyTo: number, thenDone = false) =>
    core.call('replies.send', { conversationId: 1, inReplyTo, accountId: 1, text: 'We do!', thenDone })

  test('a reply is held, then sent once, and the conversation waits for them', async () => {
    const { core, inReplyTo } = await withMention()
    await reply(core, inReplyTo)
    expect(core.network.sendCalls).toBe(0)
    await core.advance(8001)
    expect([...core.network.said.values()]).toMatchObject([{ text: 'We do!', inReplyTo: { ref: '77' } }])
    expect((await core.call('outbox.list', {}))[0]).toMatchObject({ state: 'sent', to: '@ana@there.example' })
    expect(await lane(core, 'waiting')).toHaveLength(1)
    expect((await core.call('conversations.get', { id: 1 })).items.map((i) => i.mine)).toEqual([false, true])
    expect(await core.call('ledger.today', { midnightMs: 0 })).toMatchObject({ answered: 1, broadcast: 0 })
  })

  test('send and done ends in done, and stays there', async () => {
    const { core, inReplyTo } = await withMention()
    await reply(core, inReplyTo, true)
    await core.advance(8001)
    expect(await lane(core, 'done')).toHaveLength(1)
  })

  test('undo within the window gives the words back as a draft and reopens', async () => {
    const { core, inReplyTo } = await withMention()
    await reply(core, inReplyTo, true)
    await core.call('operations.undo', {})
    await core.advance(60_000)
    expect(core.network.sendCalls).toBe(0)
    expect((await core.call('conversations.get', { id: 1 })).draft?.text).toBe('We do!')
    expect(await lane(core, 'needs-answer')).toHaveLength(1)
  })

  test('a message that has left cannot be undone, and undo says so', async () => {
    const { core, inReplyTo } = await withMention()
    await reply(core, inReplyTo)
    await core.advance(8001)
    expect((await core.call('operations.undo', {})).words).toContain('has left already')
  })

  test('offline, a reply waits and goes out by itself, under one key', async () => {
    const { core, inReplyTo } = await withMention()
    core.network.sendFailures.push(new Failure('offline', 'No route.'), new Failure('timeout', 'Slow.'))
    await reply(core, inReplyTo)
    await core.advance(8001)
    expect((await core.call('outbox.list', {}))[0]).toMatchObject({
      state: 'queued',
      failure: { code: 'offline' },
    })
    await core.call('system.online', { online: true })
    await core.settle()
    await core.advance(60_000)
    expect(core.network.sendCalls).toBe(3)
    expect(core.network.said.size).toBe(1)
  })

  test('a refused reply fails with the reason, comes back to the list, and can be edited or retried', async () => {
    const { core, inReplyTo } = await withMention()
    core.network.sendFailures.push(new Failure('rejected', 'Too long.'))
    await reply(core, inReplyTo, true)
    await core.advance(8001)
    const [failed] = await core.call('outbox.list', {})
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'rejected', message: 'Too long.' } })
    expect(await lane(core, 'needs-answer')).toHaveLength(1)
    await core.call('outbox.retry', { id: failed?.id ?? '' })
    await core.settle()
    expect(core.network.said.size).toBe(1)
  })

  test('too long is refused before it is held', async () => {
    const { core, inReplyTo } = await withMention()
    const tooLong = core.call('replies.send', {
      conversationId: 1,
      inReplyTo,
      accountId: 1,
      text: 'x'.repeat(501),
      thenDone: false,
    })
    await expect(tooLong).rejects.toMatchObject({
      code: 'bad-input',
      message: 'This is 1 over the limit of 500.',
    })
  })

  test('where a reply to one item has a rule of its own, that counts, and every limit that is broken is said', async () => {
    const { core, inReplyTo } = await withMention()
    core.network.replyDefaults = () => ({
      text: '',
      visibilities: [],
      textRule: { unit: 'codepoints', max: 300, min: 10, maxHashtags: 4, maxLinks: 1 },
    })
    const said = { conversationId: 1, inReplyTo, accountId: 1, thenDone: false }
    const { replyDefaults } = await core.call('conversations.get', { id: 1 })
    expect(replyDefaults?.textRule).toMatchObject({ max: 300 })
    for (const [text, message] of [
      ['x'.repeat(301), 'This is 1 over the limit of 300.'],
      ['  Too few  ', 'This is 3 short of the least, 10.'],
      ['#a #b #c #d #e https://a.example www.b.example', 'This has 5 hashtags; at most 4 are taken. This has 2 links; at most 1 is taken.'], // prettier-ignore
    ] as const)
      await expect(core.call('replies.send', { ...said, text })).rejects.toMatchObject({
        code: 'bad-input',
        message,
      })
    expect(await core.call('outbox.list', {})).toEqual([])
    await core.call('replies.send', { ...said, text: 'https://a.example #a #b #c #d' })
    expect(await core.call('outbox.list', {})).toHaveLength(1)
  })

  test('an account that was told no rule is held to that of its network', async () => {
    const network = fakeNetwork()
    network.manifest.textRule = { unit: 'graphemes', max: 20 }
    const { signInWithToken } = network
    network.signInWithToken = async (ctx, host, fields) => {
      const signedIn = await signInWithToken?.(ctx, host, fields)
      if (signedIn === undefined) throw new Error('nobody signs in')
      return { ...signedIn, textRule: undefined }
    }
    const { core, inReplyTo } = await withMention({ network })
    const said = { conversationId: 1, inReplyTo, accountId: 1, text: 'x'.repeat(21), thenDone: false }
    await expect(core.call('replies.send', said)).rejects.toMatchObject({
      message: 'This is 1 over the limit of 20.',
    })
  })

  test('a draft is kept, shown as a reason, and removed when emptied', async () => {
    const { core } = await withMention()
    await core.call('drafts.save', { conversationId: 1, text: 'Half a thou' })
    expect((await lane(core, 'needs-answer'))[0]?.reasons.map((r) => r.kind)).toContain('draft')
    await core.call('drafts.save', { conversationId: 1, text: ' ' })
    expect((await core.call('conversations.get', { id: 1 })).draft).toBeUndefined()
  })
})

describe('credentials', () => {
  test('nothing is stored before the user agrees to a key file', async () => {
    const { memoryVault } = await import('./testing/memory-vault.ts')
    const core = start({ vault: memoryVault({ asks: true }) })
    await expect(signIn(core)).rejects.toMatchObject({ code: 'needs-consent' })
    expect(await core.call('accounts.list', {})).toEqual([])
    await core.call('settings.set', { fileKeyConsent: true })
    await signIn(core)
    expect(await core.call('accounts.list', {})).toHaveLength(1)
  })
})
