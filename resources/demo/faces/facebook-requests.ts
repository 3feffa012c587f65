import { json, type Answer, type TownRequest } from '../message.ts'
import { us, type Post } from '../world.ts'
import { edgePage, GraphRefusal, parseFields, type GraphNode } from './facebook-fields.ts'
import {
  below,
  commentNode,
  commentsEdge,
  nodeIdOf,
  postNode,
  postOf,
  rootOf,
  tagsUs,
  topOf,
  type PageWorld,
} from './facebook-nodes.ts'
import { demand, pageId, type Bearer } from './facebook-tokens.ts'
import {
  instagramCommentNode,
  instagramComments,
  instagramId,
  instagramNodeId,
  instagramPost,
  mediaNode,
  pictures,
  type InstagramWorld,
} from './instagram-nodes.ts'

/** What is read and written of the Page and of its pictures. */

export interface Graph {
  page: PageWorld
  instagram: InstagramWorld
}

interface Asked {
  id: string
  edge: string | undefined
  request: TownRequest
}

/** Nodes of Instagram are plain numbers, those of the Page have an underscore. */
function isInstagram(id: string): boolean {
  return id.startsWith('17') && !id.includes('_')
}

export function nodeById({ page, instagram }: Graph, bearer: Bearer, id: string): GraphNode {
  if (isInstagram(id)) {
    demand(bearer, 'instagram_basic')
    const post = instagramPost(instagram, id)
    if (post.inReplyTo === undefined) return mediaNode(instagram, post)
    demand(bearer, 'instagram_manage_comments')
    return instagramCommentNode(instagram, post)
  }
  demand(bearer, 'pages_read_user_content')
  const post = postOf(page, id)
  return post.inReplyTo === undefined ? postNode(page, post) : commentNode(page, post)
}

/** One page of an edge. */
export function edgeOf(graph: Graph, bearer: Bearer, { id, edge, request }: Asked): Record<string, unknown> {
  const args = argsOf(request)
  const fields = parseFields(args['fields'] ?? 'id')
  const { page, instagram } = graph
  if (id === pageId && (edge === 'feed' || edge === 'tagged')) {
    demand(bearer, edge === 'feed' ? 'pages_read_engagement' : 'pages_read_user_content')
    const rows = wallOf(page, edge, args).map((post) => postNode(page, post))
    const usual = 'created_time,message,id'
    return edgePage(rows, {
      url: `${page.origin}/v26.0/${id}/${edge}`,
      args,
      fields: args['fields'] === undefined ? [] : fields,
      usual,
      mostAtOnce: 100,
    })
  }
  if (id === instagramId && edge === 'media') {
    demand(bearer, 'instagram_basic')
    const rows = pictures(instagram.world).map((post) => mediaNode(instagram, post))
    return edgePage(rows, {
      url: `${page.origin}/v26.0/${id}/media`,
      args,
      fields,
      usual: 'id',
      mostAtOnce: 100,
    })
  }
  if (edge === 'comments' || edge === 'replies') {
    nodeById(graph, bearer, id)
    if (isInstagram(id)) return belowPicture(instagram, instagramPost(instagram, id), args, fields)
    const post = postOf(page, id)
    const all =
      post.inReplyTo === undefined
        ? below(page.world, post)
        : below(page.world, rootOf(page.world, post)).filter((each) => topOf(page.world, each) === post)
    const within = post.inReplyTo === undefined ? args : { ...args, filter: 'stream' }
    return commentsEdge(page, all, id, within, args['fields'] === undefined ? [] : fields)
  }
  throw new GraphRefusal(2500, `Unknown path components: /${edge ?? ''}`)
}

function belowPicture(
  at: InstagramWorld,
  post: Post,
  args: Record<string, string>,
  fields: ReturnType<typeof parseFields>,
): Record<string, unknown> {
  demandRoot(post)
  const { world } = at
  const rows = below(world, post).filter((each) => topOf(world, each) === undefined)
  return instagramComments(at, rows.reverse(), `${instagramNodeId(post)}/comments`, { args, fields })
}

function demandRoot(post: Post): void {
  if (post.inReplyTo !== undefined) throw new GraphRefusal(2500, 'Unknown path components: /comments')
}

/** Posts on the wall and elsewhere, newest first. */
function wallOf({ world }: PageWorld, edge: string, args: Record<string, string>): Post[] {
  const since = Number(args['since'] ?? 0) * 1000
  const until = args['until'] === undefined ? Number.POSITIVE_INFINITY : Number(args['until']) * 1000
  return world.posts
    .filter((post) => post.inReplyTo === undefined)
    .filter((post) => (edge === 'tagged' ? tagsUs(post) : true))
    .filter((post) => post.createdMs >= since && post.createdMs <= until)
    .reverse()
}

function argsOf({ params }: TownRequest): Record<string, string> {
  const names = ['fields', 'limit', 'after', 'since', 'until', 'filter', 'order', 'summary', 'access_token']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = params.get(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Comments, likes and hiding. */
export function speak(graph: Graph, bearer: Bearer, asked: Asked): Answer {
  const { id, edge, request } = asked
  const { page, instagram } = graph
  const onInstagram = isInstagram(id)
  demand(bearer, onInstagram ? 'instagram_manage_comments' : 'pages_manage_engagement')
  const at = onInstagram ? instagram : page
  const post = onInstagram ? instagramPost(instagram, id) : postOf(page, id)
  if (edge === 'comments' || edge === 'replies') return comment(graph, post, onInstagram, request)
  if (edge === 'likes' && !onInstagram) {
    post.liked = request.method === 'POST'
    return json({ success: true })
  }
  const hide = request.params.get(onInstagram ? 'hide' : 'is_hidden')
  if (edge !== undefined || hide === undefined || post.inReplyTo === undefined)
    throw new GraphRefusal(100, 'Unsupported post request.', 33, 'GraphMethodException')
  if (post.author === us) throw new GraphRefusal(200, '(#200) Permissions error')
  if (hide === 'true') at.hidden.add(post.id)
  else at.hidden.delete(post.id)
  return json({ success: true })
}

function comment(graph: Graph, post: Post, onInstagram: boolean, request: TownRequest): Answer {
  const { world } = onInstagram ? graph.instagram : graph.page
  const text = request.params.get('message') ?? ''
  const most = onInstagram ? 300 : 8000
  if (text.trim() === '') throw new GraphRefusal(100, '(#100) Param message must be a non-empty string.')
  if (text.length > most)
    throw new GraphRefusal(100, `(#100) The comment is too long: at most ${String(most)} characters.`)
  // Replies stand one level deep: what is said to a reply stands beside it.
  const parent = post.inReplyTo === undefined ? post : (topOf(world, post) ?? post)
  const said = world.say({ author: us, text, inReplyTo: parent.id })
  return json({ id: onInstagram ? instagramNodeId(said) : nodeIdOf(world, said) })
}
