import { createHash } from 'node:crypto'
import { Failure } from '#shared/failure'
import { plainSite } from '../../../networks/wordpress/site.ts'
import type { Fields } from './xml.ts'

/** Whose blog an export is, and who writes there. */
export interface Blog {
  /** `https://blog.example`, without a slash at the end. */
  site: string
  lang: string | undefined
  /** People who write there, by the name that posts call them. */
  authors: ReadonlyMap<string, { id: number; name: string }>
  /** The one who exported, where only one person writes there. */
  ownId: number | undefined
  /** How the pictures of guests are named: by a hash of their mail address. */
  mailHash: 'md5' | 'sha256'
}

/** Throws bad-input where the export does not say which blog it is of. */
export function blogOf(fields: Fields, authors: readonly Fields[]): Blog {
  const address = (fields.get('wp:base_blog_url') ?? fields.get('link') ?? '').trim()
  if (!/^https?:\/\//.test(address) || !URL.canParse(address))
    throw new Failure(
      'bad-input',
      'This export does not say which blog it is of. Make it again under Tools, Export, All content.',
    )
  const known = new Map(
    authors.flatMap((author) => {
      const id = idOf(author.get('wp:author_id'))
      const login = (author.get('wp:author_login') ?? '').trim()
      const name = (author.get('wp:author_display_name') ?? '').trim()
      return id === 0 || login === '' ? [] : [[login, { id, name: name === '' ? login : name }] as const]
    }),
  )
  const [only] = known.values()
  return {
    site: plainSite(address),
    lang: /^[a-z]{2,3}(?![a-z])/i.exec(fields.get('language')?.trim() ?? '')?.[0].toLowerCase(),
    authors: known,
    ownId: known.size === 1 ? only?.id : undefined,
    mailHash: mailHashOf(fields.get('generator') ?? ''),
  }
}

/** WordPress names pictures by SHA-256 since 6.8; `https://wordpress.org/?v=6.1.9` says which it is. */
function mailHashOf(generator: string): Blog['mailHash'] {
  const [, major, minor] = /\?v=(\d+)\.(\d+)/.exec(generator) ?? []
  return major !== undefined && (Number(major) < 6 || (Number(major) === 6 && Number(minor) < 8))
    ? 'md5'
    : 'sha256'
}

/** The address of somebody's picture as the API gives it; undefined where they left no mail address. */
export function pictureOf({ mailHash }: Blog, mail: string): string | undefined {
  const address = mail.trim().toLowerCase()
  if (address === '') return undefined
  const hash = createHash(mailHash).update(address).digest('hex')
  return `https://secure.gravatar.com/avatar/${hash}?s=96&d=mm&r=g`
}

/** A number as WordPress gives them to things; 0 is nobody and nothing. */
export function idOf(text: string | undefined): number {
  const id = /^\s*\d{1,15}\s*$/.test(text ?? '') ? Number(text) : 0
  return Number.isSafeInteger(id) ? id : 0
}

/** A time in UTC, in milliseconds since 1970. Where there is none (zeros), the blog's own clock has to do. */
export function momentOf(utc: string | undefined, local: string | undefined): number | undefined {
  for (const text of [utc, local]) {
    const [, day, time] = /^\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)\s*$/.exec(text ?? '') ?? []
    const ms = day === undefined || time === undefined ? NaN : Date.parse(`${day}T${time}Z`)
    if (Number.isFinite(ms) && ms > 0) return ms
  }
  return undefined
}

export function webAddress(value: string | undefined): string | undefined {
  const address = value?.trim() ?? ''
  return /^https?:\/\//.test(address) && URL.canParse(address) ? address : undefined
}
