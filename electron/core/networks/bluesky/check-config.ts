import { isPrivateWay, isThisMachine } from '../server-address.ts'
import { Failure } from '#shared/failure'
import type { StreamKind } from '#shared/domain/network'
import type { Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import type { StreamConfig } from '#shared/domain/stream'
import { isSelective } from './filter.ts'
import { actorOf } from './identity.ts'
import { listOf } from './lists.ts'
import { translate } from './search.ts'

/** Checks and completes what was typed for a stream. Throws bad-input with what to change. Pure. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Mentions and replies' }
    case 'keyword':
      return checkKeyword(config)
    case 'author': {
      const actor = actorOf(config['actor'] ?? '')
      return { config: { actor }, name: `Posts by ${actor.startsWith('did:') ? actor : `@${actor}`}` }
    }
    case 'list': {
      const { owner, key } = listOf(config['address'] ?? '')
      return {
        config: { address: `https://bsky.app/profile/${owner}/lists/${key}` },
        name: `List by ${owner}`,
      }
    }
    default:
      throw new Failure('bad-input', 'Bluesky offers mentions, keywords, authors and lists, nothing else.')
  }
}

/** The query of a keyword stream; throws bad-input where it is none. */
export function queryOf(config: StreamConfig): Query {
  const text = config['query'] ?? ''
  const { ast, errors } = parseQuery(text)
  if (ast !== undefined) return ast
  const [first] = errors
  throw new Failure('bad-input', `${first?.message ?? 'This is no query'}. ${first?.hint ?? ''}`.trim())
}

function checkKeyword(config: StreamConfig): { config: StreamConfig; name: string } {
  const query = (config['query'] ?? '').trim()
  if (query === '') throw new Failure('bad-input', 'Type what to listen for, for example "late parcel".')
  const ast = queryOf({ query })
  const source = (config['source'] ?? '').trim().toLowerCase()
  if (source === '' || source === 'search') {
    if (translate(ast).asked.length === 0)
      throw new Failure(
        'bad-input',
        'Bluesky cannot be asked for this. Add a word, a phrase, a #hashtag or from:@somebody.example that must be there.',
      )
    return { config: { query }, name: query }
  }
  if (source !== 'jetstream')
    throw new Failure('bad-input', 'The source is search or jetstream. Leave it empty for search.')
  if (!isSelective(ast))
    throw new Failure(
      'bad-input',
      'Jetstream carries every post there is. Add a word, a phrase, a #hashtag or a link that must be there.',
    )
  const server = (config['server'] ?? '').trim()
  return {
    config: { query, source, ...(server === '' ? {} : { server: socketOrigin(server) }) },
    name: `${query} (live)`,
  }
}

/** What typed text means as a Jetstream server: `wss://jetstream.example`. Throws bad-input. */
export function socketOrigin(typed: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed.replace(/^http/i, 'ws') : `wss://${typed}`
  const url = URL.canParse(address) && !/\s/.test(typed) ? new URL(address) : undefined
  const isSocket = url !== undefined && /^wss?:$/.test(url.protocol) && isPrivateWay(url)
  if (url === undefined || !isSocket || !(url.hostname.includes('.') || isThisMachine(url.host)))
    throw new Failure('bad-input', 'This is not the address of a Jetstream server. It starts with wss://.')
  return `${url.protocol}//${url.host}`
}
