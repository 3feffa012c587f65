import type { NetworkContext } from '../types.ts'
import type { Place } from './place.ts'
import { readHits, readTree, type WireHit, type WireNode } from './wire.ts'

/** The calls of the search service. */

export const perPage = 200

export interface Search {
  /** Words that must all stand in a story or comment. */
  words?: string
  /** `story`, `comment`, `author_NAME`, `story_NUMBER`; all must hold, those in brackets one of them. */
  tags: string
  fromS?: number | undefined
  toS?: number | undefined
}

/** Stories and comments, newest first, at most `perPage`; for more, ask again up to the time of the last. */
export async function search(ctx: NetworkContext, place: Place, asked: Search): Promise<WireHit[]> {
  const words = asked.words ?? ''
  const times = [
    ...(asked.fromS === undefined ? [] : [`created_at_i>=${asked.fromS}`]),
    ...(asked.toS === undefined ? [] : [`created_at_i<=${asked.toS}`]),
  ]
  const { data } = await ctx.http.json(`${place.api}/api/v1/search_by_date`, {
    query: {
      tags: asked.tags,
      hitsPerPage: String(perPage),
      ...(times.length === 0 ? {} : { numericFilters: times.join(',') }),
      ...(words === '' ? {} : wordsQuery(words)),
    },
  })
  return readHits(data, hostOf(place))
}

function wordsQuery(words: string): Record<string, string> {
  // Elsewhere than in plain Latin, its idea of a word is not ours: there beginnings are asked for.
  const queryType = words.includes('*') || !/^[\w ]*$/.test(words) ? 'prefixAll' : 'prefixNone'
  return {
    query: words.replaceAll('*', ''),
    queryType,
    // A parcel is no parsley.
    typoTolerance: 'false',
    advancedSyntax: 'true',
    restrictSearchableAttributes: 'title,story_text,comment_text,url',
  }
}

/** A story or comment with everything below it; the first is itself. Throws gone. */
export async function tree(ctx: NetworkContext, place: Place, id: string): Promise<WireNode[]> {
  const { data } = await ctx.http.json(`${place.api}/api/v1/items/${id}`, {
    // Some stories have thousands of comments.
    maxBytes: 20 * 1024 * 1024,
    timeoutMs: 40_000,
  })
  return readTree(data, hostOf(place))
}

function hostOf({ api }: Place): string {
  return new URL(api).host
}
