import { closedTopics } from '../content/on-discourse.ts'
import { tagsOf } from '../pieces.ts'
import { us, type Post, type World } from '../world.ts'

/** The forum's topics and posts, as Discourse keeps them: small numbers that are never given twice. */

export interface ForumPost {
  id: number
  topic: Topic
  number: number
  /** Number of the post that this one answers; absent where it answers the topic. */
  replyTo: number | undefined
  post: Post
}

export interface Topic {
  id: number
  title: string
  slug: string
  category: string
  tags: string[]
  isPrivate: boolean
  closed: boolean
  author: string
  /** Highest number given. */
  last: number
}

export const categories: readonly { id: number; slug: string; name: string }[] = [
  { id: 4, slug: 'town', name: 'Town' },
  { id: 5, slug: 'bread', name: 'Bread' },
  { id: 6, slug: 'market', name: 'Market' },
]

const firstTopic = 21
const firstPost = 301

export class Forum {
  readonly world: World
  private readonly topics = new Map<number, Topic>()
  private readonly byId = new Map<number, ForumPost>()
  private readonly byKey = new Map<string, ForumPost>()

  constructor(world: World) {
    this.world = world
    for (const post of world.posts) this.number(post)
    world.listen((event) => {
      if (event.type === 'posted') this.number(event.post)
    })
  }

  /** Posts that are there, oldest first. */
  posts(): ForumPost[] {
    return [...this.byId.values()].filter(({ post }) => this.world.post(post.id) !== undefined)
  }

  postsOf(topic: Topic): ForumPost[] {
    return this.posts().filter((one) => one.topic === topic)
  }

  topic(id: number): Topic | undefined {
    return this.topics.get(id)
  }

  byNumber(id: number): ForumPost | undefined {
    const found = this.byId.get(id)
    return found !== undefined && this.world.post(found.post.id) !== undefined ? found : undefined
  }

  at(topic: Topic, number: number): ForumPost | undefined {
    return this.postsOf(topic).find((one) => one.number === number)
  }

  /** Messages among few are seen by who takes part. */
  maySee(topic: Topic, reader: string | undefined): boolean {
    if (!topic.isPrivate) return true
    return (
      reader !== undefined &&
      this.postsOf(topic).some(({ post }) => post.author === reader || post.mentions.includes(reader))
    )
  }

  idOf(person: string): number {
    return [...this.world.people.keys()].indexOf(person) + 1
  }

  private number(post: Post): void {
    const parent = post.inReplyTo === undefined ? undefined : this.byKey.get(post.inReplyTo)
    const topic = parent?.topic ?? this.begin(post)
    topic.last += 1
    const one: ForumPost = {
      id: firstPost + this.byId.size,
      topic,
      number: topic.last,
      replyTo: parent === undefined || parent.number === 1 ? undefined : parent.number,
      post,
    }
    this.byId.set(one.id, one)
    this.byKey.set(post.id, one)
  }

  private begin(post: Post): Topic {
    const [, category = 'town', title = ''] = /^(?:\[([a-z]+)\]\s*)?([^\n]*)/.exec(post.text) ?? []
    const topic: Topic = {
      id: firstTopic + this.topics.size,
      title,
      slug: title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, ''),
      category: categories.some(({ slug }) => slug === category) ? category : 'town',
      tags: tagsOf(post.text),
      isPrivate: post.visibility === 'direct',
      closed: closedTopics.has(title),
      author: post.author,
      last: 0,
    }
    this.topics.set(topic.id, topic)
    return topic
  }
}

/** What the post itself says, without the line that became the topic's title. */
export function bodyOf({ post, number }: ForumPost): string {
  return number === 1 ? post.text.replace(/^[^\n]*\n*/, '') : post.text
}

/** The person's name without the shortcodes that only the town's own server draws. */
export function nameOf(world: World, key: string): string {
  return world
    .person(key)
    .name.replaceAll(/\s*:\w+:/g, '')
    .trim()
}

export interface ForumNotification {
  id: number
  type: number
  atMs: number
  at: ForumPost
  /** The newest post that it stands for. */
  newest: ForumPost
  several: number
}

/** What the forum tells the bakery of, newest first: what speaks to it, what is new in its topics, and likes. */
export function notificationsOf(forum: Forum): ForumNotification[] {
  const single: ForumNotification[] = []
  const watched = new Map<Topic, ForumPost[]>()
  for (const one of forum.posts()) {
    const { post, topic } = one
    if (post.author === us) {
      if (post.likes > 1)
        single.push({
          id: 50_000 + one.id,
          type: 5,
          atMs: post.createdMs + 600_000,
          at: one,
          newest: one,
          several: 1,
        })
      watched.delete(topic)
      continue
    }
    const type = typeOf(forum, one)
    if (type === undefined && topic.author === us) watched.set(topic, [...(watched.get(topic) ?? []), one])
    if (type !== undefined)
      single.push({ id: 90_000 + one.id, type, atMs: post.createdMs, at: one, newest: one, several: 1 })
  }
  const several = [...watched.values()].flatMap((posts) => {
    const [at, newest] = [posts[0], posts.at(-1)]
    return at === undefined || newest === undefined
      ? []
      : [{ id: 90_000 + newest.id, type: 9, atMs: newest.post.createdMs, at, newest, several: posts.length }]
  })
  return [...single, ...several]
    .filter(({ atMs }) => atMs <= forum.world.clock.now())
    .toSorted((a, b) => b.atMs - a.atMs || b.id - a.id)
}

/** By the strongest reason, as Discourse tells of a post once. */
function typeOf(forum: Forum, one: ForumPost): number | undefined {
  const { post, topic, replyTo } = one
  if (topic.isPrivate) return forum.maySee(topic, us) ? 6 : undefined
  if (replyTo !== undefined && forum.at(topic, replyTo)?.post.author === us) return 2
  if (post.mentions.includes(us)) return 1
  return post.html?.includes(`data-username="${us}"`) === true ? 3 : undefined
}
