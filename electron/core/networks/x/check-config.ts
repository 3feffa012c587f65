import { print } from '#shared/domain/query/print'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { queryOf, translateForX } from './dialect.ts'

/** Checks and completes what was typed for a stream. Throws bad-input with what to change. Pure. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Mentions and replies' }
    case 'keyword':
      return checkQuery(config['query'] ?? '')
    default:
      throw new Failure('bad-input', 'X offers mentions and words in posts, nothing else.')
  }
}

function checkQuery(typed: string): { config: StreamConfig; name: string } {
  const query = queryOf(typed)
  if (query.type === 'all')
    throw new Failure('bad-input', 'Type the words to listen for, for example "late parcel" OR #lateparcel.')
  if (translateForX(query).asked.length === 0)
    throw new Failure(
      'bad-input',
      'X cannot be asked for this alone: name a word, a hashtag, a person or an address, and write it shorter than 500 characters.',
    )
  const text = print(query)
  return { config: { query: text }, name: text }
}
