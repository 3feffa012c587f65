import { json, type Answer, type OpenLine } from '../message.ts'
import { us, type Post, type WorldEvent } from '../world.ts'
import type { XCall } from './x-call.ts'
import { includesOf, postJson, repliesToUs, userId, type Wanted } from './x-posts.ts'
import { invalid, problem } from './x-problems.ts'
import { readQuery, type XQuery } from './x-query.ts'
import { wantedBy } from './x-reading.ts'

/** The long answers of X: posts that match stream rules, and what happens to an account. One connection of each. */

interface Rule {
  id: string
  value: string
  tag: string | undefined
  matches: XQuery
}

interface Subscription {
  subscription_id: string
  event_type: string
  filter: { user_id: string }
}

const keepAliveMs = 20_000
const longestRule = 1024
const eventTypes = ['post.mention.create', 'post.reply.create', 'post.quote.create', 'post.delete']
/** What an event carries, whatever anybody asks for. */
const everything: Wanted = {
  post: ['author_id', 'created_at', 'conversation_id', 'in_reply_to_user_id', 'referenced_tweets', 'entities', 'public_metrics', 'lang', 'attachments'],
  user: ['description', 'profile_image_url', 'public_metrics', 'verified'],
  media: [],
  expansions: ['author_id'],
} // prettier-ignore

export class XStreams {
  private readonly rules: Rule[] = []
  private readonly subscriptions: Subscription[] = []
  private readonly open = new Map<
    'search' | 'activity',
    { line: OpenLine; tell: (event: WorldEvent) => void }
  >()
  private nextId = 1_700_000_001

  tell(event: WorldEvent): void {
    for (const { tell } of this.open.values()) tell(event)
  }

  drop(): void {
    for (const { line } of this.open.values()) line.drop()
    this.open.clear()
  }

  listRules(): Answer {
    const data = this.rules.map(({ id, value, tag }) => ({ id, value, ...(tag !== undefined && { tag }) }))
    return json({
      ...(data.length > 0 ? { data } : {}),
      meta: { sent: new Date(0).toISOString(), result_count: data.length },
    })
  }

  changeRules({ request }: XCall): Answer {
    const { params } = request
    const removed = params.get('delete')
    if (removed !== undefined) {
      const { ids = [] } = JSON.parse(removed) as { ids?: string[] } // documented shape of the request
      const before = this.rules.length
      for (const id of ids) {
        const at = this.rules.findIndex((rule) => rule.id === id)
        if (at !== -1) this.rules.splice(at, 1)
      }
      const deleted = before - this.rules.length
      return json({ meta: { summary: { deleted, not_deleted: ids.length - deleted } } })
    }
    const added: Rule[] = []
    const errors: unknown[] = []
    for (const text of params.list('add')) {
      const { value = '', tag } = JSON.parse(text) as { value?: string; tag?: string } // documented shape of the request
      const matches = readQuery(value, longestRule)
      if (typeof matches === 'string') return invalid('value', value, matches)
      if (this.rules.some((rule) => rule.value === value && rule.tag === tag)) {
        errors.push({
          value,
          title: 'DuplicateRule',
          type: 'https://api.twitter.com/2/problems/duplicate-rules',
        })
        continue
      }
      const rule = { id: this.newId(), value, tag, matches }
      this.rules.push(rule)
      added.push(rule)
    }
    return json(
      {
        ...(added.length > 0 ? { data: added.map(({ id, value, tag }) => ({ id, value, tag })) } : {}),
        ...(errors.length > 0 ? { errors } : {}),
        meta: { summary: { created: added.length, not_created: errors.length } },
      },
      201,
    )
  }

  search(call: XCall): Answer {
    if (this.rules.length === 0)
      return problem(409, 'ConnectionException', 'You must define rules on your stream before connecting.', { type: 'streaming-connection' }) // prettier-ignore
    const wanted = wantedBy(call.request.params)
    return this.keepOpen('search', call, (event, line) => {
      if (event.type !== 'posted' && event.type !== 'edited') return
      const { post } = event
      const matching = this.rules.filter(({ matches }) => matches(call.world, post))
      if (matching.length === 0) return
      const { includes } = this.charged(call, post, wanted)
      const rules = matching.map(({ id, tag }) => ({ id, ...(tag !== undefined && { tag }) }))
      write(line, { data: postJson(call.world, post, wanted), includes, matching_rules: rules })
    })
  }

