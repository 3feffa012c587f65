import { checkRule } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { originOf } from './client.ts'

/** Checks and completes what was typed for a stream. Throws bad-input with what to change. Pure. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Mentions and replies' }
    case 'hashtag':
      return checkTag(config)
    case 'keyword':
      return checkQuery(config['query'] ?? '')
    default:
      throw new Failure('bad-input', 'Mastodon offers mentions, hashtags and words in posts, nothing else.')
  }
}

function checkTag(config: StreamConfig): { config: StreamConfig; name: string } {
  const tag = (config['tag'] ?? '').trim().replace(/^#/, '').toLowerCase().normalize('NFC')
  if (tag === '') throw new Failure('bad-input', 'Type a hashtag, for example #bread.')
  if (!/^[\p{L}\p{M}\p{N}_·\u200c]{1,200}$/u.test(tag) || /^\p{N}+$/u.test(tag))
    throw new Failure('bad-input', 'A hashtag is one word of letters, digits and _, and not only digits.')
  const host = (config['host'] ?? '').trim()
  if (host === '') return { config: { tag }, name: `#${tag}` }
  const origin = originOf(host)
  return { config: { tag, host: origin }, name: `#${tag} on ${new URL(origin).host}` }
}

function checkQuery(typed: string): { config: StreamConfig; name: string } {
  const query = checkRule(typed)
  return { config: { query }, name: query }
}
