import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, at, each, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { apiKey } from './youtube-oauth.ts'
import { costOf, Quota } from './youtube-quota.ts'
import { channelId } from './youtube-town.ts'

/** The face answers in the shapes of the Data API's documents. */

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

function tube(
  path: string,
  options: { method?: string; json?: unknown; key?: string | null } = {},
): Promise<Reply> {
  const { key = apiKey, ...rest } = options
  return ask(town, path.startsWith('/') ? path : `/youtube/v3/${path}`, {
    ...rest,
    token: null,
    headers: key === null ? {} : { 'x-goog-api-key': key },
  })
}

const reasonOf = (reply: Reply) => [reply.status, at(reply.data, 'error', 'errors', 0, 'reason')]
const ours = channelId('crumb')

test('threads come newest first in pages, with five replies at most', async () => {
  const first = await tube(
    `commentThreads?part=snippet,replies&allThreadsRelatedToChannelId=${ours}&maxResults=5`,
  )
  const times = each(at(first.data, 'items'), 'snippet', 'topLevelComment', 'snippet', 'publishedAt')
  expect(times).toEqual(times.toSorted().reverse())
  expect(times).toHaveLength(5)
  const token = String(at(first.data, 'nextPageToken'))
  const rest = await tube(`commentThreads?part=snippet,replies&allThreadsRelatedToChannelId=${ours}&maxResults=100&pageToken=${token}`) // prettier-ignore
  expect(at(rest.data, 'nextPageToken')).toBeUndefined()
  const threads = at(rest.data, 'items') as unknown[] // checked below
  const long = threads.find((one) => at(one, 'snippet', 'totalReplyCount') === 7)
  expect(each(at(long, 'replies', 'comments'), 'id')).toHaveLength(5)
  const whole = await tube(`comments?part=snippet&parentId=${String(at(long, 'id'))}&maxResults=100`)
  expect(each(at(whole.data, 'items'), 'id')).toHaveLength(7)
  expect(at(whole.data, 'items', 0, 'snippet', 'videoId')).toBeUndefined()
})

test('text is HTML unless plain text is asked for, and how a comment stands is told to nobody with a key', async () => {
  const asked = `commentThreads?part=snippet&allThreadsRelatedToChannelId=${ours}&searchTerms=subtract`
  const textOf = async (more: string) => {
    const { data } = await tube(`${asked.replace('subtract', 'Twenty-eight')}${more}`)
    return at(data, 'items', 0, 'snippet', 'topLevelComment', 'snippet')
  }
  expect(at(await textOf(''), 'textDisplay')).toContain('get up at three')
  expect(at(await textOf('&textFormat=plainText'), 'moderationStatus')).toBeUndefined()
  expect(reasonOf(await tube(`${asked}&moderationStatus=heldForReview`))).toEqual([403, 'forbidden'])
})

test('wrong requests are refused with their reasons', async () => {
  expect(reasonOf(await tube('videos?id=x', { key: null }))).toEqual([403, 'forbidden'])
  expect(reasonOf(await tube('videos?id=x', { key: 'AIzaOther' }))).toEqual([400, 'badRequest'])
  expect(reasonOf(await tube('commentThreads?part=snippet'))).toEqual([400, 'missingRequiredParameter'])
  expect(reasonOf(await tube('commentThreads?videoId=aaaaaaaaaaa'))).toEqual([404, 'videoNotFound'])
  expect(reasonOf(await tube(`commentThreads?allThreadsRelatedToChannelId=${ours}&maxResults=101`))).toEqual([400, 'invalidValue']) // prettier-ignore
  expect(reasonOf(await tube('comments', { method: 'POST', json: { snippet: {} } }))).toEqual([
    401,
    'required',
  ])
  expect((await tube('playlists')).status).toBe(404)
  expect((await tube('/feeds/videos.xml?channel_id=UCnobody')).status).toBe(404)
})

test('a search finds titles as HTML with their descriptions cut off, between two times', async () => {
  const found = await tube('search?part=snippet&type=video&q=rye|flour%20-tasting&maxResults=50')
  expect(each(at(found.data, 'items'), 'snippet', 'channelTitle')).toEqual([
    'Crumb Bakery',
    'Casimir Zieliński',
  ])
  expect(String(at(found.data, 'items', 0, 'snippet', 'description'))).toMatch(/^.{117} \.\.\.$/)
  const after = new Date(saturdayMs - 3 * 86_400_000).toISOString().replace('.000', '')
  const late = await tube(`search?part=snippet&type=video&q=rye&publishedAfter=${after}`)
  expect(each(at(late.data, 'items'), 'id', 'videoId')).toHaveLength(2)
  expect(reasonOf(await tube('search?q=rye&publishedAfter=yesterday'))).toEqual([400, 'invalidSearchFilter'])
})

test('units are counted by the call and given back at midnight in California', () => {
  let nowMs = Date.UTC(2026, 10, 21, 7, 59)
  const quota = new Quota(() => nowMs)
  const write = () => quota.spend('POST', '/youtube/v3/comments')
  for (let calls = 0; calls < 200; calls += 1) expect(write()).toBeUndefined()
  expect(write()).toBe('units')
  expect(quota.spend('GET', '/youtube/v3/search')).toBeUndefined()
  nowMs += 120_000
  expect(write()).toBeUndefined()
  expect(costOf('GET', '/feeds/videos.xml')).toEqual({ units: 0, searches: 0 })
})

test('the consent page wants this project, a challenge and this machine', async () => {
  const page = (query: string) => tube(`/o/oauth2/v2/auth?${query}`, { key: null })
  const id = encodeURIComponent(town.logins['youtube']?.['clientId'] ?? '')
  const good = `client_id=${id}&response_type=code&scope=https://www.googleapis.com/auth/youtube.force-ssl&code_challenge_method=S256&code_challenge=${'a'.repeat(43)}`
  expect((await page(`${good}&redirect_uri=http://127.0.0.1:9/callback`)).status).toBe(200)
  expect((await page(`${good}&redirect_uri=http://far.example/callback`)).text).toContain(
    'redirect_uri_mismatch',
  )
  expect((await page(`${good.replace(id, 'x')}&redirect_uri=http://127.0.0.1:9`)).text).toContain(
    'invalid_client',
  )
  expect((await page(`${good.replace('S256', 'plain')}&redirect_uri=http://127.0.0.1:9`)).status).toBe(400)
})
