import { randomBytes } from 'node:crypto'
import { json, type Answer, type TownRequest } from '../message.ts'

/** Programs that register themselves with the server, as every Mastodon client does. */

export const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'
export const everyScope = ['read', 'write', 'follow', 'push', 'profile']

export interface App {
  id: string
  name: string
  website: string | null
  scopes: string[]
  redirectUris: string[]
  clientId: string
  clientSecret: string
}

export class Apps {
  private readonly apps = new Map<string, App>()

  find(clientId: string): App | undefined {
    return this.apps.get(clientId)
  }

  register(request: TownRequest): Answer {
    const { params } = request
    const name = params.get('client_name') ?? ''
    const redirectUris = params
      .list('redirect_uris')
      .flatMap((each) => each.split(/\s+/))
      .filter((each) => each !== '')
    const scopes = splitScopes(params.get('scopes') ?? 'read')
    if (name === '') return json({ error: "Validation failed: Application name can't be blank" }, 422)
    if (redirectUris.length === 0 || !redirectUris.every(isAbsolute))
      return json({ error: 'Validation failed: Redirect URI must be an absolute URI.' }, 422)
    if (!scopes.every(isKnownScope))
      return json({ error: "Validation failed: Scopes doesn't match configured on the server." }, 422)
    const app: App = {
      id: String(this.apps.size + 1),
      name,
      website: params.get('website') ?? null,
      scopes,
      redirectUris,
      clientId: randomBytes(32).toString('base64url'),
      clientSecret: randomBytes(32).toString('base64url'),
    }
    this.apps.set(app.clientId, app)
    return json({
      id: app.id,
      name,
      website: app.website,
      scopes,
      redirect_uri: redirectUris.join('\n'),
      redirect_uris: redirectUris,
      client_id: app.clientId,
      client_secret: app.clientSecret,
      client_secret_expires_at: 0,
      vapid_key: 'BCk-QqERU0q-CfYZjcuB6lnyyOYfJ2AifKqfeGIm7Z-HiTU5T9eTG5GxVA0_OH5mMlI4UkkDTpaZwozy0TzdZ2M=',
    })
  }

  /** The app that a request proves to be, by body or Basic header. */
  clientOf(request: TownRequest): App | undefined {
    const basic = /^Basic\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const [id, secret] =
      basic === undefined
        ? [request.params.get('client_id'), request.params.get('client_secret')]
        : splitBasic(basic)
    const app = this.apps.get(id ?? '')
    return app?.clientSecret === secret ? app : undefined
  }
}

/** True if one of the scopes held includes the one needed: `read` includes `read:statuses`. */
export function covers(held: readonly string[], needed: string): boolean {
  return held.some((scope) => scope === needed || needed.startsWith(`${scope}:`))
}

export function splitScopes(text: string): string[] {
  return text.split(/[\s+]+/).filter((scope) => scope !== '')
}

function isKnownScope(scope: string): boolean {
  return everyScope.includes(scope) || /^(?:read|write|admin:read|admin:write|admin):?[a-z:_]+$/.test(scope)
}

function isAbsolute(uri: string): boolean {
  return uri === outOfBand || URL.canParse(uri)
}

/** Equal, except that loopback addresses written as numbers may come with any port (RFC 8252, section 7.3). */
export function sameRedirect(registered: string, given: string): boolean {
  if (registered === given) return true
  if (!URL.canParse(registered) || !URL.canParse(given)) return false
  const [a, b] = [new URL(registered), new URL(given)]
  if (!['127.0.0.1', '[::1]'].includes(a.hostname)) return false
  a.port = b.port
  return a.toString() === b.toString()
}

function splitBasic(encoded: string): [string | undefined, string | undefined] {
  const [id, secret] = Buffer.from(encoded, 'base64').toString().split(':')
  return [id, secret]
}
