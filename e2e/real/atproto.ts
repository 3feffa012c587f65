import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './until.ts'

/**
 * A real network of Bluesky's own programs on this machine: directory, PDS and, unless it is left out, the AppView with its
 * index. The folder with its start script lies outside of this checkout; `scripts/test-real.ts` finds and installs it.
 */
export interface Atproto {
  pds: string
  people: Record<Person, { handle: string; did: string; password: string; appPassword: string }>
  /** Records that are there from the start, by name. */
  posts: Record<string, Ref>
  /** Calls the PDS as one of them; throws what it refuses. */
  call(
    as: Person,
    method: 'GET' | 'POST',
    nsid: string,
    more?: { query?: Record<string, string>; json?: unknown },
  ): Promise<unknown>
  /** Writes a record. */
  write(as: Person, collection: string, record: object, rkey?: string): Promise<Ref>
  stop(): Promise<void>
}

export interface Ref {
  uri: string
  cid: string
}

export const people = ['alice', 'bob', 'carla'] as const
export type Person = (typeof people)[number]

/** What the start script writes down once all is up. */
interface Info {
  services: { pds: string }
  accounts: Atproto['people']
  posts: Record<string, Ref>
}

const startMs = 120_000

/** Starts the network with its real limits; `appView: false` leaves out what reads. Takes about ten seconds. */
export async function startAtproto(folder: string, { appView }: { appView: boolean }): Promise<Atproto> {
  const own = await mkdtemp(join(tmpdir(), 'earshot-atproto-'))
  const out = join(own, 'info.json')
  const args = ['start.mjs', '--rate-limits', '--port-base', String(await freeRange()), '--out', out]
  const child = spawn(process.execPath, [...args, ...(appView ? [] : ['--no-appview', '--no-seed'])], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await Promise.race([ended, sleep(20_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))])
    await ended
    await rm(own, { recursive: true, force: true })
  }
  let said = ''
  const up = new Promise<void>((done, failed) => {
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString()
      if (said.includes('up after')) done()
    })
    void ended.then(() => failed(new Error(`The network did not start:\n${said.slice(-2000)}`)))
    void sleep(startMs, undefined, { ref: false }).then(() =>
      failed(new Error(`The network took too long:\n${said}`)),
    )
  })
  try {
    await up
    // Written by the start script in this shape.
    const info = JSON.parse(await readFile(out, 'utf8')) as Info
    return { pds: info.services.pds, people: info.accounts, posts: info.posts, ...callsOf(info), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function callsOf({ services: { pds }, accounts }: Info): Pick<Atproto, 'call' | 'write'> {
  const tokens = new Map<Person, string>()
  const tokenOf = async (as: Person): Promise<string> => {
    const known = tokens.get(as)
    if (known !== undefined) return known
    const { handle, appPassword } = accounts[as]
    const json = { identifier: handle, password: appPassword }
    const session = await ask(`${pds}/xrpc/com.atproto.server.createSession`, 'POST', undefined, json)
    const { accessJwt } = session as { accessJwt: string } // as the lexicon says
    tokens.set(as, accessJwt)
    return accessJwt
  }
  const call: Atproto['call'] = async (as, method, nsid, { query = {}, json } = {}) => {
    const text = new URLSearchParams(query).toString()
    return ask(`${pds}/xrpc/${nsid}${text === '' ? '' : `?${text}`}`, method, await tokenOf(as), json)
  }
  return {
    call,
    async write(as, collection, record, rkey) {
      const json = {
        repo: accounts[as].did,
        collection,
        ...(rkey === undefined ? {} : { rkey }),
        record: { $type: collection, createdAt: new Date().toISOString(), ...record },
      }
      const { uri, cid } = (await call(as, 'POST', 'com.atproto.repo.createRecord', { json })) as Ref // as the lexicon says
      return { uri, cid }
    },
  }
}

async function ask(url: string, method: string, token: string | undefined, json: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url}: ${String(response.status)} ${text.slice(0, 300)}`)
  return text === '' ? {} : JSON.parse(text)
}

/** Marks a part of a text that names somebody. */
export function naming(text: string, part: string, did: string): object {
  const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(part)))
  return {
    text,
    facets: [
      {
        index: { byteStart, byteEnd: byteStart + Buffer.byteLength(part) },
        features: [{ $type: 'app.bsky.richtext.facet#mention', did }],
      },
    ],
  }
}

/** An access token that ran out an hour ago, signed with the secret of such a network. */
export function expiredToken(did: string): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    scope: 'com.atproto.appPass',
    aud: 'did:web:localhost',
    sub: did,
    iat: now - 10_800,
    exp: now - 3600,
  }
  const signed = `${part({ typ: 'at+jwt', alg: 'HS256' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', 'jwt-secret').update(signed).digest('base64url')}`
}

/** A port after which the eight that such a network needs are free. */
async function freeRange(): Promise<number> {
  for (;;) {
    const base = await freePort()
    const ports = Array.from({ length: 9 }, (_, i) => base + i + 1)
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return base
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((told) => {
    if (port > 65_535) return told(false)
    const server = createServer()
    server.once('error', () => told(false))
    server.listen(port, '127.0.0.1', () => server.close(() => told(true)))
  })
}
