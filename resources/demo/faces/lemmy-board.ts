import { lockedPosts } from '../content/on-lemmy.ts'
import { compareIds } from '../ids.ts'
import { piecesOf } from '../pieces.ts'
import { us, type Person, type Post, type World } from '../world.ts'

/** What is posted on the town's Lemmy, as it is kept: small numbers, trees of comments, communities, tombstones. */

export interface Entry {
  /** Number among posts, or among comments. */
  id: number
  kind: 'post' | 'comment'
  post: Post
  /** The post that it stands below; itself where it is one. */
  readonly root: Entry
  parent: Entry | undefined
  /** Numbers of the comments down to this one. */
  path: readonly number[]
  gone: boolean
}

export const communities = [
  { id: 3, name: 'lindenbrook', title: 'Lindenbrook, the town' },
  { id: 5, name: 'sourdough', title: 'Sourdough and other living things' },
] as const
export type BoardCommunity = (typeof communities)[number]

const firstPost = 41
const firstComment = 301
const firstPerson = 2

export class Board {
  readonly world: World
  private readonly entries: Entry[] = []
  private readonly byKey = new Map<string, Entry>()

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
    const kind = parent === undefined ? 'post' : 'comment'
    const before = this.entries.filter((entry) => entry.kind === kind).length
    const id = (kind === 'post' ? firstPost : firstComment) + before
    const path = parent === undefined ? [] : [...parent.path, id]
    const entry: Entry = {
      id,
      kind,
      post,
      parent,
      path,
      gone: false,
      get root(): Entry {
        return parent?.root ?? entry
      },
    }
    this.entries.push(entry)
    this.byKey.set(post.id, entry)
  }

  /** Newest first. */
  all(kind: Entry['kind'] | undefined, wanted: (entry: Entry) => boolean): Entry[] {
    return this.entries
      .filter((entry) => (kind === undefined || entry.kind === kind) && wanted(entry))
      .sort((a, b) => compareIds(b.post.id, a.post.id))
  }

  find(kind: Entry['kind'], id: number): Entry | undefined {
    return this.entries.find((entry) => entry.kind === kind && entry.id === id)
  }

  /** Answers to what somebody said. */
  isReplyTo({ post, parent }: Entry, key: string): boolean {
    return parent?.post.author === key && post.author !== key
  }

  /** Mentions of somebody, besides what is an answer already. Who answers the bakery names it in the town, not here. */
  isMentionOf(entry: Entry, key: string): boolean {
    return entry.post.mentions.includes(key) && entry.post.author !== key && !this.isReplyTo(entry, key)
  }

  say(author: string, text: string, parent: Entry): Entry | undefined {
    return this.byKey.get(this.world.say({ author, text, inReplyTo: parent.post.id }).id)
  }

  personId(key: string): number {
    return firstPerson + [...this.world.people.keys()].indexOf(key)
  }

  personBy(id: number | undefined, name: string | undefined): Person | undefined {
    const key = (name ?? '').replace(/@.*$/, '').toLowerCase()
    return [...this.world.people.values()].find((one) =>
      id === undefined ? one.key === key : this.personId(one.key) === id,
    )
  }
}

/** The parts of a post's text: community, title, address, body. */
export function partsOf(post: Post): {
  community: BoardCommunity
  title: string
  url?: string
  body: string
} {
  const [first = '', ...rest] = post.text.split('\n\n')
  const [, name, title = first] = /^\[(\w+)\] (.*)$/s.exec(first) ?? []
  const community = communities.find((one) => one.name === name) ?? communities[0]
  const [url] = rest
  const isLink = url !== undefined && /^https?:\/\/\S+$/.test(url)
  return { community, title, ...(isLink ? { url } : {}), body: rest.slice(isLink ? 1 : 0).join('\n\n') }
}

export function communityOf(entry: Entry): BoardCommunity {
  return partsOf(entry.root.post).community
}

export function isLocked(entry: Entry): boolean {
  return lockedPosts.has(partsOf(entry.root.post).title)
}

/** Names as the editor writes them: links to the page of the person. The town's own way to name who is answered goes. */
export function contentOf(entry: Entry, text: string, addressOf: (key: string) => string): string {
  const isAnswer = entry.parent?.post.author === us
  const plain = isAnswer ? text.replace(new RegExp(`^@${us}\\s+`), '') : text
  return piecesOf(plain)
    .map((piece) => {
      if (piece.type !== 'mention' || !entry.post.mentions.includes(piece.name.toLowerCase()))
        return piece.text
      const address = addressOf(piece.name.toLowerCase())
      return `[@${piece.name}@${new URL(address).host}](${address})`
    })
    .join('')
}
