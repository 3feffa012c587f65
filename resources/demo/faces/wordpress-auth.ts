import { createHash } from 'node:crypto'
import { html, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { users, type BlogUser } from './wordpress-comments.ts'

/** Application passwords as WordPress grants and checks them. */

export interface AppPassword {
  uuid: string
  name: string
  user: BlogUser
  /** Without the spaces that are only for reading. */
  password: string
}

/** What signs in from the start. */
export const blogLogins = {
  crumb: 'rye0 oven dawn salt loaf 1962',
  beatrix: 'shhh 641p 815b cake shel fmrk',
} as const

export class AppPasswords {
  private readonly granted: AppPassword[] = users.map((user) => ({
    uuid: uuidOf(`first of ${user.key}`),
    name: 'Earshot',
    user,
    password: plain(user.key === 'crumb' ? blogLogins.crumb : blogLogins.beatrix),
  }))
  private made = 0

  /** Who asks; a wrong password is nobody, and nobody is told. */
  find(request: TownRequest): AppPassword | undefined {
    const pair = /^Basic (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    if (pair === undefined) return undefined
    const text = Buffer.from(pair, 'base64').toString('utf8')
    const [user, password] = [text.slice(0, text.indexOf(':')), plain(text.slice(text.indexOf(':') + 1))]
    return this.granted.find((one) => one.user.key === user.toLowerCase() && one.password === password)
  }

  /** Undefined where the user has one of that name. */
  grant(user: BlogUser, name: string): AppPassword | undefined {
    if (this.granted.some((one) => one.user === user && one.name === name)) return undefined
    this.made += 1
    const seed = createHash('sha256').update(`${user.key} ${this.made}`).digest('hex')
    const one = { uuid: uuidOf(seed), name, user, password: seed.slice(0, 24) }
    this.granted.push(one)
    return one
  }

  withdraw(user: BlogUser, uuid: string): boolean {
    const at = this.granted.findIndex((one) => one.user === user && one.uuid === uuid)
    if (at === -1) return false
    this.granted.splice(at, 1)
    return true
  }
}

function plain(password: string): string {
  return password.replaceAll(/[^A-Za-z0-9]/g, '')
}

function uuidOf(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

export function inChunks(password: string): string {
  return password.replaceAll(/.{4}(?=.)/g, '$& ')
}

/** The page that asks the bakery, who is signed in to the blog, whether a program may have a password. */
export function askPage(request: TownRequest): Answer {
  const { params } = request
  const back = backUrl(params.get('success_url'))
  if (params.get('success_url') !== undefined && back === undefined) {
    return html(
      page(
        'Error',
        '<h1>The Authorize Application request is not allowed.</h1><p>The URL must be served over a secure connection.</p>',
      ),
      403,
    )
  }
  const hidden = ['app_name', 'success_url', 'reject_url']
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? '')}">`)
    .join('')
  return html(
    page(
      'Authorize Application',
      `<h1>Authorize Application</h1><p>Would you like to give the application identifying itself as <b>${escapeHtml(params.get('app_name') ?? '')}</b> access to your account?</p><form method="post">${hidden}<button class="main" name="approve" value="1">Yes, I approve of this connection</button><button name="reject" value="1">No, I do not approve of this connection</button></form>`,
    ),
  )
}

/** What the page's form does. */
export function decide(request: TownRequest, passwords: AppPasswords, site: string): Answer {
  const { params } = request
  const [success, reject] = [backUrl(params.get('success_url')), backUrl(params.get('reject_url'))]
  if (params.get('approve') === undefined)
    return reject === undefined ? html(page('Dashboard', '<h1>Dashboard</h1>')) : redirect(reject.href)
  const [user] = users
  if (user === undefined) return html(page('Error', '<h1>Nobody is signed in</h1>'), 403)
  const granted = passwords.grant(user, params.get('app_name') ?? '')
  if (granted === undefined) return html(page('Error', '<p>Each application name should be unique.</p>'), 409)
  const { password } = granted
  if (success === undefined)
    return html(
      page('Authorize Application', `<p>Your new password is: <code>${inChunks(password)}</code></p>`),
    )
  for (const [name, value] of Object.entries({ site_url: site, user_login: user.key, password }))
    success.searchParams.append(name, value)
  return redirect(success.href)
}

/** Https, a program's own scheme, or, from 7.0 on, a loopback address. */
function backUrl(value: string | undefined): URL | undefined {
  if (value === undefined || !URL.canParse(value)) return undefined
  const url = new URL(value)
  if (/^(?:javascript|data):$/.test(url.protocol)) return undefined
  if (url.protocol === 'http:' && !['127.0.0.1', '[::1]'].includes(url.hostname)) return undefined
  return url
}
