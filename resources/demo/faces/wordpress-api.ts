import { json, type Answer } from '../message.ts'
import type { Post } from '../world.ts'
import { avatarsOf, contentHtml, nameOf, plainOf, type BlogPost, type Status } from './wordpress-comments.ts'
import { refused, type BlogCall, type BlogRoute } from './wordpress-route.ts'

/** Comments and posts by the REST API, with the rules of WordPress 6 and 7 as a real one was seen to keep them. */

const floodMs = 15_000
const longest = 65_525

export function commentRoutes(): BlogRoute[] {
  return [
    { method: 'GET', route: /^\/wp\/v2\/comments\/?$/, handle: list },
    { method: 'GET', route: /^\/wp\/v2\/comments\/(\d+)$/, handle: one },
    { method: 'POST', route: /^\/wp\/v2\/comments\/?$/, handle: say },
    { method: 'POST', route: /^\/wp\/v2\/comments\/(\d+)$/, handle: moderate },
    { method: 'DELETE', route: /^\/wp\/v2\/comments\/(\d+)$/, handle: moderate },
    { method: 'GET', route: /^\/wp\/v2\/posts\/(\d+)$/, handle: onePost },
  ]
}

/** 401 for strangers, 403 for those who are known and still may not. */
function forbidden(call: BlogCall, code: string, message: string): Answer {
  return refused(code, message, call.user === undefined ? 401 : 403)
}

function isEditor(call: BlogCall): boolean {
  return call.user?.moderator === true
}

/** What keeps a list from being given; undefined where nothing does. */
function refuseList(call: BlogCall): Answer | undefined {
  const { params } = call.request
  if (params.get('context') === 'edit' && !isEditor(call))
    return forbidden(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit comments.')
  const status = params.get('status') ?? 'approve'
  if (!['approve', 'approved'].includes(status) && !isEditor(call))
    return forbidden(call, 'rest_forbidden_param', 'Query parameter not permitted: status')
  const perPage = Number(params.get('per_page') ?? 10)
  const wrong = [
    ...(Number.isInteger(perPage) && perPage >= 1 && perPage <= 100 ? [] : ['per_page']),
    ...['after', 'before'].filter((name) => Number.isNaN(Date.parse(params.get(name) ?? '2026-01-01'))),
  ]
  if (wrong.length === 0) return undefined
  return refused('rest_invalid_param', `Invalid parameter(s): ${wrong.join(', ')}`, 400)
}

function list(call: BlogCall): Answer {
  const refusal = refuseList(call)
  if (refusal !== undefined) return refusal
  const { params } = call.request
  const isAsc = params.get('order') === 'asc'
  const rows = call.blog.comments().filter((comment) => isWanted(call, comment))
  if (!isAsc) rows.reverse()
  const perPage = Number(params.get('per_page') ?? 10)
  const first = (Math.max(1, Number(params.get('page') ?? 1)) - 1) * perPage
  return json(
    rows.slice(first, first + perPage).map((comment) => commentJson(call, comment)),
    200,
    { 'x-wp-total': String(rows.length), 'x-wp-totalpages': String(Math.ceil(rows.length / perPage)) },
  )
}

function isWanted(call: BlogCall, comment: Post): boolean {
  const { params } = call.request
  const { blog } = call
  const asked = params.get('status') ?? 'approve'
  const status = blog.statusOf(comment)
  const fits =
    asked === 'all'
      ? status === 'approved' || status === 'hold'
      : status === asked.replace(/^approve$/, 'approved')
  if (!fits) return false
  const include = params.list('include').flatMap((part) => part.split(','))
  if (include.length > 0 && !include.includes(String(blog.idOf(comment)))) return false
  const atMs = wholeSecond(comment)
  if (params.get('after') !== undefined && atMs <= Date.parse(params.get('after') ?? '')) return false
  if (params.get('before') !== undefined && atMs >= Date.parse(params.get('before') ?? '')) return false
  if (params.get('post') !== undefined && String(blog.entryOf(comment)?.id) !== params.get('post'))
    return false
  if (params.get('parent') !== undefined && String(blog.parentOf(comment)) !== params.get('parent'))
    return false
  const search = params.get('search')?.toLowerCase()
  const searched = `${nameOf(blog.world, comment.author)}\n${comment.text}`.toLowerCase()
  return search === undefined || searched.includes(search)
}

function wholeSecond({ createdMs }: Post): number {
  return Math.floor(createdMs / 1000) * 1000
}

function one(call: BlogCall): Answer {
  const comment = call.blog.comment(Number(call.parts[0]))
  if (comment === undefined) return refused('rest_comment_invalid_id', 'Invalid comment ID.', 404)
  if (!mayRead(call, comment))
    return forbidden(call, 'rest_cannot_read', 'Sorry, you are not allowed to read this comment.')
  if (call.request.params.get('context') === 'edit' && !isEditor(call))
    return forbidden(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit comments.')
  return json(commentJson(call, comment))
}

function mayRead(call: BlogCall, comment: Post): boolean {
  return call.blog.statusOf(comment) === 'approved' || isEditor(call)
}

/** A comment as it is told: mail addresses only to those who may moderate, and only the fields asked for. */
function commentJson(call: BlogCall, comment: Post): unknown {
  const { blog, site } = call
  const entry = blog.entryOf(comment)
  const [id, parent] = [blog.idOf(comment), blog.parentOf(comment)]
  const isEdit = isEditor(call) && call.request.params.get('context') === 'edit'
  const date = new Date(wholeSecond(comment)).toISOString().slice(0, 19)
  const whole: Record<string, unknown> = {
    id,
    post: entry?.id ?? 0,
    parent,
    author: blog.userOf(comment)?.id ?? 0,
    author_name: nameOf(blog.world, comment.author),
    ...(isEdit ? { author_email: `${comment.author}@mail.example`, author_ip: '203.0.113.7' } : {}),
    author_url: '',
    date,
    date_gmt: date,
    content: { rendered: contentHtml(comment.text), ...(isEdit ? { raw: comment.text } : {}) },
    link: `${site}/${entry?.slug ?? ''}/#comment-${id}`,
    status: blog.statusOf(comment),
    type: 'comment',
    author_avatar_urls: avatarsOf(comment.author),
    meta: [],
    _links: { self: [{ href: `${site}/wp-json/wp/v2/comments/${id}` }] },
    ...embedded(call, comment, entry),
  }
  const fields = call.request.params.get('_fields')?.split(',')
  if (fields === undefined) return whole
  return Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name)))
}

