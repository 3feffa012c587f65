import { checkRule } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { publicKeyOf, shortNpub } from './keys.ts'

/** Checks and completes what was typed for a stream. Throws bad-input with what to change. Pure. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Nostr mentions and replies' }
    case 'hashtag':
      return checkTag(config['tag'] ?? '')
    case 'author':
      return checkAuthor(config['user'] ?? '')
    case 'keyword': {
      const query = checkRule(config['query'] ?? '')
      return { config: { query }, name: query }
    }
    default:
      throw new Failure('bad-input', 'Nostr offers mentions, hashtags, people and words, nothing else.')
  }
}

function checkTag(typed: string): { config: StreamConfig; name: string } {
  const tag = typed.trim().replace(/^#/, '').toLowerCase().normalize('NFC')
  if (tag === '') throw new Failure('bad-input', 'Type a hashtag, for example #bread.')
  if (!/^[^\s#,]{1,100}$/u.test(tag))
    throw new Failure('bad-input', 'A hashtag is one word, without spaces, commas or another #.')
  return { config: { tag }, name: `#${tag}` }
}

function checkAuthor(typed: string): { config: StreamConfig; name: string } {
  if (/^(?:nostr:)?nsec1/i.test(typed.trim()))
    throw new Failure('bad-input', 'This is a secret key. Type the npub1… of the person, and keep the nsec.')
  const user = publicKeyOf(typed)
  if (user === undefined)
    throw new Failure('bad-input', 'Type the whole npub1… or nprofile1… of the person, or 64 hex digits.')
  return { config: { user }, name: `Notes by ${shortNpub(user)}` }
}
