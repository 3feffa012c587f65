import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { Deletion, FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import { markdownToText } from './markdown.ts'
import { refOf, serverOf } from './place.ts'
import { fieldOf, readView, readViews, type Said, type WirePerson, type WirePost } from './wire.ts'

/** Who reads, and at which server: decides what speaks to us, and what may be liked. */
export interface Viewer {
  server: string
  me?: { id: number; address: string; handle: string } | undefined
}

/** How something reached us: by the inbox, which says itself that it speaks to us, or otherwise. */
export type How = 'reply' | 'mention' | undefined

/** Items of one answer, each once, and what is gone of it. `replies` are refs of what is known to answer us. */
export function itemsOf(
  views: readonly Said[],
  viewer: Viewer,
  how?: How,
  replies: ReadonlySet<string> = new Set(),
): { items: FetchedItem[]; deletions: Deletion[] } {
  const ours = new Set(views.flatMap((said) => (isMine(said.creator, viewer) ? [refOfSaid(said)] : [])))
  const living = views.filter((said) => !isGone(said))
  const items = living.map((said) =>
    itemOf(said, viewer, { how: replies.has(refOfSaid(said)) ? 'reply' : how, ours }),
  )
  return {
    items: [...new Map(items.map((item) => [item.remoteId, item])).values()],
    deletions: [...new Set(views.filter(isGone).map(refOfSaid))].map((ref) => ({ ref })),
  }
}

/** Deleted by its author, or removed by those who keep the place. */
export function isGone({ comment, post }: Said): boolean {
  return (comment ?? post).isGone
}

export function refOfSaid({ comment, post }: Said): string {
  return comment === undefined
    ? refOf({ kind: 'post', id: post.id })
    : refOf({ kind: 'comment', id: comment.id })
}

/** What a comment answers: the one before the last of its path, which begins with 0 for the post. */
export function parentOf({ comment, post }: Said): string | undefined {
  if (comment === undefined) return undefined
  const above = Number(comment.path?.split('.').at(-2) ?? 0)
  return above > 0 ? refOf({ kind: 'comment', id: above }) : refOf({ kind: 'post', id: post.id })
}

/** `ours` are refs of things known to be ours. */
export function itemOf(
  said: Said,
  viewer: Viewer,
  { how, ours = new Set() }: { how?: How; ours?: ReadonlySet<string> } = {},
): FetchedItem {
  const { comment, post, creator } = said
  const mine = isMine(creator, viewer)
  const parentRef = parentOf(said)
  const text = comment === undefined ? postText(post, viewer) : markdownToText(comment.content, viewer.server)
  const toUs = !mine && (how === 'reply' || answersUs(said, parentRef, viewer, ours))
  const namesUs = !mine && (how === 'mention' || mentionsUs(text.spans, viewer))
  const { address, createdMs, editedMs } = comment ?? post
  return {
    remoteId: address,
    ref: refOfSaid(said),
    parentRef,
    rootRef: comment === undefined ? undefined : refOf({ kind: 'post', id: post.id }),
    kind: toUs ? 'reply' : namesUs ? 'mention' : comment === undefined ? 'post' : 'comment',
    author: authorOf(creator, viewer),
    mine,
    direct: toUs || namesUs,
    createdMs,
    editedMs,
    title: plainLine(post.title),
    ...text,
    warning: post.nsfw || said.community.nsfw ? 'NSFW' : undefined,
    visibility: 'public',
    url: webAddress(address),
    metrics: { likes: said.upvotes, replies: said.replies },
    // Strangers have no votes.
    standing: viewer.me === undefined ? undefined : { liked: said.liked },
    raw: rawOf(said),
  }
}

export function isMine(creator: WirePerson, { me }: Viewer): boolean {
  return me !== undefined && creator.address === me.address
}

function answersUs(
  { comment, post }: Said,
  parentRef: string | undefined,
  { me }: Viewer,
  ours: ReadonlySet<string>,
): boolean {
  if (me === undefined || comment === undefined || parentRef === undefined) return false
  const isOnPost = parentRef.startsWith('post-')
  return ours.has(parentRef) || (isOnPost && post.creatorId === me.id)
}

function mentionsUs(spans: readonly Span[], { me }: Viewer): boolean {
  if (me === undefined) return false
  return spans.some(
    ({ type, value, href }) =>
      type === 'mention' && (href === me.address || `@${value ?? ''}`.toLowerCase() === me.handle),
  )
}

function authorOf(creator: WirePerson, { server }: Viewer): FetchedAuthor {
  return {
    remoteId: creator.address,
    handle: handleOf(creator),
    name: plainLine(creator.displayName) ?? creator.name,
    url: webAddress(creator.address),
    avatarUrl: webAddress(creator.avatar),
    bio: creator.bio === undefined ? undefined : markdownToText(creator.bio, server).text.slice(0, 2000),
    isBot: creator.isBot,
  }
}

/** `@name@host` in lower case: the host is that of the person's own server. */
export function handleOf({ name, address }: WirePerson): string {
  return `@${name}@${new URL(address).host}`.toLowerCase()
}

/** What is said, under the address that the post is about; pictures are shown and need no address. */
function postText(post: WirePost, { server }: Viewer): { text: string; spans: Span[]; media: Media[] } {
  const said = markdownToText(post.body ?? '', server)
  const link = webAddress(post.url)
  if (link === undefined) return said
  if (isPicture(post, link))
    return { ...said, media: [{ kind: 'image', url: link, alt: plainLine(post.altText) }, ...said.media] }
  const first: Span = { start: 0, end: link.length, type: 'link', href: link }
  if (said.text === '') return { ...said, text: link, spans: [first] }
  const from = link.length + 2
  const moved = said.spans.map((span) => ({ ...span, start: span.start + from, end: span.end + from }))
  return { ...said, text: `${link}\n\n${said.text}`, spans: [first, ...moved] }
}

function isPicture({ contentType }: WirePost, link: string): boolean {
  if (contentType !== undefined) return contentType.startsWith('image/')
  return /\.(?:png|jpe?g|gif|webp|avif)$/i.test(new URL(link).pathname)
}

function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value)
    ? new URL(value).href
    : undefined
}

