import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Params, bodyPairs, json, type Answer, type TownRequest } from './message.ts'
import { bend, standIn, type Misbehaviour, type Rule } from './misbehave.ts'
import type { TownClock } from './clock.ts'
import type { Face } from './faces/face.ts'

/** The socket side of the town: reads requests, asks the faces, misbehaves as told, writes answers, keeps a log. */

export interface RequestLog {
  method: string
  path: string
  /** With its question mark; empty where there is none. */
  query: string
  /** 101 for a connection taken over, 0 for one that was cut. */
  status: number
  atMs: number
}

export interface TownServer {
  origin: string
  log: RequestLog[]
  /** Lets every held answer go. */
  release(): void
  close(): Promise<void>
}

export interface ServerSetting {
  port: number
  clock: TownClock
  misbehaviour: Misbehaviour
  /** Called once the address is known. */
  faces: (origin: string) => readonly Face[]
  /** Requests under /_town/, which are the tests' own. */
  control: (request: TownRequest) => Promise<Answer>
}

const longestBody = 1_000_000
const faceless = json({ error: 'Not Found' }, 404)

export async function listen(setting: ServerSetting): Promise<TownServer> {
  const log: RequestLog[] = []
  const held = new Set<() => void>()
  let faces: readonly Face[] = []
  const http = createServer((raw, out) => void serve(raw, out))
  http.on('upgrade', upgrade)
  const origin = await bind(http, setting.port)
  faces = setting.faces(origin)

  async function serve(raw: IncomingMessage, out: ServerResponse): Promise<void> {
    const atMs = setting.clock.now()
    const entry = { method: raw.method ?? 'GET', path: '', query: '', status: 0, atMs }
    try {
      const url = new URL(raw.url ?? '/', origin)
      Object.assign(entry, { path: url.pathname, query: url.search })
      const foreign = !isLoopback(raw.headers.host)
      const request = foreign ? undefined : await readRequest(raw, url)
      const own = url.pathname.startsWith('/_town/')
      if (!own) log.push(entry)
      if (request === undefined)
        return write(
          out,
          json({ error: foreign ? 'Blocked host' : 'Bad request' }, foreign ? 403 : 400),
          atMs,
        )
      if (own) return write(out, await setting.control(request), atMs)
      await answerAs(setting.misbehaviour.take(request.method, url.pathname), request, out, entry)
    } catch (error) {
      // A mistake of the town itself: say so to whoever runs it, and do not leave the client hanging.
      // oxlint-disable-next-line no-console
      console.error(error)
      if (!out.headersSent) write(out, json({ error: 'Internal Server Error' }, 500), atMs)
      else out.destroy()
    }
  }

  async function answerAs(
    rule: Rule | undefined,
    request: TownRequest,
    out: ServerResponse,
    entry: RequestLog,
  ): Promise<void> {
    const good = (): Answer => answerOf(faces, request)
    const own = (status: number, resetAtMs: number): Answer | undefined =>
      firstOf(faces, (face) => face.refusal?.(request, status, resetAtMs))
    if (rule?.acts === true && (rule.fault === 'reset' || standIn(rule, 0) !== undefined)) good()
    if (rule?.fault === 'reset') return void out.socket?.resetAndDestroy()
    if (rule?.fault === 'slow') await hold(rule.ms)
    const standing = rule === undefined ? undefined : standIn(rule, setting.clock.now(), own)
    const answer = standing ?? (rule === undefined ? good() : bent(rule, good(), request))
    entry.status = answer.status
    const skewMs = rule?.fault === 'clock-skew' ? (rule.skewMs ?? 3_600_000) : 0
    if (rule?.fault === 'truncated') return truncate(out, answer, setting.clock.now())
    if (answer.goesOn !== undefined) {
      goOn(out, answer, answer.goesOn, setting.clock.now(), rule?.fault === 'dropped-stream')
      return
    }
    write(out, answer, setting.clock.now() + skewMs, request.method === 'HEAD')
  }

  function bent(rule: Rule, answer: Answer, request: TownRequest): Answer {
    return faces.reduce(
      (bending, face) => face.bend?.(rule, bending, request) ?? bending,
      bend(rule, answer, request.url),
    )
  }

  function hold(ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms === undefined ? (): void => undefined : setting.clock.after(ms, () => go())
      const go = (): void => {
        held.delete(go)
        cancel()
        resolve()
      }
      held.add(go)
    })
  }

  function upgrade(raw: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(raw.url ?? '/', origin)
    const entry = {
      method: 'GET',
      path: url.pathname,
      query: url.search,
      status: 101,
      atMs: setting.clock.now(),
    }
    log.push(entry)
    socket.on('error', () => socket.destroy())
    const rule = setting.misbehaviour.take('GET', url.pathname)
    if (rule?.fault === 'reset' || !isLoopback(raw.headers.host)) {
      entry.status = 0
      socket.destroy()
      return
    }
    const standing = rule === undefined ? undefined : standIn(rule, setting.clock.now())
    if (standing !== undefined) {
      entry.status = standing.status
      refuse(socket, standing)
      return
    }
    const request: TownRequest = {
      method: 'GET',
      url,
      headers: headersOf(raw),
      params: new Params(url.searchParams),
      rule,
    }
    const take = (): void => {
      const taken = faces.some(
        (face) => face.upgrade?.(request, raw, socket, head, rule?.fault === 'dropped-stream') === true,
      )
      if (!taken) refuse(socket, faceless)
    }
    if (rule?.fault === 'slow') void hold(rule.ms).then(take)
    else take()
  }

  return {
    origin,
    log,
    release() {
      for (const go of held) go()
    },
    async close() {
      for (const go of held) go()
      for (const face of faces) face.close?.()
      await new Promise<void>((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      })
    },
  }
}

