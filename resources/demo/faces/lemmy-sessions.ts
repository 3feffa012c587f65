import { hashOf } from '../ids.ts'
import { us } from '../world.ts'

/** Who can sign in at the town's Lemmy: the bakery with a password, the librarian with a second factor besides. */
export const boardLogins = {
  [us]: { mail: 'crumb@lindenbrook.example', password: 'rye-at-five-in-the-morning' },
  beatrix: { mail: 'beatrix@lindenbrook.example', password: 'shelf 641.815', code: '641815' },
} as const

/** A refusal: its word, and a status where that is not 400. */
export interface Refused {
  error: string
  status?: number
}

export class Sessions {
  private readonly tokens = new Map<string, string>()
  private made = 0

  logIn(name: string, password: string, code: string | undefined): { jwt: string } | Refused {
    const found = Object.entries(boardLogins).find(
      ([key, login]) => key === name.toLowerCase() || login.mail === name.toLowerCase(),
    )
    if (found === undefined) return { error: 'not_found', status: 404 }
    const [key, login] = found
    if (login.password !== password) return { error: 'incorrect_login', status: 401 }
    if ('code' in login && code === undefined) return { error: 'missing_totp_token' }
    if ('code' in login && code !== login.code) return { error: 'incorrect_totp_token' }
    this.made += 1
    const jwt = `eyJ0eXAiOiJKV1QifQ.${key}.${hashOf(`${key} ${this.made}`).toString(36)}${this.made}`
    this.tokens.set(jwt, key)
    return { jwt }
  }

  /** A token that does not count is nobody, and nobody is told. */
  find(authorization: string | undefined): string | undefined {
    return this.tokens.get((authorization ?? '').replace(/^Bearer /, ''))
  }

  logOut(authorization: string | undefined): void {
    this.tokens.delete((authorization ?? '').replace(/^Bearer /, ''))
  }
}
