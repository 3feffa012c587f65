import { hashOf } from '../ids.ts'
import { us, type Person, type Post } from '../world.ts'
import { markdownHtml } from './github-markdown.ts'
import { githubTime, idOf, nodeIdOf, updatedMs, type GithubTown, type Subject } from './github-town.ts'

/** What the REST API shows of the town's repositories, with the bodies that its full media type asks for. */

export function apiUrl({ origin }: GithubTown, path: string): string {
  return `${origin}/api/v3${path}`
}

export function userJson(town: GithubTown, person: Person): Record<string, unknown> {
  const id = userId(person)
  return {
    login: person.key,
    id,
    node_id: nodeIdOf('U', id),
    avatar_url: `${town.origin}/system/accounts/avatars/${person.key}.png`,
    url: apiUrl(town, `/users/${person.key}`),
    html_url: `${town.origin}/${person.key}`,
    type: person.bot ? 'Bot' : 'User',
    site_admin: false,
  }
}

export function userId(person: Person): number {
  return (hashOf(person.key) % 9_000_000) + 1000
}

function bodies(town: GithubTown, markdown: string): Record<string, unknown> {
  if (markdown === '') return { body: null, body_html: null, body_text: null }
  return {
    body: markdown,
    body_html: markdownHtml(markdown, town.origin),
    body_text: markdown.replaceAll(/[`*>]/g, ''),
  }
}

function reactionsJson(town: GithubTown, path: string, post: Post): Record<string, unknown> {
  const up = post.likes + (post.liked ? 1 : 0)
  return {
    url: apiUrl(town, `${path}/reactions`),
    total_count: up,
    '+1': up,
    '-1': 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  }
}

export function pageOf({ origin }: GithubTown, { repo, kind, number }: Subject): string {
  const path = { issue: 'issues', pr: 'pull', discussion: 'discussions' }[kind]
  return `${origin}/${repo}/${path}/${String(number)}`
}

export function issueJson(town: GithubTown, subject: Subject): Record<string, unknown> {
  const { root, repo, number, title, body, kind, said } = subject
  const path = `/repos/${repo}/issues/${String(number)}`
  const id = idOf(root)
  return {
    url: apiUrl(town, path),
    repository_url: apiUrl(town, `/repos/${repo}`),
    comments_url: apiUrl(town, `${path}/comments`),
    html_url: pageOf(town, subject),
    id,
    node_id: nodeIdOf(kind === 'pr' ? 'PR' : 'I', id),
    number,
    title,
    user: userJson(town, town.world.person(root.author)),
    labels: [],
    state: 'open',
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: said.filter((post) => town.kindOf(subject, post) === 'comment').length,
    created_at: githubTime(root.createdMs),
    updated_at: githubTime(updatedMs(subject)),
    closed_at: null,
    author_association: root.author === us ? 'OWNER' : 'NONE',
    ...(kind === 'pr'
      ? {
          draft: false,
          pull_request: {
            url: apiUrl(town, `/repos/${repo}/pulls/${String(number)}`),
            html_url: pageOf(town, subject),
            merged_at: null,
          },
        }
      : {}),
    ...bodies(town, body),
    reactions: reactionsJson(town, path, root),
    timeline_url: apiUrl(town, `${path}/timeline`),
    performed_via_github_app: null,
    state_reason: null,
  }
}

export function commentJson(town: GithubTown, subject: Subject, post: Post): Record<string, unknown> {
  return town.kindOf(subject, post) === 'line'
    ? lineJson(town, subject, post)
    : onIssueJson(town, subject, post)
}

function shared(town: GithubTown, post: Post): Record<string, unknown> {
  return {
    id: idOf(post),
    user: userJson(town, town.world.person(post.author)),
    created_at: githubTime(post.createdMs),
    updated_at: githubTime(post.editedMs ?? post.createdMs),
    author_association: post.author === us ? 'OWNER' : 'NONE',
    ...bodies(town, town.bodyOf(post)),
  }
}

function onIssueJson(town: GithubTown, subject: Subject, post: Post): Record<string, unknown> {
  const { repo, number } = subject
  const path = `/repos/${repo}/issues/comments/${String(idOf(post))}`
  return {
    url: apiUrl(town, path),
    html_url: `${pageOf(town, subject)}#issuecomment-${String(idOf(post))}`,
    issue_url: apiUrl(town, `/repos/${repo}/issues/${String(number)}`),
    node_id: nodeIdOf('IC', idOf(post)),
    ...shared(town, post),
    reactions: reactionsJson(town, path, post),
    performed_via_github_app: null,
  }
}

function lineJson(town: GithubTown, subject: Subject, post: Post): Record<string, unknown> {
  const { repo, number } = subject
  const line = town.lineOf(post)
  const path = `/repos/${repo}/pulls/comments/${String(idOf(post))}`
  return {
    url: apiUrl(town, path),
    pull_request_review_id: idOf(post) + 1,
    node_id: nodeIdOf('PRRC', idOf(post)),
    diff_hunk: '@@ -38,6 +38,7 @@ export function ring(',
    path: line?.path ?? '',
    commit_id: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
    original_commit_id: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
    html_url: `${pageOf(town, subject)}#discussion_r${String(idOf(post))}`,
    pull_request_url: apiUrl(town, `/repos/${repo}/pulls/${String(number)}`),
    ...shared(town, post),
    ...(line === undefined || line.top === post ? {} : { in_reply_to_id: idOf(line.top) }),
    line: line?.line ?? null,
    side: 'RIGHT',
    subject_type: 'line',
    reactions: reactionsJson(town, path, post),
  }
}

export function notificationJson(
  town: GithubTown,
  subject: Subject,
  reason: string,
  newestMs: number,
): Record<string, unknown> {
  const { repo, number, kind, title, said } = subject
  const last = said.findLast((post) => post.author !== us)
  const path = kind === 'pr' ? 'pulls' : 'issues'
  const url = kind === 'discussion' ? null : apiUrl(town, `/repos/${repo}/${path}/${String(number)}`)
  // GitHub leaves it out now and then, and always for discussions.
  const isLeftOut = kind === 'discussion' || last === undefined || number % 3 === 0
  const id = String(7000 + number)
  return {
    id,
    unread: true,
    reason,
    updated_at: githubTime(newestMs),
    last_read_at: null,
    subject: {
      title,
      url,
      latest_comment_url: isLeftOut
        ? null
        : apiUrl(town, `/repos/${repo}/issues/comments/${String(idOf(last))}`),
      type: { issue: 'Issue', pr: 'PullRequest', discussion: 'Discussion' }[kind],
    },
    repository: {
      id: (hashOf(repo) % 900_000) + 1000,
      name: repo.split('/')[1],
      full_name: repo,
      private: false,
      html_url: `${town.origin}/${repo}`,
      url: apiUrl(town, `/repos/${repo}`),
    },
    url: apiUrl(town, `/notifications/threads/${id}`),
    subscription_url: apiUrl(town, `/notifications/threads/${id}/subscription`),
  }
}

export function eventJson(town: GithubTown, subject: Subject, post: Post): Record<string, unknown> {
  const isLine = town.kindOf(subject, post) === 'line'
  return {
    id: String(idOf(post)),
    type: isLine ? 'PullRequestReviewCommentEvent' : 'IssueCommentEvent',
    actor: { id: userId(town.world.person(us)), login: us },
    repo: { id: 1, name: subject.repo, url: apiUrl(town, `/repos/${subject.repo}`) },
    payload: {
      action: 'created',
      ...(isLine ? { pull_request: { number: subject.number } } : { issue: issueJson(town, subject) }),
      comment: commentJson(town, subject, post),
    },
    public: true,
    created_at: githubTime(post.createdMs),
  }
}
