import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json } from '../types.ts'
import type { Client } from './client.ts'
import { itemsByRef } from './items.ts'
import { refOf } from './ref.ts'
import { readList, wireEvent } from './wire.ts'

/**
 * What we said ourselves on GitHub's pages: nobody is notified of his own words, and without them what was answered
 * there would seem to wait. Events come late (minutes, sometimes hours), and cost nothing while there are none (304).
 */

const place = z.object({ etag: z.string().optional(), sinceMs: z.number() })

/** Comments of ours on issues that were heard of before (`subjects`, by ref). */
export async function ownWords(
  client: Client,
  cursor: Json,
  subjects: ReadonlySet<string>,
  nowMs: number,
): Promise<{ items: FetchedItem[]; cursor: Json }> {
  const at = place.safeParse(cursor).data ?? { sinceMs: nowMs }
  const events = await eventsOf(client, at.etag)
  if (events === undefined) return { items: [], cursor: cursor ?? { sinceMs: at.sinceMs } }
  const fresh = events.list.filter(({ atMs, subject }) => atMs > at.sinceMs && subjects.has(subject))
  const items = await itemsByRef(
    client,
    fresh.map(({ ref }) => ref),
  )
  return {
    items: [...items.values()].filter(({ mine }) => mine),
    cursor: {
      ...(events.etag === undefined ? {} : { etag: events.etag }),
      sinceMs: Math.max(at.sinceMs, ...events.list.map(({ atMs }) => atMs)),
    },
  }
}

interface Spoke {
  atMs: number
  subject: string
  ref: string
}

async function eventsOf(
  client: Client,
  etag: string | undefined,
): Promise<{ list: Spoke[]; etag: string | undefined } | undefined> {
  try {
    const { data, answer } = await client.rest(`/users/${encodeURIComponent(client.facts.login)}/events`, {
      query: { per_page: '50' },
      headers: etag === undefined ? {} : { 'if-none-match': etag },
      accept: [304],
    })
    if (answer.status === 304) return undefined
    const list = readList(wireEvent, data).flatMap(({ node }) => spokeOf(node) ?? [])
    return { list, etag: answer.headers['etag'] }
  } catch (error) {
    // Some servers keep no events. What is said to us matters more than what we said.
    if (error instanceof Failure && ['gone', 'forbidden'].includes(error.code)) return undefined
    throw error
  }
}

function spokeOf(event: z.infer<typeof wireEvent>): Spoke | undefined {
  const { type, created_at: atMs, payload, repo } = event
  const id = payload.comment?.id
  const number = payload.issue?.number ?? payload.pull_request?.number
  if (id === undefined || number === undefined) return undefined
  const subject = refOf({ type: 'issue', repo: repo.name, number })
  if (type === 'IssueCommentEvent')
    return { atMs, subject, ref: refOf({ type: 'comment', repo: repo.name, number, id }) }
  return type === 'PullRequestReviewCommentEvent'
    ? { atMs, subject, ref: refOf({ type: 'line', repo: repo.name, number, id }) }
    : undefined
}
