import { createHash } from 'node:crypto'
import { us, type Person, type Post, type World } from '../world.ts'

/** How people and posts are called on Bluesky: DIDs, handles, at-uris, content hashes. */

/** Domain under which people of the town's own server have their handles. */
const townDomain = 'lindenbrook.example'
const collection = 'app.bsky.feed.post'
const base32 = 'abcdefghijklmnopqrstuvwxyz234567'
const sortable = '234567abcdefghijklmnopqrstuvwxyz'

export interface Ref {
  uri: string
  cid: string
}

export interface Facet {
  index: { byteStart: number; byteEnd: number }
  features: Record<string, string>[]
}

/** A record of the kind app.bsky.feed.post, as far as the town looks into it. */
export interface PostRecord extends Record<string, unknown> {
  text: string
  facets?: Facet[]
}

/** A name has no underscores where it is a domain. */
export function handleOf(person: Person): string {
  return `${person.key.replaceAll('_', '-')}.${person.home ?? townDomain}`.toLowerCase()
}

export function didOf(person: Pick<Person, 'key'>): string {
  return `did:plc:${letters(`did ${person.key}`, 24)}`
}

/** Looks like the hash of a DAG-CBOR record; the same for the same words. */
export function cidOf(content: string): string {
  return `bafyrei${letters(content, 52)}`
}

export function blobCidOf(content: string): string {
  return `bafkrei${letters(content, 52)}`
}

function letters(seed: string, count: number): string {
  let text = ''
  for (let round = 0; text.length < count; round += 1)
    for (const byte of createHash('sha256')
      .update(`${String(round)} ${seed}`)
      .digest())
      text += base32[byte & 31] ?? ''
  return text.slice(0, count)
}

/** A record key of the time-ordered kind (atproto.com/specs/tid) from a post's id: milliseconds and a count. */
function tidOf(id: string): string {
  const ms = BigInt(id) >> 16n
  const count = BigInt(id) & 0xffffn
  let rest = ((ms * 1000n + (count % 1000n)) << 10n) | (count & 1023n)
  let text = ''
  for (let i = 0; i < 13; i += 1) {
    text = (sortable[Number(rest & 31n)] ?? '') + text
    rest >>= 5n
  }
  return text
}

/** The addresses of posts, also of those that are gone: answers to them still point there. */
export class BlueskyNames {
  private readonly world: World
  private readonly refs = new Map<string, Ref>()
  private readonly ids = new Map<string, string>()
  private readonly parents = new Map<string, { parent: Ref; root: Ref }>()
  /** Records that were sent to us, as they were sent, by the post's id. */
  private readonly sent = new Map<string, PostRecord>()
  private coming: { rkey: string; record: PostRecord } | undefined
  readonly stop: () => void

  constructor(world: World) {
    this.world = world
    for (const post of world.posts) this.learn(post)
    this.stop = world.listen((event) => {
      if (event.type === 'posted') this.learn(event.post)
    })
  }

  /** The next post of the bakery gets this key and record, which it is known by before anybody hears of it. */
  expect(rkey: string, record: PostRecord): void {
    this.coming = { rkey, record }
  }

  sentRecord(post: Post): PostRecord | undefined {
    return this.sent.get(post.id)
  }

  refOf(post: Post): Ref {
    return this.refs.get(post.id) ?? this.learn(post)
  }

  postAt(uri: string): Post | undefined {
    const id = this.ids.get(uri)
    return id === undefined ? undefined : this.world.post(id)
  }

  /** What a post answers, and what its thread began with. */
  replyOf(post: Post): { parent: Ref; root: Ref } | undefined {
    return this.parents.get(post.id)
  }

  personAt(actor: string): Person | undefined {
    return [...this.world.people.values()].find(
      (person) => didOf(person) === actor || handleOf(person) === actor.toLowerCase(),
    )
  }

  get bakery(): Person {
    return this.world.person(us)
  }

  private learn(post: Post): Ref {
    const coming = post.author === us ? this.coming : undefined
    if (coming !== undefined) {
      this.coming = undefined
      this.sent.set(post.id, coming.record)
    }
    const ref = this.refs.get(post.id) ?? {
      uri: uriOf(this.world, post, coming?.rkey ?? tidOf(post.id)),
      cid: cidOf(coming === undefined ? `${post.id} ${post.text}` : JSON.stringify(coming.record)),
    }
    this.refs.set(post.id, ref)
    this.ids.set(ref.uri, post.id)
    const parent = post.inReplyTo === undefined ? undefined : this.world.post(post.inReplyTo)
    if (parent !== undefined)
      this.parents.set(post.id, {
        parent: this.refOf(parent),
        root: this.parents.get(parent.id)?.root ?? this.refOf(parent),
      })
    return ref
  }
}

function uriOf(world: World, post: Post, rkey: string): string {
  return `at://${didOf(world.person(post.author))}/${collection}/${rkey}`
}

export function rkeyOf(uri: string): string {
  return uri.split('/').at(-1) ?? ''
}
