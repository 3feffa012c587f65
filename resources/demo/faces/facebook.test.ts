import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, at, each, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { GraphRefusal, parseFields } from './facebook-fields.ts'
import { pageId, tokens } from './facebook-tokens.ts'

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

const graph = (path: string, options: Parameters<typeof ask>[2] = {}): Promise<Reply> =>
  ask(town, `/v26.0${path}`, { token: tokens.page, ...options })

test('fields are read with their modifiers and what is inside of them', () => {
  expect(parseFields('id,comments.filter(stream).limit(2){message,from{id}},likes')).toEqual([
    { name: 'id', args: {}, fields: [] },
    {
      name: 'comments',
      args: { filter: 'stream', limit: '2' },
      fields: [
        { name: 'message', args: {}, fields: [] },
        { name: 'from', args: {}, fields: [{ name: 'id', args: {}, fields: [] }] },
      ],
    },
    { name: 'likes', args: {}, fields: [] },
  ])
  for (const broken of ['', 'a,', 'a{b', 'a)b', '1']) expect(() => parseFields(broken)).toThrow(GraphRefusal)
})

test('only what is asked for comes, and a field that a node does not have is refused', async () => {
  const { data } = await graph(`/${pageId}/feed?fields=message&limit=1`)
  expect(Object.keys(at(data, 'data', 0) ?? {}).sort()).toEqual(['id', 'message'])
  const wrong = await graph(`/${pageId}/feed?fields=can_hide`)
  expect([wrong.status, at(wrong.data, 'error', 'code')]).toEqual([400, 100])
})

test('pages go on by cursor until they end, and every post comes once', async () => {
  const seen: string[] = []
  let after: string | undefined = ''
  for (let pages = 0; pages < 10 && after !== undefined; pages += 1) {
    const { data } = await graph(`/${pageId}/feed?fields=id&limit=4&after=${encodeURIComponent(after)}`)
    seen.push(...each(at(data, 'data'), 'id'))
    const next = at(data, 'paging', 'next') === undefined ? undefined : at(data, 'paging', 'cursors', 'after')
    after = typeof next === 'string' ? next : undefined
  }
  const roots = town.statuses('facebook').filter((post) => post.inReplyTo === undefined)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(roots.length)
})

test('one id that is not there makes all of them refused, and a token that lacks a permission is told which', async () => {
  const roots = town.statuses('facebook').filter(({ inReplyTo }) => inReplyTo === undefined)
  const post = roots.find(({ author }) => author === 'crumb')?.id ?? ''
  const good = await graph(`/?ids=${pageId}_${post}&fields=id`)
  expect(Object.keys(good.data ?? {})).toEqual([`${pageId}_${post}`])
  const bad = await graph(`/?ids=${pageId}_${post},${pageId}_1&fields=id`)
  expect([bad.status, at(bad.data, 'error', 'error_subcode')]).toEqual([400, 33])
  const weak = await graph(`/${pageId}/tagged?fields=id`, { token: tokens.weak })
  expect(String(at(weak.data, 'error', 'message'))).toContain('pages_read_user_content')
})

test('there is enough to hear on the Page and below the pictures', () => {
  expect(town.statuses('facebook').length).toBeGreaterThanOrEqual(35)
  expect(town.statuses('instagram').length).toBeGreaterThanOrEqual(12)
  const all = [...town.statuses('facebook'), ...town.statuses('instagram'), ...town.statuses()]
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length)
})
