import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { saturdayMs } from '#demo/testing'
import { startTown, type Town } from '#demo/town'
import { fakeNetwork, mention, type FakeNetwork } from '#core/testing/fake-network'
import { memoryVault } from '#core/testing/memory-vault'
import { takeDataLock } from '../core/data-lock.ts'
import { openTerminal, type Terminal } from './testing/terminal.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

function terminal(given: Parameters<typeof openTerminal>[0] = {}): Terminal {
  const opened = openTerminal({ nowMs: saturdayMs, ...given })
  ends.push(() => opened.close())
  return opened
}

async function town(options: Parameters<typeof startTown>[0] = {}): Promise<Town> {
  const started = await startTown({ nowMs: saturdayMs, ...options })
  ends.push(() => started.close())
  return started
}

/** A terminal with one account of the fake network, and what it heard. */
async function signedIn(...texts: string[]): Promise<{ at: Terminal; network: FakeNetwork; ids: number[] }> {
  const network = fakeNetwork()
  const at = terminal({ networks: [network] })
  expect(
    (await at.run(['accounts', 'add', 'fake', '--host', 'https://here', '--token-stdin'], 'good\n')).code,
  ).toBe(0)
  network.script.push({ items: texts.map((text) => mention({ text })) })
  const heard = await at.run(['listen', '--once', '--json'])
  expect(heard.code).toBe(0)
  return { at, network, ids: heard.records.map((record) => Number(record['id'])) }
}

describe('the feeds of the demo town', () => {
  test('are added, heard, searched, exported and looked after from a terminal', async () => {
    const place = await town()
    const at = terminal()
    const url = place.feeds[0]?.url ?? ''
    const added = await at.run(['streams', 'add', 'feed', url, '--json'])
    expect([added.code, added.records]).toMatchObject([
      0,
      [{ id: 1, network: 'feed', kind: 'feed', health: 'new' }],
    ])
    const heard = await at.run(['listen', '--once', '--json'])
    expect(heard.code).toBe(0)
    expect(heard.records.length).toBeGreaterThan(2)
    expect(heard.records[0]).toMatchObject({
      network: 'feed',
      kind: 'article',
      conversation: { state: 'open' },
    })
    expect((await at.run(['listen', '--once', '--json'])).records).toEqual([])

    const items = await at.run(['items', '--json', '--limit', '3'])
    expect(items.records).toHaveLength(3)
    expect(items.records[0]?.['why']).toMatchObject([{ via: 'poll' }])
    const title = String(items.records[0]?.['title'])
    const word = title.split(' ').find((one) => one.length > 4) ?? title
    expect((await at.run(['search', word])).out).toContain(String(items.records[0]?.['id']))

    const file = join(at.folder, 'all.jsonl')
    const exported = await at.run(['export', '--out', file, '--json'])
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(exported.records).toEqual([{ file, items: heard.records.length }])
    expect(lines).toHaveLength(heard.records.length)
    expect(lines.map((line) => JSON.parse(line) as unknown)[0]).toMatchObject({
      remoteId: expect.any(String),
      conversation: { state: 'open', tags: [], notes: [] },
      raw: expect.anything(),
    })
    expect(existsSync(`${file}.part`)).toBe(false)
    expect((await at.run(['doctor'])).out).toContain('Nothing needs you.')
    expect((await at.run(['backup', '--json'])).records).toMatchObject([{ bytes: expect.any(Number) }])
    expect((await at.run(['streams', 'remove', '1'])).code).toBe(0)
    expect((await at.run(['streams', 'list'])).err).toContain('There is no stream yet.')
  })

  test('subscriptions come from a file, each once', async () => {
    const at = terminal()
    const file = join(at.folder, 'feeds.opml')
    const outline = (name: string): string =>
      `<outline type="rss" text="${name}" xmlUrl="https://${name}.example/feed"/>`
    writeFileSync(file, `<opml version="2.0"><body>${outline('mill')}${outline('tides')}</body></opml>`)
    const load = ['streams', 'import', 'feed', file, '--json']
    expect((await at.run(load)).records).toMatchObject([{ added: 2, already: 0, refused: [] }])
    expect((await at.run(load)).records).toMatchObject([{ added: 0, already: 2 }])
    expect((await at.run(['streams', 'list', '--json'])).records).toMatchObject([
      { name: 'mill' },
      { name: 'tides' },
    ])
    expect((await at.run(['streams', 'import', 'feed', 'nowhere.opml'])).code).toBe(5)
  })

  test('a feed that is gone is told, in words and by the exit code', async () => {
    const place = await town({ written: false })
    const at = terminal()
    await at.run(['streams', 'add', 'feed', place.oddFeeds.gone])
    const heard = await at.run(['listen', '--once'])
    expect(heard.code).toBe(5)
    expect(heard.err).toContain('broken')
    const doctor = await at.run(['doctor', '--json'])
    expect(doctor.code).toBe(1)
    expect(doctor.records[0]?.['needs']).toMatchObject([expect.stringContaining('is broken')])
  })

  test('listening prints what comes until it is interrupted, then ends cleanly', async () => {
    const place = await town({ written: false })
    const at = terminal()
    const url = place.feeds[0]?.url ?? ''
    await at.run(['streams', 'add', 'feed', url])
    place.publish(url, { title: 'Rye is back', text: 'From Monday.' })
    const running = at.start(['listen'])
    await running.until('Rye is back')
    running.interrupt()
    const { code, err } = await running.result
    expect([code, err]).toEqual([0, 'Listening to 1 stream. Ctrl-C ends.\n'])
    // The folder is free again.
    expect((await at.run(['undo'])).code).toBe(5)
  })
})

