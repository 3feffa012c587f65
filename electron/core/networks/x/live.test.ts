import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { LiveHandlers, StreamRef } from '../types.ts'
import { network } from './index.ts'
import { readEvent, readMatch } from './live.ts'
import { openInTown, type InTown } from './testing/in-town.ts'

let at: InTown
beforeEach(async () => {
  at = await openInTown()
})
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await at.close()
})

const open: { close(): void }[] = []
const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }
const rye: StreamRef = { id: 2, kind: 'keyword', config: { query: 'rye OR "dark bread"' } }

/** Listens and waits for what happens, one thing after the other. */
function listening(streams: StreamRef[], account = at.account) {
  const told: string[] = []
  let wake = (): void => undefined
  const tell = (words: string) => {
    told.push(words)
    wake()
  }
  const handlers: LiveHandlers = {
    onUp: () => tell('up'),
    onDown: (reason) => tell(`down: ${reason}`),
    onPage: (id, { items, deletions }) =>
      tell(
        `${String(id)}: ${items.map(({ text }) => text).join('|')}${(deletions ?? []).map(({ ref }) => `-${ref}`).join('')}`,
      ),
  }
  const connection = network.listen(at.outside.ctx, account, streams, handlers)
  open.push(connection)
  return {
    told,
    connection,
    async until(count: number): Promise<string[]> {
      while (told.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return told
    },
  }
}

const rules = () =>
  at.town.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/stream/rules')).length

describe('at once', () => {
  test('mentions, replies and matching posts are heard, each by its own stream, and paid for', async () => {
    const heard = listening([mentions, rye])
    expect(await heard.until(1)).toEqual(['up'])
    at.town.say({ author: 'kwame', text: '@crumb One bun, please.', on: 'x' })
    await heard.until(2)
    at.town.say({ author: 'ivy', text: 'Dark bread is the only bread.', on: 'x' })
    await heard.until(3)
    const own = at.town.statuses('x').find(({ author }) => author === 'crumb')
    at.town.say({ author: 'ferdi', text: 'Nothing to add.', inReplyTo: own?.id, on: 'x' })
    expect((await heard.until(4)).slice(1)).toEqual([
      '1: @crumb One bun, please.',
      '2: Dark bread is the only bread.',
      '1: @crumb Nothing to add.',
    ])
    heard.connection.close()
    expect(await heard.until(5)).toContain('down: closed by us')
    const counted = Object.fromEntries(
      [...new Set(at.outside.payments.map(({ call }) => call))].map((call) => [
        call,
        at.outside.payments
          .filter((one) => one.call === call)
          .reduce((sum, { charged }) => sum + (charged ?? 0), 0),
      ]),
    )
    expect(counted).toEqual({ ...at.town.charged('x').units, 'media-read': 0 })
  })

  test('what we take back elsewhere is heard as taken back', async () => {
    const heard = listening([mentions])
    await heard.until(1)
    const id = at.town.say({ author: 'crumb', text: 'A slip of the oven.', on: 'x' })
    at.town.remove(id, 'x')
    expect(await heard.until(2)).toEqual(['up', `1: -${id}`])
  })

  test('rules of ours are added once and removed when their stream goes; those of others stay', async () => {
    const bearer = at.town.logins['x']?.['appBearer'] ?? ''
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
    const address = `${at.town.url}/2/tweets/search/stream/rules`
    await fetch(address, {
      method: 'POST',
      headers,
      body: JSON.stringify({ add: [{ value: 'theirs', tag: 'other' }] }),
    })
    const first = listening([rye])
    await first.until(1)
    first.connection.close()
    await first.until(2)
    const before = rules()
    const second = listening([rye])
    await second.until(1)
    expect(rules()).toBe(before)
    second.connection.close()
    await second.until(2)
    const third = listening([{ ...rye, config: { query: 'spelt' } }])
    await third.until(1)
    const listed: unknown = await (await fetch(address, { headers })).json()
    expect(listed).toMatchObject({
      data: [
        { value: 'theirs', tag: 'other' },
        { value: 'spelt -is:retweet', tag: expect.stringMatching(/^earshot \d+ [0-9a-f]{16}$/) },
      ],
    })
  })

  test('silence longer than three heartbeats ends both connections, once', async () => {
    const heard = listening([mentions, rye])
    await heard.until(1)
    at.clock.advance(65_001)
    await heard.until(2)
    await new Promise((resolve) => setImmediate(resolve))
    expect(heard.told).toEqual(['up', expect.stringMatching(/^down: .*took too long/)])
  })

  test('while something comes it stays up', async () => {
    const heard = listening([mentions])
    await heard.until(1)
    for (let beat = 0; beat < 6; beat += 1) {
      at.town.advance(20_000)
      // The line is read before time passes here.
      at.town.say({ author: 'ivy', text: `@crumb ${String(beat)}`, on: 'x' })
      await heard.until(2 + beat)
      at.clock.advance(20_000)
    }
    expect(heard.told.filter((words) => words.startsWith('down'))).toEqual([])
  })

  test('a connection that X ends or refuses is told once, with the reason', async () => {
    const first = listening([mentions])
    await first.until(1)
    // One connection at a time.
    const second = listening([mentions])
    expect(await second.until(1)).toEqual([expect.stringMatching(/^down: .*wait/)])
    at.town.dropStreams()
    expect(await first.until(2)).toHaveLength(2)
  })

  test('without the app’s bearer token nothing is opened, and it is said', async () => {
    const { credentials, ...rest } = at.account
    const bare = { ...rest, credentials: { ...Object(credentials), appBearer: undefined } }
    const heard = listening([mentions], {
      ...bare,
      credentials: JSON.parse(JSON.stringify(bare.credentials)),
    })
    at.clock.advance(1)
    expect(await heard.until(1)).toEqual([expect.stringContaining('bearer token')])
    expect(at.town.requests().some(({ path }) => path.includes('stream'))).toBe(false)
  })

  test('a stream ends when the next few posts cannot be paid', async () => {
    let left = 2
    const { ctx } = at.outside
    const pay: typeof ctx.pay = (call, most) => {
      if (call === 'post-read') left -= 1
      if (left < 0) throw new Failure('billing', 'The limit is reached.')
      return ctx.pay(call, most)
    }
    const told: string[] = []
    let wake = (): void => undefined
    const heard = (what: string): void => {
      told.push(what)
      wake()
    }
    const handlers: LiveHandlers = {
      onUp: () => heard('up'),
      onDown: () => heard('down'),
      onPage: () => heard('page'),
    }
    open.push(network.listen({ ...ctx, pay }, at.account, [mentions], handlers))
    const until = async (count: number) => {
      while (told.length < count) await new Promise<void>((resolve) => (wake = resolve))
    }
    await until(1)
    for (let n = 0; n < 20; n += 1) at.town.say({ author: 'ivy', text: `@crumb ${String(n)}`, on: 'x' })
    // Ten are counted ahead, twice; then it ends.
    await until(22)
    expect(told).toEqual(['up', ...Array.from({ length: 20 }, () => 'page'), 'down'])
  })
})

describe('a line', () => {
  const me = { id: '555000111', username: 'CrumbBakery' }
  test('that is torn, or says something else, means nothing and costs nothing', () => {
    for (const line of ['{"data":', 'null', '42', '{"errors":[{"title":"operational-disconnect"}]}', '[]']) {
      expect(readEvent(line, me), line).toBeUndefined()
    }
    expect(readMatch('{"errors":[{"title":"x"}]}', [], me)).toBeUndefined()
    expect(readMatch('{', [], me)).toBeUndefined()
  })

  test('for a rule of another program is paid and heard by nobody', () => {
    const line = JSON.stringify({ data: { id: '1', text: 'x', author_id: '2', created_at: '2026-11-20T10:00:00.000Z' }, includes: { users: [{ id: '2', username: 'a' }] }, matching_rules: [{ id: '9', tag: 'other' }] }) // prettier-ignore
    const rule = { streamId: 3, value: 'x', tag: 'earshot 555000111 ab' }
    expect(readMatch(line, [rule], me)).toEqual({
      pages: [],
      cost: { 'post-read': 1, 'user-read': 1, 'media-read': 0 },
    })
  })
})
