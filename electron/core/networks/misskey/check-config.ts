import { checkRule } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { originOf } from './client.ts'
import type { Place } from './timelines.ts'

/** Checks and completes what was typed for a stream. Throws bad-input with what to change. Pure. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Mentions, replies and quotes' }
    case 'hashtag':
      return checkTag(config)
    case 'keyword':
      return checkQuery(config['query'] ?? '')
    case 'list':
      return checkPlace(config['address'] ?? '')
    default:
      throw new Failure(
        'bad-input',
        'Misskey offers mentions, hashtags, words in notes, antennas and lists, nothing else.',
      )
  }
}

function checkTag(config: StreamConfig): { config: StreamConfig; name: string } {
  const tag = (config['tag'] ?? '').trim().replace(/^#/, '').normalize('NFKC').toLowerCase()
  if (tag === '') throw new Failure('bad-input', 'Type a hashtag, for example #bread.')
  if (/[\s.,!?'"#:/[\]【】()「」（）<>]/u.test(tag) || /^\p{N}+$/u.test(tag) || tag.length > 128)
    throw new Failure('bad-input', 'A hashtag is one word without punctuation marks, and not only digits.')
  const host = (config['host'] ?? '').trim()
  if (host === '') return { config: { tag }, name: `#${tag}` }
  const origin = originOf(host)
  return { config: { tag, host: origin }, name: `#${tag} on ${new URL(origin).host}` }
}

function checkQuery(typed: string): { config: StreamConfig; name: string } {
  const query = checkRule(typed)
  return { config: { query }, name: query }
}

function checkPlace(typed: string): { config: StreamConfig; name: string } {
  const { origin, what, id } = placeIn(typed)
  const kind = what === 'antenna' ? 'Antenna' : 'List'
  return { config: { address: `${origin}/timeline/${what}/${id}` }, name: `${kind} ${id}` }
}

const paths = /^\/(?:timeline\/|my\/)?(antenna|list)s?\/([0-9a-z]{1,64})\/?$/i

/** What an address of an antenna or list names. Throws bad-input. */
export function placeIn(typed: string): Place & { origin: string } {
  const text = typed.trim()
  const url = URL.canParse(text) ? new URL(text) : undefined
  const [, what = '', id] = paths.exec(url?.pathname ?? '') ?? []
  if (url === undefined || id === undefined)
    throw new Failure(
      'bad-input',
      'Paste the address of an antenna or a list. It looks like https://town.example/timeline/antenna/9x1b2c3d4e.',
    )
  return { origin: originOf(url.origin), what: what.toLowerCase() === 'antenna' ? 'antenna' : 'list', id }
}
