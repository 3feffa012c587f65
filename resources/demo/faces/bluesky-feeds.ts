import { json, type Answer, type TownRequest } from '../message.ts'
import { us, type Post } from '../world.ts'
import { didOf } from './bluesky-names.ts'
import { iso } from './bluesky-records.ts'
import { searchPosts } from './bluesky-search.ts'
import { badPage, missing, page, refuse, type Town, type XrpcCall } from './bluesky-xrpc.ts'

/** What the AppView lists: notifications, feeds of authors, posts, threads. */

/** So many answers above a post, its authors are told of it. */
const notifiedDepth = 5

export function feedCalls(town: Town): XrpcCall[] {
  const call = (nsid: string, handle: (town: Town, request: TownRequest) => Answer): XrpcCall => ({
    method: 'GET',
    nsid,
    handle: (request) => handle(town, request),
  })
  return [
    call('app.bsky.notification.listNotifications', notifications),
    call('app.bsky.feed.getAuthorFeed', authorFeed),
    call('app.bsky.feed.getListFeed', listFeed),
    call('app.bsky.graph.getList', list),
    call('app.bsky.feed.getPosts', posts),
    call('app.bsky.feed.getPostThread', thread),
    call('app.bsky.feed.searchPosts', searchPosts),
  ]
}

interface Note {
  post: Post
  reason: string
  subject: string | undefined
}

function notifications(town: Town, request: TownRequest): Answer {
  const reasons = request.params.list('reasons')
  const notes = town.world.posts
    .flatMap((post) => noteOf(town, post) ?? [])
    .filter(({ reason }) => reasons.length === 0 || reasons.includes(reason))
    .sort((a, b) => b.post.arrivedMs - a.post.arrivedMs)
  const cut = page(notes, request, 50, ({ post }) => post.arrivedMs)
  if (cut === undefined) return badPage
  return json({
    notifications: cut.rows.map((note) => noteView(town, note)),
    ...(cut.cursor === undefined ? {} : { cursor: cut.cursor }),
    priority: false,
    seenAt: iso(town.world.clock.now() - 3_600_000),
  })
}

/** Each post is told once, by the strongest reason. */
function noteOf(town: Town, post: Post): Note | undefined {
  const { records, names, world } = town
  if (post.author === us) return undefined
  if (records.namedIn(post).includes(didOf(names.bakery)))
    return { post, reason: 'mention', subject: undefined }
  let above = post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
  for (let depth = 0; above !== undefined && depth < notifiedDepth; depth += 1) {
    if (above.author === us) return { post, reason: 'reply', subject: names.refOf(above).uri }
    above = above.inReplyTo === undefined ? undefined : world.post(above.inReplyTo)
  }
  const quoted = records.quotedBy(post)
  return quoted?.author === us ? { post, reason: 'quote', subject: names.refOf(quoted).uri } : undefined
}

function noteView({ records, names, world }: Town, { post, reason, subject }: Note): Record<string, unknown> {
  const person = world.person(post.author)
  return {
    ...names.refOf(post),
    author: { ...records.profile(person), description: person.bio, indexedAt: iso(post.arrivedMs) },
    reason,
    ...(subject === undefined ? {} : { reasonSubject: subject }),
    record: records.recordOf(post),
    isRead: post.arrivedMs < world.clock.now() - 3_600_000,
    indexedAt: iso(post.arrivedMs),
    labels: [],
  }
}

function authorFeed(town: Town, request: TownRequest): Answer {
  const { names, world } = town
  const person = names.personAt(request.params.get('actor') ?? '')
  if (person === undefined) return refuse(400, 'InvalidRequest', 'Profile not found')
  const withReplies = (request.params.get('filter') ?? 'posts_with_replies') === 'posts_with_replies'
  const rows = world.postsOf(person.key).filter((post) => withReplies || post.inReplyTo === undefined)
  return feedOf(town, rows, request)
}

