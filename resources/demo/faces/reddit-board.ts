import { archivedThreads, lockedThreads } from '../content/on-reddit.ts'
import { compareIds } from '../ids.ts'
import { us, type Post, type World } from '../world.ts'

/** What is posted on the town's Reddit, as it is kept: names, trees of comments, subreddits, tombstones, letters. */

export interface Entry {
  /** Fullname: `t3_…` a post, `t1_…` a comment, `t4_…` a letter. */
  name: string
  kind: 't1' | 't3' | 't4'
  post: Post
  /** The post that it stands below; itself where it is one. */
  readonly root: Entry
  parent: Entry | undefined
  below: Entry[]
  gone: boolean
}

export const subreddits = ['lindenbrook', 'dailyloaf'] as const

const firstNumber = { t1: 980_000_000_000, t3: 61_000_000, t4: 2_400_000 } as const
const step = { t1: 5309, t3: 37, t4: 11 } as const

export class Board {
  readonly world: World
  private readonly entries: Entry[] = []
  private readonly byKey = new Map<string, Entry>()
  private readonly byName = new Map<string, Entry>()
  private readonly counts = { t1: 0, t3: 0, t4: 0 }

  constructor(world: World) {
    this.world = world
    for (const post of world.posts) this.add(post)
    world.listen((event) => {
      if (event.type === 'posted') this.add(event.post)
      const entry = this.byKey.get(event.type === 'removed' ? event.post.id : '')
      if (entry !== undefined) entry.gone = true
    })
  }

  private add(post: Post): void {
    const parent = post.inReplyTo === undefined ? undefined : this.byKey.get(post.inReplyTo)
    const kind = post.visibility === 'direct' ? 't4' : parent === undefined ? 't3' : 't1'
    this.counts[kind] += 1
    const name = `${kind}_${(firstNumber[kind] + this.counts[kind] * step[kind]).toString(36)}`
    const entry: Entry = {
      name,
      kind,
      post,
      parent,
      below: [],
      gone: false,
      get root(): Entry {
        return parent?.root ?? entry
      },
    }
    parent?.below.push(entry)
    this.entries.push(entry)
    this.byKey.set(post.id, entry)
    this.byName.set(name, entry)
  }

  find(name: string): Entry | undefined {
    return this.byName.get(name)
  }

  /** What is there, newest first. */
  all(wanted: (entry: Entry) => boolean): Entry[] {
    return this.entries
      .filter((entry) => !entry.gone && wanted(entry))
      .sort((a, b) => compareIds(b.post.id, a.post.id))
  }

  /** What the inbox of the bakery holds. Who answers the bakery names it in the town, not here. */
  inbox(): Entry[] {
    return this.all((entry) => howOf(entry) !== undefined)
  }

  /** Comments below a post that are there. */
  countBelow(root: Entry): number {
    return this.entries.filter((entry) => entry !== root && entry.root === root && !entry.gone).length
  }

  say(author: string, text: string, parent: Entry): Entry | undefined {
    return this.byKey.get(this.world.say({ author, text, inReplyTo: parent.post.id, mentions: [] }).id)
  }
}

/** How the bakery's inbox tells of something; undefined where it does not. */
export function howOf(
  entry: Entry,
): 'comment_reply' | 'post_reply' | 'username_mention' | 'letter' | undefined {
  const { post, parent, kind } = entry
  if (post.author === us) return undefined
  if (kind === 't4') return 'letter'
  if (parent?.post.author === us) return parent.kind === 't3' ? 'post_reply' : 'comment_reply'
  return post.mentions.includes(us) && kind === 't1' ? 'username_mention' : undefined
}

/** The parts of a post's text: subreddit, title, address, body. */
export function partsOf(post: Post): { subreddit: string; title: string; url?: string; body: string } {
  const [first = '', ...rest] = post.text.split('\n\n')
  const [, name = 'lindenbrook', title = first] = /^\[(\w+)\] (.*)$/s.exec(first) ?? []
  const subreddit = subreddits.find((one) => one === name) ?? 'lindenbrook'
  const [url] = rest
  const isLink = url !== undefined && /^https?:\/\/\S+$/.test(url)
  return { subreddit, title, ...(isLink ? { url } : {}), body: rest.slice(isLink ? 1 : 0).join('\n\n') }
}

export function subredditOf({ root }: Entry): string {
  return partsOf(root.post).subreddit
}

export function isLocked({ root }: Entry): boolean {
  return lockedThreads.has(partsOf(root.post).title)
}

export function isArchived({ root }: Entry): boolean {
  return archivedThreads.has(partsOf(root.post).title)
}

/** Path of the page of a post or comment. */
export function pathOf(entry: Entry): string {
  const { title } = partsOf(entry.root.post)
  const slug =
    title
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('_')
      .slice(0, 40) ?? '_'
  const path = `/r/${subredditOf(entry)}/comments/${entry.root.name.slice(3)}/${encodeURIComponent(slug)}/`
  return entry.kind === 't1' ? `${path}${entry.name.slice(3)}/` : path
}

/** Markdown as it was written there: people are named by `u/`, and nobody names whom he answers. */
export function markdownOf({ post, parent, kind }: Entry): string {
  const text = kind === 't3' ? partsOf(post).body : post.text
  // What came in by the API stays as it came.
  if (post.author === us) return text
  const plain = parent?.post.author === us ? text.replace(new RegExp(`^@${us}\\s+`), '') : text
  return plain.replaceAll(/(?<![\w@/])@(\w+)/g, (whole, name: string) =>
    post.mentions.includes(name.toLowerCase()) ? `u/${name}` : whole,
  )
}
