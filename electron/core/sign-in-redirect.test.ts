import { request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { listenForRedirect } from './sign-in-redirect.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function listening() {
  const redirect = await listenForRedirect()
  closers.push(() => redirect.close())
  return redirect
}

function get(
  url: string,
  options: { host?: string; method?: string } = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = options.host === undefined ? {} : { host: options.host }
    const asked = request(url, { method: options.method ?? 'GET', headers, agent: false }, (response) => {
      let body = ''
      response.on('data', (part: Buffer) => (body += part.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('the browser comes back: its parameters arrive and the tab says that it may be closed', async () => {
  const { redirectUri, params } = await listening()
  expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
  const { status, body } = await get(`${redirectUri}?code=a%20b&state=s`)
  expect(status).toBe(200)
  expect(body).toContain('You can close this tab')
  expect(await params).toEqual({ code: 'a b', state: 's' })
})

test('a refusal arrives as well', async () => {
  const { redirectUri, params } = await listening()
  await get(`${redirectUri}?error=access_denied`)
  expect(await params).toEqual({ error: 'access_denied' })
})

test('what is no answer of a sign-in is not taken for one', async () => {
  const { redirectUri, params } = await listening()
  const { origin, port } = new URL(redirectUri)
  expect((await get(`${origin}/favicon.ico`)).status).toBe(404)
  expect((await get(redirectUri)).status).toBe(404)
  expect((await get(`${origin}/other?code=x`)).status).toBe(404)
  expect((await get(`${redirectUri}?code=x`, { host: `evil.example:${port}` })).status).toBe(404)
  expect((await get(`${redirectUri}?code=x`, { method: 'POST' })).status).toBe(404)
  await get(`${redirectUri}?code=real`)
  expect(await params).toEqual({ code: 'real' })
})

test('words in the address are never shown on the page', async () => {
  const { redirectUri } = await listening()
  const { body } = await get(`${redirectUri}?code=<script>x</script>`)
  expect(body).not.toContain('script')
})

test('after closing nobody listens', async () => {
  const { redirectUri, close } = await listening()
  close()
  await expect(get(`${redirectUri}?code=x`)).rejects.toThrow('ECONNREFUSED')
})