/** A page of a feed (app.bsky.feed.defs#feedViewPost), newest first. */
function feedOf(town: Town, rows: readonly Post[], request: TownRequest): Answer {
  const { records, world } = town
  const cut = page(rows.toReversed(), request, 50, (post) => post.arrivedMs)
  if (cut === undefined) return badPage
  return json({
    feed: cut.rows.map((post) => {
      const parent = post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
      return {
        post: records.view(post),
        ...(parent === undefined
          ? {}
          : { reply: { root: records.view(rootOf(town, parent)), parent: records.view(parent) } }),
      }
    }),
    ...(cut.cursor === undefined ? {} : { cursor: cut.cursor }),
  })
}

/** The bakery's one list: whom it follows in the town. */
const neighbours = { key: '3kneighbours2', name: 'Neighbours' }

function listNamed({ names }: Town, uri: string): boolean {
  return uri === `at://${didOf(names.bakery)}/app.bsky.graph.list/${neighbours.key}`
}

const noList = refuse(400, 'InvalidRequest', 'List not found')

function listFeed(town: Town, request: TownRequest): Answer {
  if (!listNamed(town, request.params.get('list') ?? '')) return noList
  const { world } = town
  const rows = world.posts.filter(({ author }) => {
    const { followed, home } = world.person(author)
    return followed && home === undefined
  })
  return feedOf(town, rows, request)
}

function list(town: Town, { params }: TownRequest): Answer {
  const uri = params.get('list') ?? ''
  if (!listNamed(town, uri)) return noList
  const { names, records } = town
  return json({
    list: {
      uri,
      name: neighbours.name,
      purpose: 'app.bsky.graph.defs#curatelist',
      creator: records.profile(names.bakery),
    },
    items: [],
  })
}

function rootOf({ world }: Town, post: Post): Post {
  let root = post
  for (let above = root.inReplyTo; above !== undefined; above = root.inReplyTo) {
    const next = world.post(above)
    if (next === undefined) return root
    root = next
  }
  return root
}

function posts({ names, records }: Town, { params }: TownRequest): Answer {
  const uris = params.list('uris')
  if (uris.length === 0) return missing('uris')
  if (uris.length > 25)
    return refuse(400, 'InvalidRequest', 'Error: uris must not have more than 25 elements')
  return json({
    posts: uris.flatMap((uri) => {
      const post = names.postAt(uri)
      return post === undefined ? [] : [records.view(post)]
    }),
  })
}

function thread(town: Town, { params }: TownRequest): Answer {
  const uri = params.get('uri')
  if (uri === undefined) return missing('uri')
  const post = town.names.postAt(uri)
  if (post === undefined) return refuse(400, 'NotFound', `Post not found: ${uri}`)
  const depth = Number(params.get('depth') ?? 6)
  const height = Number(params.get('parentHeight') ?? 80)
  const parent = ancestors(town, post, height)
  return json({
    thread: { ...below(town, post, depth), ...(parent === undefined ? {} : { parent }) },
  })
}

function below(town: Town, post: Post, depth: number): Record<string, unknown> {
  const replies = depth <= 0 ? [] : town.world.repliesTo(post.id)
  return {
    post: town.records.view(post),
    replies: replies.map((reply) => below(town, reply, depth - 1)),
    threadContext: {},
    $type: 'app.bsky.feed.defs#threadViewPost',
  }
}

/** What a post answers and so on upwards; a deleted one ends it. */
function ancestors(town: Town, post: Post, height: number): Record<string, unknown> | undefined {
  const uri = town.names.replyOf(post)?.parent.uri
  if (uri === undefined || height <= 0) return undefined
  const parent = town.names.postAt(uri)
  if (parent === undefined) return { uri, notFound: true, $type: 'app.bsky.feed.defs#notFoundPost' }
  const above = ancestors(town, parent, height - 1)
  return {
    post: town.records.view(parent),
    ...(above === undefined ? {} : { parent: above }),
    threadContext: {},
    $type: 'app.bsky.feed.defs#threadViewPost',
  }
}
