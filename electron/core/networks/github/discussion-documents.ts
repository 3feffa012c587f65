/** GraphQL documents: discussions have no REST API (docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions). */

const actor = `fragment actor on Actor {
  __typename login url avatarUrl
  ... on User { databaseId name }
  ... on Bot { databaseId }
  ... on Organization { databaseId name }
  ... on Mannequin { databaseId }
}`
const answer = `fragment answer on DiscussionComment {
  __typename id databaseId url createdAt lastEditedAt body bodyHTML
  author { ...actor }
  reactions(content: THUMBS_UP) { totalCount viewerHasReacted }
}`
const head = `fragment head on Discussion {
  __typename id databaseId number title url createdAt lastEditedAt locked body bodyHTML
  author { ...actor }
  repository { nameWithOwner }
  reactions(content: THUMBS_UP) { totalCount viewerHasReacted }
}`
/** With the newest of what was said. */
const talk = (comments: number, replies: number): string => `fragment talk on Discussion {
  ...head
  comments(last: ${String(comments)}) {
    totalCount
    nodes { ...answer replies(last: ${String(replies)}) { totalCount nodes { ...answer } } }
  }
}`

export const searchDiscussions = `query SearchDiscussions($query: String!) {
  search(type: DISCUSSION, query: $query, first: 25) { nodes { ...talk } }
}
${talk(20, 10)}
${head}
${answer}
${actor}`

export const wholeDiscussion = `query WholeDiscussion($id: ID!) { node(id: $id) { ...talk } }
${talk(100, 100)}
${head}
${answer}
${actor}`

export const nodesById = `query NodesById($ids: [ID!]!) { nodes(ids: $ids) { ...head ...answer } }
${head}
${answer}
${actor}`

export const addComment = `mutation AddDiscussionComment($input: AddDiscussionCommentInput!) {
  addDiscussionComment(input: $input) { comment { ...answer } }
}
${answer}
${actor}`

export const addReaction = `mutation AddReaction($subjectId: ID!) {
  addReaction(input: { subjectId: $subjectId, content: THUMBS_UP }) { subject { id } }
}`
export const removeReaction = `mutation RemoveReaction($subjectId: ID!) {
  removeReaction(input: { subjectId: $subjectId, content: THUMBS_UP }) { subject { id } }
}`
