import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import type { Client } from './client.ts'
import { nodesById } from './discussion-documents.ts'
import { answerItem, discussionItem, wireAnswer, wireDiscussion, withoutBelow } from './discussions.ts'
import { commentItem, issueItem, linePlace, reviewItem } from './parse.ts'
import { placeOf, type Place } from './ref.ts'
import { readNode, readOne, wireComment, wireIssue, wireReview } from './wire.ts'

/** Items by their refs, as they are now. */

/** What a ref leads to; undefined where it is gone, `moved` where the issue was transferred. */
type Found = FetchedItem | 'moved' | undefined

/** Those that are there; those that are gone, or were transferred to another repository, are left out. */
export async function itemsByRef(client: Client, refs: readonly string[]): Promise<Map<string, FetchedItem>> {
  const { found } = await lookAt(client, refs)
  return found
}

/** Looks at each: in one call for everything of discussions, one by one for the rest. */
export async function lookAt(
  client: Client,
  refs: readonly string[],
): Promise<{ found: Map<string, FetchedItem>; moved: Set<string> }> {
  const found = new Map<string, FetchedItem>()
  const moved = new Set<string>()
  const places = refs.map((ref) => ({ ref, place: placeOf(ref) }))
  const talks = places.filter(({ place }) => place.type === 'discussion' || place.type === 'answer')
  for (const [ref, item] of await lookAtTalks(client, talks)) found.set(ref, item)
  for (const { ref, place } of places.filter((each) => !talks.includes(each))) {
    const item = await lookAtOne(client, place)
    if (item === 'moved') moved.add(ref)
    else if (item !== undefined) found.set(ref, item)
  }
  return { found, moved }
}

const nodesAnswer = z.looseObject({ nodes: z.array(z.unknown()) })

async function lookAtTalks(
  client: Client,
  talks: readonly { ref: string; place: Place }[],
): Promise<Map<string, FetchedItem>> {
  const found = new Map<string, FetchedItem>()
  if (talks.length === 0) return found
  const ids = talks.map(({ place }) => nodeOf(place))
  // What is gone comes as null, beside an error that says so.
  const data = await client.graphql(nodesById, { ids }, true)
  const { nodes } = readOne(nodesAnswer, data, 'what was asked for').node
  for (const [index, { ref, place }] of talks.entries()) {
    const item = talkItem(nodes[index], place, client)
    if (item !== undefined) found.set(ref, item)
  }
  return found
}

/** The GraphQL id of a discussion or of something said in one. */
export function nodeOf(place: Place): string {
  if (place.type === 'discussion') return place.node
  if (place.type === 'answer') return place.reply ?? place.comment
  throw new Failure('bug', 'only discussions have such an id')
}

function talkItem(value: unknown, place: Place, { viewer }: Client): FetchedItem | undefined {
  if (place.type === 'discussion') {
    const read = readNode(wireDiscussion, value)
    return read === undefined ? undefined : discussionItem(read.node, withoutBelow(read.raw), viewer)
  }
  const read = readNode(wireAnswer, value)
  return read === undefined ? undefined : answerItem(read.node, withoutBelow(read.raw), place, viewer)
}

async function lookAtOne(client: Client, place: Place): Promise<Found> {
  try {
    // A transferred issue answers with 301; what is there is another issue, and ours is neither changed nor deleted.
    const { data, answer } = await client.rest(pathOf(place), { accept: [301] })
    return answer.status === 301 ? 'moved' : read(data, place, client)
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone') return undefined
    throw error
  }
}

function pathOf(place: Place): string {
  const { repo } = place
  switch (place.type) {
    case 'issue':
      return `/repos/${repo}/issues/${String(place.number)}`
    case 'comment':
      return `/repos/${repo}/issues/comments/${place.id}`
    case 'line':
      return `/repos/${repo}/pulls/comments/${place.id}`
    case 'review':
      return `/repos/${repo}/pulls/${String(place.number)}/reviews/${place.id}`
    case 'commit':
      return `/repos/${repo}/comments/${place.id}`
    default:
      throw new Failure('bug', 'discussions have no path')
  }
}

function read(data: unknown, place: Place, { viewer }: Client): FetchedItem {
  if (place.type === 'issue') return issueItem(readOne(wireIssue, data, 'an issue'), place.repo, viewer)
  if (place.type === 'review') return reviewItem(readOne(wireReview, data, 'a review'), place, viewer)
  const comment = readOne(wireComment, data, 'a comment')
  const where = place.type === 'line' ? linePlace(comment.node, place.repo, place.number) : place
  return commentItem(comment, where, viewer)
}
