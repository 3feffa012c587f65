import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, at, each, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { threadsTokens } from './threads-tokens.ts'

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

const graph = (path: string, options: Parameters<typeof ask>[2] = {}): Promise<Reply> =>
  ask(town, `/v1.0${path}`, { token: threadsTokens.good, ...options })
const refusalIn = ({ status, data }: Reply) => [
  status,
  at(data, 'error', 'code'),
  at(data, 'error', 'error_subcode'),
]

test('pages go on by cursor; the last one has a cursor too, and only an empty page is the end', async () => {
  const seen: string[] = []
  let after = ''
  let pages = 0
  for (; pages < 10; pages += 1) {
    const { data } = await graph(`/me/threads?fields=id&limit=2&after=${encodeURIComponent(after)}`)
    const ids = each(at(data, 'data'), 'id')
    if (ids.length === 0) {
      expect(at(data, 'paging')).toBeUndefined()
      break
    }
    seen.push(...ids)
    expect(at(data, 'paging', 'next')).toBeUndefined()
    after = String(at(data, 'paging', 'cursors', 'after'))
  }
  const own = town
    .statuses('threads')
    .filter(({ author, inReplyTo }) => author === 'crumb' && inReplyTo === undefined)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(own.length)
})

test('only what is asked for comes, and a field that a list does not know makes it refuse all', async () => {
  const { data } = await graph('/me/mentions?fields=text&limit=1')
  expect(Object.keys(at(data, 'data', 0) ?? {}).sort()).toEqual(['id', 'text'])
  expect(refusalIn(await graph('/me/mentions?fields=id,hide_status'))).toEqual([400, 100, undefined])
})

test('what an app may not do is 500 with code 10; what is gone and what is not shown are the same', async () => {
  const weak = await graph('/me/mentions?fields=id', { token: threadsTokens.narrow })
  expect(refusalIn(weak)).toEqual([500, 10, undefined])
  const gone = await graph('/181?fields=id')
  expect(refusalIn(gone)).toEqual([400, 100, 33])
  const theirs = town
    .statuses('threads')
    .find(({ author, inReplyTo }) => author === 'oskar' && inReplyTo === undefined)
  const hidden = await graph(`/18${theirs?.id ?? ''}?fields=id`, { token: threadsTokens.unapproved })
  expect(refusalIn(hidden)).toEqual([400, 100, 33])
  expect(refusalIn(await graph(`/18${theirs?.id ?? ''}/conversation?fields=id`))).toEqual([
    500,
    10,
    undefined,
  ])
})

test('a container is published once, and not before it is ready', async () => {
  const form = { media_type: 'TEXT', text: 'See https://crumb.example/winter' }
  const made = await graph('/me/threads', { method: 'POST', form })
  const id = String(at(made.data, 'id'))
  const status = async () => at((await graph(`/${id}?fields=status`)).data, 'status')
  expect(await status()).toBe('IN_PROGRESS')
  const publish = () => graph('/me/threads_publish', { method: 'POST', form: { creation_id: id } })
  expect(refusalIn(await publish())).toEqual([400, 24, 4_279_009])
  town.advance(30_000)
  expect(await status()).toBe('FINISHED')
  const published = await publish()
  expect(String(at(published.data, 'id'))).toMatch(/^18\d+$/)
  expect([await status(), refusalIn(await publish())]).toEqual(['PUBLISHED', [400, 24, 4_279_009]])
  expect(town.statuses('threads').filter(({ text }) => text === form.text)).toHaveLength(1)
  const late = String(
    at(
      (await graph('/me/threads', { method: 'POST', form: { media_type: 'TEXT', text: 'Late.' } })).data,
      'id',
    ),
  )
  town.advance(86_400_000)
  expect(at((await graph(`/${late}?fields=status`)).data, 'status')).toBe('EXPIRED')
})

test('there is enough to hear, and the Graph keeps its own paths', async () => {
  expect(town.statuses('threads').length).toBeGreaterThanOrEqual(40)
  const all = [...town.statuses('threads'), ...town.statuses()]
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length)
  const page = await ask(town, '/v26.0/me?fields=id', { token: threadsTokens.good })
  expect(refusalIn(page)).toEqual([400, 190, undefined])
})
