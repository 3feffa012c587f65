import { json, type Answer } from '../message.ts'
import { piecesOf } from '../pieces.ts'
import { us } from '../world.ts'
import { GraphRefusal, parseFields, project } from './facebook-fields.ts'
import { findPost, isShown, mediaId, noSuch, rootOf } from './threads-media.ts'
import type { ListAsked } from './threads-lists.ts'
import { demand, notAllowed, username } from './threads-tokens.ts'

/** Publishing in two steps, its quotas, and hiding of replies. */

interface Container {
  text: string
  replyTo: string | undefined
  madeMs: number
  published: boolean
}

const dayMs = 86_400_000
/** A text with a link is ready when its preview is. */
const previewMs = 20_000
const longestText = 500
const mostLinks = 5

export class Publishing {
  private readonly containers = new Map<string, Container>()
  /** When something was published, by what it was. */
  private readonly times = { posts: [] as number[], replies: [] as number[] }
  private readonly totals: Readonly<Record<'posts' | 'replies', number>>

  /** A town that counts takes few, so that its end can be reached. */
  constructor(counts: boolean) {
    this.totals = counts ? { posts: 2, replies: 3 } : { posts: 250, replies: 1000 }
  }

  contain({ at, bearer, request }: ListAsked): Answer {
    const { params } = request
    demand(bearer, 'threads_content_publish')
    const text = params.get('text') ?? ''
    const replyTo = params.get('reply_to_id')
    if (params.get('media_type') !== 'TEXT')
      throw wrong('Param media_type must be one of {TEXT}: nothing else is taken in the town')
    if (text.trim() === '') throw wrong('The parameter text is required')
    if (lengthOf(text) > longestText)
      throw wrong(`Param text must be at most ${String(longestText)} characters long.`)
    if (new Set(linksIn(text)).size > mostLinks) throw wrong('THREADS_API__LINK_LIMIT_EXCEEDED')
    if (replyTo !== undefined) this.demandReply({ at, bearer, request }, replyTo)
    const id = `17${String(at.world.clock.now())}${String(this.containers.size).padStart(3, '0')}`
    const container = { text, replyTo, madeMs: at.world.clock.now(), published: false }
    this.containers.set(id, container)
    return params.get('auto_publish_text') === 'true'
      ? json({ id: this.publish({ at, bearer, request }, container) })
      : json({ id })
  }

  release(asked: ListAsked): Answer {
    const { at, bearer, request } = asked
    demand(bearer, 'threads_content_publish')
    const container = this.containers.get(request.params.get('creation_id') ?? '')
    if (container === undefined || this.statusOf(container, at.world.clock.now()) !== 'FINISHED')
      throw new GraphRefusal(24, 'The requested resource does not exist', 4_279_009)
    return json({ id: this.publish(asked, container) })
  }

  /** Undefined where it is no container. */
  status({ at, request }: ListAsked, id: string): Answer | undefined {
    const container = this.containers.get(id)
    if (container === undefined) return undefined
    const status = this.statusOf(container, at.world.clock.now())
    const values = { id, status, error_message: undefined }
    const fields = parseFields(request.params.get('fields') ?? 'id,status')
    return json(project({ kind: 'ThreadsMediaContainer', id, values }, fields))
  }

  limits({ at, bearer, request }: ListAsked): Answer {
    demand(bearer, 'threads_content_publish')
    const used = (what: 'posts' | 'replies') => this.used(what, at.world.clock.now())
    const config = (what: 'posts' | 'replies') => ({
      quota_total: this.totals[what],
      quota_duration: dayMs / 1000,
    })
    const values = {
      quota_usage: used('posts'),
      config: config('posts'),
      reply_quota_usage: used('replies'),
      reply_config: config('replies'),
    }
    const fields = parseFields(request.params.get('fields') ?? 'quota_usage')
    const { id: _id, ...told } = project({ kind: 'ThreadsPublishingLimit', id: '', values }, fields)
    return json({ data: [told] })
  }

  private demandReply({ at, bearer }: ListAsked, id: string): void {
    demand(bearer, 'threads_manage_replies')
    const post = findPost(at, id)
    if (post === undefined) throw wrong('Param reply_to_id is not a valid threads_media ID')
    const isOurs = rootOf(at.world, post).author === us
    const mayOthers = ['threads_keyword_search', 'threads_manage_mentions'].some((scope) =>
      bearer.scopes.includes(scope),
    )
    if (!isOurs && (!mayOthers || !isShown(bearer, post.author))) throw notAllowed()
  }

  private publish({ at }: ListAsked, container: Container): string {
    const what = container.replyTo === undefined ? 'posts' : 'replies'
    const now = at.world.clock.now()
    if (this.used(what, now) >= this.totals[what])
      throw new GraphRefusal(9, 'Application request limit reached', 2_207_042)
    const above = container.replyTo === undefined ? undefined : findPost(at, container.replyTo)
    if (container.replyTo !== undefined && above === undefined) throw noSuch(container.replyTo)
    const said = at.world.say({
      author: us,
      text: container.text.replaceAll(`@${username}`, `@${us}`),
      inReplyTo: above?.id,
    })
    container.published = true
    this.times[what].push(now)
    return mediaId(said)
  }

  private statusOf({ text, madeMs, published }: Container, now: number): string {
    if (published) return 'PUBLISHED'
    if (now - madeMs >= dayMs) return 'EXPIRED'
    return linksIn(text).length > 0 && now - madeMs < previewMs ? 'IN_PROGRESS' : 'FINISHED'
  }

  private used(what: 'posts' | 'replies', now: number): number {
    return this.times[what].filter((ms) => now - ms < dayMs).length
  }
}

/** Hides a reply at the top of its branch, with all below it. */
export function manageReply({ at, bearer, request }: ListAsked, id: string): Answer {
  demand(bearer, 'threads_manage_replies')
  const post = findPost(at, id)
  if (post === undefined) throw noSuch(id)
  const root = rootOf(at.world, post)
  if (root.author !== us || post.author === us) throw notAllowed()
  if (post.inReplyTo !== root.id)
    throw wrong('Only top-level replies can be hidden: this one is nested deeper.')
  if (request.params.get('hide') === 'true') at.hidden.add(post.id)
  else at.hidden.delete(post.id)
  return json({ success: true })
}

function wrong(message: string): GraphRefusal {
  return new GraphRefusal(100, message, undefined, 'THApiException')
}

function linksIn(text: string): string[] {
  return piecesOf(text).flatMap((piece) => (piece.type === 'link' ? [piece.text] : []))
}

/** Characters, but emoji by their bytes (docs/threads/posts). */
function lengthOf(text: string): number {
  return Array.from(text, (sign) =>
    /\p{Extended_Pictographic}/u.test(sign) ? Buffer.byteLength(sign) : 1,
  ).reduce((sum, length) => sum + length, 0)
}
