import { createHash } from 'node:crypto'
import { closedVideos } from '../content/on-youtube.ts'
import { us, type Post, type World } from '../world.ts'

/** The town's videos, channels and comments, as YouTube keeps them: ids of fixed lengths, one level of replies, a status. */

export type Moderation = 'published' | 'heldForReview' | 'likelySpam' | 'rejected'

export interface Video {
  id: string
  post: Post
  title: string
  description: string
  channel: string
  open: boolean
}

export interface Comment {
  id: string
  post: Post
  video: Video
  /** The comment at the top of the thread; absent for that one itself. */
  top: Comment | undefined
}

export class Tube {
  readonly world: World
  private readonly statuses = new Map<string, Moderation>()
  /** Ids that were made before: every list asks for all of them. */
  private readonly codes = new Map<string, string>()

  constructor(world: World) {
    this.world = world
  }

  /** Newest first. */
  videos(): Video[] {
    return this.world.posts
      .filter(({ inReplyTo }) => inReplyTo === undefined)
      .map((post) => this.videoOf(post))
      .reverse()
  }

  private videoOf(post: Post): Video {
    const [title = '', ...rest] = post.text.split('\n\n')
    return {
      id: this.code(`video ${post.id}`, 11),
      post,
      title,
      description: rest.join('\n\n'),
      channel: channelId(post.author),
      open: !closedVideos.has(title),
    }
  }

  video(id: string): Video | undefined {
    return this.videos().find((video) => video.id === id)
  }

  /** All comments of any status, newest first. */
  comments(): Comment[] {
    return this.world.posts.flatMap((post) => this.commentOf(post) ?? []).reverse()
  }

  comment(id: string): Comment | undefined {
    return this.comments().find((comment) => comment.id === id)
  }

  /** Undefined for videos, and for what answers something that is gone. */
  commentOf(post: Post): Comment | undefined {
    const above = post.inReplyTo === undefined ? undefined : this.world.post(post.inReplyTo)
    if (above === undefined) return undefined
    if (above.inReplyTo === undefined) {
      const id = `Ug${this.code(`comment ${post.id}`, 17)}4AaABAg`
      return { id, post, video: this.videoOf(above), top: undefined }
    }
    const parent = this.commentOf(above)
    if (parent === undefined) return undefined
    const top = parent.top ?? parent
    return { id: `${top.id}.${this.code(`reply ${post.id}`, 22)}`, post, video: top.video, top }
  }

  /** Replies below a comment, newest first. */
  repliesTo(top: Comment): Comment[] {
    return this.comments().filter((comment) => comment.top?.id === top.id)
  }

  statusOf({ post }: Comment): Moderation {
    const first = { public: 'published', unlisted: 'published', private: 'heldForReview', direct: 'likelySpam' } as const // prettier-ignore
    return this.statuses.get(post.id) ?? first[post.visibility]
  }

  decide({ post }: Comment, status: Moderation): void {
    this.statuses.set(post.id, status)
  }

  private code(of: string, length: number): string {
    const made = this.codes.get(of) ?? code(of, length)
    this.codes.set(of, made)
    return made
  }

  /** Who has a channel: everybody who speaks. */
  personOf(channel: string): string | undefined {
    return [...this.world.people.keys()].find((key) => channelId(key) === channel)
  }
}

export const ourChannel = channelId(us)

export function channelId(key: string): string {
  return `UC${code(`channel ${key}`, 22)}`
}

/** Stable letters and digits that look arbitrary. */
function code(of: string, length: number): string {
  return createHash('sha256').update(of).digest('base64url').slice(0, length)
}

/** The town puts `@crumb` before what answers the bakery; on YouTube nobody is named who is not typed. */
export function wordsOf({ author, text }: Post): string {
  return author === us ? text : text.replace(new RegExp(`^@${us}\\s+`), '')
}

/** A name without the shortcodes that only the town's own server draws. */
export function titleOf(world: World, key: string): string {
  return world
    .person(key)
    .name.replaceAll(/\s*:\w+:/g, '')
    .trim()
}
