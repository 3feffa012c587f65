import { createHmac } from 'node:crypto'
import { json, type Answer, type TownRequest } from '../message.ts'
import { didDocument } from './bluesky-identity.ts'
import { didOf, handleOf } from './bluesky-names.ts'
import { budget, refuse, type Town, type XrpcCall } from './bluesky-xrpc.ts'

/** Sessions by app password (com.atproto.server.createSession): an access token for two hours, a refresh token that works once. */

export const appPassword = 'crum-brea-dlin-den7'
const accessMs = 2 * 3_600_000
const refreshMs = 90 * 86_400_000
const secret = 'town secret'

interface Claims {
  scope: string
  sub: string
  exp: number
  jti: string
}

export class BlueskySessions {
  private readonly town: Town
  private readonly usable = new Set<string>()
  private readonly signIns: ReturnType<typeof budget>
  private count = 0

  constructor(town: Town) {
    this.town = town
    this.signIns = budget(town.setting, 30)
  }

  get calls(): XrpcCall[] {
    return [
      {
        method: 'POST',
        nsid: 'com.atproto.server.createSession',
        open: true,
        handle: (request) => this.create(request),
      },
      {
        method: 'POST',
        nsid: 'com.atproto.server.refreshSession',
        open: true,
        handle: (request) => this.refresh(request),
      },
      { method: 'GET', nsid: 'com.atproto.server.getSession', handle: () => json(this.who()) },
    ]
  }

  /** Why a request with this bearer may not pass; undefined where it may. */
  refuses(token: string): Answer | undefined {
    const claims = read(token)
    if (claims === undefined || claims.scope !== 'com.atproto.appPass')
      return refuse(400, 'InvalidToken', 'Token could not be verified')
    return claims.exp * 1000 <= this.town.world.clock.now()
      ? refuse(400, 'ExpiredToken', 'Token has expired')
      : undefined
  }

  private who(): Record<string, unknown> {
    const { bakery } = this.town.names
    return {
      did: didOf(bakery),
      didDoc: didDocument(bakery, this.town.setting.origin),
      handle: handleOf(bakery),
      email: 'bakery@lindenbrook.example',
      emailConfirmed: true,
      active: true,
    }
  }

  private create({ params }: TownRequest): Answer {
    const { headers, isOver } = this.signIns()
    const { bakery } = this.town.names
    const limited = refuse(429, 'RateLimitExceeded', 'Rate Limit Exceeded')
    if (isOver) return { ...limited, headers: { ...limited.headers, ...headers } }
    const identifier = (params.get('identifier') ?? '').toLowerCase()
    const isUs = [handleOf(bakery), didOf(bakery), 'bakery@lindenbrook.example'].includes(identifier)
    const answer =
      isUs && params.get('password') === appPassword
        ? json({ ...this.pair(), ...this.who() })
        : refuse(401, 'AuthenticationRequired', 'Invalid identifier or password')
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }

  private refresh(request: TownRequest): Answer {
    const claims = read(bearerOf(request) ?? '')
    if (claims === undefined || claims.scope !== 'com.atproto.refresh')
      return refuse(400, 'InvalidToken', 'Token could not be verified')
    const isOld = claims.exp * 1000 <= this.town.world.clock.now()
    if (isOld || !this.usable.delete(claims.jti))
      return refuse(400, 'ExpiredToken', isOld ? 'Token has expired' : 'Token has been revoked')
    return json({ ...this.pair(), ...this.who() })
  }

  private pair(): { accessJwt: string; refreshJwt: string } {
    const sub = didOf(this.town.names.bakery)
    const nowMs = this.town.world.clock.now()
    this.count += 1
    const jti = `${String(nowMs)}-${String(this.count)}`
    this.usable.add(jti)
    const exp = (ms: number): number => Math.floor((nowMs + ms) / 1000)
    return {
      accessJwt: written('at+jwt', { scope: 'com.atproto.appPass', sub, exp: exp(accessMs), jti }),
      refreshJwt: written('refresh+jwt', { scope: 'com.atproto.refresh', sub, exp: exp(refreshMs), jti }),
    }
  }
}

export function bearerOf({ headers }: TownRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
}

function written(typ: string, claims: Claims): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ typ, alg: 'HS256' })}.${part(claims)}`
  return `${signed}.${signature(signed)}`
}

function signature(signed: string): string {
  return createHmac('sha256', secret).update(signed).digest('base64url')
}

function read(token: string): Claims | undefined {
  const [head = '', body = '', sign = ''] = token.split('.')
  if (sign !== signature(`${head}.${body}`)) return undefined
  // Written by us, as the signature says.
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims
}
