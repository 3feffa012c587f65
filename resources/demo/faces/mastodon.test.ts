import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, at, each, saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'

let town: Town
beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs, written: false, answers: false })
})
afterEach(() => town.close())

const publish = (json: unknown, headers: Record<string, string> = {}) =>
  ask(town, '/api/v1/statuses', { method: 'POST', json, headers })

test('a mention arrives as a notification with the status in it', async () => {
  const id = town.say({
    author: 'ana',
    text: '@crumb is the rye out?\n\nSee https://harbour.example/a/rather/long/path/to/a/page #sourdough',
  })
  const { data } = await ask(town, '/api/v1/notifications?types[]=mention')
  expect(at(data, 0, 'type')).toBe('mention')
  expect(at(data, 0, 'status', 'id')).toBe(id)
  expect(at(data, 0, 'status', 'account', 'acct')).toBe('ana@harbour.example')
  expect(at(data, 0, 'status', 'mentions', 0, 'acct')).toBe('crumb')
  expect(at(data, 0, 'status', 'tags', 0, 'name')).toBe('sourdough')
  expect(at(data, 0, 'status', 'content')).toBe(
    `<p><span class="h-card" translate="no"><a href="${town.url}/@crumb" class="u-url mention">@<span>crumb</span></a></span> is the rye out?</p><p>See <a href="https://harbour.example/a/rather/long/path/to/a/page" target="_blank" rel="nofollow noopener noreferrer" translate="no"><span class="invisible">https://</span><span class="ellipsis">harbour.example/a/rather/long/</span><span class="invisible">path/to/a/page</span></a> <a href="https://harbour.example/tags/sourdough" class="mention hashtag" rel="tag">#<span>sourdough</span></a></p>`,
  )
})

test('an answer to the bakery names it, as clients do, and hangs in the thread', async () => {
  const first = await publish({ status: 'Rye is out!' })
  const reply = town.say({ author: 'tomas', text: 'on my way', inReplyTo: String(at(first.data, 'id')) })
  const { data } = await ask(town, `/api/v1/statuses/${reply}/context`)
  expect(each(at(data, 'ancestors'), 'id')).toEqual([at(first.data, 'id')])
  expect(at((await ask(town, '/api/v1/notifications')).data, 0, 'status', 'id')).toBe(reply)
})

test('the same Idempotency-Key within an hour gives the same status, and a new one after it', async () => {
  const key = { 'idempotency-key': 'once' }
  const first = await publish({ status: 'Fresh buns' }, key)
  const again = await publish({ status: 'Fresh buns' }, key)
  expect(at(again.data, 'id')).toBe(at(first.data, 'id'))
  expect(town.statuses()).toHaveLength(1)
  town.advance(3_600_001)
  const later = await publish({ status: 'Fresh buns' }, key)
  expect(at(later.data, 'id')).not.toBe(at(first.data, 'id'))
})

test('a refused status leaves its key free', async () => {
  const key = { 'idempotency-key': 'again' }
  expect((await publish({ status: '' }, key)).status).toBe(422)
  expect((await publish({ status: 'Now with words' }, key)).status).toBe(200)
})

test('texts that are empty or too long are refused in the words of Mastodon', async () => {
  expect((await publish({ status: ' ' })).data).toEqual({ error: "Validation failed: Text can't be blank" })
  const long = await publish({ status: 'x'.repeat(501) })
  expect([long.status, long.data]).toEqual([
    422,
    { error: 'Validation failed: Text character limit of 500 exceeded' },
  ])
})

test('addresses weigh 23, hosts of mentions nothing, the warning counts', async () => {
  const link = `https://harbour.example/${'a'.repeat(200)}`
  expect((await publish({ status: `${'x'.repeat(476)} ${link}` })).status).toBe(200)
  expect((await publish({ status: `${'x'.repeat(477)} ${link}` })).status).toBe(422)
  expect((await publish({ status: `@ana@harbour.example ${'x'.repeat(495)}` })).status).toBe(200)
  expect((await publish({ status: 'x'.repeat(490), spoiler_text: 'x'.repeat(11) })).status).toBe(422)
})

