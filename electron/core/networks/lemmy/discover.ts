import type { StreamCandidate } from '#shared/contract'
import type { NetworkContext } from '../types.ts'
import { checkConfig } from './check-config.ts'
import { strangerClient } from './client.ts'
import { pageOf } from './lists.ts'
import { itemsOf } from './parse.ts'
import { communityOf } from './place.ts'
import { whichApi } from './which-api.ts'

/** What looks like a community: no other address is asked anything. */
const community = /^(?:https?:\/\/[^\s/]+(?:\/[^\s]*)?\/c\/[^\s/?#]+\/?|![\w.-]+@[\w.:-]+)$/i

/** The community that an address or a name means. */
export async function discover(ctx: NetworkContext, address: string): Promise<StreamCandidate[]> {
  const typed = address.trim()
  if (!community.test(typed)) return []
  const { name, server } = communityOf(typed)
  if (server === undefined) return []
  const client = strangerClient(ctx, server, await whichApi(ctx, server))
  const { views } = await pageOf(client, { what: 'community', name, of: 'posts' }, undefined)
  const { items } = itemsOf(views.slice(0, 3), client.viewer)
  const { config } = checkConfig('list', { community: typed })
  const title = `!${name}`.slice(0, 200)
  return [
    {
      draft: { network: 'lemmy', kind: 'list', name: title, config },
      title,
      sample: items.map(({ title: head = '', text }) => shorten(head === '' ? text : head)),
    },
  ]
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line
}
