import { expect, test } from 'vitest'
import { listenForRedirect } from './redirect.ts'

test('the browser comes back once, on the loopback address, with its parameters', async () => {
  const listener = await listenForRedirect()
  try {
    expect(listener.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
    const other = await fetch(new URL('/favicon.ico', listener.redirectUri))
    expect(other.status).toBe(404)
    await other.text()
    const answer = await fetch(`${listener.redirectUri}?code=abc&state=x%20y`)
    expect(await answer.text()).toContain('go back to Earshot')
    expect(await listener.params).toEqual({ code: 'abc', state: 'x y' })
  } finally {
    listener.close()
  }
  await expect(fetch(listener.redirectUri)).rejects.toThrow()
})
