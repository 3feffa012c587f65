import { Failure } from '#shared/failure'
import { checkRule } from '#shared/domain/query/check'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'

/** Checks a stream's configuration as typed. Pure; throws bad-input with what to change. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'Posts to the Page' }
    case 'comments':
      return checkWhere(config['on'] ?? '')
    case 'keyword': {
      const query = checkRule(config['query'] ?? '')
      return { config: { query }, name: query }
    }
    default:
      throw new Failure(
        'bad-input',
        'Facebook offers posts to the Page, comments, and words in both; nothing else.',
      )
  }
}

function checkWhere(typed: string): { config: StreamConfig; name: string } {
  const where = typed.trim().toLowerCase()
  if (where === '' || where === 'facebook') return { config: {}, name: 'Comments on the Page' }
  if (where === 'instagram') return { config: { on: 'instagram' }, name: 'Comments on Instagram' }
  throw new Failure('bad-input', 'Type instagram, or leave it empty for the comments on the Page.')
}
