import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, Page } from '../types.ts'
import { nextPage, type Client } from './client.ts'
import { discussionByTitle, discussionItems } from './discussions.ts'
import { authorOf, remoteIdOf } from './parse.ts'
import { subjectOf } from './ref.ts'
import { commitComment, isoOf, subjectItems } from './subjects.ts'
import { readList, wireNotification, type WireNotification } from './wire.ts'

/**
 * Notifications are threads, not messages: each tells that something happened on an issue, and what was said since is
 * asked there (docs.github.com/en/rest/activity/notifications). A list that did not change costs nothing (304).
 */

/** Threads asked in one step. */
const stepThreads = 5
const pageLimit = 50
/** Pages of the list on a later look; the first look takes one. */
const mostPages = 10
/** Of a thread never met before only this much is asked back. */
const firstLookMs = 14 * 86_400_000
/** Threads whose place is remembered; the others are asked like new ones. */
const mostThreads = 300

const task = z.object({
  id: z.string(),
  reason: z.string(),
  updatedMs: z.number(),
  type: z.string(),
  title: z.string(),
  repo: z.string(),
  url: z.string().optional(),
  latest: z.string().optional(),
})
type Task = z.infer<typeof task>

/** What is known of a thread: until when it was heard, whether the last word was ours, and its issue. */
const known = z.object({ atMs: z.number(), afterUs: z.boolean(), subject: z.string().optional() })

const place = z.object({
  /** The `since` of the list; it moves only when something came, so that 304 is possible. */
  since: z.string().optional(),
  lastModified: z.string().optional(),
  threads: z.record(z.string(), known),
  walk: z
    .object({
      startedMs: z.number(),
      todo: z.array(task),
      newestMs: z.number(),
      lastModified: z.string().optional(),
      coveredFromMs: z.number().optional(),
      nextPollMs: z.number().optional(),
    })
    .optional(),
})
export type NotificationPlace = z.infer<typeof place>

export function placeOf(cursor: Json): NotificationPlace {
  return place.safeParse(cursor).data ?? { threads: {} }
}

type Step = Pick<Page, 'items' | 'more' | 'coveredToMs' | 'coveredFromMs' | 'nextPollMs'> & {
  place: NotificationPlace
}

/** One step: the list where no walk is under way, then some of the threads it told of. */
export async function notifications(
  client: Client,
  at: NotificationPlace,
  participating: boolean,
  nowMs: number,
): Promise<Step> {
  if (at.walk !== undefined) return walkOn(client, at)
  const listed = await listOf(client, at, participating)
  if (listed === undefined || listed.tasks === undefined)
    return { items: [], more: false, place: at, coveredToMs: nowMs, nextPollMs: listed?.nextPollMs }
  return walkOn(client, planWalk(at, { ...listed, tasks: listed.tasks }, nowMs))
}

interface Listed {
  /** Undefined: nothing changed. */
  tasks: Task[] | undefined
  lastModified?: string | undefined
  nextPollMs: number | undefined
  /** There were more pages than were taken. */
  isCut: boolean
}

async function listOf(client: Client, at: NotificationPlace, participating: boolean): Promise<Listed> {
  const tasks: Task[] = []
  let lastModified: string | undefined
  let nextPollMs: number | undefined
  let page: number | undefined = 1
  for (let asked = 0; page !== undefined && asked < (at.since === undefined ? 1 : mostPages); asked += 1) {
    const { data, answer } = await client.rest('/notifications', {
      query: {
        all: 'true',
        participating: String(participating),
        per_page: String(pageLimit),
        page: String(page),
        since: at.since,
      },
      headers: page === 1 && at.lastModified !== undefined ? { 'if-modified-since': at.lastModified } : {},
      accept: [304],
    })
    nextPollMs = pollInterval(answer.headers['x-poll-interval']) ?? nextPollMs
    if (answer.status === 304) return { tasks: undefined, nextPollMs, isCut: false }
    lastModified ??= answer.headers['last-modified']
    tasks.push(...readList(wireNotification, data).map(({ node }) => taskOf(node)))
    page = nextPage(answer)
  }
  return { tasks, lastModified, nextPollMs, isCut: page !== undefined }
}

function pollInterval(header: string | undefined): number | undefined {
  const seconds = Number.parseInt(header ?? '', 10)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined
}

function taskOf({ id, reason, updated_at: updatedMs, subject, repository }: WireNotification): Task {
  return {
    id,
    reason,
    updatedMs,
    type: subject.type,
    title: subject.title,
    repo: repository.full_name,
    ...(typeof subject.url === 'string' ? { url: subject.url } : {}),
    ...(typeof subject.latest_comment_url === 'string' ? { latest: subject.latest_comment_url } : {}),
  }
}

