import { us, type Post, type World } from '../world.ts'

/**
 * The repositories of the town over the world. A post at the root is an issue; its first line is the title, with marks
 * in front: `[pr]`, `[discussion]`, `[owner/name]` for a repository that is not the bakery's. What answers it is a
 * comment; one that begins with `path.ext:12` on a line of its own stands on that line of the pull request.
 */

export const homeRepo = 'crumb/oven-timer'

export type SubjectKind = 'issue' | 'pr' | 'discussion'

export interface Subject {
  root: Post
  kind: SubjectKind
  repo: string
  number: number
  title: string
  body: string
  /** Everything below the root, oldest first. */
  said: Post[]
}

export type SaidKind = 'comment' | 'line' | 'answer'

export class GithubTown {
  readonly world: World
  readonly origin: string
  private readonly numbers = new Map<string, number>()

  constructor(world: World, origin: string) {
    this.world = world
    this.origin = origin
  }

  /** Newest activity first. */
  subjects(): Subject[] {
    const below = new Map<string, Post[]>()
    for (const post of this.world.posts) {
      const root = this.rootOf(post)
      if (root !== post) below.set(root.id, [...(below.get(root.id) ?? []), post])
    }
    return this.world.posts
      .filter((post) => post.inReplyTo === undefined)
      .map((root) => this.subjectOf(root, below.get(root.id) ?? []))
      .sort((a, b) => updatedMs(b) - updatedMs(a))
  }

  subject(repo: string, number: number): Subject | undefined {
    return this.subjects().find((one) => one.repo === repo && one.number === number)
  }

  /** The subject that holds a post, by the post's number as `idOf` gives it. */
  holding(id: string): { subject: Subject; post: Post } | undefined {
    for (const subject of this.subjects()) {
      const post = [subject.root, ...subject.said].find((each) => String(idOf(each)) === id)
      if (post !== undefined) return { subject, post }
    }
    return undefined
  }

  kindOf(subject: Subject, post: Post): SaidKind {
    if (subject.kind === 'discussion') return 'answer'
    return subject.kind === 'pr' && this.lineOf(post) !== undefined ? 'line' : 'comment'
  }

  /** Where a comment on a line stands; answers to it stand there too. */
  lineOf(post: Post): { path: string; line: number; top: Post } | undefined {
    const mark = /^([\w/.-]+\.\w+):(\d+)\n/.exec(post.text)
    if (mark !== null) return { path: mark[1] ?? '', line: Number(mark[2]), top: post }
    const parent = post.inReplyTo === undefined ? undefined : this.world.post(post.inReplyTo)
    return parent?.inReplyTo === undefined ? undefined : this.lineOf(parent)
  }

  bodyOf(post: Post): string {
    return post.text.replace(/^[\w/.-]+\.\w+:\d+\n/, '')
  }

  /** In a discussion: the comment that an answer stands below; undefined for that comment itself. */
  topOf(subject: Subject, post: Post): Post | undefined {
    let top = post
    while (top.inReplyTo !== undefined && top.inReplyTo !== subject.root.id) {
      const above = this.world.post(top.inReplyTo)
      if (above === undefined) return undefined
      top = above
    }
    return top === post ? undefined : top
  }

  /** Why the bakery is told of a subject; undefined where it is not. */
  reasonFor({ root, said, repo }: Subject): string | undefined {
    const all = [root, ...said]
    if (all.some((post) => post.author !== us && post.mentions.includes(us))) return 'mention'
    if (root.author === us) return 'author'
    if (said.some((post) => post.author === us)) return 'comment'
    return repo === homeRepo ? 'subscribed' : undefined
  }

  private rootOf(post: Post): Post {
    let root = post
    for (let above = root.inReplyTo; above !== undefined; above = root.inReplyTo) {
      const next = this.world.post(above)
      if (next === undefined) return root
      root = next
    }
    return root
  }

  private subjectOf(root: Post, said: Post[]): Subject {
    const [first = '', ...rest] = root.text.split('\n')
    const marks = [...(/^(?:\[[^\]]+\]\s*)+/.exec(first)?.[0].matchAll(/\[([^\]]+)\]/g) ?? [])].map(
      ([, mark = '']) => mark,
    )
    return {
      root,
      kind: marks.includes('pr') ? 'pr' : marks.includes('discussion') ? 'discussion' : 'issue',
      repo: marks.find((mark) => mark.includes('/')) ?? homeRepo,
      number: this.numberOf(root),
      title: first.replace(/^(?:\[[^\]]+\]\s*)+/, '').slice(0, 256),
      body: rest.join('\n').trim(),
      said,
    }
  }

  /** Numbers stay with what they were given to, as on GitHub, whatever is deleted later. */
  private numberOf(root: Post): number {
    for (const post of this.world.posts)
      if (post.inReplyTo === undefined && !this.numbers.has(post.id))
        this.numbers.set(post.id, this.numbers.size + 1)
    return this.numbers.get(root.id) ?? 0
  }
}

/** A database id: the lower bits of the post's own, which JSON numbers can hold. */
export function idOf(post: Post): number {
  return Number(BigInt(post.id) & 0xffff_ffff_ffffn)
}

export function nodeIdOf(kind: 'I' | 'PR' | 'IC' | 'PRRC' | 'D' | 'DC' | 'U', id: number): string {
  return `${kind}_kwTown${id.toString(36)}`
}

export function updatedMs({ root, said }: Subject): number {
  return Math.max(...[root, ...said].map((post) => Math.max(post.createdMs, post.editedMs ?? 0)))
}

/** `2026-10-01T09:00:00Z` */
export function githubTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
