import type { FetchedItem } from '#core/networks/types'
import { generatePosts, type GeneratedPost } from '#demo/generator'

/** Generated posts in the normal form that adapters deliver: mentions of us, with references to their parents. */
export function* generatedItems(
  count: number,
  endMs: number,
  seed = 1,
): Generator<FetchedItem, void, undefined> {
  for (const post of generatePosts({ count, seed, endMs, spanDays: 730, authors: 60_000 })) yield toItem(post)
}

function toItem(post: GeneratedPost): FetchedItem {
  const author = String(post.author)
  return {
    remoteId: `https://town.example/p/${String(post.index)}`,
    parentRef: post.inReplyTo === undefined ? undefined : `https://town.example/p/${String(post.inReplyTo)}`,
    kind: 'mention',
    author: { remoteId: `u${author}`, handle: `@u${author}@town.example`, name: `Person ${author}` },
    mine: false,
    direct: true,
    createdMs: post.createdMs,
    text: post.text,
    spans: [],
    lang: post.lang,
    url: `https://town.example/@u${author}/${String(post.index)}`,
    media: [],
    metrics: {},
    raw: null,
  }
}

/** Cuts an iterator into batches. */
export function* batches<T>(items: Iterable<T>, size: number): Generator<T[], void, undefined> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
