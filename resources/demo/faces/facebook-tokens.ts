import { createHmac } from 'node:crypto'
import { json, type Answer, type TownRequest } from '../message.ts'
import { GraphRefusal } from './facebook-fields.ts'

/** Tokens of the Graph API in the town: the bakery's Page, the person behind it, their app, and some that are no good. */

export const pageId = '104857600017'
export const otherPageId = '104857600099'
export const appId = '660011220033'
export const appSecret = 'c0ffee0c0ffee0c0ffee0c0ffee0c0ff'

const everyScope = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_engagement',
  'instagram_basic',
  'instagram_manage_comments',
]

interface Token {
  type: 'PAGE' | 'USER'
  /** Which Page or person. */
  of: string
  scopes: readonly string[]
  /** Lives that long after the town's start; absent: for ever. */
  livesMs?: number
}

const hour = 3_600_000
const person = '6100000000001'

export const tokens = {
  page: 'EAAtownPageTokenOfTheBakery',
  /** May read, but not answer, nor read Instagram. */
  weak: 'EAAtownPageTokenThatLacks',
  /** From a quick try in the Explorer. */
  short: 'EAAtownPageTokenOfAnHour',
  ended: 'EAAtownPageTokenThatEnded',
  user: 'EAAtownUserTokenOfAnHour',
  longUser: 'EAAtownUserTokenOfSixtyDays',
  otherPage: 'EAAtownPageTokenOfTheMarket',
} as const

const known: Readonly<Record<string, Token>> = {
  [tokens.page]: { type: 'PAGE', of: pageId, scopes: everyScope },
  [tokens.weak]: { type: 'PAGE', of: pageId, scopes: ['pages_show_list', 'pages_read_engagement'] },
  [tokens.short]: { type: 'PAGE', of: pageId, scopes: everyScope, livesMs: hour },
  [tokens.ended]: { type: 'PAGE', of: pageId, scopes: everyScope, livesMs: -hour },
  [tokens.user]: { type: 'USER', of: person, scopes: everyScope, livesMs: hour },
  [tokens.longUser]: { type: 'USER', of: person, scopes: everyScope, livesMs: 60 * 24 * hour },
  [tokens.otherPage]: { type: 'PAGE', of: otherPageId, scopes: everyScope },
}

export interface Bearer extends Token {
  token: string
}

export class GraphTokens {
  private readonly startMs: number
  private readonly now: () => number

  constructor(now: () => number) {
    this.startMs = now()
    this.now = now
  }

  /** Who asks. Throws GraphRefusal where the token is none, has ended, or comes with a wrong proof. */
  bearerOf(request: TownRequest): Bearer {
    const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const token = header ?? request.params.get('access_token')
    if (token === undefined)
      throw new GraphRefusal(
        104,
        'An access token is required to request this resource. Read the docs at https://developers.facebook.com/docs/.',
      )
    const found = known[token]
    if (found === undefined) throw new GraphRefusal(190, `Malformed access token ${token}`)
    if (this.endsMs(found) <= this.now())
      throw new GraphRefusal(
        190,
        'Error validating access token: Session has expired on Thursday, 01-Oct-26 01:00:00 PDT.',
        463,
      )
    const proof = request.params.get('appsecret_proof')
    if (proof !== undefined && proof !== createHmac('sha256', appSecret).update(token).digest('hex'))
      throw new GraphRefusal(100, 'Invalid appsecret_proof provided in the API argument')
    return { ...found, token }
  }

  /** Facts about a token, told to the app itself or to one of its people. */
  debug(request: TownRequest): Answer {
    const header = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    if (header !== `${appId}|${appSecret}`) this.bearerOf(request)
    const input = request.params.get('input_token') ?? ''
    const token = known[input]
    if (token === undefined)
      return json({
        data: {
          error: { code: 190, message: 'The access token could not be decrypted' },
          is_valid: false,
          scopes: [],
        },
      })
    const ends = this.endsMs(token)
    return json({
      data: {
        app_id: appId,
        type: token.type,
        application: 'Crumb at work',
        data_access_expires_at: Math.floor((this.startMs + 90 * 24 * hour) / 1000),
        expires_at: token.livesMs === undefined ? 0 : Math.floor(ends / 1000),
        is_valid: ends > this.now(),
        issued_at: Math.floor(this.startMs / 1000) - 60,
        ...(token.type === 'PAGE' ? { profile_id: token.of } : {}),
        scopes: token.scopes,
        granular_scopes: token.scopes.map((scope) => ({ scope, target_ids: [pageId] })),
        user_id: person,
        ...(ends > this.now()
          ? {}
          : { error: { code: 190, message: 'Error validating access token', subcode: 463 } }),
      },
    })
  }

  /** A short user token for a long one. */
  exchange(request: TownRequest): Answer {
    const { params } = request
    if (params.get('client_id') !== appId)
      throw new GraphRefusal(101, 'Error validating application. Cannot get application info.')
    if (params.get('client_secret') !== appSecret)
      throw new GraphRefusal(1, 'Error validating client secret.')
    const given = params.get('fb_exchange_token') ?? ''
    if (![tokens.user, tokens.longUser].some((each) => each === given))
      throw new GraphRefusal(190, `Malformed access token ${given}`)
    return json({ access_token: tokens.longUser, token_type: 'bearer', expires_in: 5_183_944 })
  }

  ownPages(bearer: Bearer): { id: string; name: string; access_token: string; tasks: string[] }[] {
    if (bearer.type !== 'USER') throw new GraphRefusal(100, '(#100) Object does not exist', 33)
    const tasks = ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE']
    return [
      { id: pageId, name: 'Crumb Bakery', access_token: tokens.page, tasks },
      { id: otherPageId, name: 'Lindenbrook Saturday Market', access_token: tokens.otherPage, tasks },
    ]
  }

  private endsMs(token: Token): number {
    return token.livesMs === undefined ? Number.POSITIVE_INFINITY : this.startMs + token.livesMs
  }
}

/** Throws GraphRefusal 200 and names the permission, as the Graph API does. */
export function demand(bearer: Bearer, scope: string): void {
  if (!bearer.scopes.includes(scope))
    throw new GraphRefusal(
      scope.startsWith('instagram') ? 10 : 200,
      `(#${scope.startsWith('instagram') ? '10' : '200'}) Requires ${scope} permission to manage the object`,
    )
}
