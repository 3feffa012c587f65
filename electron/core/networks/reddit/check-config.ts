import { readQuery } from '#shared/domain/query/check'
import { print } from '#shared/domain/query/print'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { dialect, translate } from './dialect.ts'
import { home, placeOf, subredditOf, userOf } from './place.ts'

/**
 * Checks and completes what was typed for a stream. `host`, which no form shows, names another place that answers as
 * Reddit does, for streams without an account. Throws bad-input with what to change. Pure.
 */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'replies':
      return { config: {}, name: 'Replies' }
    case 'mentions':
      return { config: {}, name: 'Mentions' }
    case 'list': {
      const subreddit = subredditOf(config['subreddit'] ?? '')
      return { config: { subreddit, ...hostIn(config) }, name: `r/${subreddit}` }
    }
    case 'author': {
      const user = userOf(config['user'] ?? '')
      return { config: { user, ...hostIn(config) }, name: `By u/${user}` }
    }
    case 'keyword': {
      const query = checkQuery(config['query'] ?? '')
      const typed = (config['subreddit'] ?? '').trim()
      if (typed === '') return { config: { query, ...hostIn(config) }, name: query }
      const subreddit = subredditOf(typed)
      return { config: { query, subreddit, ...hostIn(config) }, name: `${query} in r/${subreddit}` }
    }
    default:
      throw new Failure(
        'bad-input',
        'Reddit offers replies, mentions, subreddits, users and words in posts, nothing else.',
      )
  }
}

function hostIn(config: StreamConfig): StreamConfig {
  const { www } = placeOf(config['host'])
  return www === home.www ? {} : { host: new URL(www).origin }
}

function checkQuery(typed: string): string {
  const query = readQuery(typed)
  const { asked } = translate(query)
  if (asked.some((words) => words.length > (dialect.maxLength ?? Infinity)))
    throw new Failure('bad-input', 'Reddit takes a search of 512 characters. Make the query shorter.')
  if (asked.length > 0) return print(query)
  throw new Failure(
    'bad-input',
    'Reddit can be searched for whole words only: add one, for example sourdough.',
  )
}
