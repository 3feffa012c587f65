import { hashOf } from '../ids.ts'
import { piecesOf } from '../pieces.ts'
import { us, type Notice, type Person, type Post, type World } from '../world.ts'

/** The world as Misskey shows it: users, notes and notifications in its JSON (packages/misskey-js of its source). */

export interface MisskeyTown {
  world: World
  origin: string
}

/**
 * `[quote]` in front of a post makes it quote what it answers. The town puts the name of the bakery before what answers
 * it, which a quote does not have.
 */
const quoteMark = /^(?:@crumb )?\[quote\] (?:@crumb )?/

export function isQuote(post: Post): boolean {
  return post.inReplyTo !== undefined && quoteMark.test(post.text)
}

export function userIdOf(person: Person): string {
  return `9u${hashOf(person.key).toString(36).padStart(8, '0')}`
}

export function personById(world: World, id: string | undefined): Person | undefined {
  return [...world.people.values()].find((person) => userIdOf(person) === id)
}

const townEmojis = /:(crumb|sourdough|croissant_party|blobcat_bread|townflag):/g

/** Pictures of emoji; of its own people a server says none, for every program of it knows them. */
function emojisIn(text: string, person: Person): Record<string, string> | undefined {
  if (person.home === undefined) return undefined
  const found = [...text.matchAll(townEmojis)].map(([, name = '']): [string, string] => [
    name,
    `https://${person.home ?? ''}/emoji/${name}.webp`,
  ])
  return Object.fromEntries(found)
}

export function userJson({ origin }: MisskeyTown, person: Person): Record<string, unknown> {
  return {
    id: userIdOf(person),
    name: person.name === person.key ? null : person.name,
    username: person.key,
    host: person.home ?? null,
    avatarUrl: `${origin}/avatar/${person.key}.webp`,
    avatarBlurhash: null,
    avatarDecorations: [],
    isBot: person.bot,
    isCat: false,
    emojis: emojisIn(person.name, person) ?? {},
    onlineStatus: 'unknown',
    badgeRoles: [],
    ...(person.home === undefined
      ? {}
      : { instance: { name: person.home, softwareName: 'mastodon', softwareVersion: '4.5.0' } }),
  }
}

export function detailedUserJson(town: MisskeyTown, person: Person): Record<string, unknown> {
  return {
    ...userJson(town, person),
    url: person.home === undefined ? null : `https://${person.home}/@${person.key}`,
    uri: person.home === undefined ? null : `https://${person.home}/users/${person.key}`,
    description: person.bio,
    fields: person.fields,
    followersCount: person.followers,
    followingCount: person.following,
    notesCount: town.world.postsOf(person.key).length,
  }
}

const visibilities = {
  public: 'public',
  unlisted: 'home',
  private: 'followers',
  direct: 'specified',
} as const

export function visibilityOf(post: Post): string {
  return visibilities[post.visibility]
}

/** People elsewhere are named with their host, and so is everybody in what comes from elsewhere, as the server writes it. */
export function wordsOf({ world, origin }: MisskeyTown, post: Post): string {
  const isFromElsewhere = world.person(post.author).home !== undefined
  return piecesOf(post.text.replace(isQuote(post) ? quoteMark : /^$/, ''))
    .map((piece) => {
      const named = piece.type === 'mention' ? world.people.get(piece.name.toLowerCase()) : undefined
      if (piece.type !== 'mention' || piece.host !== undefined || named === undefined) return piece.text
      const host = named.home ?? (isFromElsewhere ? new URL(origin).host : undefined)
      return host === undefined ? piece.text : `${piece.text}@${host}`
    })
    .join('')
}

/** Whom a note names; who is answered always is, whether or not the text says so. */
export function mentionedIn(town: MisskeyTown, post: Post): string[] {
  const { world } = town
  const parent = post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
  if (isQuote(post))
    return post.mentions.filter((key) => key !== us || wordsOf(town, post).includes(`@${us}`))
  const answered = parent === undefined || parent.author === post.author ? [] : [parent.author]
  return [...new Set([...answered, ...post.mentions])]
}