function embedded(call: BlogCall, comment: Post, entry: BlogPost | undefined): Record<string, unknown> {
  const asked = call.request.params.get('_embed')
  if (asked === undefined) return {}
  const parent = call.blog.comment(call.blog.parentOf(comment))
  const wants = (name: string): boolean => asked === '' || asked === '1' || asked.split(',').includes(name)
  return {
    _embedded: {
      ...(wants('up') && entry !== undefined ? { up: [postJson(entry, call.site)] } : {}),
      ...(wants('in-reply-to') && parent !== undefined ? { 'in-reply-to': [parentJson(call, parent)] } : {}),
    },
  }
}

function parentJson(call: BlogCall, parent: Post): unknown {
  if (!mayRead(call, parent))
    return {
      code: 'rest_cannot_read',
      message: 'Sorry, you are not allowed to read this comment.',
      data: { status: 403 },
    }
  const { blog, site } = call
  return {
    id: blog.idOf(parent),
    parent: blog.parentOf(parent),
    author: blog.userOf(parent)?.id ?? 0,
    author_name: nameOf(blog.world, parent.author),
    author_url: '',
    date: new Date(wholeSecond(parent)).toISOString().slice(0, 19),
    date_gmt: new Date(wholeSecond(parent)).toISOString().slice(0, 19),
    content: { rendered: contentHtml(parent.text) },
    link: `${site}/#comment-${blog.idOf(parent)}`,
    type: 'comment',
  }
}

function postJson(entry: BlogPost, site: string): object {
  return {
    id: entry.id,
    date: new Date(entry.atMs).toISOString().slice(0, 19),
    slug: entry.slug,
    type: 'post',
    link: `${site}/${entry.slug}/`,
    title: { rendered: contentHtml(entry.title).replaceAll(/<\/?p>|\n$/g, '') },
    author: 1,
  }
}

function onePost(call: BlogCall): Answer {
  const found = call.blog.posts().find((entry) => String(entry.id) === call.parts[0])
  if (found === undefined) return refused('rest_post_invalid_id', 'Invalid post ID.', 404)
  return json(postJson(found, call.site))
}

function say(call: BlogCall): Answer {
  const { blog, user } = call
  const { params } = call.request
  if (user === undefined)
    return refused('rest_comment_login_required', 'Sorry, you must be logged in to comment.', 401)
  const [post, parent] = [Number(params.get('post') ?? 0), Number(params.get('parent') ?? 0)]
  const entry = blog.posts().find((one) => one.id === post)
  if (entry === undefined) {
    return refused(
      'rest_comment_invalid_post_id',
      'Sorry, you are not allowed to create this comment without a post.',
      403,
    )
  }
  const text = plainOf(params.get('content') ?? '').trim()
  if (text === '') return refused('rest_comment_content_invalid', 'Invalid comment content.', 400)
  if (Buffer.byteLength(params.get('content') ?? '') > longest)
    return refused('comment_content_column_length', 'Comment field exceeds maximum length allowed.', 400)
  if (!entry.open) return refused('rest_comment_closed', 'Sorry, comments are closed for this item.', 403)
  const own = blog.comments().filter((comment) => comment.author === user.key)
  const isSaid = own.some(
    (comment) =>
      comment.text === text &&
      blog.parentOf(comment) === parent &&
      blog.entryOf(comment)?.id === post &&
      blog.statusOf(comment) !== 'trash',
  )
  if (isSaid) {
    return refused(
      'comment_duplicate',
      'Duplicate comment detected; it looks as though you&#8217;ve already said that!',
      409,
    )
  }
  const lately = blog.world.clock.now() - floodMs
  if (!user.moderator && own.some((comment) => comment.createdMs > lately))
    return refused('comment_flood', 'You are posting comments too quickly. Slow down.', 400)
  const said = blog.world.say({
    author: user.key,
    text,
    inReplyTo: blog.keyOf('comment', parent) ?? blog.keyOf('post', post),
    // Those who keep the blog are let through; others wait.
    visibility: user.moderator ? 'public' : 'private',
  })
  return json(commentJson(call, said), 201)
}

function moderate(call: BlogCall): Answer {
  const { blog, request } = call
  const comment = blog.comment(Number(call.parts[0]))
  if (comment === undefined) return refused('rest_comment_invalid_id', 'Invalid comment ID.', 404)
  if (!isEditor(call))
    return forbidden(call, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this comment.')
  const wanted = request.method === 'DELETE' ? 'trash' : request.params.get('status')
  if (wanted !== undefined) blog.setStatus(comment, statusNamed(wanted, blog.statusOf(comment)))
  return json(commentJson(call, comment))
}

function statusNamed(wanted: string, before: Status): Status {
  const known: Record<string, Status> = {
    approved: 'approved',
    approve: 'approved',
    '1': 'approved',
    hold: 'hold',
    '0': 'hold',
    spam: 'spam',
    trash: 'trash',
  }
  return (Object.hasOwn(known, wanted) ? known[wanted] : undefined) ?? before
}
