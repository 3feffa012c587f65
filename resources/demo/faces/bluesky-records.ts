import { blueskyCards, blueskyClosed, blueskyQuotes } from '../content/on-bluesky.ts'
import { piecesOf, type Piece } from '../pieces.ts'
import { us, type Person, type Post, type World } from '../world.ts'
import {
  blobCidOf,
  didOf,
  handleOf,
  type BlueskyNames,
  type Facet,
  type PostRecord,
} from './bluesky-names.ts'

/** Posts as records (lexicon app.bsky.feed.post) and as the AppView shows them (app.bsky.feed.defs). */

const bytes = (text: string): number => Buffer.byteLength(text)

export class BlueskyRecords {
  readonly names: BlueskyNames
  private readonly world: World
  private readonly origin: string

  constructor(world: World, names: BlueskyNames, origin: string) {
    this.world = world
    this.names = names
    this.origin = origin
  }

  recordOf(post: Post): PostRecord {
    const sent = this.names.sentRecord(post)
    if (sent !== undefined) return sent
    const { text, facets } = this.markUp(post)
    const embed = this.embedOf(post)
    const reply = this.names.replyOf(post)
    return {
      text,
      $type: 'app.bsky.feed.post',
      ...(embed === undefined ? {} : { embed }),
      langs: [post.lang ?? 'en'],
      ...(facets.length === 0 ? {} : { facets }),
      ...(reply === undefined ? {} : { reply }),
      createdAt: iso(post.createdMs),
    }
  }

  /** People whom a post names in a way that they are told: by a facet. */
  namedIn(post: Post): string[] {
    return (this.recordOf(post).facets ?? []).flatMap(({ features }) =>
      features.flatMap(({ did }) => (did === undefined ? [] : [did])),
    )
  }

  quotedBy(post: Post): Post | undefined {
    const start = blueskyQuotes.find(([quoting]) => post.text.startsWith(quoting))?.[1]
    return start === undefined ? undefined : this.world.posts.find(({ text }) => text.startsWith(start))
  }

  isClosed(post: Post): boolean {
    return blueskyClosed.some((start) => post.text.startsWith(start))
  }

  view(post: Post): Record<string, unknown> {
    const ref = this.names.refOf(post)
    const embed = this.embedViewOf(post)
    return {
      ...ref,
      author: this.profile(this.world.person(post.author)),
      record: this.recordOf(post),
      ...(embed === undefined ? {} : { embed }),
      bookmarkCount: 0,
      replyCount: this.world.repliesTo(post.id).length,
      repostCount: post.boosts,
      likeCount: post.likes,
      quoteCount: this.world.posts.filter((each) => this.quotedBy(each) === post).length,
      indexedAt: iso(post.arrivedMs),
      viewer: {
        bookmarked: false,
        threadMuted: false,
        ...(this.isClosed(post) ? { replyDisabled: true } : {}),
        embeddingDisabled: false,
        ...(post.liked ? { like: likeUri(post) } : {}),
      },
      labels: [],
    }
  }

  profile(person: Person): Record<string, unknown> {
    return {
      did: didOf(person),
      handle: handleOf(person),
      displayName: person.name.replaceAll(/\s*:\w+:/g, ''),
      avatar: `${this.origin}/system/accounts/avatars/${person.key}.png`,
      associated: { activitySubscription: { allowSubscriptions: 'followers' } },
      viewer: { muted: false, blockedBy: false },
      labels: person.bot
        ? [{ src: didOf(person), uri: `at://${didOf(person)}/app.bsky.actor.profile/self`, val: 'bot' }]
        : [],
      createdAt: iso(this.world.clock.now() - person.joinedDaysAgo * 86_400_000),
    }
  }

  fullProfile(person: Person): Record<string, unknown> {
    return {
      ...this.profile(person),
      description: person.bio,
      followersCount: person.followers,
      followsCount: person.following,
      postsCount: this.world.postsOf(person.key).length,
    }
  }

