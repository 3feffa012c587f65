import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, at, each, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { blogLogins } from './wordpress-auth.ts'

/** The blog answers as a WordPress 6.1 was seen to answer. */

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

type User = keyof typeof blogLogins

function blog(
  path: string,
  user: User | null = null,
  options: { method?: string; json?: unknown; password?: string } = {},
): Promise<Reply> {
  const { password = user === null ? '' : blogLogins[user], ...rest } = options
  const pair = Buffer.from(`${user ?? ''}:${password}`).toString('base64')
  return ask(town, `/blog${path}`, {
    ...rest,
    token: null,
    headers: user === null ? {} : { authorization: `Basic ${pair}` },
  })
}

const comments = '/wp-json/wp/v2/comments'
const codeOf = (reply: Reply) => [reply.status, at(reply.data, 'code')]

test('pages and the front door name the API, which answers without pretty addresses too', async () => {
  expect((await blog('/')).headers.get('link')).toContain('rel="https://api.w.org/"')
  for (const path of ['/wp-json/', '/wp-json', '/?rest_route=/', '/index.php?rest_route=/'])
    expect(at((await blog(path)).data, 'namespaces', 1), path).toBe('wp/v2')
  expect((await blog('/no-such-post/')).status).toBe(404)
  expect((await blog('/?feed=rss2')).text).toContain('https://wordpress.org/?v=7.0')
})

test('lists tell totals, and give what is on their page, after a time, with a word, or by number', async () => {
  const all = await blog(`${comments}?per_page=5&page=2&order=asc`)
  expect(all.headers.get('x-wp-totalpages')).toBe(
    String(Math.ceil(Number(all.headers.get('x-wp-total')) / 5)),
  )
  expect(each(all.data, 'id')).toHaveLength(5)
  expect((await blog(`${comments}?page=99`)).data).toEqual([])
  expect(codeOf(await blog(`${comments}?per_page=101`))).toEqual([400, 'rest_invalid_param'])
  const after = new Date(saturdayMs - 86_400_000).toISOString()
  const late = await blog(`${comments}?after=${after}&per_page=100`)
  expect(each(late.data, 'date_gmt').every((date) => `${date}Z` > after)).toBe(true)
  expect(each((await blog(`${comments}?search=FLUTE`)).data, 'id')).toEqual([])
  expect(each((await blog(`${comments}?search=SHELF%20MARK`)).data, 'author_name')).toEqual(['Beatrix Moor'])
})

test('a wrong password is nobody, and nobody hears what waits', async () => {
  const wrong = { password: 'wrong' }
  expect((await blog(comments, 'crumb', wrong)).status).toBe(200)
  expect(codeOf(await blog('/wp-json/wp/v2/users/me', 'crumb', wrong))).toEqual([401, 'rest_not_logged_in'])
  expect(codeOf(await blog(`${comments}?status=hold`))).toEqual([401, 'rest_forbidden_param'])
  expect(codeOf(await blog(`${comments}?context=edit`, 'beatrix'))).toEqual([403, 'rest_forbidden_context'])
  const held = await blog(`${comments}?status=hold&context=edit`, 'crumb')
  expect(each(held.data, 'status')).toEqual(['hold', 'hold'])
  expect(at(held.data, 0, 'author_email')).toMatch(/@/)
})

test('a comment is said once, not too often, and not where comments are closed', async () => {
  const [parent] = each((await blog(`${comments}?search=reads%20along`)).data, 'id')
  const post = Number(each((await blog(`${comments}?search=reads%20along`)).data, 'post')[0])
  const say = (user: User | null, content: string, on = post) =>
    blog(comments, user, { method: 'POST', json: { post: on, parent: Number(parent), content } })
  expect(codeOf(await say(null, 'x'))).toEqual([401, 'rest_comment_login_required'])
  const said = await say('crumb', 'Slowly &amp; <b>well</b>')
  expect([said.status, at(said.data, 'status'), at(said.data, 'content', 'rendered')]).toEqual([
    201,
    'approved',
    '<p>Slowly &#038; well</p>\n',
  ])
  expect(codeOf(await say('crumb', 'Slowly &amp; <b>well</b>'))).toEqual([409, 'comment_duplicate'])
  expect(at((await say('beatrix', 'Me too')).data, 'status')).toBe('hold')
  expect(codeOf(await say('beatrix', 'Me three'))).toEqual([400, 'comment_flood'])
  expect(codeOf(await say('crumb', 'x', 999))).toEqual([403, 'rest_comment_invalid_post_id'])
  const closed = Number(each((await blog(`${comments}?search=come%20and%20count`)).data, 'post')[0])
  expect(codeOf(await say('crumb', 'x', closed))).toEqual([403, 'rest_comment_closed'])
})

test('a page that grants passwords sends back to this machine, and not over the open net', async () => {
  const page = (back: string) =>
    blog(`/wp-admin/authorize-application.php?app_name=E&success_url=${encodeURIComponent(back)}`)
  expect((await page('http://127.0.0.1:9/callback?code=x')).status).toBe(200)
  expect((await page('http://far.example/callback')).status).toBe(403)
})