test('a mention must name the host of people elsewhere', async () => {
  const bare = await publish({ status: '@ana hello @tomas' })
  expect(each(at(bare.data, 'mentions'), 'acct')).toEqual(['tomas'])
  const whole = await publish({ status: '@ana@harbour.example hello' })
  expect(each(at(whole.data, 'mentions'), 'acct')).toEqual(['ana@harbour.example'])
})

test('forms work as well as JSON, and a reply to nothing is not found', async () => {
  const form = await ask(town, '/api/v1/statuses', {
    method: 'POST',
    form: { status: 'By form', visibility: 'unlisted' },
  })
  expect(at(form.data, 'visibility')).toBe('unlisted')
  expect((await publish({ status: 'hm', in_reply_to_id: '1' })).status).toBe(404)
  expect((await publish({ status: 'hm', visibility: 'everybody' })).status).toBe(422)
})

test('an edit shows in edited_at and in the history, oldest first', async () => {
  const id = town.say({ author: 'ana', text: '@crumb rey?' })
  town.advance(60_000)
  town.edit(id, '@crumb rye?')
  const { data } = await ask(town, `/api/v1/statuses/${id}`)
  expect(at(data, 'edited_at')).toBe(new Date(saturdayMs + 60_000).toISOString())
  const history = await ask(town, `/api/v1/statuses/${id}/history`)
  expect(each(history.data, 'content').map((html) => html.replaceAll(/<[^>]+>/g, ''))).toEqual([
    '@crumb rey?',
    '@crumb rye?',
  ])
})

test('our own posts are edited and deleted; those of others are not found', async () => {
  const mine = String(at((await publish({ status: 'Opne' })).data, 'id'))
  expect(
    at(
      (await ask(town, `/api/v1/statuses/${mine}`, { method: 'PUT', json: { status: 'Open' } })).data,
      'content',
    ),
  ).toBe('<p>Open</p>')
  expect(at((await ask(town, `/api/v1/statuses/${mine}/source`)).data, 'text')).toBe('Open')
  const gone = await ask(town, `/api/v1/statuses/${mine}`, { method: 'DELETE' })
  expect(at(gone.data, 'text')).toBe('Open')
  expect((await ask(town, `/api/v1/statuses/${mine}`)).status).toBe(404)
  const theirs = town.say({ author: 'ana', text: 'mine' })
  expect((await ask(town, `/api/v1/statuses/${theirs}`, { method: 'DELETE' })).status).toBe(404)
})

test('a removed post takes its notification along', async () => {
  const id = town.say({ author: 'ana', text: '@crumb oops' })
  town.remove(id)
  expect((await ask(town, '/api/v1/notifications')).data).toEqual([])
  expect((await ask(town, `/api/v1/statuses/${id}`)).status).toBe(404)
})

test('what is direct is for us alone', async () => {
  const id = town.say({ author: 'ana', text: '@crumb psst', visibility: 'direct' })
  expect((await ask(town, `/api/v1/statuses/${id}`, { token: null })).status).toBe(404)
  expect((await ask(town, `/api/v1/statuses/${id}`)).status).toBe(200)
})

test('any, all and none narrow a tag timeline', async () => {
  const both = town.say({ author: 'ana', text: '#rye and #buns' })
  const rye = town.say({ author: 'ana', text: '#Rye' })
  const tea = town.say({ author: 'ana', text: '#tea' })
  const ids = async (query: string): Promise<string[]> =>
    each((await ask(town, `/api/v1/timelines/tag/rye${query}`, { token: null })).data, 'id')
  expect(await ids('')).toEqual([rye, both])
  expect(await ids('?all[]=buns')).toEqual([both])
  expect(await ids('?none[]=buns')).toEqual([rye])
  expect(await ids('?any[]=tea')).toEqual([tea, rye, both])
})

