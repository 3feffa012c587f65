import { compareIds } from '../ids.ts'
import { json, type Answer } from '../message.ts'
import type { Person } from '../world.ts'
import type { FaceSetting } from './face.ts'
import { accountId, accountJson, ownAccountJson, personByAccountId, statusJson } from './mastodon-entities.ts'
import type { Call, Route } from './mastodon.ts'
import { cursorsOf, cutPage, linkHeader } from './mastodon-paging.ts'

const notFound = (): Answer => json({ error: 'Record not found' }, 404)

export function accountRoutes(): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/accounts/verify_credentials',
      scope: 'read:accounts',
      handle: ({ setting }) => json(ownAccountJson(setting)),
    },
    { method: 'GET', path: '/api/v1/accounts/lookup', scope: 'read:accounts?', handle: lookup },
    { method: 'GET', path: '/api/v1/accounts/relationships', scope: 'read:follows', handle: relationships },
    {
      method: 'GET',
      path: '/api/v1/accounts/:id',
      scope: 'read:accounts?',
      handle: withPerson(({ setting }, person) => json(accountJson(setting, person))),
    },
    {
      method: 'GET',
      path: '/api/v1/accounts/:id/statuses',
      scope: 'read:statuses?',
      handle: withPerson(statusesOf),
    },
  ]
}

function withPerson(handle: (call: Call, person: Person) => Answer): (call: Call) => Answer {
  return (call) => {
    const person = personByAccountId(call.setting.world, call.parts['id'] ?? '')
    return person === undefined ? notFound() : handle(call, person)
  }
}

/** Finds somebody by `acct`: `name`, `name@host`, also with the town's own host. */
export function personByAcct({ world, origin }: FaceSetting, acct: string): Person | undefined {
  const [name = '', host] = acct.replace(/^@/, '').split('@')
  return world.findPerson(name, host === new URL(origin).host ? undefined : host)
}

function lookup({ setting, request }: Call): Answer {
  const person = personByAcct(setting, request.params.get('acct') ?? '')
  return person === undefined ? notFound() : json(accountJson(setting, person))
}

function relationships({ setting, request }: Call): Answer {
  const people = request.params.list('id').flatMap((id) => personByAccountId(setting.world, id) ?? [])
  return json(
    people.map((person) => ({
      id: accountId(person),
      following: person.followed,
      showing_reblogs: person.followed,
      notifying: false,
      languages: null,
      followed_by: person.followed,
      blocking: false,
      blocked_by: false,
      muting: false,
      muting_notifications: false,
      requested: false,
      requested_by: false,
      domain_blocking: false,
      endorsed: false,
      note: '',
    })),
  )
}

function statusesOf({ setting, request, grant }: Call, person: Person): Answer {
  const { params } = request
  const rows = setting.world
    .postsOf(person.key)
    .filter((post) => setting.world.visible(post, grant === undefined))
    .filter(
      (post) =>
        !params.flag('exclude_replies') ||
        post.inReplyTo === undefined ||
        setting.world.post(post.inReplyTo)?.author === person.key,
    )
    .filter((post) => !params.flag('only_media') || post.pictures.length > 0)
    .filter(
      (post) =>
        params.get('tagged') === undefined || post.tags.includes((params.get('tagged') ?? '').toLowerCase()),
    )
  if (params.flag('pinned')) return json([])
  const found = cutPage(rows, cursorsOf(params, 20), (post, id) => compareIds(post.id, id))
  const keep = ['limit', 'only_media', 'exclude_replies', 'tagged'].flatMap((name): [string, string][] => {
    const value = params.get(name)
    return value === undefined ? [] : [[name, value]]
  })
  return json(
    found.map((post) => statusJson(setting, post, grant !== undefined)),
    200,
    linkHeader(
      request.url,
      found.map((post) => post.id),
      keep,
    ),
  )
}
