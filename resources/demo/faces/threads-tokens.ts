import { json, type Answer, type TownRequest } from '../message.ts'
import { GraphRefusal } from './facebook-fields.ts'

/** Tokens of the Threads API in the town: those of the bakery's own app, and some that are no good. */

export const userId = '7400000000000017'
export const username = 'crumb.bakery'

const everyScope = [
  'threads_basic',
  'threads_content_publish',
  'threads_manage_replies',
  'threads_read_replies',
  'threads_manage_mentions',
  'threads_keyword_search',
  'threads_profile_discovery',
]

interface Token {
  scopes: readonly string[]
  /** Made that long before the town's start. */
  ageMs: number
  /** Lives that long after the town's start. */
  livesMs: number
  /** Meta approved the app: it sees what others say, not only its testers. */
  approved: boolean
  /** Its account has a role at the app, so that it may ask about its tokens. */
  tester: boolean
}

const hour = 3_600_000
const day = 24 * hour
const good: Token = { scopes: everyScope, ageMs: 2 * hour, livesMs: 60 * day, approved: true, tester: true }
const without = (...scopes: string[]) => everyScope.filter((scope) => !scopes.includes(scope))

export const threadsTokens = {
  good: 'THAAtownTokenOfTheBakery',
  /** Twelve days old: time to renew it. */
  old: 'THAAtownTokenOfTwelveDays',
  /** Its app waits for approval. */
  unapproved: 'THAAtownTokenOfANewApp',
  /** Hears replies, but may neither search, nor hear mentions, nor speak. */
  narrow: 'THAAtownTokenThatReads',
  /** Nothing but the profile. */
  basic: 'THAAtownTokenThatLacks',
  /** Out of the authorization window, never exchanged. */
  short: 'THAAtownTokenOfAnHour',
  ended: 'THAAtownTokenThatEnded',
  /** Good, but nobody tells what it may do. */
  untold: 'THAAtownTokenOfAStranger',
} as const

const written: Readonly<Record<string, Token>> = {
  [threadsTokens.good]: good,
  [threadsTokens.old]: { ...good, ageMs: 12 * day, livesMs: 48 * day },
  [threadsTokens.unapproved]: { ...good, approved: false },
  [threadsTokens.narrow]: {
    ...good,
    scopes: ['threads_basic', 'threads_read_replies'],
  },
  [threadsTokens.basic]: { ...good, scopes: ['threads_basic', 'threads_content_publish'] },
  [threadsTokens.short]: { ...good, ageMs: 0, livesMs: hour },
  [threadsTokens.ended]: { ...good, ageMs: 60 * day, livesMs: -hour },
  [threadsTokens.untold]: { ...good, scopes: without('threads_keyword_search'), tester: false },
}

export interface Bearer extends Token {
  token: string
}

export class ThreadsTokens {
  private readonly startMs: number
  private readonly now: () => number
  private readonly known = new Map(Object.entries(written))
  private made = 0

  constructor(now: () => number) {
    this.startMs = now()
    this.now = now
  }

  /** Who asks. Throws GraphRefusal where the token is none, or has ended. */
  bearerOf(request: TownRequest): Bearer {
    const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const token = header ?? request.params.get('access_token')
    if (token === undefined || token === '')
      throw new GraphRefusal(104, 'An access token is required to request this resource.')
    const found = this.known.get(token)
    if (found === undefined)
      throw new GraphRefusal(190, `Invalid OAuth access token - Cannot parse access token ${token}`)
    if (this.endsMs(found) <= this.now())
      throw new GraphRefusal(190, 'Error validating access token: Session has expired.', 463)
    return { ...found, token }
  }

  /** Facts about a token, told to testers of its app. */
  debug(request: TownRequest): Answer {
    const bearer = this.known.get(
      /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ??
        request.params.get('access_token') ??
        '',
    )
    const token = this.known.get(request.params.get('input_token') ?? '')
    if (bearer === undefined || token === undefined)
      throw new GraphRefusal(190, 'Invalid OAuth access token - Cannot parse access token')
    if (!bearer.tester) throw notAllowed()
    return json({
      data: {
        type: 'USER',
        application: 'Crumb at work',
        data_access_expires_at: seconds(this.startMs + 90 * day),
        expires_at: seconds(this.endsMs(token)),
        is_valid: this.endsMs(token) > this.now(),
        issued_at: seconds(this.startMs - token.ageMs),
        scopes: token.scopes,
        user_id: userId,
      },
    })
  }

  /** A token of a day's age for one that lives sixty days from now on. The old one lives on. */
  renew(request: TownRequest): Answer {
    const bearer = this.bearerOf(request)
    if (request.params.get('grant_type') !== 'th_refresh_token')
      throw new GraphRefusal(100, 'Unsupported grant type', undefined, 'THApiException')
    if (this.now() - (this.startMs - bearer.ageMs) < day)
      throw new GraphRefusal(
        100,
        'The access token is not old enough to be refreshed',
        undefined,
        'THApiException',
      )
    this.made += 1
    const token = `THAAtownTokenRenewed${String(this.made)}`
    this.known.set(token, {
      ...bearer,
      ageMs: this.startMs - this.now(),
      livesMs: this.now() - this.startMs + 60 * day,
    })
    return json({ access_token: token, token_type: 'bearer', expires_in: (60 * day) / 1000 })
  }

  private endsMs(token: Token): number {
    return this.startMs + token.livesMs
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}

/** What the real one says, with a status of 500, whatever it is that an app may not do. */
export function notAllowed(): GraphRefusal {
  return new GraphRefusal(
    10,
    'Application does not have permission for this action',
    undefined,
    'THApiException',
  )
}

export function demand(bearer: Bearer, ...scopes: string[]): void {
  if (!scopes.every((scope) => bearer.scopes.includes(scope))) throw notAllowed()
}
