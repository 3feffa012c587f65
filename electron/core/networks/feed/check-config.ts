import { checkRule } from '#shared/domain/query/check'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { addressName, isPrivateHost, readAddress } from './address.ts'

/**
 * Completes `{ url }` as typed: scheme added, fragment dropped, and `private: 'yes'` where the host itself is in the
 * user's own network, which is the only case in which core may connect there. Throws bad-input.
 */
export function checkConfig(kind: StreamKind, config: StreamConfig): { config: StreamConfig; name: string } {
  if (kind === 'keyword') {
    const query = checkRule(config['query'] ?? '')
    return { config: { query }, name: query }
  }
  if (kind !== 'feed' && kind !== 'comments' && kind !== 'mentions')
    throw new Failure('bad-input', `A feed has no ${kind} to listen to.`)
  const url = readAddress(config['url'] ?? '')
  return {
    config: { url: url.href, ...(isPrivateHost(url.hostname) ? { private: 'yes' } : {}) },
    name: addressName(url),
  }
}
