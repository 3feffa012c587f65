import type { Span } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import { htmlToText } from '../html-text.ts'
import { parseJson } from '../http.ts'
import type { Deletion, FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import { home, isComment, type Place } from './place.ts'
import { readFeed } from './rss.ts'
import { nobody, toldOf, type Told } from './told.ts'
import { readListing, readPage, readThings, readWritten, type Things } from './wire.ts'

/** Names hold everywhere, so that one space is enough. */
export const refSpace = 'reddit'

/** Who reads, and where. */
export interface Viewer {
  place: Place
  /** Our own name. */
  me?: string | undefined
}

/** Items of one answer, each once, and what is gone of it. `replies` names what is known to answer us. */
export function itemsOf(
  told: readonly Told[],
  viewer: Viewer,
  replies: ReadonlySet<string> = new Set(),
): { items: FetchedItem[]; deletions: Deletion[] } {
  const ours = new Set(told.flatMap((one) => (isMine(one, viewer) ? [one.name] : [])))
  const living = told.filter((one) => !one.isGone)
  const items = living.map((one) => itemOf(one, viewer, ours, replies))
  return {
    items: [...new Map(items.map((item) => [item.remoteId, item])).values()],
    deletions: [...new Set(told.filter(({ isGone }) => isGone).map(({ name }) => name))].map((ref) => ({
      ref,
    })),
  }
}

export function itemOf(
  told: Told,
  viewer: Viewer,
  ours: ReadonlySet<string> = new Set(),
  replies: ReadonlySet<string> = new Set(),
): FetchedItem {
  const mine = isMine(told, viewer)
  const words = textOf(told, viewer)
  const toUs = !mine && (told.inbox === 'reply' || replies.has(told.name) || answersUs(told, viewer, ours))
  const namesUs = !mine && (told.inbox === 'mention' || mentionsUs(words.spans, viewer))
  return {
    remoteId: told.name,
    ref: told.name,
    parentRef: told.parent,
    rootRef: told.post,
    kind: toUs ? 'reply' : namesUs ? 'mention' : isComment(told.name) ? 'comment' : 'post',
    author: authorOf(told.author, viewer),
    mine,
    direct: toUs || namesUs,
    createdMs: told.createdMs,
    editedMs: told.editedMs,
    title: plainLine(told.title),
    ...words,
    warning: told.warning,
    visibility: 'public',
    url: told.path === undefined ? undefined : `${viewer.place.www}${told.path}`,
    media: told.media,
    poll: told.poll,
    metrics: { likes: told.score, replies: told.replies },
    standing: told.liked === undefined ? undefined : { liked: told.liked },
    raw: rawOf(told),
  }
}

/** Names are the same in upper and lower case. */
export function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase()
}

export function isMine({ author }: Told, { me }: Viewer): boolean {
  return isSame(author, me)
}

function answersUs({ parent, postAuthor }: Told, { me }: Viewer, ours: ReadonlySet<string>): boolean {
  if (parent === undefined) return false
  return ours.has(parent) || (parent.startsWith('t3_') && isSame(postAuthor, me))
}

function mentionsUs(spans: readonly Span[], { me }: Viewer): boolean {
  return me !== undefined && spans.some(({ type, value }) => type === 'mention' && isSame(value, `u/${me}`))
}

/** Whoever deleted an account is one nobody among many. */
function authorOf(name: string, { place }: Viewer): FetchedAuthor {
  if (name === nobody) return { remoteId: nobody, handle: nobody, name: nobody }
  return {
    remoteId: name.toLowerCase(),
    handle: `u/${name}`,
    name,
    url: `${place.www}/user/${encodeURIComponent(name)}`,
    isBot: name === 'AutoModerator' ? true : undefined,
  }
}

/** What is said, under the address that a post points to. */
function textOf({ html, plain, link }: Told, { place }: Viewer): { text: string; spans: Span[] } {
  const said =
    html === undefined ? { text: (plain ?? '').toWellFormed(), spans: [] } : ofHtml(html, `${place.www}/`)
  if (link === undefined || !/^https?:\/\//.test(link) || !URL.canParse(link)) return said
  const first: Span = { start: 0, end: link.length, type: 'link', href: new URL(link).href }
  if (said.text === '') return { text: link, spans: [first] }
  const from = link.length + 2
  return {
    text: `${link}\n\n${said.text}`,
    spans: [
      first,
      ...said.spans.map((span) => ({ ...span, start: span.start + from, end: span.end + from })),
    ],
  }
}

function ofHtml(html: string, base: string): { text: string; spans: Span[] } {
  const { text, spans } = htmlToText(html, base)
  return { text, spans: spans.map((span) => named(span, text)) }
}

/** Reddit makes links of `u/name`. */
function named(span: Span, text: string): Span {
  const name = /^\/?u(?:ser)?\/([\w-]{3,20})$/i.exec(text.slice(span.start, span.end))?.[1]
  return span.type === 'link' && name !== undefined ? { ...span, type: 'mention', value: `u/${name}` } : span
}

function plainLine(value: string | undefined): string | undefined {
  const line = (value ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line === '' ? undefined : line
}

/** What is needed later, and what was written. Points differ from one answer to the next, and are left out. */
function rawOf(told: Told): Json {
  const { name, author, subreddit, path, parent, post, title, link, plain, html } = told
  const all = {
    name,
    author,
    subreddit,
    permalink: path,
    parent_id: parent,
    link_id: post,
    title,
    url: link,
    body: plain ?? html,
    locked: told.locked ? true : undefined,
    archived: told.archived ? true : undefined,
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

/** Items of a recorded answer: a feed, a listing, the page of a post, what was just said. Nobody is signed in. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { host } = new URL(recorded.url)
  const start = new TextDecoder().decode(recorded.body.subarray(0, 500)).trimStart()
  const isFeed = start.startsWith('<?xml') || start.startsWith('<feed')
  const told = isFeed
    ? readFeed(recorded.body, host)
    : thingsOf(parseJson({ ...recorded, status: 200 }), host).things.map((thing) => toldOf(thing, false))
  return itemsOf(told, { place: home }).items
}

function thingsOf(data: unknown, host: string): Things {
  if (Array.isArray(data)) return readPage(data, host)
  if (typeof data === 'object' && data !== null && 'json' in data) {
    const { things, errors } = readWritten(data, host)
    if (things.length === 0)
      throw new Failure('bad-response', `${host} refused it: ${errors[0]?.code ?? 'without a reason'}.`)
    return readThings(things, host)
  }
  return readListing(data, host)
}
