import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import { linkIds, type Client } from './client.ts'
import { itemsFromNotifications, itemsOf } from './parse.ts'
import { readNotifications, readStatuses } from './wire.ts'
import type { Step } from './walk.ts'

/** One page of a timeline, newest first, with where it goes on in both directions. */
export interface TimelinePage {
  items: FetchedItem[]
  /** Ids of its entries, newest first. */
  ids: readonly string[]
  link: { next?: string | undefined; prev?: string | undefined }
}

/** What is said to us. */
export async function readMentions(client: Client, step: Step): Promise<TimelinePage> {
  const { data, link } = await client.json('/api/v1/notifications', {
    query: {
      'types[]': (client.facts?.apiVersion ?? 0) >= 7 ? ['mention', 'quote'] : ['mention'],
      // By default a server keeps back private mentions by people we do not follow. Nothing said to us is lost.
      ...(client.facts?.software === 'mastodon' ? { include_filtered: 'true' } : {}),
      limit: '80',
      ...step,
    },
  })
  const { entries, ids } = readNotifications(data, client.host)
  return { items: itemsFromNotifications(entries, client.viewer), ids, link: linkIds(link) }
}

/** What somebody says, answers included, and not what they pass on. */
export async function readPosts(client: Client, personId: string, step: Step): Promise<TimelinePage> {
  const { data, link } = await client.json(`/api/v1/accounts/${encodeURIComponent(personId)}/statuses`, {
    query: { limit: '40', exclude_reblogs: 'true', ...step },
  })
  const { entries, ids } = readStatuses(data, client.host)
  return { items: itemsOf(entries, client.viewer), ids, link: linkIds(link) }
}

/** What the people on a list of ours say. What they pass on comes along, and is left out: they did not say it. */
export async function readList(client: Client, listId: string, step: Step): Promise<TimelinePage> {
  const { data, link } = await client.json(`/api/v1/timelines/list/${encodeURIComponent(listId)}`, {
    query: { limit: '40', ...step },
  })
  const { entries, ids } = readStatuses(data, client.host)
  const said = entries.filter(({ isBoost }) => isBoost !== true)
  return { items: itemsOf(said, client.viewer), ids, link: linkIds(link) }
}

/** What we said ourselves; undefined where the server does not tell. */
export async function readOwn(client: Client, step: Step): Promise<TimelinePage | undefined> {
  const { me } = client.viewer
  if (me === undefined) return undefined
  try {
    return await readPosts(client, me.id, step)
  } catch (error) {
    // Some servers do not list an account's posts. What is said to us matters more than what we said.
    const isMissing = error instanceof Failure && ['gone', 'rejected', 'forbidden'].includes(error.code)
    if (!isMissing) throw error
    return undefined
  }
}

export async function readTag(client: Client, tag: string, step: Step): Promise<TimelinePage> {
  const { data, link } = await client.json(`/api/v1/timelines/tag/${encodeURIComponent(tag)}`, {
    query: { limit: '40', ...step },
  })
  const { entries, ids } = readStatuses(data, client.host)
  return { items: itemsOf(entries, client.viewer), ids, link: linkIds(link) }
}
