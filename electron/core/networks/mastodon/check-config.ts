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
    case 'author': {
      const who = whoOf(config['who'] ?? '')
      return { config: { who }, name: `Posts by @${who}` }
    }
    case 'list':
      return checkList(config['list'] ?? '')
    default:
      throw new Failure(
        'bad-input',
        'Mastodon offers mentions, hashtags, words in posts, people and lists, nothing else.',
      )
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

/** `@ana@town.example`, `ana` of the own server, or the address of a profile. */
function whoOf(typed: string): string {
  const text = typed.trim()
  const profile = /^https?:\/\/([^/]+)\/(?:@|users\/)([^/@?#]+)(?:@([^/?#]+))?\/?$/i.exec(text)
  const who =
    profile === null ? text.replace(/^@/, '') : `${profile[2] ?? ''}@${profile[3] ?? profile[1] ?? ''}`
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*(?:@[^@\s/]+)?$/u.test(who))
    throw new Failure('bad-input', 'Type a name with its server, for example @ana@town.example.')
  return who.toLowerCase()
}

function checkList(typed: string): { config: StreamConfig; name: string } {
  const list = /\/lists\/(\w+)\/?$/.exec(typed.trim())?.[1] ?? typed.trim()
  if (list === '') throw new Failure('bad-input', 'Type the name of a list of yours, for example Neighbours.')
  if (list.length > 200)
    throw new Failure('bad-input', 'No list has so long a name. Copy it from your server.')
  return { config: { list }, name: `List ${list}` }
}

function checkQuery(typed: string): { config: StreamConfig; name: string } {
  const query = checkRule(typed)
  return { config: { query }, name: query }
}