test('searching finds words, phrases and, with resolve, a post by its address', async () => {
  const id = town.say({ author: 'ana', text: 'the best rye loaf on the coast' })
  const { data } = await ask(town, '/api/v2/search?type=statuses&q=rye+coast')
  expect(each(at(data, 'statuses'), 'id')).toEqual([id])
  expect(at((await ask(town, '/api/v2/search?type=statuses&q=%22coast+rye%22')).data, 'statuses')).toEqual([])
  const uri = encodeURIComponent(String(at(data, 'statuses', 0, 'uri')))
  expect(
    each(at((await ask(town, `/api/v2/search?type=statuses&resolve=true&q=${uri}`)).data, 'statuses'), 'id'),
  ).toEqual([id])
  expect(at((await ask(town, `/api/v2/search?type=statuses&q=${uri}`)).data, 'statuses')).toEqual([])
})

test('several statuses are looked up at once; the missing are left out', async () => {
  const id = town.say({ author: 'ana', text: 'one' })
  expect(each((await ask(town, `/api/v1/statuses?id[]=${id}&id[]=5`)).data, 'id')).toEqual([id])
})

test('liking counts once, boosting wraps', async () => {
  const id = town.say({ author: 'ana', text: 'like me' })
  const before = Number(at((await ask(town, `/api/v1/statuses/${id}`)).data, 'favourites_count'))
  await ask(town, `/api/v1/statuses/${id}/favourite`, { method: 'POST' })
  const liked = await ask(town, `/api/v1/statuses/${id}/favourite`, { method: 'POST' })
  expect(at(liked.data, 'favourites_count')).toBe(before + 1)
  const boosted = await ask(town, `/api/v1/statuses/${id}/reblog`, { method: 'POST' })
  expect([at(boosted.data, 'content'), at(boosted.data, 'reblog', 'id')]).toEqual(['', id])
})

test('without a good token it is 401, and the instance says its limits to anybody', async () => {
  const refused = await ask(town, '/api/v1/notifications', { token: 'wrong' })
  expect([refused.status, refused.data]).toEqual([401, { error: 'The access token is invalid' }])
  expect((await ask(town, '/api/v1/notifications', { token: null })).status).toBe(401)
  const instance = await ask(town, '/api/v2/instance', { token: null })
  expect(at(instance.data, 'configuration', 'statuses')).toMatchObject({
    max_characters: 500,
    characters_reserved_per_url: 23,
  })
  expect(at(instance.data, 'configuration', 'urls', 'streaming')).toBe(town.url.replace('http', 'ws'))
})

test('the account finds itself', async () => {
  const me = await ask(town, '/api/v1/accounts/verify_credentials')
  expect(at(me.data, 'acct')).toBe('crumb')
  const again = await ask(town, `/api/v1/accounts/${String(at(me.data, 'id'))}`, { token: null })
  expect(at(again.data, 'username')).toBe('crumb')
})

test('with limits on, the 301st request of five minutes is refused and the reset is an ISO time', async () => {
  await town.close()
  town = await startTown({ nowMs: saturdayMs + 1000, written: false, rateLimit: true })
  for (let i = 0; i < 300; i += 1) await ask(town, '/api/v1/custom_emojis')
  const refused = await ask(town, '/api/v1/custom_emojis')
  expect([refused.status, refused.data]).toEqual([429, { error: 'Too many requests' }])
  expect(refused.headers.get('x-ratelimit-reset')).toBe('2026-11-21T10:05:00.000000Z')
  expect(refused.headers.get('retry-after')).toBeNull()
  town.setNow(saturdayMs + 300_000)
  expect((await ask(town, '/api/v1/custom_emojis')).status).toBe(200)
})

test('reading marks are kept', async () => {
  await ask(town, '/api/v1/markers', { method: 'POST', json: { notifications: { last_read_id: '38112' } } })
  expect(
    at((await ask(town, '/api/v1/markers?timeline[]=notifications')).data, 'notifications', 'last_read_id'),
  ).toBe('38112')
})
