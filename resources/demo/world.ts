import { compareIds, hashOf, idMaker } from './ids.ts'
import { piecesOf, tagsOf } from './pieces.ts'
import type { TownClock } from './clock.ts'

/** The one invented world. Networks are faces of it: nothing here knows how any of them speaks. */

export type Visibility = 'public' | 'unlisted' | 'private' | 'direct'
export const visibilities: readonly Visibility[] = ['public', 'unlisted', 'private', 'direct']

export interface Person {
  /** Unique in the world, and the local part of the person's handle. */
  key: string
  name: string
  /** Host of another server; absent for people of the town's own server. */
  home?: string | undefined
  bio: string
  lang: string
  bot: boolean
  followers: number
  following: number
  joinedDaysAgo: number
  /** The bakery follows this person. */
  followed: boolean
  fields: { name: string; value: string }[]
}

export interface Picture {
  name: string
  alt: string | undefined
}

export interface Post {
  id: string
  author: string
  /** Plain text; `@key` or `@key@host` for the people in `mentions`, `#tag`, addresses, `:shortcode:`. */
  text: string
  /** Markup as another kind of server sent it; absent where the text says it all. */
  html?: string | undefined
  createdMs: number
  /** When the town's server learned of it: later than created for posts that travelled badly. */
  arrivedMs: number
  inReplyTo?: string | undefined
  visibility: Visibility
  warning: string
  lang: string | undefined
  mentions: string[]
  tags: string[]
  /** Earlier wordings, oldest first; `atMs` is when each was written. */
  earlier: { text: string; warning: string; atMs: number }[]
  editedMs?: number | undefined
  pictures: Picture[]
  likes: number
  boosts: number
  liked: boolean
  boosted: boolean
  /** Name of the program it was written with, where known. */
  program?: string | undefined
}

export type NoticeType = 'mention' | 'favourite' | 'reblog' | 'follow' | 'status' | 'update'

/** Something the bakery is told of. Ids count up in the order of arrival. */
export interface Notice {
  id: number
  type: NoticeType
  atMs: number
  person: string
  postId?: string | undefined
}

export interface PostDraft {
  author: string
  text: string
  html?: string | undefined
  createdMs?: number | undefined
  arrivedMs?: number | undefined
  inReplyTo?: string | undefined
  visibility?: Visibility | undefined
  warning?: string | undefined
  lang?: string | undefined
  mentions?: string[] | undefined
  earlier?: { text: string; warning: string; atMs: number }[] | undefined
  editedMs?: number | undefined
  pictures?: Picture[] | undefined
  likes?: number | undefined
  boosts?: number | undefined
  program?: string | undefined
}

export type WorldEvent =
  | { type: 'posted'; post: Post }
  | { type: 'edited'; post: Post }
  | { type: 'removed'; post: Post }
  | { type: 'noticed'; notice: Notice }

/** The account that plays the user. */
export const us = 'crumb'
const firstNoticeId = 38_112

export class World {
  readonly clock: TownClock
  readonly people = new Map<string, Person>()
  /** Sorted by id, which is by time of writing. */
  readonly posts: Post[] = []
  readonly notices: Notice[] = []
  private readonly byId = new Map<string, Post>()
  private readonly children = new Map<string, Post[]>()
  private readonly byAuthor = new Map<string, Post[]>()
  private readonly listeners = new Set<(event: WorldEvent) => void>()
  private readonly newId = idMaker()
  private nextNotice = firstNoticeId

  constructor(clock: TownClock) {
    this.clock = clock
  }

