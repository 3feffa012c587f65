import { json, type Answer } from '../message.ts'
import type { Person } from '../world.ts'
import type { Call, Route } from './mastodon.ts'
import { timeline } from './mastodon-timelines.ts'

/** The bakery's lists (docs.joinmastodon.org/methods/lists): only who is followed can be on one. */
const lists: readonly { id: string; title: string; holds: (person: Person) => boolean }[] = [
  { id: '11', title: 'Neighbours', holds: ({ home }) => home === undefined },
  { id: '12', title: 'Up the coast', holds: ({ home }) => home !== undefined },
]

export function listRoutes(): Route[] {
  return [
    { method: 'GET', path: '/api/v1/lists', scope: 'read:lists', handle: allLists },
    { method: 'GET', path: '/api/v1/timelines/list/:id', scope: 'read:lists', handle: listTimeline },
  ]
}

function allLists(): Answer {
  return json(lists.map(({ id, title }) => ({ id, title, replies_policy: 'list', exclusive: false })))
}

function listTimeline(call: Call): Answer {
  const { world } = call.setting
  const list = lists.find(({ id }) => id === call.parts['id'])
  if (list === undefined) return json({ error: 'Record not found' }, 404)
  const rows = world.posts.filter((post) => {
    const author = world.person(post.author)
    return author.followed && list.holds(author) && world.visible(post)
  })
  return timeline(call, rows, ['limit'])
}
