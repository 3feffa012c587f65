import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { html, json, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { FaceSetting } from './face.ts'

/** Sign-in as Mastodon has it: apps that register themselves, codes with PKCE (RFC 6749, RFC 7636), revocation (RFC 7009). */

interface App {
  id: string
  name: string
  website: string | null
  scopes: string[]
  redirectUris: string[]
  clientId: string
  clientSecret: string
}

interface Code {
  clientId: string
  redirectUri: string
  scopes: string[]
  challenge: string | undefined
  expiresMs: number
}

/** What a token allows. `asUser` is false for tokens of an app alone. */
export interface Grant {
  token: string
  scopes: string[]
  asUser: boolean
  clientId: string
  createdMs: number
}

const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'
const codeLifeMs = 600_000
export const everyScope = ['read', 'write', 'follow', 'push', 'profile']

export class MastodonOauth {
  readonly grants = new Map<string, Grant>()
  private readonly apps = new Map<string, App>()
  private readonly codes = new Map<string, Code>()
  private readonly setting: FaceSetting

  constructor(setting: FaceSetting) {
    this.setting = setting
    this.addGrant(setting.token, 'town', everyScope, true)
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

  /** The page that asks for consent. */
  ask(request: TownRequest): Answer {
    const { params } = request
    const wrong = this.whyNotAuthorize(request)
    if (wrong !== undefined) return wrong
    const app = this.apps.get(params.get('client_id') ?? '')
    const kept = [
      'client_id',
      'redirect_uri',
      'state',
      'response_type',
      'scope',
      'code_challenge',
      'code_challenge_method',
    ]
    const hidden = kept
      .filter((name) => params.get(name) !== undefined)
      .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? '')}">`)
      .join('\n')
    const person = this.setting.world.person(us)
    const scopes = this.scopesAsked(request)
      .map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`)
      .join('')
    return html(
      page(
        'Authorization required',
        `<h1>Authorization required</h1>
<p><img class="avatar" alt="" src="/system/accounts/avatars/${person.key}.png"></p>
<p>Signed in as <strong>${escapeHtml(person.name)}</strong> (@${person.key}).</p>
<p><strong>${escapeHtml(app?.name ?? '')}</strong> would like permission to access your account. Only agree if you started this yourself.</p>
<ul>${scopes}</ul>
<form action="/oauth/authorize" method="post">
${hidden}
<button class="main" type="submit" name="decision" value="allow">Authorize</button>
<button type="submit" name="_method" value="delete">Deny</button>
</form>`,
      ),
    )
  }

  /** The form of that page was sent. */
  decide(request: TownRequest): Answer {
    const { params } = request
    const wrong = this.whyNotAuthorize(request)
    if (wrong !== undefined) return wrong
    const redirectUri = params.get('redirect_uri') ?? ''
    const state = params.get('state')
    if (params.get('_method')?.toLowerCase() === 'delete') {
      return this.goBack(redirectUri, {
        error: 'access_denied',
        error_description: 'The resource owner or authorization server denied the request.',
        state,
      })
    }
    const code = randomBytes(32).toString('base64url')
    this.codes.set(code, {
      clientId: params.get('client_id') ?? '',
      redirectUri,
      scopes: this.scopesAsked(request),
      challenge: params.get('code_challenge'),
      expiresMs: this.setting.world.clock.now() + codeLifeMs,
    })
    if (redirectUri === outOfBand)
      return redirect(`${this.setting.origin}/oauth/authorize/native?code=${code}`)
    return this.goBack(redirectUri, { code, state })
  }

  /** Shows the code to people whose program has no address to go back to. */
  showCode(request: TownRequest): Answer {
    const code = escapeHtml(request.params.get('code') ?? '')
    return html(
      page(
        'Authorization code',
        `<h1>Almost done</h1><p>Copy this code and paste it into the application.</p><p><code>${code}</code></p>`,
      ),
    )
  }

  token(request: TownRequest): Answer {
    const { params } = request
    const app = this.clientOf(request)
    if (app === undefined)
      return oauthError(
        401,
        'invalid_client',
        'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
      )
    const kind = params.get('grant_type')
    if (kind === 'client_credentials')
      return this.give(app.clientId, this.scopesOr(params.get('scope'), ['read']), false)
    if (kind !== 'authorization_code') {
      if (kind === undefined)
        return oauthError(400, 'invalid_request', 'Missing required parameter: grant_type.')
      return oauthError(
        400,
        'unsupported_grant_type',
        'The authorization grant type is not supported by the authorization server.',
      )
    }
    const code = this.codes.get(params.get('code') ?? '')
    this.codes.delete(params.get('code') ?? '')
    const good =
      code !== undefined &&
      code.clientId === app.clientId &&
      code.redirectUri === params.get('redirect_uri') &&
      code.expiresMs > this.setting.world.clock.now() &&
      (code.challenge === undefined || code.challenge === challengeOf(params.get('code_verifier') ?? ''))
    if (!good)
      return oauthError(
        400,
        'invalid_grant',
        'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
      )
    return this.give(app.clientId, code.scopes, true)
  }

  revoke(request: TownRequest): Answer {
    const app = this.clientOf(request)
    const grant = this.grants.get(request.params.get('token') ?? '')
    if (app === undefined || (grant !== undefined && grant.clientId !== app.clientId))
      return oauthError(403, 'unauthorized_client', 'You are not authorized to revoke this token')
    if (grant !== undefined) this.grants.delete(grant.token)
    return json({})
  }

  /** The grant of a request: bearer header, or the parameter that streaming uses. */
  grantOf(request: TownRequest): Grant | undefined {
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    return this.grants.get(bearer ?? request.params.get('access_token') ?? '')
  }

  appOf(grant: Grant): { name: string; website: string | null } | undefined {
    const app = this.apps.get(grant.clientId)
    return app === undefined ? undefined : { name: app.name, website: app.website }
  }

  discovery(): Answer {
    const at = this.setting.origin
    return json({
      issuer: `${at}/`,
      authorization_endpoint: `${at}/oauth/authorize`,
      token_endpoint: `${at}/oauth/token`,
      revocation_endpoint: `${at}/oauth/revoke`,
      app_registration_endpoint: `${at}/api/v1/apps`,
      scopes_supported: everyScope,
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      grant_types_supported: ['authorization_code', 'client_credentials'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    })
  }

  private whyNotAuthorize(request: TownRequest): Answer | undefined {
    const { params } = request
    const app = this.apps.get(params.get('client_id') ?? '')
    if (app === undefined)
      return oauthPage(
        401,
        'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
      )
    const redirectUri = params.get('redirect_uri') ?? ''
    if (!app.redirectUris.some((each) => sameRedirect(each, redirectUri)))
      return oauthPage(400, 'The requested redirect uri is malformed or doesn’t match client redirect URI.')
    if (params.get('response_type') !== 'code')
      return oauthPage(400, 'The authorization server does not support this response type.')
    if (params.get('code_challenge') !== undefined && params.get('code_challenge_method') !== 'S256')
      return oauthPage(400, 'The code_challenge_method must be S256.')
    const asked = this.scopesAsked(request)
    if (!asked.every((scope) => covers(app.scopes, scope)))
      return oauthPage(400, 'The requested scope is invalid, unknown, or malformed.')
    return undefined
  }

  private scopesAsked(request: TownRequest): string[] {
    return this.scopesOr(request.params.get('scope'), ['read'])
  }

  private scopesOr(text: string | undefined, otherwise: string[]): string[] {
    const scopes = splitScopes(text ?? '')
    return scopes.length === 0 ? otherwise : scopes
  }

  private goBack(redirectUri: string, params: Record<string, string | undefined>): Answer {
    const to = new URL(redirectUri)
    for (const [name, value] of Object.entries(params))
      if (value !== undefined) to.searchParams.set(name, value)
    return redirect(to.toString())
  }

  private clientOf(request: TownRequest): App | undefined {
    const basic = /^Basic\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const [id, secret] =
      basic === undefined
        ? [request.params.get('client_id'), request.params.get('client_secret')]
        : splitBasic(basic)
    const app = this.apps.get(id ?? '')
    return app?.clientSecret === secret ? app : undefined
  }

  private give(clientId: string, scopes: string[], asUser: boolean): Answer {
    const grant = this.addGrant(
      randomUUID().replaceAll('-', '') + randomBytes(6).toString('base64url'),
      clientId,
      scopes,
      asUser,
    )
    return json({
      access_token: grant.token,
      token_type: 'Bearer',
      scope: scopes.join(' '),
      created_at: Math.floor(grant.createdMs / 1000),
    })
  }

  private addGrant(token: string, clientId: string, scopes: string[], asUser: boolean): Grant {
    const grant = { token, scopes, asUser, clientId, createdMs: this.setting.world.clock.now() }
    this.grants.set(token, grant)
    return grant
  }
}

/** True if one of the scopes held includes the one needed: `read` includes `read:statuses`. */
export function covers(held: readonly string[], needed: string): boolean {
  return held.some((scope) => scope === needed || needed.startsWith(`${scope}:`))
}

function splitScopes(text: string): string[] {
  return text.split(/[\s+]+/).filter((scope) => scope !== '')
}

function isKnownScope(scope: string): boolean {
  return everyScope.includes(scope) || /^(?:read|write|admin:read|admin:write|admin):?[a-z:_]+$/.test(scope)
}

function isAbsolute(uri: string): boolean {
  return uri === outOfBand || URL.canParse(uri)
}

/** Equal, except that loopback addresses written as numbers may come with any port (RFC 8252, section 7.3). */
function sameRedirect(registered: string, given: string): boolean {
  if (registered === given) return true
  if (!URL.canParse(registered) || !URL.canParse(given)) return false
  const [a, b] = [new URL(registered), new URL(given)]
  if (!['127.0.0.1', '[::1]'].includes(a.hostname)) return false
  a.port = b.port
  return a.toString() === b.toString()
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function splitBasic(encoded: string): [string | undefined, string | undefined] {
  const [id, secret] = Buffer.from(encoded, 'base64').toString().split(':')
  return [id, secret]
}

function oauthError(status: number, error: string, description: string): Answer {
  return json({ error, error_description: description }, status)
}

function oauthPage(status: number, words: string): Answer {
  return html(
    page('An error has occurred', `<h1>An error has occurred</h1><p>${escapeHtml(words)}</p>`),
    status,
  )
}