  listen(listener: (event: WorldEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  addPerson(person: Person): void {
    this.people.set(person.key, person)
  }

  person(key: string): Person {
    const found = this.people.get(key)
    if (found === undefined) throw new RangeError(`nobody in the town is called ${key}`)
    return found
  }

  /** Finds somebody by handle: `name`, or `name@host` for people of other servers. */
  findPerson(name: string, host: string | undefined): Person | undefined {
    const found = this.people.get(name.toLowerCase())
    return found?.home === host ? found : undefined
  }

  post(id: string): Post | undefined {
    return this.byId.get(id)
  }

  repliesTo(id: string): readonly Post[] {
    return this.children.get(id) ?? []
  }

  /** What a person wrote, oldest first. */
  postsOf(key: string): readonly Post[] {
    return this.byAuthor.get(key) ?? []
  }

  /** Adds a post and tells everybody concerned. Mentions are found in the text unless given. */
  say(draft: PostDraft): Post {
    const post = this.shape(draft)
    this.place(post)
    this.emit({ type: 'posted', post })
    if (post.author !== us && post.mentions.includes(us))
      this.notice('mention', post.author, post.arrivedMs, post.id)
    return post
  }

  /** Changes the words of a post; the old ones stay in its history. */
  edit(id: string, text: string, warning?: string): Post {
    const post = this.mustHave(id)
    post.earlier.push({ text: post.text, warning: post.warning, atMs: post.editedMs ?? post.createdMs })
    post.text = text
    post.html = undefined
    post.tags = tagsOf(text)
    post.warning = warning ?? post.warning
    post.editedMs = this.clock.now()
    this.emit({ type: 'edited', post })
    if (post.boosted && post.author !== us) this.notice('update', post.author, post.editedMs, post.id)
    return post
  }

  /** Takes a post and what was told of it out of the world; answers to it stay and lose their parent. */
  remove(id: string): Post {
    const post = this.mustHave(id)
    this.posts.splice(this.posts.indexOf(post), 1)
    this.byId.delete(id)
    this.byAuthor.set(
      post.author,
      this.postsOf(post.author).filter((each) => each !== post),
    )
    for (const child of this.repliesTo(id)) child.inReplyTo = undefined
    this.children.delete(id)
    if (post.inReplyTo !== undefined) {
      const siblings = this.repliesTo(post.inReplyTo).filter((each) => each !== post)
      this.children.set(post.inReplyTo, siblings)
    }
    const kept = this.notices.filter((notice) => notice.postId !== id)
    this.notices.splice(0, this.notices.length, ...kept)
    this.emit({ type: 'removed', post })
    return post
  }

  notice(type: NoticeType, person: string, atMs: number, postId?: string): Notice {
    const notice: Notice = { id: this.nextNotice, type, atMs, person, postId }
    this.nextNotice += 1
    this.notices.push(notice)
    this.emit({ type: 'noticed', notice })
    return notice
  }

  /** True if the bakery may see it; with `stranger`, if anybody may. */
  visible(post: Post, stranger = false): boolean {
    if (post.visibility === 'public' || post.visibility === 'unlisted') return true
    if (stranger) return false
    if (post.author === us || post.mentions.includes(us)) return true
    return post.visibility === 'private' && this.person(post.author).followed
  }

  private mustHave(id: string): Post {
    const post = this.byId.get(id)
    if (post === undefined) throw new RangeError(`there is no post ${id}`)
    return post
  }

  private shape(draft: PostDraft): Post {
    this.person(draft.author)
    const createdMs = draft.createdMs ?? this.clock.now()
    const mentions = draft.mentions ?? this.mentionsIn(draft.text)
    const luck = hashOf(draft.text)
    return {
      id: this.newId(createdMs),
      author: draft.author,
      text: draft.text,
      html: draft.html,
      createdMs,
      arrivedMs: draft.arrivedMs ?? createdMs,
      inReplyTo: draft.inReplyTo,
      visibility: draft.visibility ?? 'public',
      warning: draft.warning ?? '',
      lang: draft.lang ?? this.person(draft.author).lang,
      mentions: mentions.filter((key) => key !== draft.author),
      tags: tagsOf(draft.text),
      earlier: draft.earlier ?? [],
      editedMs: draft.editedMs,
      pictures: draft.pictures ?? [],
      likes: draft.likes ?? luck % 4,
      boosts: draft.boosts ?? (luck % 5 === 0 ? 1 : 0),
      liked: false,
      boosted: false,
      program: draft.program,
    }
  }

  private mentionsIn(text: string): string[] {
    const keys = piecesOf(text).flatMap((piece) => {
      if (piece.type !== 'mention') return []
      const key = piece.name.toLowerCase()
      const found = piece.host === undefined ? this.people.get(key) : this.findPerson(key, piece.host)
      return found === undefined ? [] : [found.key]
    })
    return [...new Set(keys)]
  }

  private place(post: Post): void {
    insert(this.posts, post)
    this.byId.set(post.id, post)
    const own = this.byAuthor.get(post.author) ?? []
    insert(own, post)
    this.byAuthor.set(post.author, own)
    if (post.inReplyTo === undefined) return
    this.children.set(post.inReplyTo, [...this.repliesTo(post.inReplyTo), post])
  }

  private emit(event: WorldEvent): void {
    for (const listener of this.listeners) listener(event)
  }
}

/** Puts a post where its id belongs; nearly always at the end. */
function insert(posts: Post[], post: Post): void {
  let at = posts.length
  while (at > 0 && compareIds(posts[at - 1]?.id ?? '', post.id) > 0) at -= 1
  posts.splice(at, 0, post)
}
