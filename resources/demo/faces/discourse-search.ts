import { escapeHtml } from '../pieces.ts'
import { bodyOf, categories, type Forum, type ForumPost } from './discourse-forum.ts'
import { topicHead } from './discourse-json.ts'

/** The search: words and filters in one line, and of each topic the newest post that fits. */

const perPage = 50

export function searchAnswer(
  forum: Forum,
  q: string,
  page: number,
  reader: string | undefined,
  base: string,
): object {
  const parts = q
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')
  const fitting = forum
    .posts()
    .filter((one) => forum.maySee(one.topic, reader) && parts.every((part) => fits(forum, one, part)))
  const newest = [...Map.groupBy(fitting, ({ topic }) => topic).values()]
    .flatMap((posts) => posts.at(-1) ?? [])
    .toSorted((a, b) => b.post.createdMs - a.post.createdMs)
  const shown = newest.slice((page - 1) * perPage, page * perPage)
  return {
    posts: shown.map((one) => ({
      id: one.id,
      name: one.post.author,
      username: one.post.author,
      avatar_template: `${base}/letter_avatar_proxy/v4/letter/${one.post.author.charAt(0)}/8491ac/{size}.png`,
      created_at: new Date(one.post.createdMs).toISOString(),
      like_count: one.post.likes,
      blurb: escapeHtml(bodyOf(one).slice(0, 200)),
      post_number: one.number,
      topic_id: one.topic.id,
    })),
    topics: shown.map((one) => topicHead(forum, one.topic)),
    users: [],
    categories: [],
    tags: [],
    groups: [],
    grouped_search_result: {
      more_posts: null,
      more_full_page_results: newest.length > page * perPage ? true : null,
      term: q,
      error: null,
      post_ids: shown.map(({ id }) => id),
    },
  }
}

function fits(forum: Forum, one: ForumPost, part: string): boolean {
  const { post, topic } = one
  if (part === 'order:latest') return true
  const [, name = '', value = ''] = /^(after|before|category|tags):(.+)$/.exec(part) ?? []
  switch (name) {
    case 'after':
      return post.createdMs > Date.parse(value)
    case 'before':
      return post.createdMs < Date.parse(value)
    case 'tags':
      return topic.tags.includes(value)
    case 'category':
      return categories.some(
        ({ id, slug }) => slug === topic.category && (slug === value || String(id) === value),
      )
    default:
      break
  }
  if (part.startsWith('@')) return post.author === part.slice(1)
  const words = `${topic.title} ${bodyOf(one)}`.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  // Stemmed, more or less; scripts without spaces are looked through as they stand.
  return words.some((word) => word.startsWith(part) || (/\p{Lo}/u.test(part) && word.includes(part)))
}