describe('the bakery’s account in the demo town', () => {
  test('signs in, listens, answers, works and reads its conversations', async () => {
    const place = await town()
    const at = terminal()
    const add = ['accounts', 'add', 'mastodon', '--host', place.url, '--token-stdin']
    expect((await at.run(add, 'no-such-token')).code).toBe(3)
    expect((await at.run(add, `${place.account.token}\n`)).code).toBe(0)
    expect(
      (await at.run(['streams', 'add', 'mastodon', 'hashtag', 'bread', '--json'])).records,
    ).toMatchObject([{ kind: 'hashtag', accountId: 1, config: { tag: 'bread' } }])
    const asked = place.say({ author: 'ana', text: '@crumb Is the walnut loaf safe for Jun?' })
    const heard = await at.run(['listen', '--once', '--json'])
    expect(heard.code).toBe(0)
    const item = heard.records.find((record) => String(record['text']).includes('walnut loaf safe'))
    expect(item).toMatchObject({ network: 'mastodon', kind: 'mention', conversation: { state: 'open' } })
    const id = String(item?.['id'])

    const sent = await at.run(['reply', id, '--text', 'Sorry, it is not: nuts.', '--wait', '--json'])
    expect(sent).toMatchObject({ code: 0, records: [{ state: 'sent' }] })
    const ours = place.statuses().at(-1)
    expect([ours?.author, ours?.inReplyTo]).toEqual(['crumb', asked])
    expect(ours?.text).toContain('Sorry, it is not: nuts.')
    expect(ours?.mentions).toContain('ana')

    const thread = await at.run(['thread', id])
    expect(thread.out.indexOf('walnut loaf safe')).toBeLessThan(thread.out.indexOf('it is not: nuts'))
    place.advance(60_000)
    const answered = await at.run(['thread', id, '--fetch', '--json'])
    expect(answered.records[0]?.['items']).toHaveLength(3)
    expect((await at.run(['done', id])).code).toBe(0)
    expect((await at.run(['search', 'walnut is:done'])).out).toContain('[done]')
    expect((await at.run(['doctor'])).code).toBe(0)
  })

  test('a token that was taken back is exit 3, and the doctor says so', async () => {
    const place = await town({ written: false })
    const at = terminal()
    await at.run(['accounts', 'add', 'mastodon', '--host', place.url, '--token-stdin'], place.account.token)
    place.misbehave({ path: '/api', fault: 401 })
    expect((await at.run(['listen', '--once'])).code).toBe(3)
    expect(await at.run(['doctor'])).toMatchObject({ code: 1, out: expect.stringContaining('is signed out') })
  })

  test('a limit is exit 6, and what the other streams heard is printed all the same', async () => {
    const place = await town()
    const at = terminal()
    await at.run(['accounts', 'add', 'mastodon', '--host', place.url, '--token-stdin'], place.account.token)
    await at.run(['streams', 'add', 'mastodon', 'hashtag', 'bread'])
    place.misbehave({ path: '/api/v1/timelines/tag', fault: 429, retryAfter: 60 })
    const heard = await at.run(['listen', '--once'])
    expect(heard).toMatchObject({ code: 6, err: expect.stringContaining('limited') })
    expect(heard.out).toContain('@crumb')
  })

  test('what is said while it listens is printed as it comes', async () => {
    const place = await town({ written: false })
    const at = terminal({ ticking: true })
    await at.run(['accounts', 'add', 'mastodon', '--host', place.url, '--token-stdin'], place.account.token)
    const running = at.start(['listen'])
    await running.until('Ctrl-C ends')
    place.say({ author: 'ana', text: '@crumb Are you open on Monday?' })
    await running.until('open on Monday?')
    running.interrupt()
    expect((await running.result).code).toBe(0)
  })
})