/** The first face that has an answer gives it. */
function answerOf(faces: readonly Face[], request: TownRequest): Answer {
  return firstOf(faces, (face) => face.handle(request)) ?? faceless
}

function firstOf(faces: readonly Face[], ask: (face: Face) => Answer | undefined): Answer | undefined {
  for (const face of faces) {
    const answer = ask(face)
    if (answer !== undefined) return answer
  }
  return undefined
}

async function bind(http: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, '127.0.0.1', () => resolve())
  })
  // A TCP server that listens has an address of this shape.
  const address = http.address() as AddressInfo
  return `http://127.0.0.1:${address.port}`
}

/** Only requests meant for this machine: another name would be a page of the outside that found its way in. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)
}

function headersOf(raw: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(raw.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

/** Undefined if the body is too long or not what its type says. */
async function readRequest(raw: IncomingMessage, url: URL): Promise<TownRequest | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of raw) {
    // Without an encoding set, a request yields buffers.
    const bytes = chunk as Buffer
    length += bytes.length
    if (length > longestBody) return undefined
    chunks.push(bytes)
  }
  const headers = headersOf(raw)
  try {
    const pairs = await bodyPairs(new Uint8Array(Buffer.concat(chunks)), headers['content-type'] ?? '')
    return { method: raw.method ?? 'GET', url, headers, params: new Params([...url.searchParams, ...pairs]) }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

function write(out: ServerResponse, answer: Answer, nowMs: number, headOnly = false): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  const bare = answer.status === 304 || answer.status === 204
  out.writeHead(answer.status, {
    ...answer.headers,
    date: new Date(nowMs).toUTCString(),
    ...(bare ? {} : { 'content-length': body.length }),
  })
  out.end(bare || headOnly ? undefined : body)
}

/** Writes the head and lets the face go on writing until either side ends it. */
function goOn(
  out: ServerResponse,
  answer: Answer,
  start: NonNullable<Answer['goesOn']>,
  nowMs: number,
  drop: boolean,
): void {
  out.writeHead(answer.status, { ...answer.headers, date: new Date(nowMs).toUTCString() })
  out.flushHeaders()
  if (drop) {
    out.socket?.resetAndDestroy()
    return
  }
  const end = start({
    write: (text) => void out.write(text),
    drop: () => void out.socket?.destroy(),
  })
  out.once('close', end)
}

/** Promises the whole body, sends half of it and hangs up. */
function truncate(out: ServerResponse, answer: Answer, nowMs: number): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  out.writeHead(answer.status, {
    ...answer.headers,
    date: new Date(nowMs).toUTCString(),
    'content-length': Math.max(2, body.length),
  })
  out.write(body.subarray(0, Math.floor(body.length / 2)), () => out.destroy())
}

function refuse(socket: Duplex, answer: Answer): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : Buffer.from(answer.body)
  const headers = Object.entries({
    ...answer.headers,
    connection: 'close',
    'content-length': String(body.length),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`HTTP/1.1 ${answer.status} Refused\r\n${headers.join('')}\r\n`)
  socket.end(body)
}
