import { createHash, randomBytes } from 'node:crypto'
import { html, json, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'

/**
 * Google's sign-in for desktop apps: a consent page on which a box can be left unticked, codes with PKCE, tokens of an
 * hour, and refresh tokens that work often, for seven days while the project is in testing.
 */

export const app = {
  clientId: '41863-town.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-town-is-no-secret',
}
export const apiKey = 'AIzaTownKeyThatOnlyReads'
const scope = 'https://www.googleapis.com/auth/youtube.force-ssl'
const hourMs = 3_600_000
const testingMs = 7 * 24 * hourMs
const redirects = /^http:\/\/(?:127\.0\.0\.1|\[::1\]):\d+(?:\/[\w/-]*)?$/

interface Code {
  redirectUri: string
  challenge: string
  scopes: string[]
  isLasting: boolean
}

export class GoogleOauth {
  private readonly nowMs: () => number
  private readonly codes = new Map<string, Code>()
  private readonly grants = new Map<string, { scopes: string[]; endsMs: number }>()
  private readonly refresh = new Map<string, { scopes: string[]; endsMs: number }>()

  constructor(nowMs: () => number) {
    this.nowMs = nowMs
  }

  /** Scopes of a token that counts. */
  scopesOf(request: TownRequest): string[] | undefined {
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const grant = this.grants.get(bearer ?? '')
    return grant === undefined || grant.endsMs <= this.nowMs() ? undefined : grant.scopes
  }

  /** The page that asks the user. */
  ask({ params }: TownRequest): Answer {
    const scopes = scopesIn(params.get('scope'))
    const isGood =
      params.get('response_type') === 'code' &&
      params.get('code_challenge_method') === 'S256' &&
      /^[\w-]{43}$/.test(params.get('code_challenge') ?? '') &&
      scopes.length > 0
    if (params.get('client_id') !== app.clientId)
      return wrong('Error 401: invalid_client', 'The OAuth client was not found.', 401)
    if (!redirects.test(params.get('redirect_uri') ?? ''))
      return wrong('Error 400: redirect_uri_mismatch', 'This app’s request is invalid.', 400)
    if (!isGood) return wrong('Error 400: invalid_request', 'Required parameter is missing or wrong.', 400)
    const hidden = ['client_id', 'redirect_uri', 'state', 'code_challenge', 'access_type']
      .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? '')}">`)
      .join('')
    const boxes = scopes
      .map(
        (one) =>
          `<label><input type="checkbox" name="granted" value="${escapeHtml(one)}"> See, edit, and permanently delete your YouTube videos, ratings, comments and captions</label>`,
      ) // prettier-ignore
      .join('<br>')
    return html(
      page(
        'Sign in with Google',
        `<h1>Earshot wants access to your Google Account</h1><p>Google hasn’t verified this app.</p>
<form action="/o/oauth2/v2/auth" method="post">${hidden}${boxes}<p>
<button class="main" type="submit" name="decision" value="continue">Continue</button>
<button type="submit" name="decision" value="cancel">Cancel</button></p></form>`,
      ),
    )
  }

  decide({ params }: TownRequest): Answer {
    const redirectUri = params.get('redirect_uri') ?? ''
    if (!redirects.test(redirectUri))
      return wrong('Error 400: redirect_uri_mismatch', 'This app’s request is invalid.', 400)
    const to = new URL(redirectUri)
    const state = params.get('state') ?? ''
    if (params.get('decision') !== 'continue') {
      to.search = new URLSearchParams({ error: 'access_denied', state }).toString()
      return redirect(to.toString())
    }
    const code = `4/0${randomBytes(24).toString('base64url')}`
    const scopes = scopesIn(params.get('granted'))
    this.codes.set(code, {
      redirectUri,
      challenge: params.get('code_challenge') ?? '',
      scopes,
      isLasting: params.get('access_type') === 'offline',
    })
    to.search = new URLSearchParams({ state, code, scope: scopes.join(' ') }).toString()
    return redirect(to.toString())
  }

  token({ params }: TownRequest): Answer {
    if (params.get('client_id') !== app.clientId || params.get('client_secret') !== app.clientSecret)
      return json(
        { error: 'invalid_client', error_description: 'The provided client secret is invalid.' },
        401,
      )
    switch (params.get('grant_type')) {
      case 'authorization_code':
        return this.redeem(params)
      case 'refresh_token': {
        const found = this.refresh.get(params.get('refresh_token') ?? '')
        if (found === undefined || found.endsMs <= this.nowMs()) return ended()
        return this.give(found.scopes)
      }
      default:
        return json({ error: 'unsupported_grant_type', error_description: 'Invalid grant_type' }, 400)
    }
  }

  private redeem(params: TownRequest['params']): Answer {
    const code = this.codes.get(params.get('code') ?? '')
    this.codes.delete(params.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(params.get('code_verifier') ?? '')
      .digest('base64url')
    if (code === undefined || code.redirectUri !== params.get('redirect_uri'))
      return json({ error: 'invalid_grant', error_description: 'Malformed auth code.' }, 400)
    if (code.challenge !== challenge)
      return json({ error: 'invalid_grant', error_description: 'Invalid code verifier.' }, 400)
    return this.give(code.scopes, code.isLasting)
  }

  private give(scopes: string[], isLasting = false): Answer {
    const access = `ya29.town-token-${randomBytes(18).toString('base64url')}`
    this.grants.set(access, { scopes, endsMs: this.nowMs() + hourMs })
    const refresh = `1//town-token-${randomBytes(18).toString('base64url')}`
    if (isLasting) this.refresh.set(refresh, { scopes, endsMs: this.nowMs() + testingMs })
    return json({
      access_token: access,
      expires_in: 3599,
      scope: scopes.join(' '),
      token_type: 'Bearer',
      ...(isLasting ? { refresh_token: refresh, refresh_token_expires_in: 604_799 } : {}),
    })
  }

  /** Takes the access token away, as the user does in the settings of the account. */
  revoke({ params }: TownRequest): Answer {
    const token = params.get('token') ?? ''
    const known = this.grants.delete(token) || this.refresh.delete(token)
    return known
      ? json({})
      : json({ error: 'invalid_token', error_description: 'Token expired or revoked' }, 400)
  }

  static readonly scope = scope
}

function scopesIn(value: string | undefined): string[] {
  return (value ?? '').split(/\s+/).filter((one) => one !== '')
}

function ended(): Answer {
  return json({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }, 400)
}

function wrong(title: string, words: string, status: number): Answer {
  return html(page(title, `<h1>Access blocked</h1><p>${words}</p><p class="quiet">${title}</p>`), status)
}
