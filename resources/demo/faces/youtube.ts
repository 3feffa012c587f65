import { json, type Answer, type TownRequest } from '../message.ts'
import type { Rule } from '../misbehave.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import type { Reader } from './youtube-entities.ts'
import { feedOf, feedRefusal } from './youtube-feed.ts'
import { apiKey, app, GoogleOauth } from './youtube-oauth.ts'
import { Quota } from './youtube-quota.ts'
import { channels, comments, search, threads, videos } from './youtube-reading.ts'
import {
  badKey,
  badToken,
  inGoogleWords,
  keyCannotWrite,
  noCredentials,
  Refusal,
  scopeLacks,
  searchesUsedUp,
  unitsUsedUp,
} from './youtube-refusals.ts'
import { channelId, Tube } from './youtube-town.ts'
import { comment, decide, reply } from './youtube-writing.ts'

const api = '/youtube/v3/'
const feedPath = '/feeds/videos.xml'

/** YouTube: the Data API v3 with its units a day, Google's sign-in for desktop apps, and channels' feeds. */
export function face(setting: FaceSetting): Face {
  const nowMs = () => setting.world.clock.now()
  const tube = new Tube(setting.worldOf('youtube'))
  const oauth = new GoogleOauth(nowMs)
  const quota = new Quota(nowMs)
  return {
    name: 'youtube',
    login: { host: setting.origin, ...app, apiKey, channel: `@${us}`, neighbour: channelId('theo') },
    handle(request) {
      const { pathname } = request.url
      if (pathname === feedPath) return request.method === 'GET' ? feedOf(tube, request) : undefined
      if (pathname === '/o/oauth2/v2/auth')
        return request.method === 'POST' ? oauth.decide(request) : oauth.ask(request)
      if (pathname === '/token' && request.method === 'POST') return oauth.token(request)
      if (pathname === '/revoke' && request.method === 'POST') return oauth.revoke(request)
      return pathname.startsWith(api) ? answer(setting, { tube, oauth, quota }, request) : undefined
    },
    bend: (rule, good, request) => bend(rule, good, request),
    refusal(request, status, resetAtMs) {
      const { pathname } = request.url
      if (pathname === feedPath) return status === 429 ? undefined : feedRefusal(status)
      return pathname.startsWith(api)
        ? inGoogleWords(status, Math.ceil((resetAtMs - nowMs()) / 1000))
        : undefined
    },
  }
}

interface Parts {
  tube: Tube
  oauth: GoogleOauth
  quota: Quota
}

function answer(setting: FaceSetting, { tube, oauth, quota }: Parts, request: TownRequest): Answer {
  const { method, url } = request
  const by = callerOf(oauth, request)
  if ('refusal' in by) return by.refusal
  const used = quota.spend(method, url.pathname)
  if (used !== undefined) return used === 'units' ? unitsUsedUp() : searchesUsedUp()
  if (by.isUs && !by.scopes.includes(GoogleOauth.scope)) return scopeLacks()
  const reader: Reader = { tube, origin: setting.origin, isUs: by.isUs }
  const handle = routes[`${method} ${url.pathname.slice(api.length)}`]
  if (handle === undefined) return json({ error: { code: 404, message: 'Not Found', errors: [] } }, 404)
  if (method !== 'GET' && !by.isUs) return keyCannotWrite()
  try {
    return handle(reader, request)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    throw error
  }
}

const routes: Readonly<Record<string, (reader: Reader, request: TownRequest) => Answer>> = {
  'GET channels': channels,
  'GET videos': videos,
  'GET commentThreads': threads,
  'POST commentThreads': comment,
  'GET comments': comments,
  'POST comments': reply,
  'POST comments/setModerationStatus': decide,
  'GET search': search,
}

function callerOf(
  oauth: GoogleOauth,
  request: TownRequest,
): { isUs: boolean; scopes: string[] } | { refusal: Answer } {
  if (request.headers['authorization'] !== undefined) {
    const scopes = oauth.scopesOf(request)
    return scopes === undefined ? { refusal: badToken() } : { isUs: true, scopes }
  }
  const key = request.headers['x-goog-api-key'] ?? request.params.get('key')
  if (key === undefined) return { refusal: noCredentials() }
  return key === apiKey ? { isUs: false, scopes: [] } : { refusal: badKey() }
}

/** A page that was reached by a token and names itself as the next. */
function bend(rule: Rule, good: Answer, { url }: TownRequest): Answer | undefined {
  const asked = url.searchParams.get('pageToken')
  const isOurs = url.pathname.startsWith(api) && good.status === 200 && typeof good.body === 'string'
  if (rule.fault !== 'repeated-cursor' || asked === null || !isOurs) return undefined
  return json({ ...(JSON.parse(String(good.body)) as object), nextPageToken: asked }) // written by this face
}
