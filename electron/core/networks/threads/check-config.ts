import { checkRule, readQuery } from '#shared/domain/query/check'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { translate } from './dialect.ts'

/** Checks a stream's configuration as typed. Pure; throws bad-input with what to change. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Mentions' }
    case 'replies':
      return { config: {}, name: 'Replies to our posts' }
    case 'keyword':
      return checkQuery(config['query'] ?? '')
    case 'hashtag':
      return checkTopic(config['tag'] ?? '')
    case 'author':
      return checkProfile(config['profile'] ?? '')
    default:
      throw new Failure(
        'bad-input',
        'Threads offers mentions, replies, words, topics and what a profile posts, nothing else.',
      )
  }
}

function checkQuery(typed: string): { config: StreamConfig; name: string } {
  const query = checkRule(typed)
  if (translate(readQuery(query)).asked.length > 0) return { config: { query }, name: query }
  throw new Failure(
    'bad-input',
    'Threads can be searched for whole words only, and for three alternatives at most: add a word, for example sourdough.',
  )
}

/** 1 to 50 characters without full stops and ampersands (docs/threads/posts, topic tags). */
function checkTopic(typed: string): { config: StreamConfig; name: string } {
  const tag = typed.trim().replace(/^#/, '').normalize('NFC').replace(/\s+/g, ' ').trim()
  if (tag === '' || [...tag].length > 50 || /[.&#\p{Cc}]/u.test(tag))
    throw new Failure(
      'bad-input',
      'A topic has 1 to 50 characters, without full stops and ampersands, for example Sourdough.',
    )
  return { config: { tag }, name: `#${tag}` }
}

/** A name, with or without @, or the address of a profile. */
function checkProfile(typed: string): { config: StreamConfig; name: string } {
  const profile = typed
    .trim()
    .replace(/^https?:\/\/(?:www\.)?threads\.(?:com|net)\/@?/i, '')
    .replace(/[/?].*$/, '')
    .replace(/^@/, '')
    .toLowerCase()
  if (/^[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?$/.test(profile))
    return { config: { profile }, name: `By @${profile}` }
  throw new Failure(
    'bad-input',
    'A name on Threads has up to 30 letters, digits, dots and underscores, for example @crumb.bakery.',
  )
}
