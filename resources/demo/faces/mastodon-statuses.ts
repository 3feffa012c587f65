import { json, type Answer } from '../message.ts'
import { piecesOf } from '../pieces.ts'
import { us, visibilities, type Post, type Visibility } from '../world.ts'
import type { FaceSetting } from './face.ts'
import { accountJson, contextOf, historyJson, statusJson } from './mastodon-entities.ts'
import type { Call, Route } from './mastodon.ts'
import { personByAcct } from './mastodon-accounts.ts'

const idempotencyMs = 3_600_000
const urlWeight = 23
const notFound = (): Answer => json({ error: 'Record not found' }, 404)

export function statusRoutes(setting: FaceSetting): Route[] {
  const once = idempotency(setting)
  return [
    { method: 'GET', path: '/api/v1/statuses', scope: 'read:statuses?', handle: several },
    {
      method: 'POST',
      path: '/api/v1/statuses',
      scope: 'write:statuses',
      handle: (call) => once(call, publish),
    },
    {
      method: 'GET',
      path: '/api/v1/statuses/:id',
      scope: 'read:statuses?',
      handle: withPost((call, post) => shown(call, post)),
    },
    { method: 'PUT', path: '/api/v1/statuses/:id', scope: 'write:statuses', handle: withOwn(change) },
    { method: 'DELETE', path: '/api/v1/statuses/:id', scope: 'write:statuses', handle: withOwn(remove) },
    {
      method: 'GET',
      path: '/api/v1/statuses/:id/context',
      scope: 'read:statuses?',
      handle: withPost(context),
    },
    {
      method: 'GET',
      path: '/api/v1/statuses/:id/history',
      scope: 'read:statuses?',
      handle: withPost((call, post) => json(historyJson(call.setting, post))),
    },
    {
      method: 'GET',
      path: '/api/v1/statuses/:id/source',
      scope: 'read:statuses',
      handle: withOwn((_call, post) => json({ id: post.id, text: post.text, spoiler_text: post.warning })),
    },
    {
      method: 'GET',
      path: '/api/v1/statuses/:id/favourited_by',
      scope: 'read:accounts?',
      handle: withPost((call, post) =>
        json(post.liked ? [accountJson(call.setting, call.setting.world.person(us))] : []),
      ),
    },
    {
      method: 'POST',
      path: '/api/v1/statuses/:id/favourite',
      scope: 'write:favourites',
      handle: withPost(liked(true)),
    },
    {
      method: 'POST',
      path: '/api/v1/statuses/:id/unfavourite',
      scope: 'write:favourites',
      handle: withPost(liked(false)),
    },
    {
      method: 'POST',
      path: '/api/v1/statuses/:id/reblog',
      scope: 'write:statuses',
      handle: withPost(boosted(true)),
    },
    {
      method: 'POST',
      path: '/api/v1/statuses/:id/unreblog',
      scope: 'write:statuses',
      handle: withPost(boosted(false)),
    },
    ...markerRoutes(setting),
  ]
}

function withPost(handle: (call: Call, post: Post) => Answer): (call: Call) => Answer {
  return (call) => {
    const post = call.setting.world.post(call.parts['id'] ?? '')
    const stranger = call.grant?.asUser !== true
    return post === undefined || !call.setting.world.visible(post, stranger) ? notFound() : handle(call, post)
  }
}

/** Posts of others are not found when somebody tries to change them. */
function withOwn(handle: (call: Call, post: Post) => Answer): (call: Call) => Answer {
  return withPost((call, post) => (post.author === us ? handle(call, post) : notFound()))
}

function shown(call: Call, post: Post): Answer {
  return json(statusJson(call.setting, post, call.grant?.asUser === true))
}

function several(call: Call): Answer {
  const stranger = call.grant?.asUser !== true
  const { world } = call.setting
  const posts = call.request.params
    .list('id')
    .slice(0, 20)
    .flatMap((id) => world.post(id) ?? [])
  return json(
    posts
      .filter((post) => world.visible(post, stranger))
      .map((post) => statusJson(call.setting, post, !stranger)),
  )
}

function context(call: Call, post: Post): Answer {
  const signedIn = call.grant?.asUser === true
  const { ancestors, descendants } = contextOf(call.setting.world, post, !signedIn)
  const most = signedIn ? { up: 4096, down: 4096 } : { up: 40, down: 60 }
  const show = (each: Post): object => statusJson(call.setting, each, signedIn)
  return json({
    ancestors: ancestors.slice(-most.up).map(show),
    descendants: descendants.slice(0, most.down).map(show),
  })
}

/** Length as Mastodon counts it: addresses weigh 23, `@user@host` weighs `@user`, the warning counts, graphemes. */
export function weightOf(text: string, warning: string): number {
  const counted = piecesOf(text).map((piece) => {
    if (piece.type === 'link') return 'x'.repeat(urlWeight)
    return piece.type === 'mention' ? `@${piece.name}` : piece.text
  })
  return [...new Intl.Segmenter('en').segment(counted.join('') + warning)].length
}

function whyRefused(setting: FaceSetting, text: string, warning: string): Answer | undefined {
  const refuse = (why: string): Answer => json({ error: `Validation failed: ${why}` }, 422)
  if (text.trim() === '' && warning.trim() === '') return refuse("Text can't be blank")
  if (weightOf(text, warning) > setting.maxCharacters)
    return refuse(`Text character limit of ${setting.maxCharacters} exceeded`)
  return undefined
}

