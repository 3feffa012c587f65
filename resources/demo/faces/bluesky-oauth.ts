import { randomBytes } from 'node:crypto'
import { html, json, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { ProofReader, sha256, type Proof } from './bluesky-proofs.ts'
import { didOf, handleOf } from './bluesky-names.ts'
import type { Town } from './bluesky-xrpc.ts'

/**
 * Sign-in by the browser (atproto.com/specs/oauth): pushed requests (RFC 9126), PKCE, proofs (RFC 9449) with nonces, tokens
 * that work once. The server that signs in is another host than the one that holds the accounts: this machine by its name.
 */

const accessMs = 3_600_000
const refreshMs = 14 * 86_400_000
const nonceMs = 180_000
const scopes = ['atproto', 'transition:generic', 'transition:chat.bsky', 'transition:email']

interface Pushed {
  clientId: string
  redirectUri: string
  state: string
  scope: string
  challenge: string
  jkt: string
}

interface Grant {
  clientId: string
  scope: string
  jkt: string
  expiresMs: number
}

export class BlueskyOauth {
  readonly issuer: string
  private readonly town: Town
  private readonly pushed = new Map<string, Pushed>()
  private readonly codes = new Map<string, Pushed>()
  private readonly access = new Map<string, Grant>()
  private readonly refresh = new Map<string, Grant>()
  private readonly proofs = new ProofReader()

  constructor(town: Town) {
    this.town = town
    this.issuer = `http://localhost:${new URL(town.setting.origin).port}`
  }

  /** Pages and documents beside XRPC. */
  handle(request: TownRequest): Answer | undefined {
    const path = `${request.method} ${request.url.pathname}`
    const isIssuer = request.headers['host'] === new URL(this.issuer).host
    if (path === 'GET /.well-known/oauth-protected-resource') return json(this.resource())
    if (path === 'GET /.well-known/oauth-authorization-server')
      return isIssuer ? json(this.metadata()) : undefined
    if (path === 'POST /oauth/par') return this.push(request)
    if (path === 'GET /oauth/bluesky/authorize') return this.ask(request)
    if (path === 'POST /oauth/bluesky/authorize') return this.decide(request)
    if (path === 'POST /oauth/bluesky/token') return this.token(request)
    return undefined
  }

  /** Why a call with this token may not pass; undefined where it may. */
  refuses(request: TownRequest, token: string): Answer | undefined {
    const grant = this.access.get(token)
    const proof = this.proofs.read(request, this.town.setting.origin)
    if (proof === undefined) return this.deny(401, 'invalid_dpop_proof', 'DPoP proof is missing or wrong')
    if (proof.nonce !== this.nonce())
      return this.deny(401, 'use_dpop_nonce', 'Resource server requires nonce in DPoP proof')
    const isOurs = grant !== undefined && grant.jkt === proof.jkt && proof.ath === sha256(token)
    if (!isOurs || grant.expiresMs <= this.now())
      return this.deny(401, 'invalid_token', '"exp" claim timestamp check failed')
    return undefined
  }

  /** The nonce goes out with every answer, so that the next proof can be right at once. */
  headers(): Record<string, string> {
    return { 'dpop-nonce': this.nonce() }
  }

  private resource(): object {
    return {
      resource: this.town.setting.origin,
      authorization_servers: [this.issuer],
      scopes_supported: [],
      bearer_methods_supported: ['header'],
    }
  }

  private metadata(): object {
    const { issuer } = this
    return {
      issuer,
      scopes_supported: scopes,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      authorization_endpoint: `${issuer}/oauth/bluesky/authorize`,
      token_endpoint: `${issuer}/oauth/bluesky/token`,
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
      require_pushed_authorization_requests: true,
      dpop_signing_alg_values_supported: ['ES256'],
      client_id_metadata_document_supported: true,
    }
  }

  private push(request: TownRequest): Answer {
    const proof = this.proofOrWhyNot(request)
    if ('status' in proof) return proof
    const { params } = request
    const clientId = params.get('client_id') ?? ''
    const redirectUri = params.get('redirect_uri') ?? ''
    const client = loopbackClient(clientId)
    const scope = params.get('scope') ?? ''
    if (client === undefined)
      return this.deny(400, 'invalid_client', 'Only the loopback client is known here')
    if (!client.redirects.some((each) => samePage(each, redirectUri)))
      return this.deny(400, 'invalid_request', 'Invalid redirect_uri')
    if (
      scope.split(' ').some((each) => !client.scopes.includes(each)) ||
      !scope.split(' ').includes('atproto')
    )
      return this.deny(400, 'invalid_scope', 'Scope was not declared by the client')
    const challenge = params.get('code_challenge')
    if (params.get('code_challenge_method') !== 'S256' || challenge === undefined)
      return this.deny(400, 'invalid_request', 'PKCE is required')
    const uri = `urn:ietf:params:oauth:request_uri:req-${randomBytes(16).toString('hex')}`
    this.pushed.set(uri, {
      clientId,
      redirectUri,
      state: params.get('state') ?? '',
      scope,
      challenge,
      jkt: proof.jkt,
    })
    return this.answer(json({ request_uri: uri, expires_in: 299 }, 201))
  }

  private ask({ params }: TownRequest): Answer {
    const uri = params.get('request_uri') ?? ''
    const asked = this.pushed.get(uri)
    if (asked === undefined || asked.clientId !== params.get('client_id'))
      return html(page('Sign in', '<h1>This request is not known here</h1>'), 400)
    const { bakery } = this.town.names
    return html(
      page(
        'Sign in',
        `<h1>Sign in</h1>
<p>As <strong>${escapeHtml(handleOf(bakery))}</strong>, for a program on this computer that wants: <code>${escapeHtml(asked.scope)}</code></p>
<form action="/oauth/bluesky/authorize" method="post">
<input type="hidden" name="request_uri" value="${escapeHtml(uri)}">
<button class="main" type="submit" name="decision" value="allow">Authorize</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
      ),
    )
  }

  private decide({ params }: TownRequest): Answer {
    const uri = params.get('request_uri') ?? ''
    const asked = this.pushed.get(uri)
    this.pushed.delete(uri)
    if (asked === undefined) return html(page('Sign in', '<h1>This request is not known here</h1>'), 400)
    const back = new URL(asked.redirectUri)
    back.searchParams.set('iss', this.issuer)
    back.searchParams.set('state', asked.state)
    if (params.get('decision') === 'allow') {
      const code = `cod-${randomBytes(24).toString('hex')}`
      this.codes.set(code, asked)
      back.searchParams.set('code', code)
    } else {
      back.searchParams.set('error', 'access_denied')
    }
    return redirect(back.href)
  }

  private token(request: TownRequest): Answer {
    const proof = this.proofOrWhyNot(request)
    if ('status' in proof) return proof
    const { params } = request
    if (params.get('grant_type') === 'refresh_token') {
      const used = params.get('refresh_token') ?? ''
      const grant = this.refresh.get(used)
      // Works once, for whom it was given to.
      this.refresh.delete(used)
      const isGood = grant !== undefined && grant.jkt === proof.jkt && grant.expiresMs > this.now()
      if (!isGood || grant.clientId !== params.get('client_id'))
        return this.deny(400, 'invalid_grant', 'Invalid refresh token')
      return this.give(grant)
    }
    const code = params.get('code') ?? ''
    const asked = this.codes.get(code)
    this.codes.delete(code)
    const isGood =
      asked !== undefined &&
      asked.clientId === params.get('client_id') &&
      asked.redirectUri === params.get('redirect_uri') &&
      asked.jkt === proof.jkt &&
      asked.challenge === sha256(params.get('code_verifier') ?? '')
    return isGood ? this.give(asked) : this.deny(400, 'invalid_grant', 'Invalid code')
  }

  private give({ clientId, scope, jkt }: Pick<Grant, 'clientId' | 'scope' | 'jkt'>): Answer {
    const [access, refresh] = [
      `tok-${randomBytes(24).toString('hex')}`,
      `ref-${randomBytes(24).toString('hex')}`,
    ]
    const now = this.now()
    this.access.set(access, { clientId, scope, jkt, expiresMs: now + accessMs })
    this.refresh.set(refresh, { clientId, scope, jkt, expiresMs: now + refreshMs })
    return this.answer(
      json({
        access_token: access,
        token_type: 'DPoP',
        refresh_token: refresh,
        scope,
        expires_in: accessMs / 1000,
        sub: didOf(this.town.names.bakery),
      }),
    )
  }

  private proofOrWhyNot(request: TownRequest): Proof | Answer {
    const proof = this.proofs.read(request, this.issuer)
    if (proof === undefined) return this.deny(400, 'invalid_dpop_proof', 'DPoP proof is missing or wrong')
    return proof.nonce === this.nonce()
      ? proof
      : this.deny(400, 'use_dpop_nonce', 'Authorization server requires nonce in DPoP proof')
  }

  private nonce(): string {
    return `nonce-${String(Math.floor(this.now() / nonceMs))}`
  }

  private now(): number {
    return this.town.world.clock.now()
  }

  private answer(answer: Answer): Answer {
    return { ...answer, headers: { ...answer.headers, ...this.headers() } }
  }

  private deny(status: number, error: string, description: string): Answer {
    const answer = this.answer(json({ error, error_description: description, message: description }, status))
    return status === 401
      ? {
          ...answer,
          headers: {
            ...answer.headers,
            'www-authenticate': `DPoP error="${error}", error_description="${description.replaceAll('"', "'")}"`,
          },
        }
      : answer
  }
}

/** The client that every server knows: `http://localhost`, with redirects and scopes in its own name. */
function loopbackClient(clientId: string): { redirects: string[]; scopes: string[] } | undefined {
  if (!URL.canParse(clientId)) return undefined
  const url = new URL(clientId)
  if (url.origin !== 'http://localhost' || url.pathname !== '/' || url.port !== '') return undefined
  const redirects = url.searchParams.getAll('redirect_uri')
  return {
    redirects: redirects.length > 0 ? redirects : ['http://127.0.0.1/', 'http://[::1]/'],
    scopes: (url.searchParams.get('scope') ?? 'atproto').split(' '),
  }
}

/** Ports of the loopback address do not count (RFC 8252, section 7.3). */
function samePage(registered: string, asked: string): boolean {
  if (!URL.canParse(registered) || !URL.canParse(asked)) return false
  const [one, other] = [new URL(registered), new URL(asked)]
  return one.protocol === other.protocol && one.hostname === other.hostname && one.pathname === other.pathname
}
