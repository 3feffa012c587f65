import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { translate } from './dialect.ts'
import { plainSite, readSite, siteKey } from './site.ts'

/**
 * Checks and completes what was typed for a stream; `site` only without an account. `root` is where the blog's API was
 * found, kept from the first look. Throws bad-input with what to change. Pure.
 */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  const place = placeOf(config)
  const where = place['site'] === undefined ? 'our blog' : siteKey(place['site'])
  switch (kind) {
    case 'comments':
      return { config: place, name: `Comments on ${where}` }
    case 'keyword': {
      const query = checkQuery(config['query'] ?? '')
      return { config: { query, ...place }, name: `${query} on ${where}` }
    }
    default:
      throw new Failure(
        'bad-input',
        'WordPress offers the comments on a blog and words in them, nothing else.',
      )
  }
}

function placeOf(config: StreamConfig): StreamConfig {
  const site = (config['site'] ?? '').trim()
  if (site === '') return {}
  const root = config['root'] ?? ''
  const url = readSite(site)
  // What was typed may be any page of the blog; only its search part never is.
  if (root === '') return { site: plainSite(url.href) }
  return { site: plainSite(url.href), root: readSite(root).href }
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
      'A blog can be searched for words only: add a word, for example rye. At most four alternatives are asked for.',
    )
  }
  return print(parsed.ast)
}
