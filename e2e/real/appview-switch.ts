import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a PDS answers for the AppView. */
export interface Recording {
  status: number
  type: string
  body: string
}

export interface Switch {
  url: string
  /** Off: what the AppView would be asked is answered as recorded. */
  turn(on: boolean): void
  stop(): Promise<void>
}

/** Stands before a PDS, so that its AppView can go and come back: everything passes, but app.bsky.* only while it is on. */
export async function startSwitch(pds: string, off: Recording): Promise<Switch> {
  let isOn = true
  let own = ''
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/'
      if (!isOn && path.startsWith('/xrpc/app.bsky.')) {
        response.writeHead(off.status, { 'content-type': off.type })
        return response.end(off.body)
      }
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer) // without an encoding set, it gives buffers
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
      const answer = await fetch(pds + path, {
        method: request.method ?? 'GET',
        headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
          typeof value === 'string' ? [[name, value]] : [],
        ),
        ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
      })
      // The documents of its people name this address in place of its own.
      const text = (await answer.text()).replaceAll(pds, own)
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'application/json',
      })
      response.end(text)
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  own = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` // listening on a port, not on a pipe
  return {
    url: own,
    turn: (on) => (isOn = on),
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
