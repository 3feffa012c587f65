import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { terminal, town } from './testing/opened.ts'

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
    const copies = join(at.folder, 'copies')
    expect((await at.run(['backup', '--out', copies, '--json'])).records).toMatchObject([
      { file: expect.stringContaining(copies), bytes: expect.any(Number) },
    ])
    expect(readdirSync(copies)).toHaveLength(1)
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

  test('says what answers nothing, in a name that is given and not guessed', async () => {
    const place = await town()
    const at = terminal()
    expect(await at.run(['post', '--text', 'Quince'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('accounts add'),
    })
    await at.run(['accounts', 'add', 'mastodon', '--host', place.url, '--token-stdin'], place.account.token)
    const unnamed = await at.run(['post', '--text', 'Quince'])
    expect(unnamed).toMatchObject({ code: 2, err: expect.stringContaining('--account ID: 1 (@crumb') })
    const odd = ['post', '--account', '1', '--text', 'Quince', '--purpose', 'fame']
    expect(await at.run(odd)).toMatchObject({ code: 2, err: expect.stringContaining('not "fame"') })
    const long = ['post', '--account', '1', '--text', 'x'.repeat(501)]
    expect(await at.run(long)).toMatchObject({
      code: 2,
      err: expect.stringContaining('1 over the limit of 500'),
    })
    const whole = ['post', '--account', '1', '--text', 'Quince week begins', '--warning', 'fruit']
    const sent = await at.run([
      ...whole,
      '--purpose',
      'invite',
      '--visibility',
      'unlisted',
      '--wait',
      '--json',
    ])
    expect(sent).toMatchObject({ code: 0, records: [{ state: 'sent', to: '', purpose: 'invite' }] })
    expect(place.statuses().at(-1)).toMatchObject({
      author: 'crumb',
      text: 'Quince week begins',
      warning: 'fruit',
      visibility: 'unlisted',
      inReplyTo: undefined,
    })
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
