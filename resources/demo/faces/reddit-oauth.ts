import { randomBytes } from 'node:crypto'
import { html, json, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import type { TownClock } from '../clock.ts'
import { us } from '../world.ts'

/**
 * Reddit's sign-in for installed apps: a page that asks, codes that work once, tokens of an hour, refresh tokens that
 * stay good until they are withdrawn. No PKCE, and no secret: the app names itself by HTTP Basic with an empty password.
 */

export const app = { clientId: 'town-reddit-client', redirectUri: 'http://127.0.0.1:41864/callback' }

const knownScopes = new Set([
  'identity',
  'read',
  'submit',
  'privatemessages',
  'history',
  'vote',
  'save',
  'edit',
])
const hourMs = 3_600_000
const codeLifeMs = 600_000

interface Code {
  redirectUri: string
  scopes: string[]
  isPermanent: boolean
  endsMs: number
}

export class RedditOauth {
  private readonly clock: TownClock
  private readonly folder: string
  private readonly codes = new Map<string, Code>()
  private readonly grants = new Map<string, { scopes: string[]; endsMs: number }>()
  private readonly refresh = new Map<string, string[]>()

  constructor(clock: TownClock, folder: string) {
    this.clock = clock
    this.folder = folder
  }

  /** Scopes of a token that counts. */
  scopesOf({ headers }: TownRequest): string[] | undefined {
    const bearer = /^Bearer\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
    const grant = this.grants.get(bearer ?? '')
    return grant === undefined || grant.endsMs <= this.clock.now() ? undefined : grant.scopes
  }

  /** The page that asks the user. */
  ask({ params }: TownRequest): Answer {
    const wrong = wrongIn(params)
    if (wrong !== undefined) return refusedPage(wrong)
    const names = ['client_id', 'redirect_uri', 'scope', 'state', 'duration', 'response_type']
    const hidden = names
      .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? '')}">`)
      .join('')
    const asked = scopesIn(params.get('scope')).map((scope) => `<li>${escapeHtml(scope)}</li>`)
    return html(
      page(
        'reddit.com: authorize app',
        `<h1>Earshot would like to connect with your reddit account</h1><p>Signed in as u/${us}. It asks for:</p>
<ul>${asked.join('')}</ul>
<form action="${this.folder}/api/v1/authorize" method="post">${hidden}
<button class="main" type="submit" name="authorize" value="Allow">Allow</button>
<button type="submit">Decline</button></form>`,
      ),
    )
  }

  decide({ params }: TownRequest): Answer {
    const wrong = wrongIn(params)
    if (wrong !== undefined) return refusedPage(wrong)
    const to = new URL(app.redirectUri)
    const state = params.get('state') ?? ''
    if (params.get('authorize') !== 'Allow') {
      to.search = new URLSearchParams({ state, error: 'access_denied' }).toString()
      return redirect(to.toString())
    }
    const code = randomBytes(18).toString('base64url')
    this.codes.set(code, {
      redirectUri: params.get('redirect_uri') ?? '',
      scopes: scopesIn(params.get('scope')),
      isPermanent: params.get('duration') === 'permanent',
      endsMs: this.clock.now() + codeLifeMs,
    })
    to.search = new URLSearchParams({ state, code }).toString()
    return redirect(to.toString())
  }

  token(request: TownRequest): Answer {
    if (!isApp(request)) return json({ message: 'Unauthorized', error: 401 }, 401)
    const { params } = request
    if (params.get('grant_type') === 'refresh_token') {
      const token = params.get('refresh_token') ?? ''
      const scopes = this.refresh.get(token)
      return scopes === undefined
        ? json({ message: 'Bad Request', error: 400 }, 400)
        : this.give(scopes, token)
    }
    if (params.get('grant_type') !== 'authorization_code') return json({ error: 'unsupported_grant_type' })
    const code = this.codes.get(params.get('code') ?? '')
    this.codes.delete(params.get('code') ?? '')
    const isGood =
      code !== undefined && code.endsMs > this.clock.now() && code.redirectUri === params.get('redirect_uri')
    if (!isGood) return json({ error: 'invalid_grant' })
    if (!code.isPermanent) return this.give(code.scopes, undefined)
    const refresh = `town-refresh-${randomBytes(15).toString('base64url')}`
    this.refresh.set(refresh, code.scopes)
    return this.give(code.scopes, refresh)
  }

  /** Withdraws a token; with a refresh token goes everything that came of it. */
  revoke(request: TownRequest): Answer {
    if (!isApp(request)) return json({ message: 'Unauthorized', error: 401 }, 401)
    const token = request.params.get('token') ?? ''
    if (this.refresh.delete(token)) this.grants.clear()
    this.grants.delete(token)
    return { status: 204, headers: {}, body: '' }
  }

  private give(scopes: string[], refresh: string | undefined): Answer {
    const access = `town-access-${randomBytes(18).toString('base64url')}`
    this.grants.set(access, { scopes, endsMs: this.clock.now() + hourMs })
    return json({
      access_token: access,
      token_type: 'bearer',
      expires_in: hourMs / 1000,
      scope: scopes.join(' '),
      ...(refresh === undefined ? {} : { refresh_token: refresh }),
    })
  }
}

function isApp({ headers }: TownRequest): boolean {
  const pair = /^Basic\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? ''
  return Buffer.from(pair, 'base64').toString() === `${app.clientId}:`
}

/** What of a request for the page is wrong, in the order in which Reddit looks. */
function wrongIn(params: TownRequest['params']): string | undefined {
  const scopes = scopesIn(params.get('scope'))
  if (params.get('client_id') !== app.clientId) return 'invalid client id.'
  if (params.get('redirect_uri') !== app.redirectUri) return 'invalid redirect_uri parameter.'
  if (params.get('response_type') !== 'code') return 'invalid response type.'
  if (scopes.length === 0 || !scopes.every((scope) => knownScopes.has(scope)))
    return 'invalid scope requested.'
  return (params.get('state') ?? '') === '' ? 'state is missing.' : undefined
}

function refusedPage(what: string): Answer {
  return html(
    page(
      'reddit.com: bad request',
      `<h1>bad request (reddit.com)</h1><p>you sent an invalid request</p><p>— ${what}</p>`,
    ),
    400,
  )
}

function scopesIn(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((scope) => scope !== '')
}
