import { compareIds, hashOf } from '../ids.ts'
import type { Notice, Person, Post, World } from '../world.ts'
import { us } from '../world.ts'
import type { FaceSetting } from './face.ts'
import { acctOf, actorUri, contentOf, noteHtml, profileUrl } from './mastodon-html.ts'

/** The world in the JSON entities of Mastodon 4.5 (docs.joinmastodon.org/entities). */

/** Id of a person on the town's server: the day they came to it, as a snowflake, so it is the same at every start. */
export function accountId(person: Person): string {
  return (109_300_000_000_000_000n + (BigInt(hashOf(person.key)) << 16n)).toString()
}

export function personByAccountId(world: World, id: string): Person | undefined {
  return [...world.people.values()].find((person) => accountId(person) === id)
}

const emojiIn = /:([a-z0-9_]{2,}):/g
const townEmojis = new Set(['crumb', 'sourdough', 'croissant_party', 'blobcat_bread', 'townflag'])

function emojisIn(text: string, origin: string): object[] {
  const names = new Set(
    [...text.matchAll(emojiIn)].flatMap((match) =>
      match[1] !== undefined && townEmojis.has(match[1]) ? [match[1]] : [],
    ),
  )
  return [...names].map((shortcode) => {
    const url = `${origin}/system/custom_emojis/${shortcode}.png`
    return { shortcode, url, static_url: url, visible_in_picker: true }
  })
}

/** Midnight of the day somebody joined: Mastodon tells no more. */
function joinedAt(person: Person, nowMs: number): string {
  const day = Math.floor(nowMs / 86_400_000) - person.joinedDaysAgo
  return new Date(day * 86_400_000).toISOString()
}

export function accountJson({ world, origin }: FaceSetting, person: Person): Record<string, unknown> {
  const avatar = `${origin}/system/accounts/avatars/${person.key}.png`
  const header = `${origin}/headers/original/missing.png`
  const own = world.postsOf(person.key)
  const last = own.at(-1)
  return {
    id: accountId(person),
    username: person.key,
    acct: acctOf(person),
    display_name: person.name,
    locked: false,
    bot: person.bot,
    discoverable: true,
    indexable: true,
    group: false,
    created_at: joinedAt(person, world.clock.now()),
    note: noteHtml(person.bio),
    url: profileUrl(person, origin),
    uri: actorUri(person, origin),
    avatar,
    avatar_static: avatar,
    avatar_description: '',
    header,
    header_static: header,
    header_description: '',
    followers_count: person.followers,
    following_count: person.following,
    statuses_count: own.length + (hashOf(person.key) % 900),
    last_status_at: last === undefined ? null : new Date(last.createdMs).toISOString().slice(0, 10),
    hide_collections: false,
    ...(person.home === undefined ? { noindex: false } : {}),
    emojis: emojisIn(`${person.name} ${person.bio}`, origin),
    roles: [],
    fields: person.fields.map((field) => ({
      name: field.name,
      value: noteHtml(field.value).replace(/^<p>|<\/p>$/g, ''),
      verified_at: null,
    })),
  }
}

/** The account that signs in sees a little more of itself. */
export function ownAccountJson(setting: FaceSetting): Record<string, unknown> {
  const person = setting.world.person(us)
  const source = {
    privacy: 'public',
    sensitive: false,
    language: person.lang,
    note: person.bio,
    fields: person.fields.map((field) => ({ ...field, verified_at: null })),
    follow_requests_count: 0,
    hide_collections: false,
    discoverable: true,
    indexable: true,
    attribution_domains: [],
    quote_policy: 'public',
  }
  const role = { id: '-99', name: '', permissions: '65536', color: '', highlighted: false }
  return { ...accountJson(setting, person), source, role }
}

export function statusUri(setting: FaceSetting, post: Post): string {
  return `${actorUri(setting.world.person(post.author), setting.origin)}/statuses/${homeId(setting, post)}`
}

export function statusUrl(setting: FaceSetting, post: Post): string {
  return `${profileUrl(setting.world.person(post.author), setting.origin)}/${homeId(setting, post)}`
}

/** A post has an id of its own on every server. */
function homeId(setting: FaceSetting, post: Post): string {
  if (setting.world.person(post.author).home === undefined) return post.id
  return (BigInt(post.id) + BigInt((hashOf(post.author) % 60_000) + 1)).toString()
}