function publish(call: Call): Answer {
  const { setting, request, grant, oauth } = call
  const { params } = request
  const text = (params.get('status') ?? '').replaceAll('\r\n', '\n').trim()
  const warning = params.get('spoiler_text') ?? ''
  const parentId = params.get('in_reply_to_id') ?? ''
  const parent = parentId === '' ? undefined : setting.world.post(parentId)
  if (parentId !== '' && (parent === undefined || !setting.world.visible(parent))) {
    return json({ error: 'The post you are trying to reply to does not appear to exist.' }, 404)
  }
  const refused = whyRefused(setting, text, warning)
  if (refused !== undefined) return refused
  const visibility = asVisibility(params.get('visibility') ?? 'public')
  if (visibility === undefined)
    return json({ error: 'Validation failed: Visibility is not included in the list' }, 422)
  const post = setting.world.say({
    author: us,
    text: text === '' ? warning : text,
    warning: text === '' ? '' : warning,
    inReplyTo: parent?.id,
    visibility,
    lang: params.get('language') ?? setting.world.person(us).lang,
    mentions: mentionsOf(setting, text),
    likes: 0,
    boosts: 0,
    program: grant === undefined ? undefined : oauth.appOf(grant)?.name,
  })
  return shown(call, post)
}

function asVisibility(text: string): Visibility | undefined {
  return visibilities.find((each) => each === text)
}

/** People named by their whole handle. A bare `@name` reaches only people of the town's own server. */
function mentionsOf(setting: FaceSetting, text: string): string[] {
  const keys = piecesOf(text).flatMap((piece) => {
    if (piece.type !== 'mention') return []
    const person = personByAcct(
      setting,
      piece.host === undefined ? piece.name : `${piece.name}@${piece.host}`,
    )
    return person === undefined ? [] : [person.key]
  })
  return [...new Set(keys)]
}

/** The same key within an hour gives the same post, whatever the rest of the request says. */
function idempotency(setting: FaceSetting): (call: Call, handle: (call: Call) => Answer) => Answer {
  const done = new Map<string, { postId: string; untilMs: number }>()
  return (call, handle) => {
    const key = call.request.headers['idempotency-key']
    if (key === undefined || key === '') return handle(call)
    const now = setting.world.clock.now()
    const before = done.get(key)
    const earlier =
      before === undefined || before.untilMs <= now ? undefined : setting.world.post(before.postId)
    if (earlier !== undefined) return shown(call, earlier)
    const answer = handle(call)
    const postId = /^\{"id":"(\d+)"/.exec(String(answer.body))?.[1]
    if (answer.status === 200 && postId !== undefined) done.set(key, { postId, untilMs: now + idempotencyMs })
    return answer
  }
}

function change(call: Call, post: Post): Answer {
  const { params } = call.request
  const text = (params.get('status') ?? '').replaceAll('\r\n', '\n').trim()
  const warning = params.get('spoiler_text') ?? ''
  const refused = whyRefused(call.setting, text, warning)
  if (refused !== undefined) return refused
  call.setting.world.edit(post.id, text, warning)
  return shown(call, post)
}

/** Answers with the post and its plain text, so that a client can write it anew. */
function remove(call: Call, post: Post): Answer {
  const gone = { ...statusJson(call.setting, post, true), text: post.text }
  call.setting.world.remove(post.id)
  return json(gone)
}

function liked(on: boolean): (call: Call, post: Post) => Answer {
  return (call, post) => {
    if (post.liked !== on) post.likes += on ? 1 : -1
    post.liked = on
    return shown(call, post)
  }
}

/** Boosting answers with a wrapper around the post; taking it back answers with the post itself. */
function boosted(on: boolean): (call: Call, post: Post) => Answer {
  return (call, post) => {
    if (on && (post.visibility === 'direct' || (post.visibility === 'private' && post.author !== us)))
      return json({ error: 'This action is not allowed' }, 403)
    if (post.boosted !== on) post.boosts += on ? 1 : -1
    post.boosted = on
    if (!on) return shown(call, post)
    const status = statusJson(call.setting, post, true)
    const now = new Date(call.setting.world.clock.now()).toISOString()
    const account = accountJson(call.setting, call.setting.world.person(us))
    return json({
      ...status,
      id: (BigInt(post.id) + 7n).toString(),
      created_at: now,
      account,
      in_reply_to_id: null,
      in_reply_to_account_id: null,
      content: '',
      mentions: [],
      tags: [],
      media_attachments: [],
      reblog: status,
    })
  }
}

/** How far the account has read, shared between its programs. */
function markerRoutes(setting: FaceSetting): Route[] {
  const markers = new Map<string, { last_read_id: string; version: number; updated_at: string }>()
  const names = ['home', 'notifications']
  return [
    {
      method: 'GET',
      path: '/api/v1/markers',
      scope: 'read:statuses',
      handle: ({ request }) =>
        json(
          Object.fromEntries([...markers].filter(([name]) => request.params.list('timeline').includes(name))),
        ),
    },
    {
      method: 'POST',
      path: '/api/v1/markers',
      scope: 'write:statuses',
      handle({ request }) {
        for (const name of names) {
          const given = request.params.get(`${name}[last_read_id]`) ?? fromJson(request.params.get(name))
          if (given === undefined) continue
          const version = (markers.get(name)?.version ?? 0) + 1
          markers.set(name, {
            last_read_id: given,
            version,
            updated_at: new Date(setting.world.clock.now()).toISOString(),
          })
        }
        return json(Object.fromEntries(markers))
      },
    },
  ]
}

/** `{"notifications":{"last_read_id":"1"}}` comes in as the JSON of the inner object. */
function fromJson(text: string | undefined): string | undefined {
  return text === undefined ? undefined : /"last_read_id":"?(\d+)"?/.exec(text)?.[1]
}
