import { z } from 'zod'
import { readQuery } from '#shared/domain/query/check'
import type { FetchedItem, Json, Page } from '../types.ts'
import { nextPage, type Client } from './client.ts'
import { discussionItems, findDiscussions } from './discussions.ts'
import { issueItem } from './parse.ts'
import { translateQuery } from './query.ts'
import { isoOf, subjectItems } from './subjects.ts'
import { readList, readOne, wireIssue, wireSearch, type WireIssue } from './wire.ts'

/**
 * Keyword streams: issues and pull requests (asked apart, because a search must say which), and discussions. Newest
 * changes first, back to the last look; of what changed, the comments since then are heard too.
 */

/** What the index learns late is asked for again. */
const overlapMs = 5 * 60_000
const pageLimit = 50
/** Pages of the first look, and of a later one before a hole is left. */
const firstPages = 1
const mostPages = 5

const place = z.object({ sinceMs: z.number().optional() })

export async function search(
  client: Client,
  query: string,
  cursor: Json,
  nowMs: number,
): Promise<Pick<Page, 'items' | 'cursor' | 'more' | 'coveredToMs' | 'coveredFromMs'>> {
  const { sinceMs } = place.safeParse(cursor).data ?? {}
  const { asked } = translateQuery(readQuery(query))
  const items: FetchedItem[] = []
  let coveredFromMs: number | undefined
  for (const words of asked) {
    for (const kind of ['is:issue', 'is:pr']) {
      const found = await issuesOf(client, `${words} ${kind}`, sinceMs)
      if (found.cutMs !== undefined) coveredFromMs = Math.max(coveredFromMs ?? 0, found.cutMs)
      items.push(...(await withComments(client, found.issues, sinceMs)))
    }
    items.push(...(await talksOf(client, words, sinceMs)))
  }
  return {
    items: [...new Map(items.map((item) => [item.remoteId, item])).values()],
    cursor: { sinceMs: nowMs - overlapMs },
    more: false,
    // A query of which nothing can be asked hears nothing here; what other streams bring is matched by core.
    coveredToMs: nowMs,
    coveredFromMs,
  }
}

interface FoundIssue {
  item: FetchedItem
  issue: WireIssue
  repo: string
}

/** `cutMs`: not everything since the last look was given; only what changed from then on. */
async function issuesOf(
  client: Client,
  words: string,
  sinceMs: number | undefined,
): Promise<{ issues: FoundIssue[]; cutMs: number | undefined }> {
  const issues: FoundIssue[] = []
  const since = sinceMs === undefined ? '' : ` updated:>=${isoOf(sinceMs)}`
  let page: number | undefined = 1
  const most = sinceMs === undefined ? firstPages : mostPages
  for (let asked = 0; page !== undefined && asked < most; asked += 1) {
    const { data, answer } = await client.rest('/search/issues', {
      bucket: 'search',
      query: {
        q: `${words}${since}`,
        sort: 'updated',
        order: 'desc',
        per_page: String(pageLimit),
        page: String(page),
      },
    })
    const { items } = readOne(wireSearch, data, 'what was searched for').node
    for (const read of readList(wireIssue, items)) {
      const repo = repoOf(read.node.repository_url)
      if (repo === undefined) continue
      issues.push({ item: issueItem(read, repo, client.viewer), issue: read.node, repo })
    }
    page = nextPage(answer)
  }
  const isCut = page !== undefined && sinceMs !== undefined
  const oldestMs = Math.min(...issues.map(({ issue }) => issue.updated_at ?? issue.created_at))
  return { issues, cutMs: isCut && Number.isFinite(oldestMs) ? oldestMs : undefined }
}

function repoOf(url: string | undefined): string | undefined {
  return url === undefined || !URL.canParse(url)
    ? undefined
    : /\/repos\/([\w.-]+\/[\w.-]+)$/.exec(new URL(url).pathname)?.[1]
}

/** The first look takes the issues as they stand: their comments may go back for years. */
async function withComments(
  client: Client,
  found: readonly FoundIssue[],
  sinceMs: number | undefined,
): Promise<FetchedItem[]> {
  const items: FetchedItem[] = []
  for (const { item, issue, repo } of found) {
    const isTalkedOn = sinceMs !== undefined && (issue.comments ?? 0) > 0
    const more = isTalkedOn
      ? (await subjectItems(client, { repo, number: issue.number }, { sinceMs, mostPages: 3 })).items
      : []
    items.push(item, ...more)
  }
  return items
}

async function talksOf(client: Client, words: string, sinceMs: number | undefined): Promise<FetchedItem[]> {
  const since = sinceMs === undefined ? '' : ` updated:>=${isoOf(sinceMs)}`
  const found = await findDiscussions(client, `${words}${since} sort:updated-desc`)
  return found.flatMap((node) => {
    const [root, ...said] = discussionItems(node, client.viewer).items
    if (root === undefined) return []
    return [root, ...said.filter(({ createdMs, editedMs }) => (editedMs ?? createdMs) >= (sinceMs ?? 0))]
  })
}
