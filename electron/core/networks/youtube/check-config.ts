import { print } from '#shared/domain/query/print'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { queryOf, translateForComments, translateForVideos } from './dialect.ts'
import { readChannel, readTarget, targetName } from './names.ts'
import { placesOf } from './places.ts'

/** Checks and completes what was typed for a stream. Throws bad-input with what to change. Pure. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'comments': {
      const where = whereOf(config)
      const name = where['where'] === undefined ? 'Comments on our channel' : `Comments on ${where['where']}`
      return { config: where, name }
    }
    case 'keyword': {
      const where = whereOf(config)
      const query = checkQuery(config['query'] ?? '', where['where'] !== undefined)
      const place = where['where'] === undefined ? 'on YouTube' : `in comments of ${where['where']}`
      return { config: { query, ...where }, name: `${query} ${place}` }
    }
    case 'author': {
      const channel = targetName(readChannel(config['channel'] ?? ''))
      return { config: { channel, ...hostOf(config) }, name: `Videos of ${channel}` }
    }
    default:
      throw new Failure(
        'bad-input',
        'YouTube offers comments, words in videos or comments, and the videos of a channel.',
      )
  }
}

function whereOf(config: StreamConfig): { where?: string } {
  const where = (config['where'] ?? '').trim()
  return where === '' ? {} : { where: targetName(readTarget(where)) }
}

/** Only where a stream without an account listens at another place than YouTube itself. */
function hostOf(config: StreamConfig): { host?: string } {
  const host = config['host'] ?? ''
  return host === '' ? {} : { host: placesOf(host).host }
}

function checkQuery(typed: string, inComments: boolean): string {
  const query = queryOf(typed)
  const { asked } = inComments ? translateForComments(query) : translateForVideos(query)
  if (asked.length > 0) return print(query)
  throw new Failure(
    'bad-input',
    inComments
      ? 'Comments can be searched for words only: add a word, for example rye. At most four alternatives are asked for.'
      : 'YouTube can be searched for whole words only: add one, for example sourdough. At most two alternatives of several words are asked for.',
  )
}
