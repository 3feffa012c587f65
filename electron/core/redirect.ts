import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Failure } from '#shared/failure'
import type { ListenForRedirect } from './deps.ts'

const page = (words: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Earshot</title><body><p>${words}</p></body></html>`

/** Waits on 127.0.0.1 for the one request that the user's browser makes at the end of a sign-in. */
export const listenForRedirect: ListenForRedirect = () =>
  new Promise((ready, refuse) => {
    let arrived: (params: Record<string, string>) => void = () => {}
    const params = new Promise<Record<string, string>>((resolve) => {
      arrived = resolve
    })
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const isOurs = request.method === 'GET' && url.pathname === '/callback'
      response.writeHead(isOurs ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'",
        'referrer-policy': 'no-referrer',
        connection: 'close',
      })
      response.end(page(isOurs ? 'You may close this tab and go back to Earshot.' : 'There is nothing here.'))
      if (isOurs) arrived(Object.fromEntries(url.searchParams))
    })
    server.on('error', (cause) =>
      refuse(
        new Failure('unavailable', 'No local address is free for the browser to come back to.', { cause }),
      ),
    )
    server.listen(0, '127.0.0.1', () => {
      // Listening on a port, so the address is not a pipe's name.
      const { port } = server.address() as AddressInfo
      ready({
        redirectUri: `http://127.0.0.1:${String(port)}/callback`,
        params,
        close() {
          server.close()
          server.closeAllConnections()
        },
      })
    })
  })
