import { hashOf } from '../ids.ts'
import { piecesOf } from '../pieces.ts'
import { us, type Person, type Post, type World } from '../world.ts'
import { edgePage, GraphRefusal, type Field, type GraphNode } from './facebook-fields.ts'
import { pageId } from './facebook-tokens.ts'

/** The bakery's Page over the world: what stands at the root is a post, everything below it a comment one level deep. */

export interface PageWorld {
  world: World
  origin: string
  hidden: Set<string>
}

/** People who did not agree to be shown to apps: a few visitors, and everybody who tags the Page elsewhere. */
function isShy(person: Person): boolean {
  return hashOf(`shy ${person.key}`) % 5 === 0
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

/** The comment directly below the root; undefined for a root, and for that comment itself. */
export function topOf(world: World, post: Post): Post | undefined {
  let top = post
  for (let above = top.inReplyTo; above !== undefined; above = top.inReplyTo) {
    const next = world.post(above)
    if (next?.inReplyTo === undefined) break
    top = next
  }
  return top === post ? undefined : top
}

/** Everything below a root, oldest first. */
export function below(world: World, root: Post): Post[] {
  return world.posts.filter((post) => post !== root && rootOf(world, post) === root)
}

/** Tagged the Page in a post of their own; what stands on the Page's wall is not called so. */
export function tagsUs(post: Post): boolean {
  return post.inReplyTo === undefined && post.author !== us && post.mentions.includes(us)
}

export function nodeIdOf(world: World, post: Post): string {
  if (post.inReplyTo === undefined)
    return `${tagsUs(post) ? personId(world.person(post.author)) : pageId}_${post.id}`
  return `${rootOf(world, post).id}_${post.id}`
}

/** The post behind a node's id. Throws GraphRefusal 100/33 where there is none. */
export function postOf({ world }: PageWorld, id: string): Post {
  const post = world.post(id.split('_').at(-1) ?? '')
  if (post === undefined || nodeIdOf(world, post) !== id)
    throw new GraphRefusal(
      100,
      `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
      33,
      'GraphMethodException',
    )
  return post
}

export function personId(person: Person): string {
  return person.key === us ? pageId : `61${String(hashOf(person.key)).padStart(11, '0')}`
}

export function nameOf(person: Person): string {
  return person.name.replace(/:\w+:/g, '').replace(/\s+/g, ' ').trim().slice(0, 60)
}

/** `2026-10-01T09:00:00+0000` */
export function graphTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+0000')
}

/** Words as Facebook keeps them: people are named, and tags say where. Offsets count UTF-16 units. */
function messageOf(world: World, post: Post): { message: string; tags: Record<string, unknown>[] } {
  let message = ''
  const tags: Record<string, unknown>[] = []
  for (const piece of piecesOf(post.text)) {
    const person =
      piece.type === 'mention'
        ? (world.findPerson(piece.name, piece.host) ?? world.people.get(piece.name))
        : undefined
    if (person === undefined) {
      message += piece.text
      continue
    }
    const name = nameOf(person)
    const type = person.key === us ? 'page' : 'user'
    tags.push({ id: personId(person), name, type, offset: message.length, length: name.length })
    message += name
  }
  return { message, tags }
}

export function postNode(at: PageWorld, post: Post): GraphNode {
  const { world, origin } = at
  const person = world.person(post.author)
  const { message, tags } = messageOf(world, post)
  const id = nodeIdOf(world, post)
  const comments = below(world, post)
  const latest = Math.max(post.editedMs ?? post.createdMs, ...comments.map(({ createdMs }) => createdMs))
  return {
    kind: 'Post',
    id,
    values: {
      id,
      message: message === '' ? undefined : message,
      story: undefined,
      created_time: graphTime(post.createdMs),
      updated_time: graphTime(latest),
      from: tagsUs(post) || (post.author !== us && isShy(person)) ? undefined : fromOf(person),
      permalink_url: `${origin}/facebook/${id}`,
      message_tags: tags.length === 0 ? undefined : tags,
      is_hidden: at.hidden.has(post.id),
      shares: post.boosts === 0 ? undefined : { count: post.boosts },
      attachments: attachmentsOf(post, origin),
    },
    edges: {
      comments: (field) => commentsEdge(at, comments, id, field.args, field.fields),
      likes: ({ args }) => likesEdge(post, args),
    },
  }
}

export function commentNode(at: PageWorld, post: Post): GraphNode {
  const { world, origin } = at
  const person = world.person(post.author)
  const { message, tags } = messageOf(world, post)
  const root = rootOf(world, post)
  const top = topOf(world, post)
  const id = nodeIdOf(world, post)
  const replies = below(world, root).filter((each) => topOf(world, each) === post)
  const picture = post.pictures[0]
  return {
    kind: 'Comment',
    id,
    values: {
      id,
      message,
      created_time: graphTime(post.createdMs),
      from: post.author !== us && isShy(person) ? undefined : fromOf(person),
      parent: top === undefined ? undefined : { ...commentStub(at, top) },
      object: { id: nodeIdOf(world, root) },
      permalink_url: `${origin}/facebook/${nodeIdOf(world, root)}?comment_id=${post.id}`,
      message_tags: tags.length === 0 ? undefined : tags,
      attachment:
        picture === undefined
          ? undefined
          : {
              type: 'photo',
              media: { image: imageOf(picture.name, origin) },
              url: `${origin}/facebook/photo`,
            },
      like_count: post.likes + (post.liked ? 1 : 0),
      comment_count: replies.length,
      is_hidden: at.hidden.has(post.id),
      can_comment: true,
      can_hide: post.author !== us,
      can_like: true,
      can_remove: true,
      user_likes: post.liked,
    },
    edges: {
      comments: (field) => commentsEdge(at, replies, id, { ...field.args, filter: 'stream' }, field.fields),
      likes: ({ args }) => likesEdge(post, args),
    },
  }
}

function commentStub({ world }: PageWorld, post: Post): Record<string, unknown> {
  return { id: nodeIdOf(world, post), created_time: graphTime(post.createdMs) }
}

/** `filter=stream` gives replies among the comments; without it only what stands directly below. */
export function commentsEdge(
  at: PageWorld,
  all: readonly Post[],
  ownerId: string,
  args: Readonly<Record<string, string>>,
  fields: readonly Field[],
): Record<string, unknown> {
  const { world, origin } = at
  const since = Number(args['since'] ?? 0) * 1000
  const until = args['until'] === undefined ? Number.POSITIVE_INFINITY : Number(args['until']) * 1000
  const rows = all
    .filter((post) => args['filter'] === 'stream' || topOf(world, post) === undefined)
    .filter((post) => post.createdMs >= since && post.createdMs <= until)
    .sort((a, b) => a.createdMs - b.createdMs)
  if (args['order'] === 'reverse_chronological') rows.reverse()
  return edgePage(
    rows.map((post) => commentNode(at, post)),
    {
      url: `${origin}/v26.0/${ownerId}/comments`,
      args,
      fields,
      usual: 'created_time,from,message,id',
      mostAtOnce: 100,
    },
  )
}

function likesEdge(post: Post, args: Readonly<Record<string, string>>): Record<string, unknown> {
  return {
    data: [],
    ...(args['summary'] === undefined
      ? {}
      : {
          summary: {
            total_count: post.likes + (post.liked ? 1 : 0),
            can_like: true,
            has_liked: post.liked,
          },
        }),
  }
}

function fromOf(person: Person): { name: string; id: string } {
  return { name: nameOf(person), id: personId(person) }
}

function imageOf(name: string, origin: string): { src: string; height: number; width: number } {
  return { src: `${origin}/system/media_attachments/${name}.png`, height: 480, width: 640 }
}

function attachmentsOf(post: Post, origin: string): { data: unknown[] } | undefined {
  const [first, ...more] = post.pictures
  const link = piecesOf(post.text).find((piece) => piece.type === 'link')?.text
  const target = (id: string) => ({ id, url: `${origin}/facebook/photo/${id}` })
  if (first !== undefined) {
    const media = { image: imageOf(first.name, origin) }
    const single = { media, media_type: 'photo', type: 'photo', url: target(post.id).url }
    if (more.length === 0) return { data: [single] }
    const parts = post.pictures.map(({ name }) => ({ ...single, media: { image: imageOf(name, origin) } }))
    return { data: [{ media, media_type: 'album', type: 'album', subattachments: { data: parts } }] }
  }
  if (link === undefined) return undefined
  return {
    data: [
      {
        media_type: 'link',
        type: 'share',
        title: 'Crumb Bakery, Lindenbrook',
        url: `${origin}/l.php?u=${encodeURIComponent(link)}`,
        unshimmed_url: link,
      },
    ],
  }
}
