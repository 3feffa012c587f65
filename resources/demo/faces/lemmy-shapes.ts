import type { Person, Post } from '../world.ts'
import { communityOf, contentOf, isLocked, partsOf, type Board, type Entry } from './lemmy-board.ts'

/** What the views of 0.19 and 1.0 look like: the same nesting, other names, counts beside or inside. */

/** Who sees what is shown, and from where. */
export interface Shape {
  board: Board
  api: 'v3' | 'v4'
  /** `http://127.0.0.1:PORT/lemmy`: where everything of the town lives, whoever shows it. */
  home: string
  /** Added to every number: servers count for themselves. */
  offset: number
  /** Key of who is signed in. */
  me: string | undefined
}

export function personAddress({ home }: Pick<Shape, 'home'>, key: string): string {
  return `${home}/u/${key}`
}

export function addressOf({ home }: Shape, { kind, id }: Entry): string {
  return `${home}/${kind}/${id}`
}

/** Six digits of a second, as their database keeps it. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z')
}

function timesOf({ api }: Shape, createdMs: number, editedMs: number | undefined): object {
  if (api === 'v4')
    return {
      published_at: stamp(createdMs),
      ...(editedMs === undefined ? {} : { updated_at: stamp(editedMs) }),
    }
  return { published: stamp(createdMs), ...(editedMs === undefined ? {} : { updated: stamp(editedMs) }) }
}

export function personJson(shape: Shape, person: Person): Record<string, unknown> {
  const address = personAddress(shape, person.key)
  return {
    id: shape.board.personId(person.key) + shape.offset,
    name: person.key,
    display_name: person.name.replaceAll(/\s*:\w+:/g, '').trim(),
    ...(person.bio === '' ? {} : { bio: person.bio }),
    ...timesOf(shape, shape.board.world.clock.now() - person.joinedDaysAgo * 86_400_000, undefined),
    ...(shape.api === 'v4' ? { ap_id: address } : { actor_id: address, banned: false }),
    local: shape.offset === 0,
    deleted: false,
    bot_account: person.bot,
    instance_id: 1,
  }
}

function communityJson(shape: Shape, entry: Entry): object {
  const { id, name, title } = communityOf(entry)
  const address = `${shape.home}/c/${name}`
  return {
    id: id + shape.offset,
    name,
    title,
    removed: false,
    deleted: false,
    nsfw: false,
    local: shape.offset === 0,
    ...timesOf(shape, shape.board.world.clock.now() - 200 * 86_400_000, undefined),
    ...(shape.api === 'v4' ? { ap_id: address, visibility: 'public' } : { actor_id: address, hidden: false }),
    posting_restricted_to_mods: false,
    instance_id: 1,
  }
}

/** Everybody likes what they wrote themselves, by being there. */
function upvotesOf(post: Post): number {
  return post.likes + 1
}

function postJson(shape: Shape, root: Entry): Record<string, unknown> {
  const { title, url, body } = partsOf(root.post)
  return {
    id: root.id + shape.offset,
    name: title,
    ...(url === undefined ? {} : { url }),
    ...(body === '' ? {} : { body: contentOf(root, body, (key) => personAddress(shape, key)) }),
    creator_id: shape.board.personId(root.post.author) + shape.offset,
    community_id: communityOf(root).id + shape.offset,
    removed: false,
    locked: isLocked(root),
    ...timesOf(shape, root.post.createdMs, root.post.editedMs),
    deleted: root.gone,
    nsfw: false,
    ap_id: addressOf(shape, root),
    local: shape.offset === 0,
    language_id: 37,
    featured_community: false,
    featured_local: false,
    ...(shape.api === 'v4' ? postCounts(shape, root) : {}),
  }
}

function postCounts({ board }: Shape, root: Entry): object {
  const comments = board.all('comment', (entry) => entry.root === root && !entry.gone).length
  const upvotes = upvotesOf(root.post)
  return { comments, score: upvotes, upvotes, downvotes: 0 }
}

function commentCounts({ board }: Shape, entry: Entry): object {
  const below = board.all('comment', ({ path, gone }) => path.includes(entry.id) && !gone).length
  const upvotes = upvotesOf(entry.post)
  return { score: upvotes, upvotes, downvotes: 0, child_count: below - (entry.gone ? 0 : 1) }
}

