import { html, json, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us, type World } from '../world.ts'
import { detailedUserJson } from './misskey-notes.ts'

/** Tokens and their rights, and MiAuth (misskey-hub.net/docs/for-developers/api/token/miauth). */

export const misskeyTokens = {
  /** Made on the settings page, with all that Earshot asks for. */
  full: 'misskeyTokenOfTheBakery0000001',
  /** May hear, and say nothing. */
  hears: 'misskeyTokenThatHears000000001',
  /** May do everything but react. */
  quiet: 'misskeyTokenThatDoesNotReact01',
} as const

const hearing = ['read:account', 'read:notifications']

interface Session {
  token: string
  fetched: boolean
}

export class MiAuth {
  private readonly rights = new Map<string, readonly string[]>([
    [misskeyTokens.full, [...hearing, 'write:notes', 'write:reactions']],
    [misskeyTokens.hears, hearing],
    [misskeyTokens.quiet, [...hearing, 'write:notes']],
  ])
  private readonly sessions = new Map<string, Session>()

  /** The rights of a token; undefined for one that nobody has. */
  rightsOf(token: string): readonly string[] | undefined {
    return this.rights.get(token)
  }

  /** The page that asks, and what comes of it: back to the program, which then fetches its token. */
  page(session: string, request: TownRequest): Answer {
    const { params } = request
    const permission = params.get('permission') ?? ''
    if (request.method === 'GET') return html(page('Authorize app', asking(session, request)))
    if (params.get('decision') !== 'allow') return html(page('Denied', '<h1>It was not allowed.</h1>'))
    const token = `misskeyTokenByMiAuth${String(this.sessions.size + 1).padStart(10, '0')}`
    this.rights.set(token, permission.split(',').filter(Boolean))
    this.sessions.set(session, { token, fetched: false })
    const callback = params.get('callback')
    if (callback === undefined || !URL.canParse(callback))
      return html(page('Allowed', '<h1>Go back to the program.</h1>'))
    const back = new URL(callback)
    back.searchParams.set('session', session)
    return redirect(back.href)
  }

  /** Gives the token of a session that was agreed to, once. */
  check(session: string, world: World, origin: string): Answer {
    const found = this.sessions.get(session)
    if (found === undefined || found.fetched) return json({ ok: false })
    found.fetched = true
    return json({
      ok: true,
      token: found.token,
      user: detailedUserJson({ world, origin }, world.person(us)),
    })
  }
}

function asking(session: string, { params }: TownRequest): string {
  const hidden = ['permission', 'callback']
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? '')}">`)
    .join('')
  const rights = (params.get('permission') ?? '').split(',').map((right) => `<li>${escapeHtml(right)}</li>`)
  return `<h1>Allow ${escapeHtml(params.get('name') ?? '')} to use your account?</h1>
<ul>${rights.join('')}</ul>
<form action="/miauth/${escapeHtml(session)}" method="post">${hidden}
<button class="main" type="submit" name="decision" value="allow">Accept</button>
<button type="submit" name="decision" value="deny">Cancel</button>
</form>`
}
