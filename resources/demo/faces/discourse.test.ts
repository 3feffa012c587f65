import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, at, each, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { forumAdminKey } from './discourse-keys.ts'

/* The forum answers as Discourse does. */

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

function forum(
  path: string,
  person: string | null = null,
  options: { method?: string; json?: unknown } = {},
): Promise<Reply> {
  const headers = person === null ? undefined : { 'api-key': forumAdminKey, 'api-username': person }
  return ask(town, `/forum${path}`, {
    ...options,
    token: null,
    ...(headers === undefined ? {} : { headers }),
  })
}

const refusalOf = (reply: Reply) => [reply.status, at(reply.data, 'error_type')]

test('strangers read what is public, and a wrong key is refused even that', async () => {
  expect(each(at((await forum('/posts.json')).data, 'latest_posts'), 'id').length).toBeGreaterThan(30)
  const wrong = await ask(town, '/forum/posts.json', {
    token: null,
    headers: { 'user-api-key': 'of-nobody' },
  })
  expect(refusalOf(wrong)).toEqual([403, 'invalid_access'])
  expect(refusalOf(await forum('/notifications.json'))).toEqual([403, 'not_logged_in'])
  expect((await forum('/session/current.json')).status).toBe(404)
  expect(at((await forum('/session/current.json', 'crumb')).data, 'current_user', 'username')).toBe('crumb')
})

test('the latest posts go on before a number, and no message among few is in them', async () => {
  const { data } = await forum('/posts.json')
  const ids = each(at(data, 'latest_posts'), 'id').map(Number)
  expect(ids).toEqual(ids.toSorted((a, b) => b - a))
  const before = ids[4] ?? 0
  const next = each(at((await forum(`/posts.json?before=${String(before)}`)).data, 'latest_posts'), 'id').map(
    Number,
  )
  expect(next[0]).toBe(ids[5])
  expect(each(at(data, 'latest_posts'), 'topic_title')).not.toContain('A word about the flour dust')
})

test('a search gives the newest fitting post of each topic, within its filters', async () => {
  const search = async (q: string) =>
    at((await forum(`/search.json?q=${encodeURIComponent(q)}`)).data, 'posts')
  const bread = await search('category:5 order:latest')
  expect(new Set(each(bread, 'topic_id')).size).toBe(each(bread, 'topic_id').length)
  expect(each(bread, 'username')[0]).toBe('halima')
  expect(each(await search('dough order:latest before:2026-11-20'), 'username')).toEqual(['meilin'])
  expect(each(await search('tags:stalls'), 'topic_id')).toHaveLength(1)
  expect(each(await search('@casimir starter'), 'username')).toEqual(['casimir'])
  expect(refusalOf(await forum('/search.json?q=a'))).toEqual([400, 'invalid_parameters'])
})

test('several new posts in a topic of ours are one notification, at the first of them', async () => {
  const { data } = await forum('/notifications.json', 'crumb')
  const types = each(at(data, 'notifications'), 'notification_type')
  expect(new Set(types)).toEqual(new Set(['1', '2', '3', '5', '6', '9']))
  const posted = types.indexOf('9')
  expect(at(data, 'notifications', posted, 'data', 'display_username')).toBe('4 replies')
  expect(at(data, 'notifications', posted, 'post_number')).toBe(4)
})

test('a topic is shown around a post, and its posts by their ids', async () => {
  const search = await forum('/search.json?q=kilo')
  const topic = String(at(search.data, 'posts', 0, 'topic_id'))
  const { data } = await forum(`/t/${topic}/4.json`)
  const stream = at(data, 'post_stream', 'stream')
  expect(each(at(data, 'post_stream', 'posts'), 'post_number')).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  expect(at(data, 'post_stream', 'posts', 3, 'reply_to_user', 'username')).toBe('crumb')
  const some = await forum(
    `/t/${topic}/posts.json?post_ids[]=${String(at(stream, 1))}&post_ids[]=${String(at(stream, 3))}&include_raw=true`,
  )
  expect(each(at(some.data, 'post_stream', 'posts'), 'post_number')).toEqual(['2', '4'])
  expect(at(some.data, 'post_stream', 'posts', 0, 'raw')).toMatch(/^Colder flour/)
  expect((await forum('/t/999/1.json')).status).toBe(404)
})

test('posts must be long enough, are taken once in five minutes, and some wait', async () => {
  const topic = Number(at((await forum('/search.json?q=walnut')).data, 'posts', 0, 'topic_id'))
  const say = (raw: string, person = 'greta') =>
    forum('/posts.json', person, { method: 'POST', json: { raw, topic_id: topic, reply_to_post_number: 2 } })
  expect((await say('Ja.')).status).toBe(422)
  const said = await say('Der Schirm ist für den Kuchen.')
  expect([said.status, at(said.data, 'reply_to_post_number')]).toEqual([200, 2])
  const again = await say('Der Schirm ist für den Kuchen.')
  expect([again.status, at(again.data, 'errors', 0)]).toEqual([
    422,
    'Body is too similar to what you recently posted',
  ])
  expect(at((await say('I am new and I bring myself.', 'zofia')).data, 'action')).toBe('enqueued')
  const stranger = await ask(town, '/forum/posts.json', {
    method: 'POST',
    token: null,
    json: { raw: 'x', topic_id: topic },
  })
  expect(refusalOf(stranger)).toEqual([403, 'not_logged_in'])
})
