import { json, type Answer } from '../message.ts'
import { escapeHtml, piecesOf } from '../pieces.ts'
import { us } from '../world.ts'
import {
  bodyOf,
  categories,
  nameOf,
  type Forum,
  type ForumNotification,
  type ForumPost,
  type Topic,
} from './discourse-forum.ts'

/** Posts, topics and notifications as Discourse writes them, and its refusals. */

/** A refusal: sentences for people, and a word for programs. */
export function refused(status: number, words: string, type: string, extras?: object): Answer {
  return json({ errors: [words], error_type: type, ...(extras === undefined ? {} : { extras }) }, status)
}

export const notFound = refused(404, 'The requested URL or resource could not be found.', 'not_found')
export const noAccess = refused(
  403,
  'You are not permitted to view the requested resource.',
  'invalid_access',
)
export const notLoggedIn = refused(403, 'You need to be logged in to do that.', 'not_logged_in')

export function postJson(
  forum: Forum,
  one: ForumPost,
  reader: string | undefined,
  base: string,
  more: { title?: boolean; raw?: boolean } = {},
): Record<string, unknown> {
  const { post, topic } = one
  const above = one.replyTo === undefined ? undefined : forum.at(topic, one.replyTo)
  const text = bodyOf(one)
  const created = new Date(post.createdMs).toISOString()
  return {
    id: one.id,
    name: nameOf(forum.world, post.author),
    username: post.author,
    avatar_template: `${base}/letter_avatar_proxy/v4/letter/${post.author.charAt(0)}/8491ac/{size}.png`,
    created_at: created,
    cooked: cookedOf(post.html, text, base),
    ...(more.raw === true ? { raw: text } : {}),
    post_number: one.number,
    post_type: 1,
    posts_count: forum.postsOf(topic).length,
    updated_at: post.editedMs === undefined ? created : new Date(post.editedMs).toISOString(),
    reply_count: forum.postsOf(topic).filter(({ replyTo }) => replyTo === one.number).length,
    reply_to_post_number: one.replyTo ?? null,
    quote_count: 0,
    incoming_link_count: 0,
    reads: 12,
    score: 3.4,
    yours: post.author === reader,
    topic_id: topic.id,
    topic_slug: topic.slug,
    ...(more.title === true
      ? { topic_title: topic.title, category_slug: topic.category, excerpt: text.slice(0, 60) }
      : {}),
    display_username: nameOf(forum.world, post.author),
    primary_group_name: null,
    version: post.earlier.length + 1,
    can_edit: post.author === reader,
    ...(above === undefined
      ? {}
      : { reply_to_user: { username: above.post.author, name: nameOf(forum.world, above.post.author) } }),
    actions_summary:
      post.likes + (post.liked ? 1 : 0) > 0
        ? [
            {
              id: 2,
              count: post.likes + (post.liked ? 1 : 0),
              ...(post.liked && reader === us ? { acted: true, can_undo: true } : { can_act: true }),
            },
          ]
        : [],
    moderator: false,
    admin: post.author === us,
    staff: post.author === us,
    user_id: forum.idOf(post.author),
    hidden: false,
    trust_level: 1,
    deleted_at: null,
    user_deleted: false,
    wiki: false,
  }
}

/** Paragraphs, names, addresses and emoji as its Markdown makes them; markup that was given stands as it is. */
function cookedOf(given: string | undefined, text: string, base: string): string {
  if (given !== undefined) return given
  return text
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        `<p>${piecesOf(paragraph)
          .map((piece) => pieceHtml(piece, base))
          .join('')}</p>`,
    )
    .join('\n')
}

function pieceHtml(piece: ReturnType<typeof piecesOf>[number], base: string): string {
  const safe = escapeHtml(piece.text).replaceAll('\n', '<br>\n')
  switch (piece.type) {
    case 'mention':
      return `<a class="mention" href="${base}/u/${piece.name.toLowerCase()}">${safe}</a>`
    case 'link':
      return `<a href="${safe}" rel="noopener nofollow ugc">${safe}</a>`
    case 'hashtag':
      return `<a class="hashtag-cooked" href="${base}/tag/${escapeHtml(piece.tag)}" data-type="tag" data-slug="${escapeHtml(piece.tag)}"><span class="hashtag-icon-placeholder"></span><span>${escapeHtml(piece.tag)}</span></a>`
    case 'text':
      return safe.replaceAll(
        /:([a-z_]+):/g,
        (_, name: string) =>
          `<img src="${base}/images/emoji/twitter/${name}.png?v=12" title=":${name}:" class="emoji" alt=":${name}:" loading="lazy" width="20" height="20">`,
      )
  }
}

/** A topic around one of its posts: twenty, five of them before it. */
export function topicJson(
  forum: Forum,
  topic: Topic,
  near: number,
  reader: string | undefined,
  base: string,
): object {
  const posts = forum.postsOf(topic)
  const at = Math.max(
    0,
    posts.findLastIndex(({ number }) => number <= near),
  )
  const from = Math.max(0, Math.min(at - 5, posts.length - 20))
  return {
    post_stream: {
      posts: posts.slice(from, from + 20).map((one) => postJson(forum, one, reader, base)),
      stream: posts.map(({ id }) => id),
    },
    ...topicHead(forum, topic),
    archetype: topic.isPrivate ? 'private_message' : 'regular',
    closed: topic.closed,
    chunk_size: 20,
  }
}

export function topicHead(forum: Forum, topic: Topic): Record<string, unknown> {
  return {
    id: topic.id,
    title: topic.title,
    fancy_title: escapeHtml(topic.title),
    slug: topic.slug,
    posts_count: forum.postsOf(topic).length,
    highest_post_number: topic.last,
    category_id: categories.find(({ slug }) => slug === topic.category)?.id,
    tags: topic.tags,
  }
}

export function notificationJson(forum: Forum, one: ForumNotification): object {
  const { at, newest } = one
  const by = one.type === 5 ? 'ferdi' : newest.post.author
  return {
    id: one.id,
    user_id: forum.idOf(us),
    notification_type: one.type,
    read: false,
    high_priority: one.type === 6,
    created_at: new Date(one.atMs).toISOString(),
    post_number: at.number,
    topic_id: at.topic.id,
    fancy_title: escapeHtml(at.topic.title),
    slug: at.topic.slug,
    data: {
      topic_title: at.topic.title,
      original_post_id: newest.id,
      original_post_type: 1,
      original_username: by,
      revision_number: null,
      display_username: one.several > 1 ? `${String(one.several)} replies` : by,
    },
  }
}
