import { readQuery } from '#shared/domain/query/check'
import { print } from '#shared/domain/query/print'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { translate } from './dialect.ts'
import { communityOf, personOf, serverOf } from './place.ts'

/**
 * Checks and completes what was typed for a stream; `host` is asked only where there is no account. Throws bad-input
 * with what to change. Pure.
 */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'replies':
      return { config: {}, name: 'Replies' }
    case 'mentions':
      return { config: {}, name: 'Mentions' }
    case 'list': {
      const { name, server } = communityOf(config['community'] ?? '')
      return { config: { community: name, ...hostOf(config, server) }, name: `!${name}` }
    }
    case 'author': {
      const { name, server } = personOf(config['user'] ?? '')
      return { config: { user: name, ...hostOf(config, server) }, name: `By @${name}` }
    }
    case 'keyword': {
      const query = checkQuery(config['query'] ?? '')
      return { config: { query, ...hostOf(config, undefined) }, name: query }
    }
    default:
      throw new Failure(
        'bad-input',
        'Lemmy offers replies, mentions, communities, users and words in posts and comments, nothing else.',
      )
  }
}

/** What was typed, else the server that keeps what is listened to. */
function hostOf(config: StreamConfig, home: string | undefined): StreamConfig {
  const typed = (config['host'] ?? '').trim()
  const host = typed === '' ? home : serverOf(typed)
  return host === undefined ? {} : { host }
}

function checkQuery(typed: string): string {
  const query = readQuery(typed)
  if (translate(query).asked.length > 0) return print(query)
  throw new Failure(
    'bad-input',
    'Lemmy can be searched for words only: add a word, for example rye. At most four alternatives are asked for.',
  )
}