function mediaJson(post: Post, origin: string): object[] {
  return post.pictures.map((picture, index) => {
    const url = `${origin}/system/media_attachments/files/${picture.name}.png`
    return {
      id: (BigInt(post.id) - BigInt(20 + index)).toString(),
      type: 'image',
      url,
      preview_url: url,
      remote_url: null,
      preview_remote_url: null,
      text_url: null,
      meta: {
        original: { width: 640, height: 480, size: '640x480', aspect: 640 / 480 },
        small: { width: 640, height: 480, size: '640x480', aspect: 640 / 480 },
      },
      description: picture.alt ?? null,
      blurhash: 'UDQ0XG~qWBRj-;Rjayj[Rjj[ayj[_3ayj[fQ',
    }
  })
}

function mentionsJson({ world, origin }: FaceSetting, post: Post): object[] {
  return post.mentions.map((key) => {
    const person = world.person(key)
    return {
      id: accountId(person),
      username: person.key,
      url: profileUrl(person, origin),
      acct: acctOf(person),
    }
  })
}

/** `signedIn` adds what only the reading account can know. */
export function statusJson(setting: FaceSetting, post: Post, signedIn: boolean): Record<string, unknown> {
  const { world, origin } = setting
  const parent = post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
  return {
    id: post.id,
    created_at: new Date(post.createdMs).toISOString(),
    in_reply_to_id: parent?.id ?? null,
    in_reply_to_account_id: parent === undefined ? null : accountId(world.person(parent.author)),
    sensitive: post.warning !== '',
    spoiler_text: post.warning,
    visibility: post.visibility,
    language: post.lang ?? null,
    uri: statusUri(setting, post),
    url: statusUrl(setting, post),
    replies_count: world.repliesTo(post.id).length,
    reblogs_count: post.boosts,
    favourites_count: post.likes,
    quotes_count: 0,
    edited_at: post.editedMs === undefined ? null : new Date(post.editedMs).toISOString(),
    ...(signedIn
      ? { favourited: post.liked, reblogged: post.boosted, muted: false, bookmarked: false, filtered: [] }
      : {}),
    ...(signedIn && post.author === us ? { pinned: false } : {}),
    content: contentOf(world, post, origin),
    reblog: null,
    ...(post.program === undefined ? {} : { application: { name: post.program, website: null } }),
    account: accountJson(setting, world.person(post.author)),
    media_attachments: mediaJson(post, origin),
    mentions: mentionsJson(setting, post),
    tags: post.tags.map((name) => ({ name, url: `${origin}/tags/${encodeURIComponent(name)}` })),
    emojis: emojisIn(`${post.text} ${post.warning}`, origin),
    card: null,
    poll: null,
    quote: null,
    quote_approval: { automatic: ['public'], manual: [], current_user: 'automatic' },
  }
}

export function noticeJson(setting: FaceSetting, notice: Notice): Record<string, unknown> {
  const post = notice.postId === undefined ? undefined : setting.world.post(notice.postId)
  return {
    id: String(notice.id),
    type: notice.type,
    created_at: new Date(notice.atMs).toISOString(),
    group_key: `ungrouped-${notice.id}`,
    account: accountJson(setting, setting.world.person(notice.person)),
    ...(post === undefined ? {} : { status: statusJson(setting, post, true) }),
  }
}

/** Every wording of a post, oldest first, the present one last. */
export function historyJson(setting: FaceSetting, post: Post): object[] {
  const versions = [
    ...post.earlier,
    { text: post.text, warning: post.warning, atMs: post.editedMs ?? post.createdMs, html: post.html },
  ]
  return versions.map((version) => ({
    content: contentOf(setting.world, { ...post, html: undefined, ...version }, setting.origin),
    spoiler_text: version.warning,
    sensitive: version.warning !== '',
    created_at: new Date(version.atMs).toISOString(),
    account: accountJson(setting, setting.world.person(post.author)),
    poll: null,
    quote: null,
    media_attachments: mediaJson(post, setting.origin),
    emojis: emojisIn(version.text, setting.origin),
  }))
}

/** What comes before a post and after it. Answers follow what they answer, the author's own first. */
export function contextOf(
  world: World,
  post: Post,
  stranger: boolean,
): { ancestors: Post[]; descendants: Post[] } {
  const ancestors: Post[] = []
  for (let above = parentOf(world, post); above !== undefined; above = parentOf(world, above))
    ancestors.unshift(above)
  const descendants: Post[] = []
  const visit = (above: Post): void => {
    const answers = [...world.repliesTo(above.id)].sort(
      (a, b) =>
        Number(b.author === above.author) - Number(a.author === above.author) || compareIds(a.id, b.id),
    )
    for (const answer of answers) {
      descendants.push(answer)
      visit(answer)
    }
  }
  visit(post)
  const seen = (each: Post): boolean => world.visible(each, stranger)
  return { ancestors: ancestors.filter(seen), descendants: descendants.filter(seen) }
}

function parentOf(world: World, post: Post): Post | undefined {
  return post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
}