/** Which threads are asked: those that were touched since they were heard. Pure. */
export function planWalk(
  at: NotificationPlace,
  listed: Listed & { tasks: readonly Task[] },
  nowMs: number,
): NotificationPlace {
  const { tasks, lastModified, isCut, nextPollMs } = listed
  // Pages move while they are read: the same thread may come twice.
  const once = [...new Map(tasks.map((one) => [one.id, one])).values()]
  const times = once.map(({ updatedMs }) => updatedMs)
  const isFirstLook = at.since === undefined
  return {
    ...at,
    walk: {
      startedMs: nowMs,
      todo: once.filter(
        ({ id, updatedMs }) =>
          updatedMs > (at.threads[id]?.atMs ?? 0) && (!isFirstLook || updatedMs > nowMs - firstLookMs),
      ),
      newestMs: Math.max(Date.parse(at.since ?? '') || 0, ...times),
      ...(lastModified === undefined ? {} : { lastModified }),
      ...(nextPollMs === undefined ? {} : { nextPollMs }),
      ...(isCut && !isFirstLook ? { coveredFromMs: Math.min(...times) } : {}),
    },
  }
}

async function walkOn(client: Client, at: NotificationPlace): Promise<Step> {
  const { walk } = at
  if (walk === undefined) return { items: [], more: false, place: at }
  const items: FetchedItem[] = []
  const threads = { ...at.threads }
  for (const one of walk.todo.slice(0, stepThreads)) {
    const heard = await hear(client, one, threads[one.id])
    items.push(...heard)
    threads[one.id] = after(one, heard)
  }
  const todo = walk.todo.slice(stepThreads)
  if (todo.length > 0) return { items, more: true, place: { ...at, threads, walk: { ...walk, todo } } }
  return {
    items,
    more: false,
    place: {
      // A look at nothing still moves on, or the next one would be a first look again.
      since: isoOf(walk.newestMs === 0 ? walk.startedMs : walk.newestMs),
      ...(walk.lastModified === undefined ? {} : { lastModified: walk.lastModified }),
      threads: newestOf(threads),
    },
    coveredToMs: walk.startedMs,
    coveredFromMs: walk.coveredFromMs,
    nextPollMs: walk.nextPollMs,
  }
}

/** What is remembered of a thread once it was heard. */
function after(one: Task, heard: readonly FetchedItem[]): z.infer<typeof known> {
  const last = [...heard].sort((a, b) => a.createdMs - b.createdMs).at(-1)
  const subject = heard.find(({ parentRef }) => parentRef === undefined)?.ref
  return {
    atMs: one.updatedMs,
    afterUs: last?.mine === true,
    ...(subject === undefined ? {} : { subject }),
  }
}

function newestOf(threads: NotificationPlace['threads']): NotificationPlace['threads'] {
  const entries = Object.entries(threads).sort(([, a], [, b]) => b.atMs - a.atMs)
  return Object.fromEntries(entries.slice(0, mostThreads))
}

/** What was said on a thread since it was last heard. */
async function hear(
  client: Client,
  one: Task,
  before: z.infer<typeof known> | undefined,
): Promise<FetchedItem[]> {
  try {
    return await subjectOfTask(client, one, {
      sinceMs: before?.atMs ?? one.updatedMs - firstLookMs,
      afterUs: before?.afterUs ?? false,
      reason: one.reason,
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // It was deleted, or its repository is closed to us by now: there is nothing to hear.
    if (error.code === 'gone') return []
    // One repository that this sign-in may not read must not silence the others; that it spoke is told all the same.
    if (error.code === 'forbidden') return [unreadable(client, one)]
    throw error
  }
}

async function subjectOfTask(
  client: Client,
  one: Task,
  wanted: { sinceMs: number; afterUs: boolean; reason: string },
): Promise<FetchedItem[]> {
  const subject = subjectOf(one.url)
  if (one.type === 'Discussion') {
    const found = await discussionByTitle(client, one.repo, one.title)
    if (found === undefined) return []
    const [root, ...said] = discussionItems(found, client.viewer, { reason: one.reason }).items
    const fresh = said.filter(({ createdMs, editedMs }) => (editedMs ?? createdMs) >= wanted.sinceMs)
    return root === undefined ? [] : [root, ...fresh]
  }
  if (one.type === 'Commit') {
    const comment = subjectOf(one.latest)
    return comment?.kind === 'comments' ? [await commitComment(client, comment.repo, comment.id)] : []
  }
  // Releases, checks, invitations and alerts are no speech.
  if (subject === undefined || (subject.kind !== 'issues' && subject.kind !== 'pulls')) return []
  const { items } = await subjectItems(
    client,
    { repo: subject.repo, number: Number(subject.id) },
    { ...wanted, mostPages: 3 },
  )
  return items
}

function unreadable({ viewer }: Client, one: Task): FetchedItem {
  return {
    // Each time anew, since what was said cannot be told apart.
    remoteId: remoteIdOf(viewer, 'thread', `${one.id}@${String(one.updatedMs)}`),
    kind: 'mention',
    author: authorOf({ login: one.repo.split('/')[0] ?? one.repo, isBot: false }, viewer),
    mine: false,
    direct: true,
    createdMs: one.updatedMs,
    title: one.title,
    text: `Something was said in ${one.repo}, which this sign-in may not read. Open it on GitHub, or allow the sign-in there.`,
    spans: [],
    url: `${viewer.origin}/${one.repo}`,
    media: [],
    metrics: {},
    raw: { ...one },
  }
}