/** `deep` shows what is answered and quoted inside. */
export function noteJson(
  town: MisskeyTown,
  post: Post,
  forUs: boolean,
  deep = true,
): Record<string, unknown> {
  const { world, origin } = town
  const person = world.person(post.author)
  const text = wordsOf(town, post)
  const parent = post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
  const quotes = isQuote(post)
  const inner = parent === undefined || !deep ? undefined : noteJson(town, parent, forUs, false)
  const mentions = mentionedIn(town, post).map((key) => userIdOf(world.person(key)))
  const likes = post.likes
  return {
    id: post.id,
    createdAt: new Date(post.createdMs).toISOString(),
    userId: userIdOf(person),
    user: userJson(town, person),
    text: text === '' ? null : text,
    cw: post.warning === '' ? null : post.warning,
    visibility: visibilityOf(post),
    localOnly: false,
    reactionAcceptance: null,
    ...(post.visibility === 'direct' ? { visibleUserIds: mentions } : {}),
    renoteCount: post.boosts,
    repliesCount: answersTo(world, post).length,
    reactionCount: likes,
    reactions: likes === 0 ? {} : { '❤': likes },
    reactionEmojis: {},
    ...(person.home === undefined ? {} : { emojis: emojisIn(text, person) }),
    ...(post.tags.length === 0 ? {} : { tags: post.tags }),
    fileIds: post.pictures.map(({ name }) => fileIdOf(name)),
    files: post.pictures.map(({ name, alt }) => ({
      id: fileIdOf(name),
      createdAt: new Date(post.createdMs).toISOString(),
      name: `${name}.png`,
      type: 'image/png',
      isSensitive: false,
      url: `${origin}/system/media_attachments/files/${name}.png`,
      thumbnailUrl: `${origin}/system/media_attachments/files/${name}.png`,
      comment: alt ?? null,
    })),
    replyId: quotes ? null : (parent?.id ?? null),
    renoteId: quotes ? (parent?.id ?? null) : null,
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(person.home === undefined ? {} : { uri: uriOf(person, post), url: urlOf(person, post) }),
    ...(inner === undefined ? {} : quotes ? { renote: inner } : { reply: inner }),
    ...(forUs && post.liked ? { myReaction: '❤' } : {}),
  }
}

function fileIdOf(name: string): string {
  return `9f${hashOf(name).toString(36).padStart(8, '0')}`
}

function uriOf(person: Person, post: Post): string {
  return `https://${person.home ?? ''}/users/${person.key}/statuses/${post.id}`
}

function urlOf(person: Person, post: Post): string {
  return `https://${person.home ?? ''}/@${person.key}/${post.id}`
}

/** A post by the address that its server gave it, or by that of its page here. */
export function postByUri({ world, origin }: MisskeyTown, uri: string): Post | undefined {
  const id = uri.startsWith(`${origin}/notes/`) ? uri.slice(`${origin}/notes/`.length) : undefined
  if (id !== undefined) return world.post(id)
  return world.posts.find((post) => {
    const person = world.person(post.author)
    return person.home !== undefined && [uriOf(person, post), urlOf(person, post)].includes(uri)
  })
}

/** What answers a post, quotes left out. */
export function answersTo(world: World, post: Post): Post[] {
  return world.repliesTo(post.id).filter((each) => !isQuote(each))
}

/** Undefined for what Misskey tells nobody. */
export function noticeJson(town: MisskeyTown, notice: Notice): Record<string, unknown> | undefined {
  const { world } = town
  const person = world.person(notice.person)
  const post = notice.postId === undefined ? undefined : world.post(notice.postId)
  const type = noticeType(world, notice, post)
  if (type === undefined) return undefined
  return {
    id: `9n${String(notice.id).padStart(10, '0')}`,
    createdAt: new Date(notice.atMs).toISOString(),
    type,
    userId: userIdOf(person),
    user: userJson(town, person),
    ...(post === undefined ? {} : { note: noteJson(town, post, true) }),
    ...(type === 'reaction' ? { reaction: '❤' } : {}),
  }
}

function noticeType(world: World, notice: Notice, post: Post | undefined): string | undefined {
  const parent = post?.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
  switch (notice.type) {
    case 'mention': {
      if (post !== undefined && isQuote(post)) return parent?.author === us ? 'quote' : 'mention'
      return parent?.author === us ? 'reply' : 'mention'
    }
    case 'favourite':
      return 'reaction'
    case 'reblog':
      return 'renote'
    case 'follow':
      return 'follow'
    default:
      return undefined
  }
}
