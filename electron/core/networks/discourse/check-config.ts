import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { translate } from './dialect.ts'
import { readAddress, siteKey } from './place.ts'

/**
 * Checks and completes what was typed for a stream; `site` only without an account. Throws bad-input with what to
 * change. Pure.
 */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  const site = siteOf(config)
  const where = site['site'] === undefined ? 'our forum' : siteKey(site['site'])
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Mentions and replies' }
    case 'feed':
      return { config: site, name: `Everything on ${where}` }
    case 'keyword': {
      const query = checkQuery(config['query'] ?? '')
      return { config: { query, ...site }, name: `${query} on ${where}` }
    }
    case 'list':
      return checkList(config['where'] ?? '')
    case 'author': {
      const user = checkUser(config['user'] ?? '')
      return { config: { user, ...site }, name: `@${user} on ${where}` }
    }
    default:
      throw new Failure(
        'bad-input',
        'A forum offers mentions, everything that is written, categories and tags, people, and words.',
      )
  }
}

function siteOf(config: StreamConfig): StreamConfig {
  const typed = (config['site'] ?? '').trim()
  return typed === '' ? {} : { site: readAddress(typed).site }
}

function checkList(typed: string): { config: StreamConfig; name: string } {
  const { site, spot } = readAddress(typed)
  const host = siteKey(site)
  switch (spot.type) {
    case 'category': {
      const path = [spot.slug, ...(spot.id === undefined || spot.id === spot.slug ? [] : [spot.id])]
      return {
        config: { where: `${site}/c/${path.map(encodeURIComponent).join('/')}` },
        name: `${spot.slug} on ${host}`,
      }
    }
    case 'tag':
      if (!/^[\p{L}\p{M}\p{N}_-]+$/u.test(spot.tag))
        throw new Failure('bad-input', 'This tag has signs that a forum cannot be searched for.')
      return {
        config: { where: `${site}/tag/${encodeURIComponent(spot.tag)}` },
        name: `#${spot.tag} on ${host}`,
      }
    default:
      throw new Failure(
        'bad-input',
        'This is no category or tag. Open it on the forum and copy its address, for example https://forum.example/c/bread/5.',
      )
  }
}

function checkUser(typed: string): string {
  const text = typed.trim()
  const spot = text.includes('/') ? readAddress(text).spot : undefined
  const name = spot?.type === 'user' ? spot.name : text.replace(/^@/, '')
  if (/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,59}$/u.test(name)) return name
  throw new Failure('bad-input', 'This is no name on a forum. It looks like maria or @maria.')
}

function checkQuery(typed: string): string {
  const parsed = parseQuery(typed)
  if (parsed.errors !== undefined) {
    const [first] = parsed.errors
    throw new Failure('bad-input', `${first?.message ?? 'This cannot be read'}. ${first?.hint ?? ''}`.trim())
  }
  if (translate(parsed.ast).asked.length === 0) {
    throw new Failure(
      'bad-input',
      'A forum can be searched for whole words of three letters and more: add one, for example rye. At most four alternatives are asked for.',
    )
  }
  return print(parsed.ast)
}