function commentJson(shape: Shape, entry: Entry): Record<string, unknown> {
  const content = contentOf(entry, entry.post.text, (key) => personAddress(shape, key))
  return {
    id: entry.id + shape.offset,
    creator_id: shape.board.personId(entry.post.author) + shape.offset,
    post_id: entry.root.id + shape.offset,
    content: entry.gone ? '' : content,
    removed: false,
    ...timesOf(shape, entry.post.createdMs, entry.post.editedMs),
    deleted: entry.gone,
    ap_id: addressOf(shape, entry),
    local: shape.offset === 0,
    path: ['0', ...entry.path.map((id) => String(id + shape.offset))].join('.'),
    distinguished: false,
    language_id: 37,
    ...(shape.api === 'v4' ? { ...commentCounts(shape, entry), locked: false } : {}),
  }
}

/** A post or comment with all that is around it. */
export function viewJson(shape: Shape, entry: Entry): Record<string, unknown> {
  const creator = shape.board.world.person(entry.post.author)
  const base = {
    ...(entry.kind === 'comment' ? { comment: commentJson(shape, entry) } : {}),
    creator: personJson(shape, creator),
    post: postJson(shape, entry.root),
    community: communityJson(shape, entry),
    creator_banned_from_community: false,
    creator_is_moderator: false,
    creator_is_admin: false,
  }
  const voted = shape.me !== undefined && entry.post.liked
  if (shape.api === 'v4') {
    const name = entry.kind === 'comment' ? 'comment_actions' : 'post_actions'
    const actions = { voted_at: stamp(entry.post.createdMs), vote_is_upvote: true }
    return { ...base, ...(voted ? { [name]: actions } : {}), tags: [], can_mod: false, creator_banned: false }
  }
  const counts = entry.kind === 'comment' ? commentCounts(shape, entry) : postCounts(shape, entry)
  return {
    ...base,
    counts: { ...counts, ...timesOf(shape, entry.post.createdMs, undefined) },
    subscribed: 'NotSubscribed',
    saved: false,
    creator_blocked: false,
    banned_from_community: false,
    ...(entry.kind === 'post' ? { read: false, hidden: false, unread_comments: 0 } : {}),
    ...(voted ? { my_vote: 1 } : {}),
  }
}

/** A reply or mention of 0.19, which has a number and a time of its own. */
export function inboxJson(
  shape: Shape,
  entry: Entry,
  what: 'comment_reply' | 'person_mention',
  me: Person,
): object {
  return {
    [what]: {
      id: entry.id + 5000,
      recipient_id: shape.board.personId(me.key) + shape.offset,
      comment_id: entry.id + shape.offset,
      read: false,
      published: stamp(entry.post.arrivedMs),
    },
    ...viewJson(shape, entry),
    recipient: personJson(shape, me),
  }
}

/** A notification of 1.0. */
export function notificationJson(shape: Shape, entry: Entry, kind: 'reply' | 'mention', me: Person): object {
  return {
    notification: {
      id: entry.id + 5000,
      recipient_id: shape.board.personId(me.key) + shape.offset,
      ...(entry.kind === 'comment' ? { comment_id: entry.id + shape.offset } : {}),
      post_id: entry.root.id + shape.offset,
      read: false,
      published_at: stamp(entry.post.arrivedMs),
      kind,
    },
    data: { type_: entry.kind, ...viewJson(shape, entry) },
  }
}

export function siteJson(shape: Shape): Record<string, unknown> {
  const site = {
    id: 1,
    name: 'Lindenbrook talks',
    ...timesOf(shape, shape.board.world.clock.now() - 300 * 86_400_000, undefined),
    ...(shape.api === 'v4' ? { ap_id: `${shape.home}/` } : { actor_id: `${shape.home}/` }),
    instance_id: 1,
  }
  const me = shape.me === undefined ? undefined : shape.board.world.person(shape.me)
  const local = { site, local_site: { id: 1, site_id: 1, private_instance: false }, counts: {} }
  return {
    site_view: local,
    admins: [],
    version: shape.api === 'v4' ? '1.0.2' : '0.19.15',
    all_languages: [{ id: 37, code: 'en', name: 'English' }],
    discussion_languages: [],
    ...(shape.api === 'v3' && me !== undefined ? { my_user: myUserJson(shape, me) } : {}),
  }
}

export function myUserJson(shape: Shape, me: Person): Record<string, unknown> {
  return {
    local_user_view: {
      local_user: { id: 4, person_id: shape.board.personId(me.key) + shape.offset },
      person: personJson(shape, me),
    },
    follows: [],
    moderates: [],
  }
}
