import { piecesOf } from '../pieces.ts'
import { us, type Person, type Post, type World } from '../world.ts'
import { GraphRefusal, type GraphNode } from './facebook-fields.ts'
import { graphTime } from './facebook-nodes.ts'
import { userId, username, type Bearer } from './threads-tokens.ts'

/** Posts and replies of the world as the Threads API shows them. */

export interface ThreadsWorld {
  world: World
  origin: string
  /** Replies that the bakery has hidden, by their ids in the world. */
  hidden: Set<string>
}

/** People whose profiles are private: lists leave them out, and below our posts their names are kept back. */
const privatePeople = new Set(['marguerite'])
/** Who accepted the invitation to test the bakery's app. */
const testers = new Set([us, 'zofia'])

export function isPrivate(person: Person): boolean {
  return privatePeople.has(person.key)
}

/** Whether the app of this token is shown what somebody says. */
export function isShown({ approved }: Bearer, author: string): boolean {
  return !privatePeople.has(author) && (approved || testers.has(author))
}

export function nameOf(person: Person): string {
  return person.key === us ? username : person.key
}

/** The person behind a name. */
export function personNamed(world: World, name: string): Person | undefined {
  const key = name.toLowerCase() === username ? us : name.toLowerCase()
  return world.people.get(key)
}

export function mediaId(post: Post): string {
  return `18${post.id}`
}

export function rootOf(world: World, post: Post): Post {
  let root = post
  for (let above = root.inReplyTo; above !== undefined; above = root.inReplyTo) {
    const next = world.post(above)
    if (next === undefined) return root
    root = next
  }
  return root
}

/** Everything below a root, newest first. */
export function below(world: World, root: Post): Post[] {
  return world.posts.filter((post) => post !== root && rootOf(world, post) === root).reverse()
}

/** The post behind an id; undefined where there is none. */
export function findPost({ world }: ThreadsWorld, id: string): Post | undefined {
  return id.startsWith('18') ? world.post(id.slice(2)) : undefined
}

/** The same is said of what is gone, and of what an app is not shown. */
export function noSuch(id: string): GraphRefusal {
  return new GraphRefusal(
    100,
    `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    33,
    'THApiException',
  )
}

/** The last hashtag is the topic: it stands in the head of a post, and in its words without the sign. */
export function topicTag(post: Post): string | undefined {
  return /(?:^|\s)#([\p{L}\p{N}_]+)\s*$/u.exec(post.text)?.[1]
}

/** Words as Threads keeps them: the bakery has another name here. */
function wordsOf(post: Post): string {
  const topic = topicTag(post)
  const text = topic === undefined ? post.text : post.text.replace(`#${topic}`, topic)
  return piecesOf(text)
    .map((piece) => (piece.type === 'mention' && piece.name === us ? `@${username}` : piece.text))
    .join('')
}

function shortcode(post: Post): string {
  return `C${BigInt(post.id).toString(36)}`
}

export function mediaNode(at: ThreadsWorld, post: Post): GraphNode {
  const { world, origin } = at
  const person = world.person(post.author)
  const id = mediaId(post)
  const name = isPrivate(person) ? undefined : nameOf(person)
  const isReply = post.inReplyTo !== undefined
  const root = rootOf(world, post)
  const link = piecesOf(post.text).find((piece) => piece.type === 'link')?.text
  return {
    kind: 'ThreadsMedia',
    id,
    values: {
      id,
      media_product_type: 'THREADS',
      ...mediaOf(post, origin),
      permalink: name === undefined ? undefined : `${origin}/threads/@${name}/post/${shortcode(post)}`,
      owner: post.author === us && !isReply ? { id: userId } : undefined,
      username: name,
      text: post.text === '' ? undefined : wordsOf(post),
      timestamp: graphTime(post.createdMs),
      shortcode: shortcode(post),
      is_quote_post: false,
      quoted_post: undefined,
      reposted_post: undefined,
      gif_url: undefined,
      poll_attachment: undefined,
      link_attachment_url: isReply ? undefined : link,
      topic_tag: topicTag(post),
      has_replies: world.repliesTo(post.id).length > 0,
      is_reply: isReply,
      is_reply_owned_by_me: isReply ? post.author === us : undefined,
      root_post: isReply ? { id: mediaId(root) } : undefined,
      replied_to: isReply ? { id: `18${post.inReplyTo ?? ''}` } : undefined,
      hide_status: isReply ? (isHidden(at, post) ? 'HIDDEN' : 'NOT_HUSHED') : undefined,
      reply_audience: post.author === us ? 'EVERYONE' : undefined,
    },
  }
}

/** A reply is hidden with the one at the top of its branch. */
function isHidden({ world, hidden }: ThreadsWorld, post: Post): boolean {
  for (let at: Post | undefined = post; at !== undefined; at = world.post(at.inReplyTo ?? ''))
    if (hidden.has(at.id)) return true
  return false
}

function mediaOf(post: Post, origin: string): Record<string, unknown> {
  const urlOf = (name: string) => `${origin}/system/media_attachments/${name}.png`
  const [first, ...more] = post.pictures
  const none = { media_url: undefined, thumbnail_url: undefined, children: undefined, alt_text: undefined }
  if (first === undefined) return { ...none, media_type: 'TEXT_POST' }
  if (more.length === 0)
    return { ...none, media_type: 'IMAGE', media_url: urlOf(first.name), alt_text: first.alt }
  const children = post.pictures.map(({ name, alt }) => ({
    id: `${mediaId(post)}${name}`,
    media_type: 'IMAGE',
    media_url: urlOf(name),
    alt_text: alt,
  }))
  return { ...none, media_type: 'CAROUSEL_ALBUM', media_url: urlOf(first.name), children: { data: children } }
}

/** One post by its code, for the page that a link leads to. */
export function postAt({ world }: ThreadsWorld, code: string): Post | undefined {
  return world.posts.find((post) => shortcode(post) === code)
}
