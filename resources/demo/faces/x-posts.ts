import { hashOf } from '../ids.ts'
import { piecesOf } from '../pieces.ts'
import { us, type Person, type Post, type World } from '../world.ts'
import { linksIn } from './x-links.ts'

/** People and posts as the X API shows them (docs.x.com, data dictionary), with the fields that were asked for. */

/** Which fields and which other objects a request wants. */
export interface Wanted {
  post: readonly string[]
  user: readonly string[]
  media: readonly string[]
  expansions: readonly string[]
}

type Json = Record<string, unknown>

const longest = 280
/** Edited posts have ids of their own: the first one's, and this much more for each version. */
const versionStep = 8192n

/** Numeric, as all ids there; the same in every town. */
export function userId(key: string): string {
  return String(1_100_000_000 + hashOf(`x ${key}`))
}

export function personOfId(world: World, id: string): Person | undefined {
  return [...world.people.values()].find((person) => userId(person.key) === id)
}

/** The ids of all versions of a post, first to last. */
export function versionsOf(post: Post): string[] {
  return [...post.earlier, undefined].map((_, n) => String(BigInt(post.id) + BigInt(n) * versionStep))
}

export function newestId(post: Post): string {
  return versionsOf(post).at(-1) ?? post.id
}

/** The post that an id names, whichever version it is. */
export function postOfId(world: World, id: string): Post | undefined {
  return (
    world.post(id) ?? world.posts.find((post) => post.earlier.length > 0 && versionsOf(post).includes(id))
  )
}

export function rootOf(world: World, post: Post): Post {
  let root = post
  for (let above = root.inReplyTo; above !== undefined; above = root.inReplyTo) {
    const next = world.post(above)
    if (next === undefined) return root
    root = next
  }
  return root
}

export function userJson(person: Person, origin: string, fields: readonly string[]): Json {
  const all: Json = {
    id: userId(person.key),
    name: person.name.replaceAll(/\s*:\w+:/g, ''),
    username: person.key,
    description: person.bio,
    created_at: '2019-03-02T08:00:00.000Z',
    profile_image_url: `${origin}/system/accounts/avatars/${person.key}.png`,
    verified: false,
    verified_type: 'none',
    protected: false,
    public_metrics: {
      followers_count: person.followers,
      following_count: person.following,
      tweet_count: 100,
      listed_count: 0,
    },
  }
  return picked(all, ['id', 'name', 'username', ...fields])
}

export function postJson(world: World, post: Post, wanted: Wanted): Json {
  const whole = written(world, post)
  const isLong = [...whole.text].length > longest
  const short = isLong ? cut(whole) : whole
  const parent = post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
  const all: Json = {
    id: newestId(post),
    text: short.text,
    edit_history_tweet_ids: versionsOf(post),
    author_id: userId(post.author),
    created_at: new Date(post.editedMs ?? post.createdMs).toISOString(),
    conversation_id: rootOf(world, post).id,
    lang: post.lang ?? 'und',
    public_metrics: {
      retweet_count: post.boosts,
      reply_count: world.repliesTo(post.id).length,
      like_count: post.likes,
      quote_count: 0,
      bookmark_count: 0,
      impression_count: post.likes * 40,
    },
    ...(parent === undefined
      ? {}
      : {
          in_reply_to_user_id: userId(parent.author),
          referenced_tweets: [{ type: 'replied_to', id: newestId(parent) }],
        }),
    ...(short.entities === undefined ? {} : { entities: short.entities }),
    ...(post.pictures.length === 0
      ? {}
      : { attachments: { media_keys: post.pictures.map((_, n) => mediaKey(post, n)) } }),
    ...(isLong
      ? { note_tweet: { text: whole.text, ...(whole.entities && { entities: whole.entities }) } }
      : {}),
  }
  return picked(all, ['id', 'text', 'edit_history_tweet_ids', ...wanted.post])
}

function mediaKey(post: Post, n: number): string {
  return `3_${String(BigInt(post.id) + BigInt(n + 1))}`
}