describe('accounts', () => {
  test('the credential comes from standard input and is nowhere in the output', async () => {
    const { at } = await signedIn()
    const listed = await at.run(['accounts', 'list', '--json'])
    expect(listed.records).toMatchObject([{ id: 1, handle: '@crumb@here', state: 'ok' }])
    expect(listed.out).not.toContain('good')
    expect((await at.run(['accounts', 'remove', '1'])).code).toBe(0)
    expect((await at.run(['accounts', 'list'])).err).toContain('There is no account yet.')
    expect((await at.run(['accounts', 'remove', '1'])).code).toBe(5)
  })

  test('a secret on the command line is refused, and a missing one asked for', async () => {
    const at = terminal({ networks: [fakeNetwork()] })
    const add = ['accounts', 'add', 'fake', '--host', 'https://here']
    expect(await at.run([...add, '--field', 'token=x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--token-stdin'),
    })
    expect(await at.run(add)).toMatchObject({ code: 2, err: expect.stringContaining('also needs: Token') })
    expect(await at.run(['accounts', 'add', 'fake', '--token-stdin'], 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--host'),
    })
    expect(await at.run([...add, '--token-stdin'], 'wrong')).toMatchObject({ code: 3 })
    expect(await at.run(['accounts', 'add', 'fak'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean "fake"?'),
    })
  })

  test('without a keyring nothing is stored before the user agrees', async () => {
    const at = terminal({ networks: [fakeNetwork()], vault: () => memoryVault({ asks: true }) })
    const add = ['accounts', 'add', 'fake', '--host', 'https://here', '--token-stdin']
    expect(await at.run(add, 'x')).toMatchObject({ code: 3, err: expect.stringContaining('(needs-consent)') })
    expect((await at.run(['accounts', 'list', '--json'])).records).toEqual([])
    expect((await at.run([...add, '--accept-file-key'], 'x')).code).toBe(0)
    // Agreed once for this folder.
    expect((await at.run(add, 'y')).code).toBe(0)
  })

  test('a credential that only the window can open signs nobody out', async () => {
    const network = fakeNetwork()
    let shut = false
    const vault = (): ReturnType<typeof memoryVault> => {
      const open = memoryVault()
      return shut
        ? {
            ...open,
            unseal: () => Promise.reject(new Failure('signed-out', 'The keyring cannot be reached.')),
          }
        : open
    }
    const at = terminal({ networks: [network], vault })
    await at.run(['accounts', 'add', 'fake', '--host', 'https://here', '--token-stdin'], 'x')
    network.script.push({ items: [mention({ text: 'Open today?' })] })
    const { records } = await at.run(['listen', '--once', '--json'])
    shut = true
    const heard = await at.run(['listen', '--once'])
    expect(heard).toMatchObject({ code: 3, err: expect.stringContaining('The keyring cannot be reached.') })
    expect((await at.run(['reply', String(records[0]?.['id']), '--text', 'Yes'])).code).toBe(3)
    expect((await at.run(['accounts', 'list', '--json'])).records).toMatchObject([{ state: 'ok' }])
    shut = false
    expect((await at.run(['listen', '--once'])).code).toBe(0)
  })
})

describe('working through what was heard', () => {
  test('done, saved and snoozed are undone one by one', async () => {
    const { at, ids } = await signedIn('First', 'Second')
    const [first = 0] = ids
    const state = async () =>
      (await at.run(['items', '--json'])).records.find((r) => r['id'] === first)?.['conversation']
    expect((await at.run(['done', String(first)])).out).toBe('Done: 1 conversation.\n')
    expect((await at.run(['save', String(first), '--json'])).records).toMatchObject([
      { act: 'save', changed: [expect.any(Number)] },
    ])
    expect(await state()).toMatchObject({ state: 'done', saved: true })
    expect((await at.run(['snooze', String(first), '--until', '2h'])).code).toBe(0)
    expect(await state()).toMatchObject({ state: 'snoozed', snoozedUntilMs: saturdayMs + 7_200_000 })
    for (let step = 0; step < 3; step += 1) expect((await at.run(['undo'])).code).toBe(0)
    expect(await state()).toMatchObject({ state: 'open', saved: false })
    expect((await at.run(['undo'])).code).toBe(5)
  })

  test('an item or a conversation that is not there is exit 5', async () => {
    const { at } = await signedIn('Only')
    expect((await at.run(['done', '999'])).code).toBe(5)
    expect((await at.run(['thread', '1'])).code).toBe(0)
    expect((await at.run(['thread', '123456789012345'])).code).toBe(5)
    expect((await at.run(['thread', 'x'])).code).toBe(2)
  })

  test('a query that cannot be read is exit 2, with where and why', async () => {
    const { at } = await signedIn('Only')
    expect(await at.run(['items', '(refund'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('column'),
    })
  })

  test('a thread is printed with what strangers wrote made harmless', async () => {
    const { at, ids } = await signedIn('Hello\u001b[2J there')
    const { out } = await at.run(['thread', String(ids[0])])
    expect(out).toContain('Hello[2J there')
    expect(out).not.toContain('\u001b')
  })
})

describe('replying', () => {
  test('it is sent at once, names whom it answers, and the conversation is done if wished', async () => {
    const { at, network, ids } = await signedIn('Do you ship?')
    const sent = await at.run(['reply', String(ids[0]), '--text', 'We do!', '--done', '--wait', '--json'])
    expect(sent).toMatchObject({ code: 0, records: [{ state: 'sent', to: '@ana@there.example' }] })
    expect([...network.said.values()]).toMatchObject([
      { text: '@ana@there.example We do!', visibility: 'public' },
    ])
    expect((await at.run(['items', '--json'])).records).toMatchObject([
      { mine: true, conversation: { state: 'done' } },
      { mine: false, conversation: { state: 'done' } },
    ])
  })

  test('the mention is not put in twice, nor into a bare text', async () => {
    const { at, network, ids } = await signedIn('One', 'Two')
    await at.run(['reply', String(ids[0]), '--text', 'Hi @Ana@there.example!'])
    await at.run(['reply', String(ids[1]), '--text', 'Hi!', '--bare'])
    expect([...network.said.values()].map((speech) => speech.text)).toEqual(['Hi @Ana@there.example!', 'Hi!'])
  })

  test('a passing trouble leaves it in the outbox; waiting for it ends in exit 6', async () => {
    const { at, network, ids } = await signedIn('One', 'Two')
    network.sendFailures.push(new Failure('offline', 'No route.'))
    const queued = await at.run(['reply', String(ids[0]), '--text', 'Hi', '--json'])
    expect(queued).toMatchObject({ code: 0, records: [{ state: 'queued', failure: { code: 'offline' } }] })
    network.sendFailures.push(new Failure('offline', 'No route.'), new Failure('offline', 'No route.'))
    const waiting = at.start(['reply', String(ids[1]), '--text', 'Ho', '--wait', '--timeout', '5s'])
    await advanceUntil(at, waiting.result)
    expect(await waiting.result).toMatchObject({
      code: 6,
      out: expect.stringContaining('Waits in the outbox'),
    })
  })

  test('a refusal is a failure with the reason', async () => {
    const { at, network, ids } = await signedIn('One')
    network.sendFailures.push(new Failure('rejected', 'Too rude.'))
    expect(await at.run(['reply', String(ids[0]), '--text', 'Hi', '--wait'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('Too rude.'),
    })
    expect((await at.run(['reply', String(ids[0]), '--text', ' '])).code).toBe(2)
    expect((await at.run(['reply', String(ids[0]), '--text', 'Hi', '--visibility', 'loud'])).code).toBe(2)
    expect((await at.run(['reply', String(ids[0]), '--text', 'Hi', '--account', '9'])).code).toBe(5)
  })
})

/** Moves the clock on, 100 ms for every turn of the event loop, until something has happened. */
async function advanceUntil(at: Terminal, happened: Promise<unknown>): Promise<void> {
  let over = false
  void happened.then(() => (over = true))
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve))
    at.clock.advance(100)
  }
}

