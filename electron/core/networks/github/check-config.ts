import { checkRule } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'

/** Checks a stream's configuration as typed. Pure; throws bad-input with what to change. */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  switch (kind) {
    case 'mentions':
      return { config: {}, name: 'GitHub notifications' }
    case 'list':
      return { config: {}, name: 'Watched repositories' }
    case 'keyword': {
      const query = checkRule(config['query'] ?? '')
      return { config: { query }, name: query }
    }
    default:
      throw new Failure('bad-input', 'GitHub offers notifications, watched repositories and words.')
  }
}
