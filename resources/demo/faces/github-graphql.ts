import { json, type Answer, type TownRequest } from '../message.ts'
import { us, type Post } from '../world.ts'
import { markdownHtml } from './github-markdown.ts'
import { pageOf, userId } from './github-rest.ts'
import { matches } from './github-search.ts'
import { githubTime, idOf, nodeIdOf, type GithubTown, type Subject } from './github-town.ts'

/**
 * GraphQL as far as discussions and reactions need it. Which operation it is shows by what stands at its root; the
 * answer holds every field that these objects have in the town, whatever of it was asked for.
 */
export function answerGraphql(town: GithubTown, request: TownRequest): Answer {
  const { params } = request
  const document = params.get('query') ?? ''
  const variables = JSON.parse(params.get('variables') ?? '{}') as Record<string, unknown> // looked at where used
  if (/\baddDiscussionComment\b/.test(document)) return addComment(town, variables['input'])
  const reaction = /\b(add|remove)Reaction\b/.exec(document)?.[1]
  if (reaction !== undefined) return react(town, String(variables['subjectId']), reaction === 'add')
  if (/\bsearch\(type: DISCUSSION/.test(document)) return find(town, String(variables['query']))
  if (/\bnodes\(ids:/.test(document)) return nodes(town, variables['ids'])
  if (/\bnode\(id:/.test(document)) {
    const id = String(variables['id'])
    const node = nodeById(town, id)
    return node === undefined
      ? json({ data: { node: null }, errors: [notFound(id, 'node')] })
      : json({ data: { node } })
  }
  return json({ errors: [{ message: 'A query attribute must be specified and must be a string.' }] }, 400)
}

function notFound(id: string, path: string): Record<string, unknown> {
  return {
    type: 'NOT_FOUND',
    path: [path],
    message: `Could not resolve to a node with the global id of '${id}'`,
  }
}

function find(town: GithubTown, query: string): Answer {
  const found = town
    .subjects()
    .filter((subject) => subject.kind === 'discussion' && matches(town, subject, query))
  return json({
    data: { search: { nodes: found.slice(0, 25).map((subject) => discussionJson(town, subject)) } },
  })
}

function nodes(town: GithubTown, ids: unknown): Answer {
  const wanted = Array.isArray(ids) ? ids.map(String) : []
  const found = wanted.map((id) => nodeById(town, id) ?? null)
  const errors = wanted.filter((_, index) => found[index] === null).map((id) => notFound(id, 'nodes'))
  return json({ data: { nodes: found }, ...(errors.length === 0 ? {} : { errors }) })
}

interface Held {
  subject: Subject
  post: Post
}

function heldBy(town: GithubTown, nodeId: string): Held | undefined {
  const id = Number.parseInt(/_kwTown([0-9a-z]+)$/.exec(nodeId)?.[1] ?? '', 36)
  return Number.isNaN(id) ? undefined : town.holding(String(id))
}

function nodeById(town: GithubTown, id: string): Record<string, unknown> | undefined {
  const held = heldBy(town, id)
  if (held?.subject.kind !== 'discussion') return undefined
  const { subject, post } = held
  return post === subject.root ? discussionJson(town, subject) : answerJson(town, subject, post)
}

function addComment(town: GithubTown, input: unknown): Answer {
  const { discussionId, body, replyToId } = input as Record<string, string | undefined> // as the client sends it
  const held = heldBy(town, discussionId ?? '')
  const to = replyToId === undefined ? held?.subject.root : heldBy(town, replyToId)?.post
  if (held === undefined || to === undefined)
    return json({
      data: { addDiscussionComment: null },
      errors: [notFound(discussionId ?? '', 'addDiscussionComment')],
    })
  if (to !== held.subject.root && town.topOf(held.subject, to) !== undefined)
    return json({
      data: { addDiscussionComment: null },
      errors: [
        { type: 'UNPROCESSABLE', message: 'Parent comment is already in a thread, cannot reply to it' },
      ],
    })
  const said = town.world.say({ author: us, text: body ?? '', inReplyTo: to.id })
  const subject = town.holding(String(idOf(said)))?.subject ?? held.subject
  return json({ data: { addDiscussionComment: { comment: answerJson(town, subject, said) } } })
}

function react(town: GithubTown, subjectId: string, on: boolean): Answer {
  const held = heldBy(town, subjectId)
  const name = on ? 'addReaction' : 'removeReaction'
  if (held === undefined) return json({ data: { [name]: null }, errors: [notFound(subjectId, name)] })
  held.post.liked = on
  return json({ data: { [name]: { subject: { id: subjectId } } } })
}

function said(town: GithubTown, post: Post, markdown: string): Record<string, unknown> {
  const person = town.world.person(post.author)
  return {
    databaseId: idOf(post),
    createdAt: githubTime(post.createdMs),
    lastEditedAt: post.editedMs === undefined ? null : githubTime(post.editedMs),
    body: markdown,
    bodyHTML: markdownHtml(markdown, town.origin),
    author: {
      __typename: person.bot ? 'Bot' : 'User',
      login: person.key,
      url: `${town.origin}/${person.key}`,
      avatarUrl: `${town.origin}/system/accounts/avatars/${person.key}.png`,
      databaseId: userId(person),
      name: person.name,
    },
    reactions: { totalCount: post.likes + (post.liked ? 1 : 0), viewerHasReacted: post.liked },
  }
}

function discussionJson(town: GithubTown, subject: Subject): Record<string, unknown> {
  const { root, number, title, body, repo } = subject
  const tops = subject.said.filter((post) => town.topOf(subject, post) === undefined)
  return {
    __typename: 'Discussion',
    id: nodeIdOf('D', idOf(root)),
    number,
    title,
    url: pageOf(town, subject),
    locked: false,
    repository: { nameWithOwner: repo },
    ...said(town, root, body),
    comments: { totalCount: tops.length, nodes: tops.map((post) => answerJson(town, subject, post)) },
  }
}

function answerJson(town: GithubTown, subject: Subject, post: Post): Record<string, unknown> {
  const below = subject.said.filter((each) => town.topOf(subject, each) === post)
  return {
    __typename: 'DiscussionComment',
    id: nodeIdOf('DC', idOf(post)),
    url: `${pageOf(town, subject)}#discussioncomment-${String(idOf(post))}`,
    ...said(town, post, post.text),
    replies: { totalCount: below.length, nodes: below.map((each) => answerJson(town, subject, each)) },
  }
}
