import type { Media } from '#shared/domain/item'
import { postOfAddress } from './place.ts'
import type { Thing, WireComment, WirePost } from './wire.ts'

/** A post or comment in one form, whether the API or a feed told of it. */
export interface Told {
  name: string
  author: string
  createdMs: number
  editedMs?: number | undefined
  /** Of the post, also where a comment is told. */
  title?: string | undefined
  /** What a post points to. */
  link?: string | undefined
  /** As Reddit renders it; else the words as they were written. */
  html?: string | undefined
  plain?: string | undefined
  /** A feed does not say what a comment answers. */
  parent?: string | undefined
  post?: string | undefined
  postAuthor?: string | undefined
  /** Path of its page. */
  path?: string | undefined
  subreddit?: string | undefined
  score?: number | undefined
  replies?: number | undefined
  /** Absent where nobody is signed in. */
  liked?: boolean | undefined
  warning?: string | undefined
  locked: boolean
  archived: boolean
  poll: boolean
  media: Media[]
  /** How the inbox tells of it. */
  inbox?: 'reply' | 'mention' | undefined
  /** Deleted by its author, or removed by those who keep the place. */
  isGone: boolean
}

export const nobody = '[deleted]'

/** Said in place of words that are gone. */
export function isBlank(words: string | undefined): boolean {
  return /^\[ ?(?:deleted|removed|removed by reddit) ?\]$/i.test((words ?? '').trim())
}

/** Comments under the titles of their posts, which some answers leave out: without them they would look edited. */
export function titled(told: readonly Told[], posts: readonly Told[]): Told[] {
  const titles = new Map(posts.map(({ name, title }) => [name, title]))
  return told.map((one) => (one.title === undefined ? { ...one, title: titles.get(one.post ?? '') } : one))
}

/** `signedIn`: the answer says how we voted. */
export function toldOf(thing: Thing, signedIn: boolean): Told {
  return thing.kind === 't1' ? ofComment(thing.data, signedIn) : ofPost(thing.data, signedIn)
}

function ofComment(data: WireComment, signedIn: boolean): Told {
  const path = data.permalink ?? data.context?.replace(/\?.*$/, '')
  return {
    ...shared(data, signedIn),
    title: data.link_title,
    html: data.body_html,
    plain: data.body,
    parent: data.parent_id,
    post: data.link_id ?? postOfAddress(path),
    postAuthor: data.link_author,
    path,
    score: data.score_hidden === true ? undefined : data.score,
    // Only some lists say this of a comment's post, and what differs would look edited.
    warning: undefined,
    poll: false,
    media: [],
    inbox: inboxOf(data),
    isGone: isBlank(data.body),
  }
}

function ofPost(data: WirePost, signedIn: boolean): Told {
  const media = picturesOf(data)
  const isTaken = data.removed_by_category !== undefined
  return {
    ...shared(data, signedIn),
    title: data.title,
    link: data.is_self === true || media.length > 0 ? undefined : data.url,
    html: data.selftext_html,
    plain: data.selftext,
    path: data.permalink,
    score: data.hide_score === true ? undefined : data.score,
    replies: data.num_comments,
    warning: data.over_18 === true ? 'NSFW' : data.spoiler === true ? 'Spoiler' : undefined,
    poll: typeof data.poll_data === 'object' && data.poll_data !== null,
    media,
    // Its author goes on seeing the words of what was removed; whoever else has them keeps them no longer.
    isGone: isBlank(data.selftext) || (isTaken && (data.author === nobody || (data.selftext ?? '') === '')),
  }
}

function shared(data: WireComment | WirePost, signedIn: boolean) {
  return {
    name: data.name,
    author: data.author,
    createdMs: Math.round(data.created_utc * 1000),
    editedMs: typeof data.edited === 'number' ? Math.round(data.edited * 1000) : undefined,
    subreddit: data.subreddit,
    liked: signedIn ? data.likes === true : undefined,
    locked: data.locked === true,
    archived: data.archived === true,
  }
}

function inboxOf({ type, was_comment: isOfInbox }: WireComment): Told['inbox'] {
  if (isOfInbox !== true) return undefined
  return type === 'username_mention' ? 'mention' : 'reply'
}

const mostPictures = 20

/** A post whose address is a picture shows it; the feeds say of it no more than the address. */
export function pictureAt(url: string | undefined): Media | undefined {
  if (url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url)) return undefined
  const isPicture = /\.(?:png|jpe?g|gif|webp)$/i.test(new URL(url).pathname)
  return isPicture ? { kind: 'image', url } : undefined
}

function picturesOf(data: WirePost): Media[] {
  const gallery = (data.gallery_data?.items ?? []).flatMap(({ media_id: id }) => {
    const source = data.media_metadata?.[id]?.s
    return source?.u ?? source?.gif ?? []
  })
  const single = pictureAt(data.url) === undefined ? [] : [data.url]
  const all = gallery.length > 0 ? gallery : single
  return all
    .flatMap((url): Media[] =>
      url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url) ? [{ kind: 'image', url }] : [],
    )
    .slice(0, mostPictures)
}
