import type { StreamCandidate } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { NetworkContext } from '../types.ts'
import { checkConfig } from './check-config.ts'
import { strangerClient } from './client.ts'
import { findSite, type Found } from './find-site.ts'
import { itemsOf } from './parse.ts'
import { commentsOf } from './pull.ts'
import { readSite } from './site.ts'

/** The comments of the blog at an address: by its API, or by its comments feed where the API is for its own people. */
export async function discover(ctx: NetworkContext, address: string): Promise<StreamCandidate[]> {
  const found = await findSite(ctx, readSite(address))
  const title = `Comments on ${found.name}`.slice(0, 200)
  try {
    const client = strangerClient(ctx, found, { ours: true, publicOnly: false })
    const { comments } = await commentsOf(client, { order: 'desc', per_page: '3' })
    const { config } = checkConfig('comments', { site: found.site, root: found.root })
    return [
      {
        draft: { network: 'wordpress', kind: 'comments', name: title, config },
        title,
        sample: itemsOf(comments, client.viewer).map(({ text }) => shorten(text)),
      },
    ]
  } catch (error) {
    if (error instanceof Failure && error.code === 'forbidden') return [byFeed(found, title)]
    throw error
  }
}

function byFeed({ root, site }: Found, title: string): StreamCandidate {
  const isPlain = new URL(root).searchParams.has('rest_route')
  const url = isPlain ? `${site}/?feed=comments-rss2` : `${site}/comments/feed/`
  return {
    draft: { network: 'feed', kind: 'comments', name: title, config: { url } },
    title,
    description: 'Its API is for its own people; the comments feed is for everybody.',
    sample: [],
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line
}
