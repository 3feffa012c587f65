import { json, type Answer, type TownRequest } from '../message.ts'
import { feedCalls } from './bluesky-feeds.ts'
import { identityCalls, identityPage } from './bluesky-identity.ts'
import { BlueskyNames, handleOf } from './bluesky-names.ts'
import { BlueskyOauth } from './bluesky-oauth.ts'
import { BlueskyRecords } from './bluesky-records.ts'
import { BlueskyRepo } from './bluesky-repo.ts'
import { appPassword, bearerOf, BlueskySessions } from './bluesky-sessions.ts'
import { blueskyStream } from './bluesky-stream.ts'
import { budget, refusal, refuse, type Town, type XrpcCall } from './bluesky-xrpc.ts'
import type { Face, FaceSetting } from './face.ts'

/** Bluesky: one host that is directory, personal data server, AppView and Jetstream in one. */
export function face(setting: FaceSetting): Face {
  const world = setting.worldOf('bluesky')
  const names = new BlueskyNames(world)
  const town: Town = { setting, world, names, records: new BlueskyRecords(world, names, setting.origin) }
  const sessions = new BlueskySessions(town)
  const oauth = new BlueskyOauth(town)
  const stream = blueskyStream(town)
  const calls = new Map(
    [...sessions.calls, ...identityCalls(town), ...feedCalls(town), ...new BlueskyRepo(town).calls].map(
      (call) => [call.nsid, call] as const,
    ),
  )
  const spend = budget(setting, 3000)

  const xrpc = (request: TownRequest, nsid: string): Answer => {
    const { headers, isOver } = spend()
    const answer = isOver ? refusal(429, world.clock.now()) : admit(request, calls.get(nsid))
    return { ...answer, headers: { ...oauth.headers(), ...headers, ...answer.headers } }
  }

  const admit = (request: TownRequest, call: XrpcCall | undefined): Answer => {
    if (call === undefined) return refuse(501, 'MethodNotImplemented', 'Method Not Implemented')
    if (call.method !== request.method)
      return refuse(
        400,
        'InvalidRequest',
        `Incorrect HTTP method (${request.method}) expected ${call.method}`,
      )
    return (call.open === true ? undefined : refuses(request)) ?? call.handle(request)
  }

  const refuses = (request: TownRequest): Answer | undefined => {
    const bearer = bearerOf(request)
    if (bearer !== undefined) return sessions.refuses(bearer)
    const proven = /^DPoP (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    return proven === undefined
      ? refuse(401, 'AuthMissing', 'Authentication Required')
      : oauth.refuses(request, proven)
  }

  return {
    name: 'bluesky',
    login: { handle: handleOf(names.bakery), password: appPassword, host: setting.origin },
    handle(request) {
      const nsid = /^\/xrpc\/([\w.]+)$/.exec(request.url.pathname)?.[1]
      if (nsid !== undefined) return xrpc(request, nsid)
      if (request.url.pathname === '/xrpc/_health') return json({ version: '0.4.0' })
      return identityPage(town, request) ?? oauth.handle(request)
    },
    refusal: ({ url }, status, resetAtMs) =>
      url.pathname.startsWith('/xrpc/') ? refusal(status, resetAtMs) : undefined,
    upgrade: (...args) => stream.upgrade(...args),
    dropStreams: () => stream.dropStreams(),
    close() {
      names.stop()
      stream.close()
    },
  }
}
