import type { StreamCandidate } from '#shared/contract'
import { asFailure, Failure } from '#shared/failure'
import type { HttpAnswer, NetworkContext } from '../types.ts'
import { isPrivateHost, readAddress } from './address.ts'
import { checkConfig } from './check-config.ts'
import { decodeFeed } from './decode.ts'
import { feedIdOf } from './identity.ts'
import { isCommentsFeed, toItems } from './normalise.ts'
import { feedLinks, type PageLink } from './page-links.ts'
import { parseFeed } from './parse.ts'
import { fetchFeed } from './pull.ts'
import { sniff } from './sniff.ts'
import { titleText } from './text.ts'

/**
 * What can be listened to at an address: the address itself, the feeds that its page links to, and only if there are
 * none the places where feeds usually are. Throws bad-input with where it looked when nothing was found, and the
 * failure of the address itself when it could not be reached.
 */
export async function discover(ctx: NetworkContext, address: string): Promise<StreamCandidate[]> {
  const typed = readAddress(address)
  const isPrivate = isPrivateHost(typed.hostname)
  const get = (url: string): Promise<HttpAnswer> =>
    fetchFeed(ctx, url, {}, isPrivate, `a feed that ${typed.host} names`)
  const [answer, failure] = await attempt(() => get(typed.href))
  if (answer === undefined && !mayHaveFeedsBeside(failure)) throw failure
  if (answer !== undefined && isPage(answer)) {
    const linked = await fromLinks(
      ctx,
      get,
      feedLinks(decodeFeed(answer.body, answer.headers['content-type']), answer.url),
    )
    if (linked.length > 0) return linked
  } else if (answer !== undefined) {
    return [await candidate(ctx, answer)]
  }
  const guesses = wellKnown(new URL(answer?.url ?? typed.href))
  const guessed = await firstGuess(ctx, get, guesses)
  if (guessed !== undefined) return [guessed]
  if (failure !== undefined) throw failure
  throw new Failure(
    'bad-input',
    `No feed was found at ${typed.host}. Earshot looked at the page, at the feeds it links to, and at ${guesses.map((url) => new URL(url).pathname).join(', ')}.`,
  )
}

/** A page that is not there or not for us can still have a feed beside it; a host that is not there cannot. */
function mayHaveFeedsBeside(failure: Failure | undefined): boolean {
  return failure?.code === 'gone' || failure?.code === 'forbidden'
}

async function attempt<T>(work: () => Promise<T>): Promise<[T, undefined] | [undefined, Failure]> {
  try {
    return [await work(), undefined]
  } catch (error) {
    return [undefined, asFailure(error)]
  }
}

function isPage(answer: HttpAnswer): boolean {
  return sniff(decodeFeed(answer.body, answer.headers['content-type'])) === 'html'
}

/** Linked feeds that can be read, at most eight; when none can, the failure of the first is the answer. */
async function fromLinks(
  ctx: NetworkContext,
  get: (url: string) => Promise<HttpAnswer>,
  links: PageLink[],
): Promise<StreamCandidate[]> {
  const found: StreamCandidate[] = []
  let first: Failure | undefined
  for (const link of links.slice(0, 8)) {
    const [one, failure] = await attempt(async () => candidate(ctx, await get(link.url), link.title))
    if (one !== undefined) found.push(one)
    first ??= failure
  }
  if (found.length === 0 && first !== undefined) throw first
  return found
}

/** Where blogs, site builders, GitHub, Reddit and Mastodon keep feeds, most likely first. */
export function wellKnown(page: URL): string[] {
  const path = page.pathname.replace(/\/+$/, '')
  const beside =
    /^\/[\w.-]+\/[\w.-]+$/.test(path) && page.hostname === 'github.com' ? [`${path}/releases.atom`] : []
  const own =
    path === ''
      ? []
      : [`${path}/feed`, ...(/^\/@[\w.-]+$/.test(path) ? [`${path}.rss`] : [`${path}/rss.xml`])]
  const usual = ['/feed', '/rss.xml', '/atom.xml', '/feed.xml', '/rss', '/index.xml', '/feed.json', '/.rss']
  return [...new Set([...beside, ...own, ...usual])].map((one) => new URL(one, page.origin).href)
}

/** Asks one place after the other; a host that stops answering is not asked on. */
async function firstGuess(
  ctx: NetworkContext,
  get: (url: string) => Promise<HttpAnswer>,
  guesses: string[],
): Promise<StreamCandidate | undefined> {
  for (const url of guesses) {
    const [one, failure] = await attempt(async () => candidate(ctx, await get(url)))
    if (one !== undefined) return one
    if (
      failure !== undefined &&
      ['offline', 'timeout', 'rate-limited', 'unavailable', 'bug'].includes(failure.code)
    )
      throw failure
  }
  return undefined
}

async function candidate(
  ctx: NetworkContext,
  answer: HttpAnswer,
  linkTitle?: string,
): Promise<StreamCandidate> {
  const { feed } = await parseFeed(answer.body, answer.headers['content-type'], answer.url)
  // A feed reached by a redirect is kept under its new address only if the move is for good; http says which.
  const url = answer.movedTo ?? answer.url
  const comments = isCommentsFeed(feed, answer.url)
  const kind = comments ? 'comments' : 'feed'
  const { config, name } = checkConfig(kind, { url })
  const { items } = toItems(feed, {
    url: answer.url,
    feedId: feedIdOf(answer.url),
    seenMs: ctx.clock.now(),
    ours: false,
    comments,
  })
  const title = titleText(feed.title) ?? linkTitle ?? name
  const description = titleText(feed.description)
  return {
    draft: { network: 'feed', kind, name: title.slice(0, 200), config },
    title,
    ...(description === undefined ? {} : { description }),
    sample: items.slice(0, 3).map((item) => shorten(item.title ?? item.text)),
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line
}
