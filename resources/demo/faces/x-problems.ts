import { json, type Answer } from '../message.ts'

/** Refusals in the shape of the X API: problem details (RFC 9457), some with a list of what is wrong. */
const types = 'https://api.twitter.com/2/problems'

export function problem(
  status: number,
  title: string,
  detail: string,
  more: { type?: string; headers?: Record<string, string>; errors?: unknown[] } = {},
): Answer {
  const type = more.type === undefined ? 'about:blank' : `${types}/${more.type}`
  const errors = more.errors === undefined ? {} : { errors: more.errors }
  return json({ ...errors, title, detail, type, status }, status, {
    ...more.headers,
    'content-type': 'application/problem+json; charset=utf-8',
  })
}

export const unauthorized = (): Answer => problem(401, 'Unauthorized', 'Unauthorized')

export const notFound = (): Answer =>
  problem(404, 'Not Found Error', 'Could not find what was asked for.', { type: 'resource-not-found' })

export function invalid(parameter: string, value: string, message: string): Answer {
  return problem(400, 'Invalid Request', 'One or more parameters to your request was invalid.', {
    type: 'invalid-request',
    errors: [{ parameters: { [parameter]: [value] }, message }],
  })
}

export function wrongAuth(kind: 'app' | 'user'): Answer {
  const [is, wants] =
    kind === 'app'
      ? ['OAuth 2.0 Application-Only', 'OAuth 1.0a User Context, OAuth 2.0 User Context']
      : ['OAuth 2.0 User Context', 'OAuth 2.0 Application-Only']
  return problem(
    403,
    'Unsupported Authentication',
    `Authenticating with ${is} is forbidden for this endpoint.  Supported authentication types are [${wants}].`,
    { type: 'unsupported-authentication' },
  )
}

/** A post that is asked for by its id and is not there; the rest of the answer stands. */
export function missingPost(id: string): Record<string, string> {
  return {
    value: id,
    detail: `Could not find tweet with ids: [${id}].`,
    title: 'Not Found Error',
    resource_type: 'tweet',
    parameter: 'ids',
    resource_id: id,
    type: `${types}/resource-not-found`,
  }
}
