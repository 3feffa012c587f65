import { createHash, randomBytes } from 'node:crypto'
import { html, json, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { FaceSetting } from './face.ts'

/** Sign-in to X: OAuth 2.0 with PKCE for public clients, tokens of two hours, refresh tokens that work once. */

export const clientId = 'town-x-client'
/** Where the app of the town lets the browser go back to; X compares the whole address. */
const redirects = /^http:\/\/127\.0\.0\.1:\d+\/callback$/
const codeLifeMs = 30_000
const tokenLifeMs = 7_200_000
const knownScopes = ['tweet.read', 'tweet.write', 'users.read', 'offline.access', 'like.read']

export interface XGrant {
  /** An app speaks for nobody. */
  as: 'user' | 'app'
  clientId: string
  scopes: string[]
  expiresMs: number
}

interface Code {
  clientId: string
  redirectUri: string
  scopes: string[]
  challenge: string
  expiresMs: number
}

export class XOauth {
  private readonly setting: FaceSetting
  private readonly grants = new Map<string, XGrant>()
  private readonly codes = new Map<string, Code>()
  /** Refresh tokens, each with its family; one that was used stays, to be recognised. */
  private readonly refresh = new Map<
    string,
    { family: number; clientId: string; scopes: string[]; used: boolean }
  >()
  private readonly families = new Map<number, Set<string>>()
  private nextFamily = 1
  readonly login: { accessToken: string; refreshToken: string; clientId: string; appBearer: string }

  constructor(setting: FaceSetting) {
    this.setting = setting
    const scopes = ['tweet.read', 'tweet.write', 'users.read', 'offline.access']
    this.login = {
      accessToken: setting.token,
      refreshToken: 'town-x-refresh-token',
      clientId,
      appBearer: 'town-x-app-bearer',
    }
    this.grants.set(this.login.accessToken, {
      as: 'user',
      clientId,
      scopes,
      expiresMs: Number.MAX_SAFE_INTEGER,
    })
    this.grants.set(this.login.appBearer, {
      as: 'app',
      clientId,
      scopes: [],
      expiresMs: Number.MAX_SAFE_INTEGER,
    })
    this.families.set(0, new Set([this.login.accessToken, this.login.refreshToken]))
    this.refresh.set(this.login.refreshToken, { family: 0, clientId, scopes, used: false })
  }

  private get nowMs(): number {
    return this.setting.world.clock.now()
  }

  grantOf(request: TownRequest): XGrant | undefined {
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const grant = this.grants.get(bearer ?? '')
    return grant === undefined || grant.expiresMs <= this.nowMs ? undefined : grant
  }

  /** The page that asks the user. */
  ask({ params }: TownRequest): Answer {
    const redirectUri = params.get('redirect_uri') ?? ''
    const scopes = (params.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '')
    const isGood =
      params.get('client_id') !== undefined &&
      redirects.test(redirectUri) &&
      params.get('response_type') === 'code' &&
      params.get('code_challenge_method')?.toLowerCase() === 's256' &&
      (params.get('code_challenge') ?? '') !== '' &&
      scopes.length > 0 &&
      scopes.every((scope) => knownScopes.includes(scope))
    if (!isGood)
      return html(page('Something went wrong', '<h1>Something went wrong</h1><p>You weren’t able to give access to the App. Go back and try logging in again.</p>'), 400) // prettier-ignore
    const names = ['client_id', 'redirect_uri', 'scope', 'state', 'code_challenge']
    const hidden = names
      .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? '')}">`)
      .join('')
    return html(
      page(
        'Authorize app',
        `<h1>Earshot wants to access your account</h1><p>Signed in as @${us}.</p>
<form action="/i/oauth2/authorize" method="post">${hidden}
<button class="main" type="submit" name="approval" value="true">Authorize app</button>
<button type="submit" name="approval" value="false">Cancel</button></form>`,
      ),
    )
  }

  decide({ params }: TownRequest): Answer {
    const to = new URL(params.get('redirect_uri') ?? this.setting.origin)
    const state = params.get('state') ?? ''
    if (!redirects.test(to.toString()))
      return html(page('Something went wrong', '<h1>Something went wrong</h1>'), 400)
    if (params.get('approval') !== 'true') {
      to.search = new URLSearchParams({ error: 'access_denied', state }).toString()
      return redirect(to.toString())
    }
    const code = randomBytes(24).toString('base64url')
    this.codes.set(code, {
      clientId: params.get('client_id') ?? '',
      redirectUri: params.get('redirect_uri') ?? '',
      scopes: (params.get('scope') ?? '').split(/\s+/),
      challenge: params.get('code_challenge') ?? '',
      expiresMs: this.nowMs + codeLifeMs,
    })
    to.search = new URLSearchParams({ state, code }).toString()
    return redirect(to.toString())
  }

  token({ params }: TownRequest): Answer {
    const id = params.get('client_id') ?? ''
    if (id === '') return refused('Missing required parameter [client_id].')
    if (params.get('grant_type') === 'refresh_token')
      return this.exchange(params.get('refresh_token') ?? '', id)
    const code = this.codes.get(params.get('code') ?? '')
    this.codes.delete(params.get('code') ?? '')
    const verifier = params.get('code_verifier') ?? ''
    const isGood =
      code !== undefined &&
      code.clientId === id &&
      code.redirectUri === params.get('redirect_uri') &&
      code.expiresMs > this.nowMs &&
      code.challenge === createHash('sha256').update(verifier).digest('base64url')
    if (!isGood) return refused('Value passed for the authorization code was invalid.')
    const family = this.nextFamily
    this.nextFamily += 1
    return this.give(family, id, code.scopes)
  }

  revoke({ params }: TownRequest): Answer {
    this.grants.delete(params.get('token') ?? '')
    return json({ revoked: true })
  }

  /** Ends every user token at once, as a change of password does. */
  private endFamily(family: number): void {
    for (const token of this.families.get(family) ?? []) {
      this.grants.delete(token)
      this.refresh.delete(token)
    }
  }

  /** A refresh token works once. One that comes again was stolen from somebody: its whole family ends. */
  private exchange(token: string, id: string): Answer {
    const found = this.refresh.get(token)
    if (found === undefined || found.clientId !== id)
      return refused('Value passed for the token was invalid.')
    if (found.used) {
      this.endFamily(found.family)
      return refused('Value passed for the token was invalid.')
    }
    found.used = true
    return this.give(found.family, id, found.scopes)
  }

  private give(family: number, id: string, scopes: string[]): Answer {
    const access = `x-access-${randomBytes(18).toString('base64url')}`
    const refresh = `x-refresh-${randomBytes(18).toString('base64url')}`
    this.grants.set(access, { as: 'user', clientId: id, scopes, expiresMs: this.nowMs + tokenLifeMs })
    const tokens = this.families.get(family) ?? new Set<string>()
    this.families.set(family, tokens.add(access))
    const isLasting = scopes.includes('offline.access')
    if (isLasting) {
      tokens.add(refresh)
      this.refresh.set(refresh, { family, clientId: id, scopes, used: false })
    }
    return json({
      token_type: 'bearer',
      expires_in: tokenLifeMs / 1000,
      access_token: access,
      scope: scopes.join(' '),
      ...(isLasting ? { refresh_token: refresh } : {}),
    })
  }
}

function refused(description: string): Answer {
  return json({ error: 'invalid_request', error_description: description }, 400)
}
