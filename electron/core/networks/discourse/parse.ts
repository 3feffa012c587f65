import { Failure } from '#shared/failure'
import type { ItemKind } from '#shared/domain/item'
import { htmlToText } from '../html-text.ts'
import { parseJson } from '../http.ts'
import type { Deletion, FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import { absolute, readCooked, type Cooked } from './cooked.ts'
import { postName, readAddress, siteKey } from './place.ts'
import { readPosts, wireLatest, wirePost, wireSome, wireTopic, type WirePost } from './wire.ts'

/** Who reads. */
export interface Viewer {
  /** `https://forum.example`, without a slash at the end. */
  site: string
  /** Our name there; absent for strangers. */
  username?: string | undefined
}

/** What a list knows of a post besides what the post says itself. */
export interface About {
  title?: string | undefined
  /** The forum told us of it as spoken to us. */
  direct?: boolean | undefined
  /** A message among few. */
  isPrivate?: boolean | undefined
}

/** Notes of what moderators did to a topic ("closed this on Monday") are nothing that anybody said. */
const noteType = 3
/** The action of a like; others are flags. */
const likeAction = 2

/** Items of one answer, each once, and what is not there any more. */
export function itemsOf(
  posts: readonly WirePost[],
  viewer: Viewer,
  about: (post: WirePost) => About = () => ({}),
): { items: FetchedItem[]; deletions: Deletion[] } {
  const said = posts.filter((post) => post.post_type !== noteType)
  const items = said.filter((post) => !isGone(post)).map((post) => itemOf(post, viewer, about(post)))
  const gone = said.filter(isGone).map((post) => ({ ref: nameOf(post, viewer.site) }))
  return { items: [...new Map(items.map((item) => [item.remoteId, item])).values()], deletions: gone }
}

/** Staff and the author still see what was deleted, marked so. */
export function isGone({ deleted_at, user_deleted: byAuthor }: WirePost): boolean {
  return typeof deleted_at === 'string' || byAuthor
}

export function nameOf({ topic_id: topic, post_number: number }: WirePost, site: string): string {
  return postName(site, { topic, number })
}

/** A post as an item. What answers no other post answers the first of its topic. */
export function itemOf(post: WirePost, viewer: Viewer, about: About = {}): FetchedItem {
  const { site, username } = viewer
  const { topic_id: topic, post_number: number } = post
  const cooked = readCooked(post.cooked, site)
  const mine = post.yours || isMe(post.username, viewer)
  const relation = mine || username === undefined ? {} : relationOf(post, cooked, viewer)
  const answered = post.reply_to_post_number ?? (number === 1 ? undefined : 1)
  const title = plainTitle(about.title ?? post.topic_title)
  return {
    remoteId: postName(site, { topic, number }),
    parentRef: answered === undefined ? undefined : postName(site, { topic, number: answered }),
    rootRef: number === 1 ? undefined : postName(site, { topic, number: 1 }),
    kind: relation.kind ?? (number === 1 ? 'post' : 'comment'),
    author: authorOf(post, site),
    mine,
    direct: !mine && (relation.kind !== undefined || relation.quotes === true || about.direct === true),
    createdMs: post.created_at,
    editedMs: post.version > 1 ? post.updated_at : undefined,
    title: title === '' ? undefined : title,
    text: cooked.text,
    spans: cooked.spans,
    visibility: about.isPrivate === true ? 'direct' : undefined,
    url: `${site}/t/${post.topic_slug === '' ? '-' : encodeURIComponent(post.topic_slug)}/${String(topic)}/${String(number)}`,
    media: cooked.media,
    poll: cooked.poll,
    metrics: metricsOf(post),
    standing: {
      hidden: post.hidden,
      ...(username === undefined
        ? {}
        : { liked: post.actions_summary.some(({ id, acted }) => id === likeAction && acted === true) }),
    },
    raw: rawOf(post, title),
  }
}

function relationOf(post: WirePost, cooked: Cooked, viewer: Viewer): { kind?: ItemKind; quotes?: boolean } {
  const us = viewer.username?.toLowerCase() ?? ''
  if (isMe(post.reply_to_user?.username ?? '', viewer)) return { kind: 'reply' }
  if (cooked.mentioned.has(us)) return { kind: 'mention' }
  return { quotes: cooked.quoted.has(us) }
}

function isMe(name: string, { username }: Viewer): boolean {
  return username !== undefined && name !== '' && name.toLowerCase() === username.toLowerCase()
}

function metricsOf({ actions_summary: actions, reply_count: replies }: WirePost): FetchedItem['metrics'] {
  const likes = actions.find(({ id }) => id === likeAction)?.count ?? (actions.length > 0 ? 0 : undefined)
  return { likes, replies }
}

const pictureSize = '90'

function authorOf(post: WirePost, site: string): FetchedAuthor {
  const { username, user_id: id } = post
  // Who left and let the words stay has no name.
  const handle = username === '' ? 'deleted' : username
  const name = htmlToText(post.name).text.replace(/\s+/g, ' ').trim()
  const voice = typeof id === 'number' ? `user-${String(id)}` : `name-${handle.toLowerCase()}`
  return {
    remoteId: `${siteKey(site)}#${voice}`,
    handle: `@${handle}`,
    name: name === '' ? handle : name,
    url: username === '' ? undefined : `${site}/u/${encodeURIComponent(username)}`,
    avatarUrl: absolute(post.avatar_template.replace('{size}', pictureSize), site),
    isBot: typeof id === 'number' && id < 0 ? true : undefined,
  }
}

/** Titles come plain or, as `fancy_title`, with entities. */
function plainTitle(title: string): string {
  return title.includes('&') ? htmlToText(title).text.replace(/\s+/g, ' ').trim() : title.trim()
}

function rawOf(post: WirePost, title: string): Json {
  return {
    id: post.id,
    topic_id: post.topic_id,
    post_number: post.post_number,
    username: post.username,
    created_at: new Date(post.created_at).toISOString(),
    version: post.version,
    cooked: post.cooked,
    ...(typeof post.reply_to_post_number === 'number'
      ? { reply_to_post_number: post.reply_to_post_number }
      : {}),
    ...(title === '' ? {} : { title }),
  }
}

/** Items of a recorded answer: a topic, the latest posts, a list, or one post. Nobody is signed in. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { host } = new URL(recorded.url)
  const viewer: Viewer = { site: siteOfRecording(recorded.url) }
  const data = parseJson({ ...recorded, status: 200 })
  if (Array.isArray(data)) return itemsOf(readPosts(data, host), viewer).items
  const topic = wireTopic.safeParse(data).data
  if (topic !== undefined)
    return itemsOf(readPosts(topic.post_stream.posts, host), viewer, () => ({ title: topic.title })).items
  const some = wireSome.safeParse(data).data
  if (some !== undefined) return itemsOf(readPosts(some.post_stream.posts, host), viewer).items
  const latest = wireLatest.safeParse(data).data
  if (latest?.latest_posts !== undefined) return itemsOf(readPosts(latest.latest_posts, host), viewer).items
  const single = wirePost.safeParse(data).data
  if (single !== undefined) return itemsOf([single], viewer).items
  throw new Failure('bad-response', `${host} answered with something that holds no posts.`)
}

function siteOfRecording(url: string): string {
  const path = new URL(url).pathname.replace(/\/posts(?:\/\d+)?\.json$/, '')
  return readAddress(`${new URL(url).origin}${path}`).site
}
