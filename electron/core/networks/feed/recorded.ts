import type { FetchedItem, Recorded } from '../types.ts'
import { parseFeedDate } from './dates.ts'
import { feedIdOf } from './identity.ts'
import { isCommentsFeed, toItems } from './normalise.ts'
import { parseFeed } from './parse.ts'

/**
 * Normalises one recorded response. Entries without a date get the time at which they were first seen, which for a
 * recording is its `date` header; one that does not say when it was made counts from the start of time.
 */
export async function parseRecorded(recorded: Recorded): Promise<FetchedItem[]> {
  const headers = Object.fromEntries(
    Object.entries(recorded.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const { feed } = await parseFeed(recorded.body, headers['content-type'], recorded.url)
  const comments = isCommentsFeed(feed, recorded.url)
  const seenMs = parseFeedDate(headers['date']) ?? 0
  return toItems(feed, {
    url: recorded.url,
    feedId: feedIdOf(recorded.url),
    seenMs,
    ours: comments,
    comments,
  }).items
}
