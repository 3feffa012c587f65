import { htmlToText } from '../../../networks/html-text.ts'
import { itemOf, type Viewer } from '../../../networks/wordpress/parse.ts'
import { siteKey } from '../../../networks/wordpress/site.ts'
import { wireComment } from '../../../networks/wordpress/wire.ts'
import type { FetchedAuthor, FetchedItem } from '../../../networks/types.ts'
import { idOf, momentOf, pictureOf, webAddress, type Blog } from './blog.ts'
import { shownHtml, withPlainLinks } from './shown.ts'
import type { Fields } from './xml.ts'

/** Posts and comments of an export as items. */

/** How exports call what the API calls by words. */
const statuses: Readonly<Record<string, string>> = {
  '1': 'approved',
  approve: 'approved',
  approved: 'approved',
  '0': 'hold',
  hold: 'hold',
  spam: 'spam',
  trash: 'trash',
  'post-trashed': 'trash',
}

/** Other kinds (pingbacks, notes of shops) are no words to anybody. */
export function isComment(fields: Fields): boolean {
  return ['', 'comment'].includes(fields.get('wp:comment_type')?.trim() ?? '')
}

/**
 * A comment in the shape of the API, read by the network itself. `ours` are the comments below the same post that the
 * blog's only author wrote. Why not, where it cannot be read.
 */
export function commentItem(
  fields: Fields,
  post: Fields,
  blog: Blog,
  ours: ReadonlySet<number>,
): FetchedItem | string {
  const text = (name: string): string => fields.get(`wp:comment_${name}`) ?? ''
  const id = idOf(text('id'))
  const createdMs = momentOf(text('date_gmt'), text('date'))
  if (id === 0) return 'it has no number'
  if (createdMs === undefined) return 'it does not say when it was written'
  const address = webAddress(post.get('link'))
  const picture = pictureOf(blog, text('author_email'))
  const parent = idOf(text('parent'))
  const comment = wireComment.parse({
    id,
    post: idOf(post.get('wp:post_id')),
    parent,
    author: idOf(text('user_id')),
    author_name: text('author'),
    author_url: text('author_url'),
    author_avatar_urls: picture === undefined ? {} : { 96: picture },
    date_gmt: new Date(createdMs).toISOString(),
    content: { rendered: shownHtml(text('content')) },
    link: address === undefined ? '' : `${address}#comment-${String(id)}`,
    status: statuses[text('approved').trim()] ?? '',
    _embedded: {
      up: [
        {
          id: idOf(post.get('wp:post_id')),
          title: { rendered: post.get('title') ?? '' },
          author: blog.authors.get(post.get('dc:creator')?.trim() ?? '')?.id ?? 0,
        },
      ],
    },
  })
  const viewer: Viewer = { site: blog.site, userId: blog.ownId, ours: true }
  const item = itemOf(comment, viewer, ours.has(parent) ? blog.ownId : undefined)
  return { ...item, spans: withPlainLinks(item.text, item.spans) }
}

/** Posts and pages that were published. Drafts, revisions, menus and the like were said to nobody. */
export function isPublished(fields: Fields): boolean {
  return (
    ['post', 'page'].includes(fields.get('wp:post_type')?.trim() ?? '') &&
    ['publish', 'private'].includes(fields.get('wp:status')?.trim() ?? '')
  )
}

export function postItem(fields: Fields, blog: Blog): FetchedItem | string {
  const id = idOf(fields.get('wp:post_id'))
  const createdMs = momentOf(fields.get('wp:post_date_gmt'), fields.get('wp:post_date'))
  if (id === 0) return 'it has no number'
  if (createdMs === undefined) return 'it does not say when it was published'
  const url = webAddress(fields.get('link'))
  const { text, spans } = htmlToText(shownHtml(fields.get('content:encoded') ?? ''), url ?? blog.site)
  const title = htmlToText(fields.get('title') ?? '')
    .text.replace(/\s+/g, ' ')
    .trim()
  if (title === '' && text === '') return 'it has no words'
  const isOpen =
    fields.get('wp:status')?.trim() === 'publish' && (fields.get('wp:post_password') ?? '') === ''
  const author = authorOf(fields.get('dc:creator')?.trim() ?? '', blog)
  return {
    remoteId: `${siteKey(blog.site)}#post-${String(id)}`,
    kind: 'article',
    author,
    mine: blog.ownId !== undefined && author.remoteId === `${siteKey(blog.site)}#user-${String(blog.ownId)}`,
    direct: false,
    createdMs,
    title: title === '' ? undefined : title,
    text,
    spans: withPlainLinks(text, spans),
    lang: blog.lang,
    visibility: isOpen ? 'public' : 'private',
    url,
    media: [],
    metrics: {},
    raw: { id, date_gmt: new Date(createdMs).toISOString(), link: url ?? '', title },
  }
}

function authorOf(login: string, blog: Blog): FetchedAuthor {
  const known = blog.authors.get(login)
  const name = known?.name ?? (login === '' ? 'Anonymous' : login)
  const voice = known === undefined ? `guest:${name.toLowerCase()}` : `user-${String(known.id)}`
  return { remoteId: `${siteKey(blog.site)}#${voice}`, handle: name, name }
}
