import { Failure } from '#shared/failure'

/**
 * How an item is named in this network: by its place, since what is done with it depends on what it belongs to.
 *
 * | ref                        | what                                                            |
 * | -------------------------- | --------------------------------------------------------------- |
 * | `o/r#12`                   | an issue or pull request                                        |
 * | `o/r#12/c34`               | a comment on it                                                 |
 * | `o/r#12/v56`               | a review with words of its own                                  |
 * | `o/r#12/l78`, `…/l78/l79`  | a comment on a line of a pull request, an answer to it          |
 * | `o/r@SHA/k90`              | a comment on a commit                                           |
 * | `o/r!3/D_x`                | a discussion, by its number and its GraphQL id                  |
 * | `o/r!3/D_x/DC_y`, `…/DC_z` | a comment on it, an answer to that                              |
 */
export type Place =
  | { type: 'issue'; repo: string; number: number }
  | { type: 'comment' | 'review'; repo: string; number: number; id: string }
  | { type: 'line'; repo: string; number: number; id: string; top?: string | undefined }
  | { type: 'commit'; repo: string; sha: string; id: string }
  | { type: 'discussion'; repo: string; number: number; node: string }
  | {
      type: 'answer'
      repo: string
      number: number
      node: string
      comment: string
      reply?: string | undefined
    }

export function refOf(place: Place): string {
  switch (place.type) {
    case 'issue':
      return `${place.repo}#${String(place.number)}`
    case 'comment':
      return `${place.repo}#${String(place.number)}/c${place.id}`
    case 'review':
      return `${place.repo}#${String(place.number)}/v${place.id}`
    case 'line':
      return `${place.repo}#${String(place.number)}/${place.top === undefined ? '' : `l${place.top}/`}l${place.id}`
    case 'commit':
      return `${place.repo}@${place.sha}/k${place.id}`
    case 'discussion':
      return `${place.repo}!${String(place.number)}/${place.node}`
    case 'answer':
      return [`${place.repo}!${String(place.number)}`, place.node, place.comment, place.reply]
        .filter((part) => part !== undefined)
        .join('/')
  }
}

/** `owner/name`; never a step up in a path. */
export const repoShape = /^(?!\.{1,2}\/)[\w.-]+\/(?!\.{1,2}$)[\w.-]+$/

const shape =
  /^(?<repo>[\w.-]+\/[\w.-]+)(?:#(?<issue>\d+)(?:\/(?<kind>[cv])(?<id>\d+)|\/l(?<line>\d+)(?:\/l(?<answer>\d+))?)?|@(?<sha>[0-9a-f]{7,64})\/k(?<commit>\d+)|!(?<talk>\d+)\/(?<node>[\w=-]+)(?:\/(?<comment>[\w=-]+)(?:\/(?<reply>[\w=-]+))?)?)$/

/** Throws not-supported where a ref is none of ours. */
export function placeOf(ref: string): Place {
  const found = shape.exec(ref)?.groups
  const { repo } = found ?? {}
  if (found === undefined || repo === undefined || !repoShape.test(repo))
    throw new Failure('not-supported', 'GitHub told of this in a way that cannot be asked for again.')
  if (found['sha'] !== undefined)
    return { type: 'commit', repo, sha: found['sha'], id: found['commit'] ?? '' }
  if (found['node'] !== undefined) {
    const talk = { repo, number: Number(found['talk']), node: found['node'] }
    return found['comment'] === undefined
      ? { type: 'discussion', ...talk }
      : { type: 'answer', ...talk, comment: found['comment'], reply: found['reply'] }
  }
  const number = Number(found['issue'])
  const { id, line, answer } = found
  if (id !== undefined) return { type: found['kind'] === 'c' ? 'comment' : 'review', repo, number, id }
  if (line === undefined) return { type: 'issue', repo, number }
  return answer === undefined
    ? { type: 'line', repo, number, id: line }
    : { type: 'line', repo, number, id: answer, top: line }
}

/** What it directly answers. */
export function parentOf(place: Place): Place | undefined {
  switch (place.type) {
    case 'issue':
    case 'discussion':
    case 'commit':
      return undefined
    case 'line': {
      const { repo, number, top } = place
      return top === undefined ? { type: 'issue', repo, number } : { type: 'line', repo, number, id: top }
    }
    case 'comment':
    case 'review':
      return { type: 'issue', repo: place.repo, number: place.number }
    case 'answer': {
      const { repo, number, node, comment, reply } = place
      return reply === undefined
        ? { type: 'discussion', repo, number, node }
        : { type: 'answer', repo, number, node, comment }
    }
  }
}

/** The issue or discussion that it belongs to; a comment on a commit stands alone. */
export function rootOf(place: Place): Place | undefined {
  switch (place.type) {
    case 'commit':
      return undefined
    case 'discussion':
    case 'answer':
      return { type: 'discussion', repo: place.repo, number: place.number, node: place.node }
    default:
      return { type: 'issue', repo: place.repo, number: place.number }
  }
}

/** `o/r` and what is below it in an address of the API; only the path is looked at, whatever host it names. */
export function subjectOf(
  url: string | undefined,
): { repo: string; kind: 'issues' | 'pulls' | 'commits' | 'comments'; id: string } | undefined {
  const path = url !== undefined && URL.canParse(url) ? new URL(url).pathname : ''
  const found = /\/repos\/([\w.-]+\/[\w.-]+)\/(issues|pulls|commits|comments)\/([0-9a-f]+)$/.exec(path)
  const [, repo, kind, id] = found ?? []
  if (repo === undefined || id === undefined || !repoShape.test(repo)) return undefined
  if (kind !== 'issues' && kind !== 'pulls' && kind !== 'commits' && kind !== 'comments') return undefined
  return { repo, kind, id }
}