function plainLine(value: string | undefined): string | undefined {
  const line = (value ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line === '' ? undefined : line
}

/** What came, without what repeats on every item: the post's words on its comments, the community's own. */
function rawOf({ comment, post, creator, community }: Said): Json {
  const { body: _body, ...about } = post
  return known({
    ...(comment === undefined ? {} : { comment: known(comment) }),
    post: known(comment === undefined ? post : about),
    creator: known({ id: creator.id, name: creator.name, address: creator.address }),
    community: known(community),
  })
}

function known(fields: Record<string, Json | undefined>): Json {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Lists by the names that they have in either version. */
const listNames = ['replies', 'mentions', 'comments', 'posts', 'items', 'notifications', 'search', 'results']

/** Items of a recorded answer: any list, or one view. Nobody is signed in, so nothing is ours. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { host, origin } = new URL(recorded.url)
  const viewer: Viewer = { server: serverOf(origin) }
  const data = parseJson({ ...recorded, status: 200 })
  const single = readView(fieldOf(data, 'comment_view', 'post_view') ?? data)
  if (single !== undefined) return itemsOf([single], viewer).items
  const lists = listNames.flatMap((name) => {
    const list = fieldOf(data, name)
    return Array.isArray(list) ? [{ name, list }] : []
  })
  if (lists.length === 0)
    throw new Failure('bad-response', `${host} answered with something that holds no posts.`)
  const views = lists.flatMap(({ list }) => readViews(list, host))
  const [first] = lists
  const how = first?.name === 'replies' ? 'reply' : first?.name === 'mentions' ? 'mention' : undefined
  return itemsOf(views, viewer, how).items
}
