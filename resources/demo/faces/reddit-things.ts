import MarkdownIt from 'markdown-it'
import { us } from '../world.ts'
import {
  howOf,
  isArchived,
  isLocked,
  markdownOf,
  partsOf,
  pathOf,
  subredditOf,
  type Board,
  type Entry,
} from './reddit-board.ts'

/** Things and listings as Reddit's API writes them, with `raw_json=1`. */

const writer = new MarkdownIt({ html: false, linkify: true })
writer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })

/** Reddit's HTML of a Markdown text: names of people and subreddits become links by themselves. */
export function htmlOf(markdown: string): string {
  const linked = markdown.replaceAll(/(?<![\w/[(])\/?((?:u|r)\/[\w-]{3,20})\b/g, '[$1](/$1)')
  return `<div class="md">${writer.render(linked).trim()}\n</div>`
}

export const offHtml = (html: string): string => `<!-- SC_OFF -->${html}<!-- SC_ON -->`

const gone = '[deleted]'

function shared(entry: Entry): Record<string, unknown> {
  const { post } = entry
  const seconds = Math.floor(post.createdMs / 1000)
  return {
    name: entry.name,
    id: entry.name.slice(3),
    author: entry.gone ? gone : post.author,
    ...(entry.gone ? {} : { author_fullname: `t2_${Buffer.from(post.author).toString('hex').slice(0, 9)}` }),
    subreddit: subredditOf(entry),
    subreddit_name_prefixed: `r/${subredditOf(entry)}`,
    permalink: pathOf(entry),
    created: seconds,
    created_utc: seconds,
    edited: post.editedMs === undefined ? false : Math.floor(post.editedMs / 1000),
    score: post.likes + 1,
    ups: post.likes + 1,
    likes: post.liked ? true : null,
    over_18: false,
    archived: isArchived(entry),
    locked: isLocked(entry),
    distinguished: null,
    stickied: false,
  }
}

/** One thing; `tree` is what hangs below a comment. */
export function thingOf(board: Board, entry: Entry, origin: string, tree: unknown = ''): object {
  return entry.kind === 't3'
    ? { kind: 't3', data: postData(board, entry, origin) }
    : { kind: 't1', data: { ...commentData(entry), replies: tree } }
}

function postData(board: Board, entry: Entry, origin: string): object {
  const { title, url } = partsOf(entry.post)
  const body = entry.gone ? gone : markdownOf(entry)
  const isSelf = url === undefined
  return {
    ...shared(entry),
    title,
    selftext: body,
    selftext_html: body === '' ? null : offHtml(htmlOf(body)),
    is_self: isSelf,
    url: url ?? `${origin}${pathOf(entry)}`,
    domain: isSelf ? `self.${subredditOf(entry)}` : new URL(url).hostname,
    num_comments: board.countBelow(entry),
    hide_score: false,
    spoiler: false,
    thumbnail: isSelf ? 'self' : 'default',
    removed_by_category: entry.gone ? 'deleted' : null,
    upvote_ratio: 0.97,
  }
}

function commentData(entry: Entry): Record<string, unknown> {
  const { root, parent } = entry
  const body = entry.gone ? gone : markdownOf(entry)
  return {
    ...shared(entry),
    body,
    body_html: htmlOf(body),
    parent_id: parent?.name ?? root.name,
    link_id: root.name,
    score_hidden: false,
    controversiality: 0,
  }
}

/** As lists of comments tell them: with the post's title and author beside. */
export function listedOf(board: Board, entry: Entry, origin: string): object {
  if (entry.kind === 't3') return thingOf(board, entry, origin)
  const { root } = entry
  return {
    kind: 't1',
    data: {
      ...commentData(entry),
      replies: '',
      link_title: partsOf(root.post).title,
      link_author: root.gone ? gone : root.post.author,
      link_permalink: `${origin}${pathOf(root)}`,
      num_comments: board.countBelow(root),
    },
  }
}

/** As the inbox tells it: less than elsewhere, and how it reached us. */
export function inboxOf(board: Board, entry: Entry): object {
  const how = howOf(entry)
  const { post, root } = entry
  const seconds = Math.floor(post.createdMs / 1000)
  const body = markdownOf(entry)
  const all = {
    name: entry.name,
    id: entry.name.slice(3),
    author: post.author,
    body,
    body_html: offHtml(htmlOf(body)),
    created: seconds,
    created_utc: seconds,
    dest: us,
    new: false,
    distinguished: null,
    first_message: null,
    first_message_name: null,
    replies: '',
  }
  if (how === 'letter')
    return {
      kind: 't4',
      data: {
        ...all,
        subject: 'the bandstand',
        was_comment: false,
        parent_id: null,
        context: '',
        subreddit: null,
      },
    }
  const subjects = {
    comment_reply: 'comment reply',
    post_reply: 'post reply',
    username_mention: 'username mention',
  }
  return {
    kind: 't1',
    data: {
      ...all,
      type: how,
      subject: how === undefined ? '' : subjects[how],
      was_comment: true,
      parent_id: entry.parent?.name ?? root.name,
      context: `${pathOf(entry)}?context=3`,
      link_title: partsOf(root.post).title,
      subreddit: subredditOf(entry),
      subreddit_name_prefixed: `r/${subredditOf(entry)}`,
      num_comments: board.countBelow(root),
      score: post.likes + 1,
      likes: post.liked ? true : null,
    },
  }
}

export function listing(children: readonly object[], after: string | null = null): object {
  return {
    kind: 'Listing',
    data: { after, dist: children.length, modhash: null, geo_filter: '', children, before: null },
  }
}

/** A page of a list: what comes after the thing named, which must still be there. */
export function pageOf(
  entries: readonly Entry[],
  asked: { limit: string | undefined; after: string | undefined },
  shown: (entry: Entry) => object,
): object {
  const limit = Math.min(100, Math.max(1, Number(asked.limit ?? 25) || 25))
  // Of every list a thousand are kept.
  const kept = entries.slice(0, 1000)
  const at = asked.after === undefined ? 0 : kept.findIndex(({ name }) => name === asked.after) + 1
  const list = asked.after !== undefined && at === 0 ? [] : kept.slice(at, at + limit)
  const isLast = at + limit >= kept.length || list.length === 0
  return listing(list.map(shown), isLast ? null : (list.at(-1)?.name ?? null))
}
