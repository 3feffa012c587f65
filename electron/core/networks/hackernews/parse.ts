import type { Span } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import { htmlToText } from '../html-text.ts'
import { parseJson } from '../http.ts'
import type { FetchedItem, Json, Recorded } from '../types.ts'
import { home, itemName, type Place } from './place.ts'
import { readHits, readTree, type WireHit, type WireNode } from './wire.ts'

export const refSpace = 'hackernews'

/** Whose replies are listened to: he is we, and what answers his items is said to us. */
export interface Viewer {
  place: Place
  user?: string | undefined
  /** Numbers of the user's own items, as far as they are known. */
  own?: ReadonlySet<string> | undefined
}

/** A story or comment in one form, whether it came by a search or in a tree. */
interface Told {
  id: string
  author: string
  createdS: number
  isComment: boolean
  title: string | undefined
  link: string | undefined
  html: string | undefined
  parentId: number | undefined
  storyId: number | undefined
  points: number | undefined
  replies: number | undefined
  isPoll: boolean
}

export function itemOfHit(hit: WireHit, viewer: Viewer): FetchedItem {
  const isComment = hit._tags.includes('comment') || hit.comment_text !== undefined
  const told: Told = {
    id: hit.objectID,
    author: hit.author,
    createdS: hit.created_at_i,
    isComment,
    title: isComment ? hit.story_title : hit.title,
    link: isComment ? undefined : hit.url,
    html: isComment ? hit.comment_text : hit.story_text,
    parentId: isComment ? hit.parent_id : undefined,
    storyId: hit.story_id,
    points: hit.points,
    replies: isComment ? undefined : hit.num_comments,
    isPoll: hit._tags.includes('poll'),
  }
  return itemOf(told, viewer)
}

/** A node of a story's tree; undefined where it was deleted. `storyTitle` is that of the story. */
export function itemOfNode(
  node: WireNode,
  viewer: Viewer,
  storyTitle: string | undefined,
  replies?: number,
): FetchedItem | undefined {
  if (node.author === undefined) return undefined
  const isComment = node.type === 'comment'
  const told: Told = {
    id: String(node.id),
    author: node.author,
    createdS: node.created_at_i,
    isComment,
    title: isComment ? storyTitle : node.title,
    link: isComment ? undefined : node.url,
    html: node.text,
    parentId: isComment ? node.parent_id : undefined,
    storyId: node.story_id,
    points: node.points,
    replies: isComment ? undefined : replies,
    isPoll: node.type === 'poll',
  }
  return itemOf(told, viewer)
}

function itemOf(told: Told, { place, user, own }: Viewer): FetchedItem {
  const name = itemName(place, told.id)
  const mine = told.author === user
  const toUs = !mine && told.parentId !== undefined && own?.has(String(told.parentId)) === true
  const parentRef = told.parentId === undefined ? undefined : itemName(place, told.parentId)
  return {
    remoteId: name,
    parentRef,
    rootRef: told.storyId === undefined || !told.isComment ? undefined : itemName(place, told.storyId),
    kind: toUs ? 'reply' : told.isComment ? 'comment' : 'post',
    author: {
      remoteId: `${place.web}/user?id=${told.author}`,
      handle: told.author,
      name: told.author,
      url: `${place.web}/user?id=${encodeURIComponent(told.author)}`,
    },
    mine,
    direct: toUs,
    createdMs: told.createdS * 1000,
    title: plainTitle(told.title),
    ...textOf(told, name),
    url: name,
    media: [],
    poll: told.isPoll,
    metrics: { likes: told.points, replies: told.replies },
    raw: rawOf(told),
  }
}

/** What is said, under the address that a story is about. */
function textOf({ link, html }: Told, base: string): { text: string; spans: Span[] } {
  const said = html === undefined ? { text: '', spans: [] } : htmlToText(html, base)
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

/** Titles are plain, but some hold entities: those are read, and a `<` stays what it is. */
function plainTitle(title: string | undefined): string | undefined {
  if (title === undefined) return undefined
  const plain = htmlToText(title.replaceAll('<', '&lt;')).text.replace(/\s+/g, ' ').trim()
  return plain === '' ? undefined : plain
}

/** Without the marks of the search, which differ from one request to the next. */
function rawOf(told: Told): Json {
  const { id, author, createdS, title, link, html, parentId, storyId, points, replies } = told
  const all = {
    id,
    author,
    created_at_i: createdS,
    title,
    url: link,
    text: html,
    parent_id: parentId,
    story_id: storyId,
    points,
    num_comments: replies,
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Items of one answer, each once. */
export function itemsOfHits(hits: readonly WireHit[], viewer: Viewer): FetchedItem[] {
  return [...new Map(hits.map((hit) => [hit.objectID, itemOfHit(hit, viewer)])).values()]
}

/** Items of a recorded answer: a search, or a story with its tree. Nobody is named, so nothing is ours. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { host } = new URL(recorded.url)
  const viewer: Viewer = { place: home }
  const data = parseJson({ ...recorded, status: 200 })
  if (typeof data === 'object' && data !== null && 'hits' in data)
    return itemsOfHits(readHits(data, host), viewer)
  const nodes = readTree(data, host)
  const [root] = nodes
  const items = nodes.flatMap((node) => itemOfNode(node, viewer, root?.title) ?? [])
  if (items.length === 0)
    throw new Failure('bad-response', `${host} answered with a tree that holds nothing.`)
  return items
}
