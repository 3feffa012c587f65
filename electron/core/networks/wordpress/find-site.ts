import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { HttpAnswer, NetworkContext } from '../types.ts'
import type { Place } from './client.ts'
import { plainSite, rootWords, siteOfRoot } from './site.ts'
import { wireIndex, type WireIndex } from './wire.ts'

/** A blog whose API answered at its front door. */
export interface Found extends Place {
  /** As the blog calls itself, or its address. */
  name: string
  /** Where application passwords are granted; absent where the blog has them switched off. */
  authorization: string | undefined
}

const headBytes = 2_000_000

/**
 * Finds the REST API of the blog at an address: by the Link header or link element of its page
 * (developer.wordpress.org/rest-api/using-the-rest-api/discovery), else where it usually is. Blogs without pretty
 * addresses answer at `?rest_route=/`. Throws bad-input where there is none, and the failure of the address itself.
 */
export async function findSite(ctx: NetworkContext, typed: URL, publicOnly = false): Promise<Found> {
  const roots = new Set<string>(isRoot(typed) ? [typed.href] : [])
  let page: HttpAnswer | undefined
  if (roots.size === 0) {
    // A page that is not there may stand in a blog all the same, and says so.
    page = await ctx.http.request(typed.href, {
      headers: { accept: 'text/html,*/*;q=0.1' },
      accept: [401, 403, 404],
      maxBytes: headBytes,
      publicOnly,
    })
    const linked = rootIn(page)
    if (linked !== undefined) roots.add(linked)
    for (const usual of usualRoots(page.url)) roots.add(usual)
  }
  for (const root of roots) {
    const index = await indexAt(ctx, root, publicOnly || new URL(root).host !== typed.host)
    if (index !== undefined) return foundAt(root, index)
  }
  throw new Failure(
    'bad-input',
    `${typed.host} is no WordPress blog, or has its REST API switched off. Look for its comments feed under Feeds.`,
    { status: page?.status },
  )
}

function isRoot(url: URL): boolean {
  return url.searchParams.get('rest_route') === '/' || /\/wp-json\/?$/.test(url.pathname)
}

/** The API root that a page names. Pure. */
export function rootIn(page: Pick<HttpAnswer, 'headers' | 'body' | 'url'>): string | undefined {
  const said = linkTo(page.headers['link'] ?? '') ?? linkElement(new TextDecoder().decode(page.body))
  if (said === undefined || !URL.canParse(said, page.url)) return undefined
  const url = new URL(said, page.url)
  if (!/^https?:$/.test(url.protocol)) return undefined
  // Behind a proxy blogs think of themselves as plain http; where the page came safely, the API does too.
  if (new URL(page.url).protocol === 'https:' && url.host === new URL(page.url).host) url.protocol = 'https:'
  return url.href
}

function linkTo(header: string): string | undefined {
  for (const [, target, parameters = ''] of header.matchAll(/<([^>]*)>([^,]*)/g))
    if (/rel="?https:\/\/api\.w\.org\/"?/.test(parameters)) return target
  return undefined
}

function linkElement(html: string): string | undefined {
  for (const [tag] of html.slice(0, 200_000).matchAll(/<link\s[^>]{0,2000}>/gi)) {
    if (!/\brel=["']?https:\/\/api\.w\.org\//i.test(tag)) continue
    return /\bhref=["']?([^"'\s>]+)/i.exec(tag)?.[1]?.replaceAll('&#038;', '&').replaceAll('&amp;', '&')
  }
  return undefined
}

function usualRoots(address: string): string[] {
  const base = plainSite(address).replace(/\/(?:index\.php|wp-admin|wp-login\.php)(?:\/.*)?$/, '')
  return [`${base}/wp-json/`, `${base}/?rest_route=/`]
}

/** What the API says at its front door; undefined where something else answers, as a page does without pretty addresses. */
async function indexAt(
  ctx: NetworkContext,
  root: string,
  publicOnly: boolean,
): Promise<WireIndex | undefined> {
  const answer = await ctx.http.request(root, {
    headers: { accept: 'application/json' },
    accept: [401, 403, 404],
    publicOnly,
    named: rootWords,
  })
  if (answer.status !== 200) return undefined
  try {
    const index = wireIndex.safeParse(parseJson(answer)).data
    return index?.namespaces.includes('wp/v2') === true ? index : undefined
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

function foundAt(root: string, index: WireIndex): Found {
  // Its own word for its address is not taken: a blog could call itself by the name of another.
  const site = siteOfRoot(root)
  const name = index.name.replace(/\s+/g, ' ').trim()
  return {
    site,
    root,
    name: name === '' ? new URL(site).host : name,
    authorization: index.authentication?.['application-passwords']?.endpoints?.authorization,
  }
}
