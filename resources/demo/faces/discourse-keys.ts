import { constants, createHash, createPublicKey, publicEncrypt } from 'node:crypto'
import { html, page, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us, type World } from '../world.ts'

/** Who asks: keys that users grant to programs, and the one that the administrator made. */

/** Made by the administrator for all users. */
export const forumAdminKey = '5d0f1bake0a11day0and0night0c2e9f7bread0admin0key0of0the0town'
/** A member whose posts somebody looks at before they are shown. */
export const newMember = 'zofia'
const scopes = new Set([
  'read',
  'write',
  'message_bus',
  'push',
  'notifications',
  'session_info',
  'one_time_password',
])
const perMinute = 20

export type Asker = { person: string | undefined; wrong: boolean }

export class ForumKeys {
  private readonly world: World
  private readonly granted = new Map<string, string>()
  private made = 0
  private asked: number[] = []

  constructor(world: World) {
    this.world = world
  }

  /** `wrong` where a key came along that does not count (any more): then nothing is given at all. */
  who(request: TownRequest): Asker {
    const own = request.headers['user-api-key']
    if (own !== undefined) {
      const person = this.granted.get(own)
      return { person, wrong: person === undefined }
    }
    const key = request.headers['api-key']
    if (key === undefined) return { person: undefined, wrong: false }
    const name = (request.headers['api-username'] ?? '').toLowerCase()
    const isRight = key === forumAdminKey && this.world.people.has(name)
    return { person: isRight ? name : undefined, wrong: !isRight }
  }

  /** Seconds to wait, where a key that a user granted has asked often enough within a minute. */
  waitSeconds(request: TownRequest): number | undefined {
    if (request.headers['user-api-key'] === undefined) return undefined
    const nowMs = this.world.clock.now()
    this.asked = this.asked.filter((ms) => ms > nowMs - 60_000)
    const [first] = this.asked
    if (this.asked.length >= perMinute && first !== undefined)
      return Math.ceil((first + 60_000 - nowMs) / 1000)
    this.asked.push(nowMs)
    return undefined
  }

  revoke(request: TownRequest): boolean {
    return this.granted.delete(request.headers['user-api-key'] ?? '')
  }

  /** What is shown to be pasted: encrypted for who asked, in lines of sixty letters. */
  grant(publicKey: string, nonce: string): string {
    this.made += 1
    const key = createHash('sha256')
      .update(`key ${String(this.made)}`)
      .digest('hex')
    this.granted.set(key, us)
    const payload = JSON.stringify({ key, nonce, push: false, api: 4 })
    const sealed = publicEncrypt(
      { key: createPublicKey(publicKey), padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(payload),
    )
    return `${sealed.toString('base64').replaceAll(/.{60}/g, '$&\n')}\n`
  }
}

const denied = html(
  page(
    'Forum',
    '<h1>Sorry, we are unable to issue user API keys, this feature may be disabled by the site admin</h1>',
  ),
  403,
)

/** The page that asks the bakery, who is signed in to the forum, whether a program may have a key. */
export function askPage(request: TownRequest, base: string): Answer {
  if (!isAllowed(request)) return denied
  const { params } = request
  const hidden = ['application_name', 'nonce', 'client_id', 'auth_redirect', 'public_key', 'scopes']
    .filter((name) => params.get(name) !== undefined)
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? '')}">`)
    .join('')
  return html(
    page(
      'Authorize application access',
      `<h1>Authorize application access</h1><p>“${escapeHtml(params.get('application_name') ?? '')}” is requesting the following access to your account: ${escapeHtml(params.get('scopes') ?? '')}</p><form action="${base}/user-api-key" method="post">${hidden}<button class="main">Authorize</button></form>`,
    ),
  )
}

/** What the page's button does: without an address that the forum's keeper listed, the answer is shown. */
export function grantPage(request: TownRequest, keys: ForumKeys): Answer {
  if (!isAllowed(request)) return denied
  const { params } = request
  // Only the address of the forum's own app is listed.
  const back = params.get('auth_redirect')
  if (back !== undefined && back !== 'discourse://auth_redirect') return denied
  const payload = keys.grant(params.get('public_key') ?? '', params.get('nonce') ?? '')
  if (back !== undefined)
    return { status: 302, headers: { location: `${back}?payload=${encodeURIComponent(payload)}` }, body: '' }
  return html(
    page(
      'Authorize application access',
      `<h1>We have just generated a new user API key for you to use with “${escapeHtml(params.get('application_name') ?? '')}”. Please paste the following key into your application:</h1><pre>${payload}</pre>`,
    ),
  )
}

function isAllowed({ params }: TownRequest): boolean {
  const needed = ['application_name', 'nonce', 'client_id', 'public_key', 'scopes']
  if (needed.some((name) => (params.get(name) ?? '') === '')) return false
  return (params.get('scopes') ?? '').split(',').every((scope) => scopes.has(scope))
}
