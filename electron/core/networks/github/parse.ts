import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import type { FetchedAuthor, FetchedItem, Json } from '../types.ts'
import { addressed } from './addressed.ts'
import type { Viewer } from './client.ts'
import { parentOf, refOf, rootOf, type Place } from './ref.ts'
import { textOf, type Body } from './text.ts'
import type { Read, WireComment, WireIssue, WireReview, WireUser } from './wire.ts'

/** Issues, pull requests and what is said on them, to items. */

export function refSpaceOf(origin: string): string {
  return `github:${origin}`
}

/** Numbers are each server's own, and each kind's. They stay when a repository is renamed; addresses do not. */
export function remoteIdOf({ host }: Viewer, kind: string, id: string): string {
  return `${host}:${kind}:${id}`
}

/** What stands for an account that was deleted, as on GitHub's own pages. */
const ghostLogin = 'ghost'

export interface WireActor {
  id?: string | undefined
  login: string
  url?: string | undefined
  avatarUrl?: string | undefined
  name?: string | undefined
  isBot: boolean
}

export function authorOf(actor: WireActor | undefined, viewer: Viewer): FetchedAuthor {
  const { id, login, url, avatarUrl, name = '', isBot } = actor ?? { login: ghostLogin, isBot: false }
  return {
    remoteId: remoteIdOf(viewer, 'user', id ?? login.toLowerCase()),
    handle: `@${login}`,
    name: oneLine(name) ?? login,
    url: webAddress(url) ?? `${viewer.origin}/${encodeURIComponent(login)}`,
    avatarUrl: webAddress(avatarUrl),
    isBot,
  }
}

function actorOf(user: WireUser | null | undefined): WireActor | undefined {
  if (user === null || user === undefined) return undefined
  const { id, login, html_url: url, avatar_url: avatarUrl, name, type } = user
  return {
    id,
    login,
    url,
    avatarUrl,
    name: name ?? undefined,
    isBot: type === 'Bot' || login.endsWith('[bot]'),
  }
}

export function isMe(login: string | undefined, viewer: Viewer): boolean {
  return viewer.login !== '' && login?.toLowerCase() === viewer.login.toLowerCase()
}

/** What is known around an item: by it one knows whether it speaks to us. */
export interface Around {
  belowUs?: boolean | undefined
  afterUs?: boolean | undefined
  reason?: string | undefined
}

/** What all kinds have in common. */
interface Parts {
  place: Place
  id: string
  actor: WireActor | undefined
  body: Body
  url: string | undefined
  createdMs: number
  editedMs?: number | undefined
  title?: string | undefined
  metrics: FetchedItem['metrics']
  /** Our thumb is up; REST answers do not say. */
  liked?: boolean | undefined
  raw: Json
}

export function itemOf(parts: Parts, viewer: Viewer, around: Around): FetchedItem {
  const { place, actor, url } = parts
  const { text, spans, media }: { text: string; spans: Span[]; media: Media[] } = textOf(
    parts.body,
    url ?? viewer.origin,
  )
  const mine = isMe(actor?.login, viewer)
  const isRoot = place.type === 'issue' || place.type === 'discussion'
  const [parent, root] = [parentOf(place), rootOf(place)]
  return {
    remoteId: remoteIdOf(viewer, place.type, parts.id),
    ref: refOf(place),
    parentRef: parent === undefined ? undefined : refOf(parent),
    rootRef: root === undefined ? undefined : refOf(root),
    ...addressed(viewer.login, {
      mine,
      isRoot,
      spans,
      belowUs: around.belowUs ?? false,
      afterUs: around.afterUs ?? false,
      reason: around.reason,
    }),
    author: authorOf(actor, viewer),
    mine,
    createdMs: parts.createdMs,
    editedMs: parts.editedMs,
    title: parts.title,
    text,
    spans,
    url: webAddress(url),
    media,
    metrics: parts.metrics,
    standing: parts.liked === undefined ? undefined : { liked: parts.liked },
    raw: parts.raw,
  }
}

export function issueItem(
  { node, raw }: Read<WireIssue>,
  repo: string,
  viewer: Viewer,
  around: Around = {},
): FetchedItem {
  return itemOf(
    {
      place: { type: 'issue', repo, number: node.number },
      id: node.id,
      actor: actorOf(node.user),
      body: node,
      url: node.html_url,
      // `updated_at` of an issue moves with every comment, so that an edit shows by its words only.
      createdMs: node.created_at,
      title: oneLine(node.title) ?? `#${String(node.number)}`,
      metrics: { likes: node.reactions?.['+1'], replies: node.comments },
      raw: withoutBodies(raw),
    },
    viewer,
    around,
  )
}

export function commentItem(
  { node, raw }: Read<WireComment>,
  place: Place,
  viewer: Viewer,
  around: Around = {},
): FetchedItem {
  return itemOf(
    {
      place,
      id: node.id,
      actor: actorOf(node.user),
      body: node,
      url: node.html_url,
      createdMs: node.created_at,
      editedMs: laterThan(node.created_at, node.updated_at),
      metrics: { likes: node.reactions?.['+1'] },
      raw: withoutBodies(raw),
    },
    viewer,
    around,
  )
}

export function reviewItem(
  { node, raw }: Read<WireReview>,
  place: Place,
  viewer: Viewer,
  around: Around = {},
): FetchedItem {
  return itemOf(
    {
      place,
      id: node.id,
      actor: actorOf(node.user),
      body: node,
      url: node.html_url,
      createdMs: node.submitted_at,
      metrics: {},
      raw: withoutBodies(raw),
    },
    viewer,
    around,
  )
}

/** Answers to a comment on a line all stand under the first one. */
export function linePlace(comment: WireComment, repo: string, number: number): Place {
  const { id, in_reply_to_id: top } = comment
  return { type: 'line', repo, number, id, top }
}

export function laterThan(createdMs: number, updatedMs: number | undefined): number | undefined {
  return updatedMs !== undefined && updatedMs > createdMs ? updatedMs : undefined
}

/** The Markdown stays; what GitHub made of it can be had again. */
function withoutBodies({ body_html: _html, body_text: _text, ...raw }: Record<string, unknown>): Json {
  // It came out of JSON.parse, so it is JSON.
  return raw as Json
}

export function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}

export function oneLine(value: string): string | undefined {
  const line = value
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line === '' ? undefined : line
}
