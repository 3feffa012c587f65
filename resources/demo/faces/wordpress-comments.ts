import { closedPosts } from '../content/on-wordpress.ts'
import { hashOf } from '../ids.ts'
import { escapeHtml, piecesOf } from '../pieces.ts'
import { us, type Post, type World } from '../world.ts'

/** The blog's posts and comments, as WordPress keeps them: small numbers, a status, HTML. */

export type Status = 'approved' | 'hold' | 'spam' | 'trash'

export interface BlogPost {
  id: number
  slug: string
  title: string
  text: string
  atMs: number
  open: boolean
}

export interface BlogUser {
  id: number
  key: string
  moderator: boolean
}

/** Who can sign in: the bakery keeps the blog, the librarian only has a name there. */
export const users: readonly BlogUser[] = [
  { id: 1, key: us, moderator: true },
  { id: 2, key: 'beatrix', moderator: false },
]

const firstPost = 11
const firstComment = 101

export class Blog {
  readonly world: World
  private readonly postIds = new Map<string, number>()
  private readonly commentIds = new Map<string, number>()
  private readonly byNumber = new Map<number, string>()
  private readonly statuses = new Map<string, Status>()

  constructor(world: World) {
    this.world = world
    for (const post of world.posts) this.number(post)
    world.listen((event) => {
      if (event.type === 'posted') this.number(event.post)
    })
  }

  private number(post: Post): void {
    if (this.isEntry(post)) {
      this.postIds.set(post.id, firstPost + this.postIds.size)
      return
    }
    const id = firstComment + this.commentIds.size
    this.commentIds.set(post.id, id)
    this.byNumber.set(id, post.id)
    const first = { public: 'approved', unlisted: 'approved', private: 'hold', direct: 'spam' } as const
    this.statuses.set(post.id, first[post.visibility])
  }

  /** What the bakery says without answering anybody is a post of the blog; everything else is a comment. */
  private isEntry(post: Post): boolean {
    return post.author === us && post.inReplyTo === undefined
  }

  /** Newest first. */
  posts(): BlogPost[] {
    return this.world.posts
      .filter((post) => this.isEntry(post))
      .map((post) => this.blogPost(post))
      .reverse()
  }

  private blogPost(post: Post): BlogPost {
    const [title = '', ...rest] = post.text.split('\n\n')
    return {
      id: this.postIds.get(post.id) ?? 0,
      slug: title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, ''),
      title,
      text: rest.join('\n\n'),
      atMs: post.createdMs,
      open: !closedPosts.has(title),
    }
  }

  /** All comments of any status, oldest first. */
  comments(): Post[] {
    return this.world.posts.filter((post) => !this.isEntry(post))
  }

  comment(id: number): Post | undefined {
    const key = this.byNumber.get(id)
    return key === undefined ? undefined : this.world.post(key)
  }

  /** What the world calls a comment or post of the blog. */
  keyOf(kind: 'post' | 'comment', id: number): string | undefined {
    if (kind === 'comment') return this.byNumber.get(id)
    return [...this.postIds].find(([, number]) => number === id)?.[0]
  }

  idOf(comment: Post): number {
    return this.commentIds.get(comment.id) ?? 0
  }

  statusOf(comment: Post): Status {
    return this.statuses.get(comment.id) ?? 'approved'
  }

  setStatus(comment: Post, status: Status): void {
    this.statuses.set(comment.id, status)
  }

  /** The post that a comment stands below; one that answers nothing stands below the newest. */
  entryOf(comment: Post): BlogPost | undefined {
    let above: Post | undefined = comment
    while (above !== undefined && !this.isEntry(above)) {
      above = above.inReplyTo === undefined ? undefined : this.world.post(above.inReplyTo)
    }
    return above === undefined ? this.posts()[0] : this.blogPost(above)
  }

  /** Number of the comment that this one answers; 0 where it answers the post itself. */
  parentOf(comment: Post): number {
    return comment.inReplyTo === undefined ? 0 : (this.commentIds.get(comment.inReplyTo) ?? 0)
  }

  userOf(comment: Post): BlogUser | undefined {
    return users.find((user) => user.key === comment.author)
  }
}

/** The person's name without the shortcodes that only the town's own server draws. */
export function nameOf(world: World, key: string): string {
  return world
    .person(key)
    .name.replaceAll(/\s*:\w+:/g, '')
    .trim()
}

/** A picture by the hash of a mail address, as gravatar makes them. */
export function avatarsOf(key: string): Record<string, string> {
  const part = (n: number): string => hashOf(`${key}@${n}`).toString(16).padStart(8, '0')
  const hash = [0, 1, 2, 3].map(part).join('')
  return Object.fromEntries(
    ['24', '48', '96'].map((size) => [size, `https://secure.gravatar.com/avatar/${hash}?s=${size}&d=mm&r=g`]),
  )
}

/** Paragraphs, links and printers' quotation marks, as wpautop, make_clickable and wptexturize set them. */
export function contentHtml(text: string): string {
  const plain = text.replace(new RegExp(`^@${us}\\s+`), '')
  const inline = piecesOf(plain)
    .map((piece) =>
      piece.type === 'link'
        ? `<a href="${escapeHtml(piece.text)}" rel="nofollow ugc">${texturized(piece.text)}</a>`
        : texturized(piece.text),
    )
    .join('')
  return `${inline
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br />\n')}</p>`)
    .join('\n')}\n`
}

function texturized(text: string): string {
  return text
    .replaceAll('&', '&#038;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/"([^"]*)"/g, '&#8220;$1&#8221;')
    .replaceAll("'", '&#8217;')
    .replaceAll('...', '&#8230;')
}

/** What is kept of a comment that came as HTML: its words. */
export function plainOf(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