/** What comes along with posts: people and pictures, each once. */
export function includesOf(
  world: World,
  posts: readonly Post[],
  wanted: Wanted,
  origin: string,
): { includes: Json; users: number; media: number } {
  const authors = wanted.expansions.includes('author_id')
    ? [...new Set(posts.map((post) => post.author))].map((key) => world.person(key))
    : []
  const pictures = wanted.expansions.includes('attachments.media_keys')
    ? posts.flatMap((post) => post.pictures.map((picture, n) => ({ post, picture, n })))
    : []
  const users = authors.map((person) => userJson(person, origin, wanted.user))
  const media = pictures.map(({ post, picture, n }) =>
    picked(
      {
        media_key: mediaKey(post, n),
        type: 'photo',
        url: `${origin}/system/media_attachments/${picture.name}.png`,
        alt_text: picture.alt,
        width: 640,
        height: 480,
      },
      ['media_key', 'type', ...wanted.media],
    ),
  )
  const includes = { ...(users.length > 0 ? { users } : {}), ...(media.length > 0 ? { media } : {}) }
  return { includes, users: users.length, media: media.length }
}

interface Written {
  text: string
  entities: Json | undefined
}

/** The text as delivered: `&`, `<` and `>` escaped, addresses shortened, places counted in code points. */
function written(world: World, post: Post): Written {
  const links = linksIn(post.text)
  const mentions: Json[] = []
  const hashtags: Json[] = []
  const urls: Json[] = []
  let text = ''
  let at = 0
  const place = (piece: string): { start: number; end: number } => {
    const start = [...text].length
    text += piece
    return { start, end: [...text].length }
  }
  const plain = (part: string) => {
    for (const piece of piecesOf(part)) {
      if (piece.type === 'mention') {
        const person = world.people.get(piece.name.toLowerCase())
        const where = place(piece.text)
        if (person !== undefined) mentions.push({ ...where, username: person.key, id: userId(person.key) })
      } else if (piece.type === 'hashtag') hashtags.push({ ...place(piece.text), tag: piece.tag })
      else place(escaped(piece.text))
    }
  }
  for (const link of links) {
    plain(post.text.slice(at, link.start))
    const url = `https://t.co/${hashOf(link.expanded).toString(36).padStart(10, 'a').slice(0, 10)}`
    urls.push({
      ...place(url),
      url,
      expanded_url: link.expanded,
      display_url: link.text.replace(/^https?:\/\//, ''),
    })
    at = link.end
  }
  plain(post.text.slice(at))
  for (const [n] of post.pictures.entries()) {
    const url = `https://t.co/p${hashOf(`${post.id} ${String(n)}`)
      .toString(36)
      .slice(0, 9)}`
    place(' ')
    urls.push({
      ...place(url),
      url,
      expanded_url: `https://x.com/${post.author}/status/${newestId(post)}/photo/${String(n + 1)}`,
      display_url: 'pic.x.com/town',
      media_key: mediaKey(post, n),
    })
  }
  const entities = {
    ...(mentions.length > 0 ? { mentions } : {}),
    ...(hashtags.length > 0 ? { hashtags } : {}),
    ...(urls.length > 0 ? { urls } : {}),
  }
  return { text, entities: Object.keys(entities).length === 0 ? undefined : entities }
}

/** A long post in the short field: its beginning, an ellipsis, and what stands whole in it. */
function cut({ text, entities }: Written): Written {
  const end = longest - 1
  const kept = Object.entries(entities ?? {}).flatMap(([name, list]) => {
    const inside = (list as { end: number }[]).filter((one) => one.end <= end) // each entity was placed above
    return inside.length === 0 ? [] : [[name, inside] as const]
  })
  return {
    text: `${[...text].slice(0, end).join('')}…`,
    entities: kept.length === 0 ? undefined : Object.fromEntries(kept),
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function picked(all: Json, fields: readonly string[]): Json {
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => fields.includes(name) && value !== undefined),
  )
}

/** True if somebody may be answered by a program: they named us, or it is our own. */
export function summons(world: World, post: Post): boolean {
  return post.author === us || post.mentions.includes(us) || repliesToUs(world, post)
}

export function repliesToUs(world: World, post: Post): boolean {
  return post.inReplyTo !== undefined && world.post(post.inReplyTo)?.author === us
}
