import { createServer, type ServerResponse } from 'node:http'
import { Failure } from '#shared/failure'
import type { ListenForRedirect } from './deps.ts'

/**
 * Listens on 127.0.0.1, on a port that is free or the one that the network insists on, for the browser that comes back from a sign-in (RFC 8252, section
 * 7.3). Only the first request to `/callback` that carries an answer counts; other paths, other methods and other
 * names of this machine get 404, so that no page can send an answer of its own by a name that leads here.
 */
export const listenForRedirect: ListenForRedirect = async (port = 0) => {
  let settle: (params: Record<string, string>) => void = () => undefined
  const params = new Promise<Record<string, string>>((resolve) => (settle = resolve))
  let host = ''
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${host}`)
    const isOurs = url.pathname === '/callback' && request.headers.host === host && request.method === 'GET'
    const found = Object.fromEntries(url.searchParams)
    if (!isOurs || (found['code'] === undefined && found['error'] === undefined)) {
      return answer(response, 404, 'Nothing is here.')
    }
    answer(response, 200, 'You can close this tab and go back to Earshot.')
    settle(found)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        port === 0
          ? new Failure('bug', 'Earshot could not wait for the browser on this machine.', { cause })
          : new Failure(
              'bad-input',
              `Another program on this machine holds port ${String(port)}, to which the sign-in must return. End it and try again.`,
              { cause },
            ),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Failure('bug', 'The listener has no port.')
  host = `127.0.0.1:${address.port}`
  return {
    redirectUri: `http://${host}/callback`,
    params,
    close() {
      // The page that says "done" may still be on its way: what is idle is ended at once, the rest when it is written.
      server.close()
      server.closeIdleConnections()
    },
  }
}

/** A page with nothing in it that could run, be framed, or leave the code in a history entry's referrer. */
function answer(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Earshot</title><body style="font:16px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;padding:0 1em;color-scheme:light dark"><p>${words}</p></body></html>`,
  )
}
