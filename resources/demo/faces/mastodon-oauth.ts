import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { html, json, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { FaceSetting } from './face.ts'
import { Apps, covers, everyScope, outOfBand, sameRedirect, splitScopes } from './mastodon-apps.ts'

/** Sign-in as Mastodon has it: apps that register themselves, codes with PKCE (RFC 6749, RFC 7636), revocation (RFC 7009). */

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

const codeLifeMs = 600_000

export class MastodonOauth {
  readonly grants = new Map<string, Grant>()
  readonly apps = new Apps()
  private readonly codes = new Map<string, Code>()
  private readonly setting: FaceSetting

  constructor(setting: FaceSetting) {
    this.setting = setting
    this.addGrant(setting.token, 'town', everyScope, true)
  }

  /** The page that asks for consent. */
  ask(request: TownRequest): Answer {
    const { params } = request
    const wrong = this.whyNotAuthorize(request)
    if (wrong !== undefined) return wrong
    const app = this.apps.find(params.get('client_id') ?? '')
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
    const app = this.apps.clientOf(request)
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
    const app = this.apps.clientOf(request)
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
    const app = this.apps.find(grant.clientId)
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
    const app = this.apps.find(params.get('client_id') ?? '')
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

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
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
