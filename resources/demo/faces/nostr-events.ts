import { createHash } from 'node:crypto'
import { matchFilter, type Filter } from 'nostr-tools/filter'
import { npubEncode } from 'nostr-tools/nip19'
import { finalizeEvent, getPublicKey, type EventTemplate, type NostrEvent } from 'nostr-tools/pure'
import { piecesOf } from '../pieces.ts'
import { us, type Post, type World } from '../world.ts'

/** What the people of the town said on Nostr, signed with their own keys. */

/** Keys are digests of names: the same in every town, and nobody's outside. */
export function secretOf(person: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`${person} of the town`).digest())
}

const publicKeys = new Map<string, string>()

export function publicKeyOf(person: string): string {
  const known = publicKeys.get(person)
  if (known !== undefined) return known
  const made = getPublicKey(secretOf(person))
  publicKeys.set(person, made)
  return made
}

const signedBefore = new Map<string, NostrEvent>()

/** Signed once for all towns of a process: most begin at the same moment, and signing takes its time. */
export function signedBy(person: string, template: EventTemplate): NostrEvent {
  const key = JSON.stringify([person, template])
  const known = signedBefore.get(key)
  if (known !== undefined) return known
  const { id, pubkey, created_at, kind, tags, content, sig } = finalizeEvent(template, secretOf(person))
  const made = { id, pubkey, created_at, kind, tags, content, sig }
  signedBefore.set(key, made)
  return made
}

const hellMentions = 200

/** Every event that the relays of the town hold. Signing takes its time, so that it waits until somebody asks. */
export class NostrEvents {
  private readonly world: World
  private readonly relay: string
  private readonly byPost = new Map<string, NostrEvent>()
  private readonly postOf = new Map<string, string>()
  private readonly handedIn = new Map<string, NostrEvent>()
  private readonly listeners = new Set<(event: NostrEvent) => void>()
  private fixed: NostrEvent[] | undefined

  constructor(world: World, relay: string) {
    this.world = world
    this.relay = relay
    world.listen((event) => {
      if (event.type === 'posted' && !this.byPost.has(event.post.id)) this.tell(this.eventOf(event.post))
      if (event.type === 'removed') this.forget(event.post)
    })
  }