  /** The words with handles in full, and their facets. Who answers somebody does not name them first here. */
  private markUp(post: Post): { text: string; facets: Facet[] } {
    const answered = this.names.replyOf(post)?.parent.uri.split('/')[2]
    const to = answered === undefined ? undefined : this.names.personAt(answered)?.key
    const plain =
      to === undefined || to === post.author ? post.text : post.text.replace(new RegExp(`^@${to}\\b\\s*`), '')
    const facets: Facet[] = []
    let text = ''
    for (const piece of piecesOf(plain)) {
      const { words, feature } = this.marked(piece)
      if (feature !== undefined)
        facets.push({
          index: { byteStart: bytes(text), byteEnd: bytes(text) + bytes(words) },
          features: [feature],
        })
      text += words
    }
    return { text, facets }
  }

  private marked(piece: Piece): { words: string; feature?: Record<string, string> } {
    switch (piece.type) {
      case 'mention': {
        const person = this.world.people.get(piece.name.toLowerCase())
        return person === undefined
          ? { words: piece.text }
          : {
              words: `@${handleOf(person)}`,
              feature: { did: didOf(person), $type: 'app.bsky.richtext.facet#mention' },
            }
      }
      case 'hashtag':
        return { words: piece.text, feature: { tag: piece.tag, $type: 'app.bsky.richtext.facet#tag' } }
      case 'link':
        return { words: piece.text, feature: { uri: piece.text, $type: 'app.bsky.richtext.facet#link' } }
      case 'text':
        return { words: piece.text }
    }
  }

  private embedOf(post: Post): Record<string, unknown> | undefined {
    const quoted = this.quotedBy(post)
    if (quoted !== undefined) return { $type: 'app.bsky.embed.record', record: this.names.refOf(quoted) }
    const card = cardOf(post)
    if (card !== undefined) return { $type: 'app.bsky.embed.external', external: card }
    if (post.pictures.length === 0) return undefined
    return {
      $type: 'app.bsky.embed.images',
      images: post.pictures.map(({ name, alt }) => ({
        alt: alt ?? '',
        image: { ref: { $link: blobCidOf(name) }, size: 48_211, $type: 'blob', mimeType: 'image/png' },
        aspectRatio: { width: 4, height: 3 },
      })),
    }
  }

  private embedViewOf(post: Post): Record<string, unknown> | undefined {
    const quoted = this.quotedBy(post)
    if (quoted !== undefined)
      return {
        record: {
          ...this.names.refOf(quoted),
          author: this.profile(this.world.person(quoted.author)),
          value: this.recordOf(quoted),
          labels: [],
          indexedAt: iso(quoted.arrivedMs),
          embeds: [],
          $type: 'app.bsky.embed.record#viewRecord',
        },
        $type: 'app.bsky.embed.record#view',
      }
    const card = cardOf(post)
    if (card !== undefined) return { external: card, $type: 'app.bsky.embed.external#view' }
    if (post.pictures.length === 0) return undefined
    return {
      images: post.pictures.map(({ name, alt }) => ({
        thumb: `${this.origin}/system/media_attachments/${name}.png`,
        fullsize: `${this.origin}/system/media_attachments/${name}.png`,
        alt: alt ?? '',
        aspectRatio: { width: 4, height: 3 },
      })),
      $type: 'app.bsky.embed.images#view',
    }
  }
}

export function likeUri(post: Post): string {
  return `at://${didOf({ key: us })}/app.bsky.feed.like/like${post.id}`
}

function cardOf(post: Post): Record<string, string> | undefined {
  const card = blueskyCards.find(({ of }) => post.text.startsWith(of))
  return card === undefined ? undefined : { uri: card.url, title: card.title, description: card.words }
}

/** A marked-up text in the town's own notation: whoever is named by a facet by key, everybody else not at all. */
export function townText(record: PostRecord, names: BlueskyNames): { text: string; mentions: string[] } {
  const whole = Buffer.from(record.text)
  const mentions: string[] = []
  let text = ''
  let at = 0
  const facets = [...(record.facets ?? [])].sort((a, b) => a.index.byteStart - b.index.byteStart)
  for (const { index, features } of facets) {
    const did = features.find((feature) => feature['did'] !== undefined)?.['did']
    const person = did === undefined ? undefined : names.personAt(did)
    if (person === undefined || index.byteStart < at) continue
    text += `${whole.subarray(at, index.byteStart).toString()}@${person.key}`
    at = index.byteEnd
    mentions.push(person.key)
  }
  return { text: text + whole.subarray(at).toString(), mentions: [...new Set(mentions)] }
}

export function iso(ms: number): string {
  return new Date(ms).toISOString()
}
