import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { translate } from './dialect.ts'
import { home, placeOf } from './place.ts'

/**
 * Checks and completes what was typed for a stream. `host`, which no form shows, names another place that answers as
 * Hacker News does. Throws bad-input with what to change. Pure.
 */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  const { api } = placeOf(config['host'])
  const host: StreamConfig = api === home.api ? {} : { host: api }
  switch (kind) {
    case 'keyword': {
      const query = checkQuery(config['query'] ?? '')
      return { config: { query, ...host }, name: query }
    }
    case 'replies': {
      const user = checkUser(config['user'] ?? '')
      return { config: { user, ...host }, name: `Replies to ${user}` }
    }
    case 'author': {
      const user = checkUser(config['user'] ?? '')
      return { config: { user, ...host }, name: `By ${user}` }
    }
    default:
      throw new Failure(
        'bad-input',
        'Hacker News offers words, replies to a user and what a user writes, nothing else.',
      )
  }
}

function checkUser(typed: string): string {
  const user = typed.trim().replace(/^@|^.*\/user\?id=/, '')
  if (/^[\w-]{2,15}$/.test(user)) return user
  throw new Failure(
    'bad-input',
    'A user has 2 to 15 letters, digits, dashes and underscores, for example pg.',
  )
}

function checkQuery(typed: string): string {
  const parsed = parseQuery(typed)
  if (parsed.errors !== undefined) {
    const [first] = parsed.errors
    throw new Failure('bad-input', `${first?.message ?? 'This cannot be read'}. ${first?.hint ?? ''}`.trim())
  }
  if (translate(parsed.ast).asked.length > 0) return print(parsed.ast)
  throw new Failure(
    'bad-input',
    'Hacker News can be searched for words only: add a word, for example sourdough. At most four alternatives are asked for.',
  )
}
