import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, at, each, saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

const search = async (query: string) =>
  (await ask(town, `/hn/api/v1/search_by_date?${query}`, { token: null })).data

test('tags are all wanted, those in brackets one of them', async () => {
  const tagged = await search('tags=author_crumb,(story,comment)&hitsPerPage=100')
  expect(new Set(each(at(tagged, 'hits'), 'author'))).toEqual(new Set(['crumb']))
  const asks = await search('tags=ask_hn')
  expect(each(at(asks, 'hits'), 'title').every((title) => title.startsWith('Ask HN:'))).toBe(true)
})

test('times, pages and the ceiling of a thousand hits', async () => {
  const sinceS = Math.floor(saturdayMs / 1000) - 86_400
  const late = await search(`numericFilters=created_at_i>=${sinceS}&hitsPerPage=5&page=1`)
  expect(each(at(late, 'hits'), 'created_at_i').every((time) => Number(time) >= sinceS)).toBe(true)
  expect(at(late, 'page')).toBe(1)
  const { status } = await ask(town, '/hn/api/v1/search_by_date?hitsPerPage=100&page=10', { token: null })
  expect(status).toBe(400)
})

test('words must all stand there; only the last may be a beginning, unless told otherwise', async () => {
  const count = async (query: string) => each(at(await search(query), 'hits'), 'objectID').length
  expect(await count('query=sourdough+diffed')).toBe(1)
  expect(await count('query=sourdough+diff')).toBe(1)
  expect(await count('query=sourdough+diff&queryType=prefixNone')).toBe(0)
  expect(await count('query=lindenbrook&restrictSearchableAttributes=url')).toBe(1)
})

test('a tree nests its comments, and what is not there is 404', async () => {
  const story = at(await search('query=bins&tags=story'), 'hits', 0, 'objectID')
  const tree = (await ask(town, `/hn/api/v1/items/${String(story)}`, { token: null })).data
  expect(each(at(tree, 'children'), 'author')).toEqual(['odalys', 'pip'])
  expect(at(tree, 'children', 1, 'children', 0, 'author')).toBe('nils')
  expect((await ask(town, '/hn/api/v1/items/1', { token: null })).status).toBe(404)
  expect((await ask(town, `/hn/reply?id=${String(story)}`, { token: null })).text).toContain('textarea')
})