  listen(listener: (event: NostrEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Newest first, up to the limit of the filter; `search` wants all of its words. */
  find(filter: Filter & { search?: string }): NostrEvent[] {
    const { search, limit, ...plain } = filter
    const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    return this.all()
      .filter((event) => matchFilter(plain, event))
      .filter(({ content }) => words.every((word) => content.toLowerCase().includes(word)))
      .sort((a, b) => b.created_at - a.created_at || a.id.localeCompare(b.id))
      .slice(0, limit)
  }

  /** Takes what a client signed. True where it was here already. */
  take(event: NostrEvent): boolean {
    if (this.handedIn.has(event.id) || this.postOf.has(event.id)) return true
    if (event.kind === 5) this.deleteFor(event)
    if ((event.kind === 1 || event.kind === 1111) && event.pubkey === publicKeyOf(us)) {
      this.sayAs(event)
      return false
    }
    this.handedIn.set(event.id, event)
    this.tell(event)
    return false
  }

  private sayAs(event: NostrEvent): void {
    const parents = event.tags.filter(([key]) => key === 'e').map(([, id]) => this.postOf.get(id ?? ''))
    // The world tells of a post while it is said; then its event must be known.
    const known = this.handedIn.set(event.id, event)
    const before = new Set(this.world.posts)
    const stop = this.world.listen((told) => {
      if (told.type !== 'posted' || before.has(told.post)) return
      this.byPost.set(told.post.id, event)
      this.postOf.set(event.id, told.post.id)
    })
    this.world.say({
      author: us,
      text: event.content,
      createdMs: event.created_at * 1000,
      inReplyTo: parents.at(-1),
      likes: 0,
    })
    stop()
    known.delete(event.id)
    this.tell(event)
  }

  private deleteFor(wish: NostrEvent): void {
    for (const [key, id = ''] of wish.tags) {
      if (key !== 'e') continue
      if (this.handedIn.get(id)?.pubkey === wish.pubkey) this.handedIn.delete(id)
      const postId = this.postOf.get(id)
      if (postId !== undefined && this.byPost.get(postId)?.pubkey === wish.pubkey) this.world.remove(postId)
    }
  }

  private forget(post: Post): void {
    const event = this.eventOf(post)
    this.byPost.delete(post.id)
    const created_at = Math.floor(this.world.clock.now() / 1000)
    const tags = [
      ['e', event.id],
      ['k', '1'],
    ]
    const wish = signedBy(post.author, { kind: 5, created_at, tags, content: '' })
    this.handedIn.set(wish.id, wish)
    this.tell(wish)
  }

  private tell(event: NostrEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  private all(): NostrEvent[] {
    this.fixed ??= [...this.profiles(), this.relayList(), ...this.spam()]
    const notes = this.world.posts.map((post) => this.eventOf(post))
    const reactions = this.world.posts.flatMap((post) => this.reactionsTo(post))
    return [...this.fixed, ...notes, ...reactions, ...this.handedIn.values()]
  }

  private eventOf(post: Post): NostrEvent {
    const known = this.byPost.get(post.id)
    if (known !== undefined) return known
    const made = signedBy(post.author, {
      kind: 1,
      created_at: Math.floor(post.createdMs / 1000),
      tags: this.tagsOf(post),
      content: this.contentOf(post),
    })
    this.byPost.set(post.id, made)
    this.postOf.set(made.id, post.id)
    return made
  }

  private tagsOf(post: Post): string[][] {
    const parent = post.inReplyTo === undefined ? undefined : this.world.post(post.inReplyTo)
    const named = new Set(post.mentions)
    if (parent !== undefined) for (const key of [parent.author, ...parent.mentions]) named.add(key)
    named.delete(post.author)
    return [
      ...(parent === undefined ? [] : this.answerTags(parent)),
      ...[...named].map((key) => ['p', publicKeyOf(key)]),
      ...post.tags.map((tag) => ['t', tag]),
      ...(post.warning === '' ? [] : [['content-warning', post.warning]]),
    ]
  }

  private answerTags(parent: Post): string[][] {
    const root = this.rootOf(parent)
    const to = (post: Post, mark: string): string[] => {
      const { id, pubkey } = this.eventOf(post)
      return ['e', id, this.relay, mark, pubkey]
    }
    return root === parent ? [to(root, 'root')] : [to(root, 'root'), to(parent, 'reply')]
  }

  private rootOf(post: Post): Post {
    const parent = post.inReplyTo === undefined ? undefined : this.world.post(post.inReplyTo)
    return parent === undefined ? post : this.rootOf(parent)
  }

  /** Names are codes on Nostr, and who is answered is in the tags alone. */
  private contentOf(post: Post): string {
    const text = post.inReplyTo === undefined ? post.text : post.text.replace(new RegExp(`^@${us}\\s+`), '')
    return piecesOf(text)
      .map((piece) => {
        if (piece.type !== 'mention') return piece.text
        const key = piece.name.toLowerCase()
        return this.world.people.has(key) ? `nostr:${npubEncode(publicKeyOf(key))}` : piece.text
      })
      .join('')
  }

  private readonly reactions = new Map<string, NostrEvent[]>()

  private reactionsTo(post: Post): NostrEvent[] {
    const known = this.reactions.get(post.id)
    if (known !== undefined) return known
    const { id, pubkey, created_at } = this.eventOf(post)
    const tags = [
      ['e', id],
      ['p', pubkey],
    ]
    const people = [...this.world.people.keys()].filter((key) => key !== post.author && key !== us)
    const made = people
      .slice(0, post.likes < 3 ? 0 : 2)
      .map((key) => signedBy(key, { kind: 7, created_at: created_at + 60, tags, content: '+' }))
    this.reactions.set(post.id, made)
    return made
  }

  private profiles(): NostrEvent[] {
    const authors = new Set([us, ...this.world.posts.map(({ author }) => author)])
    return [...authors].map((key) => {
      const { name, bio, bot } = this.world.person(key)
      const content = JSON.stringify({ name: key, display_name: name, about: bio, bot })
      return signedBy(key, { kind: 0, created_at: this.someTimeAgo(), tags: [], content })
    })
  }

  private relayList(): NostrEvent {
    const tags = [['r', this.relay]]
    return signedBy(us, { kind: 10002, created_at: this.someTimeAgo(), tags, content: '' })
  }

  private someTimeAgo(): number {
    return Math.floor(this.world.clock.now() / 1000) - 40 * 86_400
  }

  /** What every relay has: a note that names everybody, and one under a name that is not its author's. */
  private spam(): NostrEvent[] {
    const created_at = Math.floor(this.world.clock.now() / 1000) - 3600
    const everybody = Array.from({ length: hellMentions }, (_, at) => [
      'p',
      publicKeyOf(`stranger ${at % 5}`),
    ])
    const flood = signedBy('a flooder', {
      kind: 1,
      created_at,
      tags: [['p', publicKeyOf(us)], ['t', 'sourdough'], ...everybody],
      content: 'Everybody look here #sourdough',
    })
    const lie = signedBy('a liar', {
      kind: 1,
      created_at,
      tags: [
        ['p', publicKeyOf(us)],
        ['t', 'sourdough'],
      ],
      content: 'The bakery is closed for ever #sourdough',
    })
    const { id, sig, kind, tags, content } = lie
    return [flood, { id, sig, kind, tags, content, created_at, pubkey: publicKeyOf('tomas') }]
  }
}
