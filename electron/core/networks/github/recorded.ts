import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { FetchedItem, Recorded } from '../types.ts'
import type { Viewer } from './client.ts'
import { discussionItems, wireDiscussion } from './discussions.ts'
import { githubOrigin } from './hosts.ts'
import { commentItem, issueItem, linePlace, reviewItem } from './parse.ts'
import { subjectOf } from './ref.ts'
import { readNode, wireComment, wireIssue, wireNotification, wireReview } from './wire.ts'

/**
 * Items of a recorded answer: a list, a search, one thing, or what GraphQL found. Nobody is signed in, so nothing is
 * ours. Notifications tell of threads and hold nothing that was said. Throws bad-response where nothing is understood.
 */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const data = parseJson({ ...recorded, status: 200 })
  const values = valuesIn(data)
  const known = values.flatMap((value) => itemsIn(value, recorded.url) ?? [])
  const isUnderstood = values.some((value) => itemsIn(value, recorded.url) !== undefined)
  if (!isUnderstood && (values.length > 0 || !Array.isArray(data)))
    throw new Failure('bad-response', 'This answer of GitHub holds no issues and no comments.')
  return known
}

const viewer: Viewer = { host: 'github.com', origin: githubOrigin, login: '' }

function valuesIn(data: unknown): unknown[] {
  if (Array.isArray(data)) return data
  if (typeof data !== 'object' || data === null) return []
  const { items } = data as { items?: unknown } // looked at below
  if (Array.isArray(items)) return items
  const { data: graphql } = data as { data?: unknown } // looked at below
  return graphql === undefined ? [data] : nodesIn(graphql)
}

/** Nodes of a GraphQL answer, wherever they stand. */
function nodesIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn)
  if (typeof value !== 'object' || value === null) return []
  return wireDiscussion.safeParse(value).success ? [value] : Object.values(value).flatMap(nodesIn)
}

/** Undefined for what is nothing of ours. */
function itemsIn(value: unknown, url: string): FetchedItem[] | undefined {
  if (wireDiscussion.safeParse(value).success) return discussionItems(value, viewer).items
  if (wireNotification.safeParse(value).success) return []
  const issue = readNode(wireIssue, value)
  if (issue !== undefined) return [issueItem(issue, repoOf(issue.node.repository_url ?? url), viewer)]
  const review = readNode(wireReview, value)
  const pull = subjectOf(review?.node.pull_request_url)
  if (review !== undefined && pull !== undefined) {
    const { repo, id } = pull
    return [reviewItem(review, { type: 'review', repo, number: Number(id), id: review.node.id }, viewer)]
  }
  return commentIn(value)
}

function commentIn(value: unknown): FetchedItem[] | undefined {
  const comment = readNode(wireComment, value)
  if (comment === undefined) return undefined
  const { id, issue_url: issueUrl, pull_request_url: pullUrl, commit_id: sha } = comment.node
  const onIssue = subjectOf(issueUrl)
  if (onIssue !== undefined)
    return [
      commentItem(comment, { type: 'comment', repo: onIssue.repo, number: Number(onIssue.id), id }, viewer),
    ]
  const onPull = subjectOf(pullUrl)
  if (onPull !== undefined)
    return [commentItem(comment, linePlace(comment.node, onPull.repo, Number(onPull.id)), viewer)]
  const repo = repoOf(comment.node.html_url ?? '')
  return typeof sha === 'string' && repo !== 'unknown/unknown'
    ? [commentItem(comment, { type: 'commit', repo, sha, id }, viewer)]
    : undefined
}

/** `o/r` in an address of the API or of the site. */
function repoOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const found = /^\/(?:api\/v3\/)?repos\/([\w.-]+\/[\w.-]+)/.exec(path) ?? /^\/([\w.-]+\/[\w.-]+)/.exec(path)
  return found?.[1] ?? 'unknown/unknown'
}
