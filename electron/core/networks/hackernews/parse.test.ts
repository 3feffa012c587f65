import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { checkConfig } from './check-config.ts'
import { network } from './index.ts'
import { parseRecorded } from './parse.ts'
import { home, itemOfName, placeOf } from './place.ts'
import { around } from './threads.ts'
import { readTree } from './wire.ts'

function recorded(name: string) {
  const path = new URL(`./fixtures/${name}.json`, import.meta.url)
  const { url, headers, body }: { url: string; headers: Record<string, string>; body: unknown } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  return { url, headers, body: Buffer.from(JSON.stringify(body)) }
}

test('a comment: entities are read, paragraphs and code stand apart, links go where they go', () => {
  const [comment, japanese, ...rest] = parseRecorded(recorded('search-comments'))
  expect(rest).toEqual([])
  expect(comment).toMatchObject({
    remoteId: 'https://news.ycombinator.com/item?id=40000007',
    parentRef: 'https://news.ycombinator.com/item?id=40000001',
    rootRef: 'https://news.ycombinator.com/item?id=40000001',
    kind: 'comment',
    title: 'Two days of rye',
    author: { handle: 'miller', url: 'https://news.ycombinator.com/user?id=miller' },
    createdMs: 1785792721000,
  })
  expect(comment?.text).toContain(`Rye is not wheat. "It's the pentosans", see https://mill.example/rye/`)
  expect(comment?.text).toContain('\n\nSecond paragraph with emphasis and a <tag>.\n\n')
  expect(comment?.text).toContain('  water = flour * 0.8\n  salt  = flour * 0.02')
  expect(comment?.spans[0]).toMatchObject({
    type: 'link',
    href: 'https://mill.example/rye/a-very-long-path-that-is-shortened-when-it-is-shown',
  })
  expect(japanese?.text).toBe("日本語のコメントです。'")
  expect(JSON.stringify(comment?.raw)).not.toContain('<em>')
})

test('a story: its address stands first, titles keep their angle brackets, a poll is one', () => {
  const [link, ask, poll] = parseRecorded(recorded('search-stories'))
  expect(link).toMatchObject({
    kind: 'post',
    title: 'Two days of rye',
    text: 'https://bread.example/rye',
    spans: [{ start: 0, end: 25, type: 'link', href: 'https://bread.example/rye' }],
    metrics: { likes: 61, replies: 2 },
  })
  expect(link?.parentRef).toBeUndefined()
  expect(ask).toMatchObject({
    title: 'Ask HN: Vec<Rye>, or how do you keep rye from AT&T-sized holes?',
    text: 'Mine is flat & sticky.\n\nWhat do you do?',
  })
  expect(poll).toMatchObject({ title: 'Poll: Tin or basket?', poll: true, text: '' })
})

test('a tree: what was deleted leaves its answers, and comments stand under the story’s title', () => {
  const items = parseRecorded(recorded('item-tree'))
  expect(items.map(({ author, title }) => [author.name, title])).toEqual([
    ['miller', 'Two days of rye'],
    ['tin-man', 'Two days of rye'],
    ['miller', 'Two days of rye'],
  ])
  expect(items[1]?.parentRef).toBe('https://news.ycombinator.com/item?id=40000005')
  // The same comment reads the same wherever it comes from, or it would seem edited.
  const [searched] = parseRecorded(recorded('search-comments'))
  expect(items[2]?.remoteId).toBe(searched?.remoteId)
})

test('a very deep tree is read, and of a long story the way down and what is below is kept', () => {
  let node: Record<string, unknown> = {
    id: 5000,
    author: 'x',
    created_at_i: 1,
    type: 'comment',
    children: [],
  }
  for (let id = 4999; id >= 1; id -= 1)
    node = {
      id,
      author: 'x',
      created_at_i: 1,
      type: id === 1 ? 'story' : 'comment',
      children: [
        { ...node, parent_id: id },
        { id: id + 10_000, author: 'y', created_at_i: 1, type: 'comment', parent_id: id },
      ],
    }
  const nodes = readTree(node, 'hn.example')
  expect(nodes).toHaveLength(9999)
  const part = around(nodes, 4990).map(({ id }) => id)
  expect(part.slice(0, 3)).toEqual([1, 2, 3])
  expect(part).toEqual(expect.arrayContaining([4990, 5000, 14_995]))
  expect(part).not.toContain(10_003)
})

test('a place is the real one, https, or this machine; a name leads back to it', () => {
  expect(placeOf(undefined)).toBe(home)
  expect(placeOf('https://hn.algolia.com/')).toBe(home)
  expect(placeOf('http://127.0.0.1:8080/hn/').api).toBe('http://127.0.0.1:8080/hn')
  for (const host of ['http://hn.example', 'ftp://x', 'hn', 'javascript:1'])
    expect(() => placeOf(host), host).toThrow(Failure)
  expect(itemOfName('https://news.ycombinator.com/item?id=7')).toEqual({ place: home, id: '7' })
  expect(itemOfName('http://127.0.0.1:8080/hn/item?id=7').place.api).toBe('http://127.0.0.1:8080/hn')
  expect(() => itemOfName('http://evil.example/item?id=7')).toThrow(Failure)
  expect(() => itemOfName('https://news.ycombinator.com/user?id=pg')).toThrow(Failure)
})

test('answers are written on the page of Hacker News', () => {
  const item = { remoteId: 'https://news.ycombinator.com/item?id=7', raw: null }
  expect(network.handOff(item)).toBe('https://news.ycombinator.com/reply?id=7')
  expect(network.replyWay()).toMatchObject({ way: 'browser', reason: expect.stringContaining('browser') })
})

test('configurations are completed: users as typed or as an address, queries as printed', () => {
  const user = ' https://news.ycombinator.com/user?id=Crumb_1 '
  expect(checkConfig('replies', { user })).toEqual({
    config: { user: 'Crumb_1' },
    name: 'Replies to Crumb_1',
  })
  expect(checkConfig('author', { user: '@pg' }).config).toEqual({ user: 'pg' })
  expect(checkConfig('keyword', { query: 'bread   -hiring', host: 'https://hn.algolia.com' })).toEqual({
    config: { query: 'bread -hiring' },
    name: 'bread -hiring',
  })
})
