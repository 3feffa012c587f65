import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'

/** The device flow (docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow). */

export const clientId = 'Ov23liTownBakery0001'
/** An app whose owner did not tick the device flow. */
export const closedClientId = 'Ov23liTownBakery0002'

export const tokens = {
  classic: 'ghp_townTokenOfTheBakery',
  /** May read who it is, and nothing else. */
  weak: 'ghp_townTokenThatLacks',
  fineGrained: 'github_pat_townTokenOfTheBakery',
} as const

/** The scopes of tokens that have any. */
const classicScopes: Readonly<Record<string, string>> = {
  [tokens.classic]: 'notifications, public_repo',
  [tokens.weak]: 'read:user',
}

interface Attempt {
  deviceCode: string
  userCode: string
  scope: string
  expiresMs: number
  intervalMs: number
  askedMs: number
  state: 'waits' | 'granted' | 'denied'
}

const lifeMs = 899_000

export class DeviceFlow {
  private readonly attempts: Attempt[] = []
  private readonly granted = new Map<string, string>()
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  /** The scopes of a token; an empty text for one without, undefined for one that nobody has. */
  scopesOf(token: string): string | undefined {
    return classicScopes[token] ?? this.granted.get(token) ?? (token === tokens.fineGrained ? '' : undefined)
  }

  begin(request: TownRequest, origin: string): Answer {
    const { params } = request
    const client = params.get('client_id')
    if (client === closedClientId)
      return inForm(request, {
        error: 'device_flow_disabled',
        error_description: 'Device Flow must be explicitly enabled for this App',
      })
    if (client !== clientId) return json({ error: 'Not Found' }, 404)
    const count = this.attempts.length + 1
    const attempt: Attempt = {
      deviceCode: `town-device-code-${String(count).padStart(24, '0')}`,
      userCode: `OVEN-${String(1000 + count)}`,
      scope: (params.get('scope') ?? '').replaceAll(' ', ', '),
      expiresMs: this.now() + lifeMs,
      intervalMs: 5000,
      askedMs: this.now(),
      state: 'waits',
    }
    this.attempts.push(attempt)
    return inForm(request, {
      device_code: attempt.deviceCode,
      user_code: attempt.userCode,
      verification_uri: `${origin}/login/device`,
      expires_in: lifeMs / 1000,
      interval: attempt.intervalMs / 1000,
    })
  }

  poll(request: TownRequest): Answer {
    const { params } = request
    const attempt = this.attempts.find((each) => each.deviceCode === params.get('device_code'))
    if (attempt === undefined || params.get('client_id') !== clientId)
      return inForm(request, {
        error: 'incorrect_device_code',
        error_description: 'The device_code is not valid.',
      })
    if (this.now() >= attempt.expiresMs)
      return inForm(request, { error: 'expired_token', error_description: 'The device_code has expired.' })
    const isEarly = this.now() - attempt.askedMs < attempt.intervalMs
    attempt.askedMs = this.now()
    if (isEarly) {
      attempt.intervalMs += 5000
      return inForm(request, { error: 'slow_down', interval: attempt.intervalMs / 1000 })
    }
    if (attempt.state === 'waits')
      return inForm(request, {
        error: 'authorization_pending',
        error_description: 'The authorization request is still pending.',
      })
    if (attempt.state === 'denied')
      return inForm(request, {
        error: 'access_denied',
        error_description: 'The authorization request was denied.',
      })
    const token = `gho_townTokenByCode${String(this.granted.size + 1)}`
    this.granted.set(token, attempt.scope)
    return inForm(request, {
      access_token: token,
      token_type: 'bearer',
      scope: attempt.scope.replaceAll(', ', ','),
    })
  }

  /** The page where the code is typed, and what came of it. */
  page(request: TownRequest): Answer {
    if (request.method === 'GET') return html(page('Device activation', form))
    const code = (request.params.get('user_code') ?? '').trim().toUpperCase()
    const attempt = this.attempts.find((each) => each.userCode === code && each.state === 'waits')
    if (attempt === undefined)
      return html(page('Device activation', `<p>There is no code ${escapeHtml(code)}.</p>${form}`), 404)
    attempt.state = request.params.get('decision') === 'deny' ? 'denied' : 'granted'
    const words = attempt.state === 'granted' ? 'Congratulations, you are all set!' : 'It was not allowed.'
    return html(page('Device activation', `<h1>${words}</h1>`))
  }
}

const form = `<h1>Device activation</h1>
<form action="/login/device" method="post">
<p><label>Code <input name="user_code" autocomplete="off"></label></p>
<button class="main" type="submit" name="decision" value="allow">Authorize</button>
<button type="submit" name="decision" value="deny">Cancel</button>
</form>`

/** JSON only where it was asked for; otherwise as a form, which surprises everybody once. */
function inForm(request: TownRequest, values: Record<string, string | number>): Answer {
  if (request.headers['accept']?.includes('json') === true) return json(values)
  const pairs = Object.entries(values).map(([name, value]): [string, string] => [name, String(value)])
  return {
    status: 200,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams(pairs).toString(),
  }
}
