import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '../../scripts/process.ts'
import { freePort, until } from './until.ts'

/**
 * A real fediverse server on this machine: snac (Debian's package snac2), with a fresh folder and three people who can speak.
 * It differs from Mastodon in many ways, which is why it is asked: https://codeberg.org/grunfink/snac2
 */
export interface Snac {
  url: string
  people: Record<Person, { password: string; token: string }>
  /** Speaks as one of them; answers with the post as the server tells it. */
  say(as: Person, post: { text: string; inReplyTo?: string; visibility?: string }): Promise<SnacPost>
  /** What arrives in somebody's timeline. */
  timeline(as: Person): Promise<SnacPost[]>
  stop(): Promise<void>
}

export const people = ['alice', 'bob', 'carla'] as const
export type Person = (typeof people)[number]

export interface SnacPost {
  id: string
  uri: string
  content: string
  visibility: string
  in_reply_to_id: string | null
}

export async function startSnac(program = 'snac'): Promise<Snac> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-snac-'))
  const user = await plainUser()
  if (user !== undefined) await chown(folder, user.uid, user.gid)
  const port = await freePort()
  const host = `localhost:${String(port)}`
  const data = join(folder, 'data')
  const snac = (args: string[], input = ''): Promise<string> => talk(program, args, input, folder, user)
  // What it asks for, line by line: address, port, host name, prefix, mail address.
  await snac(['init', data], ['127.0.0.1', String(port), host, '', 'nobody@example.test', ''].join('\n'))
  // It assumes a proxy with TLS before it; here it is spoken to as it is.
  await patchJson(join(data, 'server.json'), { protocol: 'http', disable_email_notifications: true })
  const passwords = new Map<Person, string>()
  for (const person of people) passwords.set(person, passwordIn(await snac(['adduser', data, person])))

  const log = openSync(join(folder, 'snac.log'), 'a')
  const server = spawn(program, ['httpd', data], {
    ...user,
    env: { ...process.env, HOME: folder },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  const url = `http://${host}`
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM')
    await Promise.race([ended, sleep(8000, undefined, { ref: false }).then(() => server.kill('SIGKILL'))])
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await until('the server answers', async () => (await fetch(`${url}/api/v1/instance`)).ok)
    const entries: [Person, { password: string; token: string }][] = []
    for (const person of people) {
      const password = passwords.get(person) ?? ''
      entries.push([person, { password, token: await tokenFor(url, person, password) }])
    }
    const tokens = Object.fromEntries(entries) as Snac['people'] // one entry for each person was just made
    const ask = apiOf(url, tokens)
    await follow(ask, host)
    return {
      url,
      people: tokens,
      say: (as, { text, inReplyTo, visibility }) =>
        ask<SnacPost>(as, 'POST', '/api/v1/statuses', {
          status: text,
          visibility: visibility ?? 'public',
          ...(inReplyTo === undefined ? {} : { in_reply_to_id: inReplyTo }),
        }),
      timeline: (as) => ask<SnacPost[]>(as, 'GET', '/api/v1/timelines/home?limit=40'),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

type Ask = <T>(as: Person, method: string, path: string, json?: unknown) => Promise<T>

function apiOf(url: string, tokens: Snac['people']): Ask {
  return async <T>(as: Person, method: string, path: string, json?: unknown) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${tokens[as].token}`,
        // An empty body of JSON is an error to it.
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text.slice(0, 200)}`)
    // The caller knows what this path answers.
    return (text === '' ? {} : JSON.parse(text)) as T
  }
}

/** Who follows nobody hears nobody: alice and the others follow each other. */
async function follow(ask: Ask, host: string): Promise<void> {
  const pairs: [Person, Person][] = [
    ['alice', 'bob'],
    ['alice', 'carla'],
    ['bob', 'alice'],
    ['carla', 'alice'],
  ]
  for (const [from, to] of pairs) {
    const query = new URLSearchParams({ q: `@${to}@${host}`, resolve: 'true', type: 'accounts' })
    const found = await ask<{ accounts: { id: string }[] }>(from, 'GET', `/api/v2/search?${query.toString()}`)
    await ask(from, 'POST', `/api/v1/accounts/${found.accounts[0]?.id ?? ''}/follow`)
  }
}

/** The sign-in of a browser, by hand: the server's own form, then the code for a token. */
async function tokenFor(url: string, person: Person, password: string): Promise<string> {
  const redirect = 'urn:ietf:wg:oauth:2.0:oob'
  const scopes = 'read write follow'
  const post = (path: string, form: Record<string, string>): Promise<Response> =>
    fetch(url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const registered = await post('/api/v1/apps', { client_name: 'tests', redirect_uris: redirect, scopes })
  const app = (await registered.json()) as { client_id: string; client_secret: string } // as the API is documented
  const code = await (
    await post('/oauth/x-snac-login', loginForm(person, password, redirect, app.client_id, ''))
  ).text()
  const answer = await post('/oauth/token', {
    grant_type: 'authorization_code',
    code: code.trim(),
    client_id: app.client_id,
    client_secret: app.client_secret,
    redirect_uri: redirect,
    scope: scopes,
  })
  return ((await answer.json()) as { access_token: string }).access_token // as the API is documented
}

/** What the server's sign-in page posts. */
export function loginForm(
  person: Person,
  password: string,
  redirect: string,
  clientId: string,
  state: string,
): Record<string, string> {
  return { login: person, passwd: password, redir: redirect, cid: clientId, state }
}

/** It refuses to run as root; the package brings a user, and every system has nobody. */
async function plainUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const found = await run('id', ['-u', 'debian-snac'])
  const group = await run('id', ['-g', 'debian-snac'])
  return found.code === 0 && group.code === 0
    ? { uid: Number(found.text), gid: Number(group.text) }
    : { uid: 65_534, gid: 65_534 }
}

function talk(
  program: string,
  args: string[],
  input: string,
  home: string,
  user: { uid: number; gid: number } | undefined,
): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { ...user, env: { ...process.env, HOME: home } })
    let text = ''
    child.stdout.on('data', (part: Buffer) => (text += part.toString()))
    child.stderr.on('data', (part: Buffer) => (text += part.toString()))
    child.on('error', failed)
    child.on('close', (code) =>
      code === 0 ? done(text) : failed(new Error(`${program} ${args.join(' ')}: ${text}`)),
    )
    child.stdin.end(input)
  })
}

function passwordIn(text: string): string {
  const found = /password is (\S+)/.exec(text)?.[1]
  if (found === undefined) throw new Error(`no password in: ${text}`)
  return found
}

async function patchJson(file: string, change: Record<string, unknown>): Promise<void> {
  const now: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...now, ...change }))
}
