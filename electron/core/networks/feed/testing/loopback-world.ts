import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach } from 'vitest'
import { Failure } from '#shared/failure'
import { anyHost, unneeded } from '../../testing.ts'
import type { HostLedger } from '../../../deps.ts'
import { fakeClock } from '../../../testing/fake-clock.ts'
import { createHttp } from '../../http.ts'
import { createFetch } from '../../outside.ts'
import type { Json, NetworkContext, Page, StreamRef } from '../../types.ts'
import { network } from '../index.ts'

export type Answer = (req: IncomingMessage, res: ServerResponse) => void

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

export const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))
export const rss = readFileSync(new URL('../fixtures/rss-2.0-wordpress.xml', import.meta.url))
export const html = readFileSync(new URL('../fixtures/page.html', import.meta.url))

/** A server on the loopback address that answers by path, and the context of a network that asks it. */
export async function world(paths: Record<string, Answer>) {
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((req, res) => {
    asked.push({ path: req.url ?? '', headers: req.headers })
    const answer = paths[req.url ?? '']
    if (answer === undefined) res.writeHead(404).end('not here')
    else answer(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const fetch = createFetch()
  closers.push(async () => {
    await fetch.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const clock = fakeClock()
  const blocked = new Map<string, number>()
  const ledger: HostLedger = {
    blockedUntil: (host) => blocked.get(host) ?? 0,
    book: (host, { blockedUntilMs }) =>
      void (blockedUntilMs !== undefined && blocked.set(host, blockedUntilMs)),
  }
  const signal = new AbortController().signal
  const ctx: NetworkContext = {
    http: createHttp({ fetch, ledger, clock, random: () => 0 })({ reach: anyHost, signal }),
    openSocket: () => {
      throw new Error('feeds have no socket')
    },
    clock,
    signal,
    newId: () => 'id',
    ...unneeded,
  }
  const origin = `http://127.0.0.1:${address.port}`
  const stream = (path: string, kind: 'feed' | 'comments' | 'mentions' = 'feed'): StreamRef => ({
    id: 1,
    kind,
    config: network.checkConfig(kind, { url: `${origin}${path}` }).config,
  })
  const pull = (path: string, cursor: Json = null): Promise<Page> =>
    network.pull(ctx, null, stream(path), cursor)
  return { ctx, origin, asked, clock, stream, pull }
}

export const feed =
  (body: Uint8Array | string, headers: Record<string, string> = {}): Answer =>
  (_, res) =>
    res.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8', ...headers }).end(body)

export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it did not fail')
}
