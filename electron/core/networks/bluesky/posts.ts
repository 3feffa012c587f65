import { readOne } from '../read-wire.ts'
import type { Client } from './client.ts'
import { readEach, readPost, wirePage, type ReadPost } from './wire.ts'

/** As many as one getPosts takes. */
export const postsAtOnce = 25

/** Posts by their uris, as the AppView shows them now; those that it does not show are absent. */
export async function postsByUri(client: Client, uris: readonly string[]): Promise<Map<string, ReadPost>> {
  const found = new Map<string, ReadPost>()
  for (let at = 0; at < uris.length; at += postsAtOnce) {
    const data = await client.get('app.bsky.feed.getPosts', { uris: uris.slice(at, at + postsAtOnce) })
    const page = readOne(wirePage, data, client.host, 'posts')
    for (const post of readEach(page.posts, client.host, readPost)) found.set(post.post.uri, post)
  }
  return found
}