describe('beside the window', () => {
  test('reading goes on, writing is refused with who works there', async () => {
    const { at, ids } = await signedIn('Hello')
    const lock = takeDataLock(at.folder, 'window', saturdayMs)
    ends.push(() => lock.release())
    for (const argv of [
      ['items'],
      ['thread', '1'],
      ['search', 'hello'],
      ['streams', 'list'],
      ['doctor'],
      ['backup'],
      ['export'],
    ])
      expect([argv, (await at.run(argv)).code]).toEqual([argv, 0])
    for (const argv of [
      ['done', String(ids[0])],
      ['undo'],
      ['listen', '--once'],
      ['reply', String(ids[0]), '--text', 'Hi'],
    ])
      expect([argv, await at.run(argv)]).toMatchObject([
        argv,
        { code: 4, err: expect.stringContaining('The Earshot window') },
      ])
  })

  test('reading changes nothing: a job that the window runs stays its own', async () => {
    const { at } = await signedIn('Hello')
    const { default: Sqlite } = await import('better-sqlite3')
    const db = new Sqlite(join(at.folder, 'earshot.db'))
    ends.push(() => db.close())
    db.exec("UPDATE jobs SET state = 'running' WHERE kind = 'pull'")
    await at.run(['items'])
    await at.run(['doctor'])
    expect(db.prepare("SELECT state FROM jobs WHERE kind = 'pull'").pluck().all()).toEqual(['running'])
  })
})

