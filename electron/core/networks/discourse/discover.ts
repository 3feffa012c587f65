import type { StreamCandidate } from '#shared/contract'
import type { StreamKind } from '#shared/domain/network'
import type { StreamConfig } from '#shared/domain/stream'
import type { NetworkContext } from '../types.ts'
import { checkConfig } from './check-config.ts'
import { pull } from './pull.ts'
import { readAddress } from './place.ts'
import { titleOf } from './sign-in.ts'

/** What can be listened to at an address on a forum: what it leads to, and everything that is written there. */
export async function discover(ctx: NetworkContext, address: string): Promise<StreamCandidate[]> {
  const { site, spot } = readAddress(address)
  const title = await titleOf(ctx, site)
  const whole: StreamCandidate = {
    ...candidate('feed', { site }, `Everything on ${title}`),
    sample: await sampleOf(ctx, site),
  }
  switch (spot.type) {
    case 'category':
      return [candidate('list', { where: address }, `${spot.slug} on ${title}`), whole]
    case 'tag':
      return [candidate('list', { where: address }, `#${spot.tag} on ${title}`), whole]
    case 'user':
      return [candidate('author', { user: spot.name, site }, `@${spot.name} on ${title}`), whole]
    case 'forum':
      return [whole]
  }
}

function candidate(kind: StreamKind, typed: StreamConfig, named: string): StreamCandidate {
  const { config } = checkConfig(kind, typed)
  const title = named.slice(0, 200)
  return { draft: { network: 'discourse', kind, name: title, config }, title, sample: [] }
}

async function sampleOf(ctx: NetworkContext, site: string): Promise<string[]> {
  const { items } = await pull(ctx, null, { id: 0, kind: 'feed', config: { site } }, null)
  return items.slice(0, 3).map(({ text }) => shorten(text))
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line
}
