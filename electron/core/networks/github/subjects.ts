import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import { nextPage, type Client } from './client.ts'
import { commentItem, isMe, issueItem, linePlace, reviewItem } from './parse.ts'
import type { Place } from './ref.ts'
import { readList, readOne, wireComment, wireIssue, wireReview, type Read, type WireComment } from './wire.ts'

/** An issue or pull request with what was said on it: all of it, or since a time. */

export interface Subject {
  repo: string
  number: number
}

export interface Wanted {
  sinceMs?: number | undefined
  /** The last thing heard before was ours. */
  afterUs?: boolean | undefined
  reason?: string | undefined
  /** Pages of a hundred comments at most. */
  mostPages: number
}

export async function subjectItems(
  client: Client,
  { repo, number }: Subject,
  wanted: Wanted,
): Promise<{ items: FetchedItem[]; missing: number }> {
  const { data } = await client.rest(`/repos/${repo}/issues/${String(number)}`)
  const issue = readOne(wireIssue, data, 'an issue')
  const root = issueItem(issue, repo, client.viewer, { reason: wanted.reason })
  const isPull = issue.node.pull_request !== undefined && issue.node.pull_request !== null
  const said = await commentsOf(client, `/repos/${repo}/issues/${String(number)}/comments`, wanted)
  const lines = isPull
    ? await commentsOf(client, `/repos/${repo}/pulls/${String(number)}/comments`, wanted)
    : []
  const reviews = isPull ? await reviewsOf(client, { repo, number }, wanted) : []
  const around = { belowUs: root.mine, reason: wanted.reason }
  const comments = inTurn(said, wanted.afterUs ?? false, client).map(({ read, afterUs }) =>
    commentItem(read, { type: 'comment', repo, number, id: read.node.id }, client.viewer, {
      ...around,
      afterUs,
    }),
  )
  const isWhole = wanted.sinceMs === undefined
  return {
    items: [root, ...comments, ...lineItems(lines, { repo, number }, client, around), ...reviews],
    missing: isWhole ? Math.max(0, (issue.node.comments ?? 0) - said.length) : 0,
  }
}

/** Comments with whether the one before is ours: who answers us in an issue says so by nothing else. */
function inTurn(
  comments: readonly Read<WireComment>[],
  afterUs: boolean,
  { viewer }: Client,
): { read: Read<WireComment>; afterUs: boolean }[] {
  let before = afterUs
  return comments.map((read) => {
    const turn = { read, afterUs: before }
    before = isMe(read.node.user?.login, viewer)
    return turn
  })
}

/** Comments on lines: an answer below a comment of ours is to us. */
function lineItems(
  lines: readonly Read<WireComment>[],
  { repo, number }: Subject,
  { viewer }: Client,
  around: { belowUs: boolean; reason?: string | undefined },
): FetchedItem[] {
  const ours = new Set(lines.filter(({ node }) => isMe(node.user?.login, viewer)).map(({ node }) => node.id))
  return lines.map((read) => {
    const { in_reply_to_id: top } = read.node
    return commentItem(read, linePlace(read.node, repo, number), viewer, {
      ...around,
      belowUs: around.belowUs || (top !== undefined && ours.has(top)),
    })
  })
}

async function commentsOf(client: Client, path: string, wanted: Wanted): Promise<Read<WireComment>[]> {
  const found: Read<WireComment>[] = []
  for (
    let page: number | undefined = 1, asked = 0;
    page !== undefined && asked < wanted.mostPages;
    asked += 1
  ) {
    const { data, answer } = await client.rest(path, {
      query: {
        per_page: '100',
        page: String(page),
        since: wanted.sinceMs === undefined ? undefined : isoOf(wanted.sinceMs),
      },
    })
    found.push(...readList(wireComment, data))
    page = nextPage(answer)
  }
  return found
}

/** Words of a review as a whole; most have none. They cannot be asked for by time. */
async function reviewsOf(client: Client, { repo, number }: Subject, wanted: Wanted): Promise<FetchedItem[]> {
  const { data } = await client.rest(`/repos/${repo}/pulls/${String(number)}/reviews`, {
    query: { per_page: '100' },
  })
  const sinceMs = wanted.sinceMs ?? 0
  return readList(wireReview, data)
    .filter(({ node }) => (node.body ?? '').trim() !== '' && node.submitted_at >= sinceMs)
    .map((read) => {
      const place: Place = { type: 'review', repo, number, id: read.node.id }
      return reviewItem(read, place, client.viewer, { reason: wanted.reason })
    })
}

export function isoOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** A comment on a commit. */
export async function commitComment(client: Client, repo: string, id: string): Promise<FetchedItem> {
  const { data } = await client.rest(`/repos/${repo}/comments/${id}`)
  const read = readOne(wireComment, data, 'a comment')
  const sha = read.node.commit_id ?? ''
  if (sha === '') throw new Failure('bad-response', 'GitHub does not say which commit this comment is on.')
  return commentItem(read, { type: 'commit', repo, sha, id: read.node.id }, client.viewer)
}