describe('where nothing is stored yet', () => {
  test('reading says how to begin, and the doctor is content', async () => {
    const at = terminal()
    const nowhere = ['--data', join(at.folder, 'new')]
    expect(await at.run(['items', ...nowhere])).toMatchObject({
      code: 5,
      err: expect.stringContaining('earshot streams add'),
    })
    expect(await at.run(['doctor', ...nowhere])).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing stored yet'),
    })
    expect(existsSync(join(at.folder, 'new'))).toBe(false)
  })

  test('listening to nothing says so', async () => {
    expect((await terminal().run(['listen', '--once'])).code).toBe(5)
  })
})

describe('recorded responses', () => {
  test('are printed in normal form, a line for each file, failures among them', async () => {
    const place = await town()
    const at = terminal()
    const good = join(at.folder, 'good.xml')
    const bad = join(at.folder, 'bad.xml')
    const response = await fetch(place.feeds[0]?.url ?? '')
    writeFileSync(good, new Uint8Array(await response.arrayBuffer()))
    writeFileSync(bad, '<html><p>No feed</p></html>')
    const type = `content-type: ${response.headers.get('content-type') ?? ''}`
    const parsed = await at.run(['parse', 'feed', good, '--header', type])
    expect(parsed.code).toBe(0)
    expect(parsed.records).toMatchObject([
      { file: good, items: expect.arrayContaining([expect.objectContaining({ kind: 'article' })]) },
    ])
    const both = await at.run(['parse', 'feed', good, bad, join(at.folder, 'none.xml')])
    expect(both.code).toBe(1)
    expect(both.records.slice(1)).toMatchObject([
      { file: bad, failure: { code: 'bad-response', message: expect.any(String) } },
      { failure: { code: 'not-found' } },
    ])
    expect((await at.run(['parse', 'fede', good])).code).toBe(2)
  })
})

describe('the command line itself', () => {
  test('help, version and usage', async () => {
    const at = terminal()
    expect(await at.run(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('earshot COMMAND'),
    })
    expect(await at.run([])).toMatchObject({ code: 2 })
    expect(await at.run(['--version'])).toMatchObject({ code: 0, out: '0.0.0-test\n' })
    expect(await at.run(['reply', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('--wait'),
    })
    expect(await at.run(['items', '--limt', '3'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--limit'),
    })
    expect(JSON.parse((await at.run(['nothing', '--json'])).err)).toMatchObject({
      failure: { code: 'bad-input' },
    })
  })
})
