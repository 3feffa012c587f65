import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { fakeClock } from '../../testing/fake-clock.ts'
import { testOutside } from '../testing.ts'
import type { HttpAnswer, HttpRequest, NetworkContext } from '../types.ts'
import { signedInClient, strangerClient } from './client.ts'

/* What a forum's refusals mean. */

type Answer = Pick<HttpAnswer, 'status'> & { body: string; url?: string }

/** A context whose answers are given by path; remembers what was asked. */
function scripted(answers: Record<string, Answer>) {
  const asked: { path: string; request: HttpRequest }[] = []
  const { ctx } = testOutside(fakeClock(0))
  const scriptedCtx: NetworkContext = {
    ...ctx,
    http: {
      ...ctx.http,
      async request(url, request = {}) {
        const path = new URL(url).pathname
        asked.push({ path, request })
        const answer = answers[path] ?? { status: 404, body: '' }
        return { status: answer.status, headers: {}, url: answer.url ?? url, body: Buffer.from(answer.body) }
      },
    },
  }
  return { ctx: scriptedCtx, asked }
}

const site = 'https://forum.example'
const given = { kind: 'user', key: 'k', clientId: 'c' } as const
const invalid = { status: 403, body: '{"errors":["No."],"error_type":"invalid_access"}' }

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail as expected', { cause: error })
}

test('a refusal is one of the key only where the forum does not know who asks either', async () => {
  const known = scripted({ '/x.json': invalid, '/session/current.json': { status: 200, body: '{}' } })
  const here = await failureOf(signedInClient(known.ctx, site, given, 'me').json('/x.json'))
  expect([here.code, here.message]).toEqual(['forbidden', expect.stringContaining('It said: No.')])
  expect(known.asked.map(({ request }) => request.headers)).toEqual([
    { 'user-api-key': 'k', 'user-api-client-id': 'c' },
    { 'user-api-key': 'k', 'user-api-client-id': 'c' },
  ])
  const unknown = scripted({ '/x.json': invalid, '/session/current.json': invalid })
  expect((await failureOf(signedInClient(unknown.ctx, site, given, 'me').json('/x.json'))).code).toBe(
    'signed-out',
  )
})

test('what stands before a forum and refuses with a page signs nobody out', async () => {
  const page = { status: 403, body: '<html><title>Just a moment</title></html>' }
  const { ctx, asked } = scripted({ '/x.json': page, '/session/current.json': page })
  expect(await failureOf(signedInClient(ctx, site, given, 'me').json('/x.json'))).toMatchObject({
    code: 'forbidden',
    message: 'forum.example does not allow this account to do that.',
  })
  expect(asked).toHaveLength(1)
})

test('strangers are told that a forum is for its members, however it says so', async () => {
  const words = /members only.*Sign in there/
  for (const answer of [
    invalid,
    { status: 403, body: '{"errors":["Log in."],"error_type":"not_logged_in"}' },
    { status: 200, body: '<html>Log in</html>', url: `${site}/login` },
  ]) {
    const { ctx } = scripted({ '/x.json': answer })
    const failure = await failureOf(strangerClient(ctx, site).json('/x.json'))
    expect([failure.code, failure.message]).toEqual(['forbidden', expect.stringMatching(words)])
  }
})

test('the sentence of a refusal is told, without markup and at a length that can be read', async () => {
  const body = JSON.stringify({
    action: 'create_post',
    errors: [`<b>Body</b> is ${'very '.repeat(100)}long`],
  })
  const { ctx } = scripted({ '/posts.json': { status: 422, body } })
  const failure = await failureOf(signedInClient(ctx, site, given, 'me').json('/posts.json'))
  expect(failure.code).toBe('rejected')
  expect(failure.message).toMatch(/^forum\.example did not take this\. It said: Body is very .*…$/)
  expect(failure.message.length).toBeLessThan(260)
})
