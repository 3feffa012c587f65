import { z } from 'zod'
import type { FetchedItem, Json } from '../types.ts'
import type { Client, Viewer } from './client.ts'
import { searchDiscussions, wholeDiscussion } from './discussion-documents.ts'
import { isMe, itemOf, type Around, type WireActor } from './parse.ts'
import { repoShape, type Place } from './ref.ts'
import { readNode, readOne } from './wire.ts'

/** Discussions and what is said in them: comments, and one level of answers below each. */

const moment = z
  .string()
  .transform((value) => Date.parse(value))
  .refine(Number.isFinite)
const total = z
  .looseObject({
    totalCount: z.number().int().nonnegative(),
    viewerHasReacted: z.boolean().optional().catch(undefined),
  })
  .optional()
  .catch(undefined)

const said = {
  id: z.string().min(1),
  databaseId: z.number().int(),
  url: z.string().optional().catch(undefined),
  createdAt: moment,
  lastEditedAt: moment.nullish().catch(undefined),
  body: z.string().nullish().catch(undefined),
  bodyHTML: z.string().nullish().catch(undefined),
  author: z
    .looseObject({
      __typename: z.string().default(''),
      login: z.string().min(1),
      url: z.string().optional().catch(undefined),
      avatarUrl: z.string().optional().catch(undefined),
      databaseId: z.number().int().optional().catch(undefined),
      name: z.string().nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
  reactions: total,
}

const reply = z.looseObject(said)
export const wireAnswer = z.looseObject({
  ...said,
  replies: z
    .looseObject({ totalCount: z.number().int().optional(), nodes: z.array(z.unknown()) })
    .optional()
    .catch(undefined),
})
export type WireAnswer = z.infer<typeof reply>
export const wireDiscussion = z.looseObject({
  ...said,
  number: z.number().int().positive(),
  title: z.string(),
  repository: z.looseObject({ nameWithOwner: z.string().regex(repoShape) }),
  comments: z
    .looseObject({ totalCount: z.number().int().optional(), nodes: z.array(z.unknown()) })
    .optional()
    .catch(undefined),
})
export type WireDiscussion = z.infer<typeof wireDiscussion>

function actorOf(author: WireAnswer['author']): WireActor | undefined {
  if (author === null || author === undefined) return undefined
  const { databaseId, login, url, avatarUrl, name, __typename: type } = author
  return {
    id: databaseId === undefined ? undefined : String(databaseId),
    login,
    url,
    avatarUrl,
    name: name ?? undefined,
    isBot: type === 'Bot',
  }
}

export function answerItem(
  node: WireAnswer,
  raw: Json,
  place: Place,
  viewer: Viewer,
  around: Around = {},
): FetchedItem {
  return itemOf(
    {
      place,
      id: String(node.databaseId),
      actor: actorOf(node.author),
      body: { body: node.body, body_html: node.bodyHTML },
      url: node.url,
      createdMs: node.createdAt,
      editedMs: node.lastEditedAt ?? undefined,
      metrics: { likes: node.reactions?.totalCount },
      liked: node.reactions?.viewerHasReacted,
      raw,
    },
    viewer,
    around,
  )
}

export function discussionItem(
  node: WireDiscussion,
  raw: Json,
  viewer: Viewer,
  around: Around = {},
): FetchedItem {
  const { title, comments } = node
  const item = answerItem(node, raw, discussionPlace(node), viewer, around)
  return { ...item, title, metrics: { ...item.metrics, replies: comments?.totalCount } }
}

function discussionPlace({ id, number, repository }: WireDiscussion): Place & { type: 'discussion' } {
  return { type: 'discussion', repo: repository.nameWithOwner, number, node: id }
}

/** A discussion, everything that came with it, and how much of it did not come. */
export function discussionItems(
  value: unknown,
  viewer: Viewer,
  around: Around = {},
): { items: FetchedItem[]; missing: number } {
  const { node, raw } = readOne(wireDiscussion, value, 'a discussion')
  const root = discussionItem(node, withoutBelow(raw), viewer, around)
  const items = [root]
  let missing = Math.max(0, (node.comments?.totalCount ?? 0) - (node.comments?.nodes.length ?? 0))
  for (const value of node.comments?.nodes ?? []) {
    const comment = readNode(wireAnswer, value)
    if (comment === undefined) continue
    const { repo, number, node: talk } = discussionPlace(node)
    const place = { type: 'answer' as const, repo, number, node: talk, comment: comment.node.id }
    const top = answerItem(comment.node, withoutBelow(comment.raw), place, viewer, {
      belowUs: root.mine,
      reason: around.reason,
    })
    const { totalCount = 0, nodes = [] } = comment.node.replies ?? {}
    missing += Math.max(0, totalCount - nodes.length)
    items.push(top, ...repliesOf(nodes, place, top, viewer, around))
  }
  return { items, missing }
}

function repliesOf(
  values: readonly unknown[],
  place: Place & { type: 'answer' },
  top: FetchedItem,
  viewer: Viewer,
  around: Around,
): FetchedItem[] {
  let afterUs = false
  return values.flatMap((value): FetchedItem[] => {
    const read = readNode(reply, value)
    if (read === undefined) return []
    const where = { ...place, reply: read.node.id }
    const item = answerItem(read.node, withoutBelow(read.raw), where, viewer, {
      belowUs: top.mine,
      afterUs,
      reason: around.reason,
    })
    afterUs = isMe(read.node.author?.login, viewer)
    return [item]
  })
}

/** What was said below comes as items of its own; what GitHub made of the Markdown can be had again. */
export function withoutBelow({
  comments: _comments,
  replies: _replies,
  bodyHTML: _html,
  ...raw
}: Record<string, unknown>): Json {
  // It came out of JSON.parse, so it is JSON.
  return raw as Json
}

const searchAnswer = z.looseObject({ search: z.looseObject({ nodes: z.array(z.unknown()) }) })
const nodeAnswer = z.looseObject({ node: z.unknown() })

/** Discussions that a search finds, each as its node. */
export async function findDiscussions(client: Client, query: string): Promise<unknown[]> {
  const data = await client.graphql(searchDiscussions, { query })
  const { search } = readOne(searchAnswer, data, 'what was searched for').node
  // Other kinds of nodes come empty.
  return search.nodes.filter((node) => wireDiscussion.safeParse(node).success)
}

export async function discussionById(client: Client, id: string): Promise<unknown> {
  return readOne(nodeAnswer, await client.graphql(wholeDiscussion, { id }), 'a discussion').node.node
}

/** A notification of a discussion says its title and repository only: it is looked for by them. */
export async function discussionByTitle(client: Client, repo: string, title: string): Promise<unknown> {
  const words = title.replace(/["\\]/g, ' ').trim()
  const found = await findDiscussions(client, `repo:${repo} in:title "${words}" sort:updated-desc`)
  const isSame = (node: unknown) => {
    const { data } = wireDiscussion.safeParse(node)
    return (
      data?.title.trim() === title.trim() &&
      data.repository.nameWithOwner.toLowerCase() === repo.toLowerCase()
    )
  }
  return found.find(isSame)
}
