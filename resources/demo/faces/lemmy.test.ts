import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, at, each, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { boardLogins } from './lemmy-sessions.ts'

/** Both servers answer as the two versions of Lemmy do. */

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

async function tokenAt(path: string): Promise<string> {
  const json = { username_or_email: 'crumb', password: boardLogins.crumb.password }
  return String(at((await ask(town, path, { method: 'POST', token: null, json })).data, 'jwt'))
}

const older = (path: string, token: string | null = null) => ask(town, `/lemmy/api/v3${path}`, { token })
const newer = (path: string, token: string | null = null) => ask(town, `/lemmy-1/api/v4${path}`, { token })
const wordOf = (reply: Reply) => [reply.status, at(reply.data, 'error')]

test('each has its own front door, and nothing behind that of the other', async () => {
  expect(at((await older('/site')).data, 'version')).toMatch(/^0\.19/)
  expect(at((await newer('/site')).data, 'version')).toMatch(/^1\./)
  for (const path of ['/lemmy/api/v4/site', '/lemmy-1/api/v3/site', '/lemmy/api/v3/nothing'])
    expect((await ask(town, path, { token: null })).status).toBe(404)
})

test('the same post has one name and two numbers, and fields are called as each version calls them', async () => {
  const old = (await older('/post/list?sort=New&limit=1')).data
  const fresh = (await newer('/post/list?sort=new&limit=1')).data
  expect(at(old, 'posts', 0, 'post', 'ap_id')).toBe(at(fresh, 'items', 0, 'post', 'ap_id'))
  expect(at(old, 'posts', 0, 'post', 'id')).not.toBe(at(fresh, 'items', 0, 'post', 'id'))
  expect(at(old, 'posts', 0, 'creator', 'actor_id')).toBe(at(fresh, 'items', 0, 'creator', 'ap_id'))
  expect(at(old, 'posts', 0, 'post', 'published')).toMatch(/\.\d{6}Z$/)
  expect(at(fresh, 'items', 0, 'post', 'published_at')).toBe(at(old, 'posts', 0, 'post', 'published'))
  expect(at(old, 'posts', 0, 'counts', 'comments')).toBe(at(fresh, 'items', 0, 'post', 'comments'))
})

test('1.0 leads to its next page by a cursor, and to none where it is the last', async () => {
  const first = (await newer('/comment/list?limit=30')).data
  const second = (await newer(`/comment/list?limit=30&page_cursor=${String(at(first, 'next_page'))}`)).data
  expect(each(at(first, 'items'), 'comment', 'id')).toHaveLength(30)
  expect(at(second, 'next_page')).toBeUndefined()
  const ids = [...each(at(first, 'items'), 'comment', 'id'), ...each(at(second, 'items'), 'comment', 'id')]
  expect(new Set(ids).size).toBe(ids.length)
  expect(wordOf(await newer('/comment/list?page_cursor=nonsense'))).toEqual([
    400,
    'couldnt_parse_pagination_token',
  ])
  expect(wordOf(await older('/comment/list?limit=51'))).toEqual([400, 'invalid_fetch_limit'])
})

test('a token that does not count is nobody: told where somebody must be, and nowhere else', async () => {
  expect(wordOf(await older('/user/replies', 'wrong'))).toEqual([401, 'incorrect_login'])
  expect(wordOf(await newer('/account', 'wrong'))).toEqual([400, 'not_logged_in'])
  expect((await older('/post/list', 'wrong')).status).toBe(200)
  expect(at((await older('/site', 'wrong')).data, 'my_user')).toBeUndefined()
  const token = await tokenAt('/lemmy/api/v3/user/login')
  expect(at((await older('/site', token)).data, 'my_user', 'local_user_view', 'person', 'name')).toBe('crumb')
})

test('a deleted comment is a hole in its tree, and a deleted post is gone', async () => {
  const list = (await older('/comment/list?sort=New&limit=50')).data
  const root = town.statuses('lemmy').find(({ text }) => text.startsWith('Found: one mitten'))
  const said = town.statuses('lemmy').find(({ text }) => text === 'mine')
  const comment = each(at(list, 'comments'), 'comment', 'content').indexOf('mine')
  const [id, postId] = ['id', 'post_id'].map((name) => String(at(list, 'comments', comment, 'comment', name)))
  town.remove(said?.id ?? '', 'lemmy')
  const tree = (await older(`/comment/list?post_id=${String(postId)}&max_depth=9`)).data
  const holes = each(at(tree, 'comments'), 'comment', 'deleted').filter((deleted) => deleted === 'true')
  expect(holes).toHaveLength(1)
  expect(at((await older(`/comment?id=${String(id)}`)).data, 'comment_view', 'comment')).toMatchObject({
    deleted: true,
    content: '',
  })
  town.remove(root?.id ?? '', 'lemmy')
  expect(wordOf(await older(`/post?id=${String(postId)}`))).toEqual([404, 'couldnt_find_post'])
})

test('too many requests are 400 in 0.19 and 429 in 1.0', async () => {
  const busy = await startTown({ nowMs: saturdayMs, answers: false, rateLimit: true })
  try {
    const statuses: number[] = []
    for (let n = 0; n < 61; n += 1)
      statuses.push((await ask(busy, '/lemmy/api/v3/search?q=rye&type_=Posts', { token: null })).status)
    expect([statuses.at(-2), statuses.at(-1)]).toEqual([200, 400])
    expect((await ask(busy, '/lemmy-1/api/v4/search?q=rye', { token: null })).status).toBe(429)
    busy.advance(11_000)
    expect((await ask(busy, '/lemmy/api/v3/search?q=rye', { token: null })).status).toBe(200)
  } finally {
    await busy.close()
  }
})
