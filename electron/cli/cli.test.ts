import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Failure } from '#shared/failure'
import { fakeNetwork, mention } from '#core/testing/fake-network'
import { memoryVault } from '#core/testing/memory-vault'
import { saturdayMs } from '#demo/testing'
import { takeDataLock } from '../core/data-lock.ts'
import { signedIn, terminal } from './testing/opened.ts'

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
    expect(await at.run(add, 'x')).toMatchObject({
      code: 3,
      err: expect.stringContaining('--accept-file-key'),
    })
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
    await waiting.until('Waiting until it is sent. No route.')
    at.clock.advance(5001)
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

  test('what breaks the rule of what is answered is refused in words and never queued', async () => {
    const { at, network, ids } = await signedIn('One')
    network.replyDefaults = () => ({
      text: '',
      visibilities: [],
      textRule: { unit: 'codepoints', max: 300, maxHashtags: 4, maxLinks: 1 },
    })
    const refused = await at.run(['reply', String(ids[0]), '--text', '#a #b #c #d #e', '--wait'])
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('5 hashtags; at most 4 are taken'),
    })
    expect(network.sendCalls).toBe(0)
  })
})

describe('beside the window', () => {
  test('reading goes on, writing is refused with who works there', async () => {
    const { at, ids } = await signedIn('Hello')
    const lock = takeDataLock(at.folder, 'window', saturdayMs)
    onTestFinished(() => lock.release())
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
    onTestFinished(() => void db.close())
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
