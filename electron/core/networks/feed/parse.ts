import { Failure } from '#shared/failure'
import { decodeFeed } from './decode.ts'
import { parseWithFeedsmith } from './feedsmith.ts'
import { parseJsonFeedData } from './json-feed.ts'
import { feedLinks } from './page-links.ts'
import type { RawFeed } from './raw-feed.ts'
import { parseWithRssParser } from './rss-parser.ts'
import { closeTruncated, isTruncated, mend, sniff, trimToRoot } from './sniff.ts'

/** Decoded bytes of a feed that are read at most; also what `Http` fetches at most. */
export const maxFeedBytes = 5 * 1024 * 1024

export interface ParsedFeed {
  feed: RawFeed
  /** The document broke off; the entries before that are here. */
  truncated: boolean
}

/**
 * Bytes of a response to a feed: decoded, looked at, then read by rss-parser, and by feedsmith where rss-parser
 * stops, finds nothing, or the feed is JSON. What both refuse is mended and given to rss-parser once more. Rejects
 * with bad-response and words for people.
 */
export async function parseFeed(
  body: Uint8Array,
  contentType: string | undefined,
  url: string,
): Promise<ParsedFeed> {
  if (body.length > maxFeedBytes)
    throw new Failure(
      'bad-response',
      `The feed is larger than ${maxFeedBytes / 1024 / 1024} MB, so it was not read.`,
    )
  const text = decodeFeed(body, contentType)
  switch (sniff(text)) {
    case 'nothing':
      throw new Failure(
        'bad-response',
        text.trim() === ''
          ? 'The answer is empty; there is no feed in it.'
          : 'The answer is plain text, not a feed.',
      )
    case 'html':
      throw new Failure('bad-response', pageWords(text, url))
    case 'json':
      return { feed: parseJson(text, url), truncated: false }
    case 'xml':
      return parseXml(trimToRoot(text), url)
  }
}

function pageWords(text: string, url: string): string {
  const links = feedLinks(text, url).map((link) => link.url)
  const found = links.length === 0 ? 'none' : links.slice(0, 5).join(', ')
  return `That is a web page, not a feed; Earshot looked for feeds it links to: ${found}.`
}

function parseJson(text: string, url: string): RawFeed {
  try {
    return parseJsonFeedData(JSON.parse(text), url)
  } catch (cause) {
    const what =
      cause instanceof SyntaxError
        ? 'The answer is JSON that is cut off or broken.'
        : 'The answer is JSON, but not a feed.'
    throw new Failure('bad-response', what, { cause })
  }
}

async function parseXml(text: string, url: string): Promise<ParsedFeed> {
  const truncated = isTruncated(text)
  const whole = truncated ? closeTruncated(text) : text
  if (whole === undefined)
    throw new Failure('bad-response', 'The feed breaks off before its first complete entry.')
  const [first, reason] = await tryInFront(whole, url)
  if (first !== undefined && first.entries.length > 0) return { feed: first, truncated }
  try {
    const second = parseWithFeedsmith(whole, url)
    // Deletions alone are news too, and only the first reader knows them.
    return { feed: first !== undefined && second.entries.length === 0 ? first : second, truncated }
  } catch (cause) {
    if (first !== undefined) return { feed: first, truncated }
    const [mended] = await tryInFront(mend(whole), url)
    if (mended !== undefined && mended.entries.length > 0) return { feed: mended, truncated }
    throw new Failure('bad-response', 'The answer is XML, but not a feed that can be read.', {
      cause: reason ?? cause,
    })
  }
}

/** The feed, or why rss-parser could not read it; the reason is kept for the case that feedsmith cannot either. */
async function tryInFront(text: string, url: string): Promise<[RawFeed | undefined, unknown]> {
  try {
    return [await parseWithRssParser(text, url), undefined]
  } catch (error) {
    return [undefined, error]
  }
}