  subscribe({ request, grant }: XCall): Answer {
    const { params } = request
    const event = params.get('event_type') ?? ''
    const filter = JSON.parse(params.get('filter') ?? '{}') as { user_id?: string } // documented shape of the request
    if (!eventTypes.includes(event)) return invalid('event_type', event, 'Unknown event type')
    if (filter.user_id !== userId(us) || grant?.as !== 'user')
      return problem(403, 'Forbidden', 'This event type needs the authorization of the user it is about.')
    const isThere = this.subscriptions.some((one) => one.event_type === event)
    if (isThere) return problem(409, 'DuplicateSubscription', 'A subscription like this exists already.')
    const made = { subscription_id: this.newId(), event_type: event, filter: { user_id: filter.user_id } }
    this.subscriptions.push(made)
    return json({ data: made, meta: { total_subscriptions: this.subscriptions.length } })
  }

  listSubscriptions(): Answer {
    return json({ data: this.subscriptions, meta: { total_subscriptions: this.subscriptions.length } })
  }

  activity(call: XCall): Answer {
    return this.keepOpen('activity', call, (event, line) => {
      const type = this.eventOf(call, event)
      if (type === undefined || event.type === 'noticed') return
      const { post } = event
      // An event is billed as a post read, whatever comes along with it.
      call.meter.charge('post-read', 1, call.world.clock.now())
      const { includes } = includesOf(call.world, [post], everything, call.setting.origin)
      const payload =
        event.type === 'removed'
          ? { id: post.id, author_id: userId(post.author) }
          : postJson(call.world, post, everything)
      write(line, {
        data: {
          event_uuid: this.newId(),
          filter: { user_id: userId(us) },
          event_type: type,
          payload,
          includes,
        },
      })
    })
  }

  /** The subscribed event that this is, if any. */
  private eventOf({ world }: XCall, event: WorldEvent): string | undefined {
    const isSubscribed = (type: string) => this.subscriptions.some((one) => one.event_type === type)
    const first = (...types: (string | undefined)[]) =>
      types.find((type) => type !== undefined && isSubscribed(type))
    if (event.type === 'removed') return event.post.author === us ? first('post.delete') : undefined
    if (event.type !== 'posted' || event.post.author === us) return undefined
    return first(
      repliesToUs(world, event.post) ? 'post.reply.create' : undefined,
      event.post.mentions.includes(us) ? 'post.mention.create' : undefined,
    )
  }

  private charged({ world, meter, setting }: XCall, post: Post, wanted: Wanted) {
    const found = includesOf(world, [post], wanted, setting.origin)
    const nowMs = world.clock.now()
    meter.charge('post-read', 1, nowMs)
    meter.charge('user-read', found.users, nowMs)
    meter.charge('media-read', found.media, nowMs)
    return found
  }

  private keepOpen(
    name: 'search' | 'activity',
    { world }: XCall,
    tell: (event: WorldEvent, line: OpenLine) => void,
  ): Answer {
    if (this.open.has(name))
      return problem(429, 'ConnectionException', 'This stream is currently at the maximum allowed connection limit.', { type: 'streaming-connection' }) // prettier-ignore
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '',
      goesOn: (line) => {
        let cancel = (): void => undefined
        const beat = (): void => {
          cancel = world.clock.after(keepAliveMs, () => {
            line.write('\r\n')
            beat()
          })
        }
        beat()
        const entry = { line, tell: (event: WorldEvent) => tell(event, line) }
        this.open.set(name, entry)
        return () => {
          cancel()
          if (this.open.get(name) === entry) this.open.delete(name)
        }
      },
    }
  }

  private newId(): string {
    this.nextId += 1
    return String(this.nextId)
  }
}

function write(line: OpenLine, value: unknown): void {
  line.write(`${JSON.stringify(value)}\r\n`)
}
