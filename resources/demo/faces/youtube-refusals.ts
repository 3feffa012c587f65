import { json, type Answer } from '../message.ts'

/** Refusals in the shape of Google's APIs: a code, a sentence with links in it, reasons, and a status. */

export class Refusal extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super('refused')
    this.answer = answer
  }
}

interface More {
  domain?: string
  status?: string
  /** Reason of `details`, as newer parts of Google word it. */
  detail?: string
  headers?: Record<string, string>
}

export function refused(code: number, reason: string, message: string, more: More = {}): Answer {
  const { domain = 'youtube.common', status, detail, headers } = more
  const details = detail === undefined ? {} : { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: detail, domain: 'googleapis.com' }] } // prettier-ignore
  return json(
    {
      error: {
        code,
        message,
        errors: [{ message, domain, reason }],
        ...(status === undefined ? {} : { status }),
        ...details,
      },
    },
    code,
    headers,
  )
}

const docs = '/youtube/v3/docs'

export const unitsUsedUp = (): Answer =>
  refused(403, 'quotaExceeded', 'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.', { domain: 'youtube.quota' }) // prettier-ignore

export const searchesUsedUp = (): Answer =>
  refused(429, 'rateLimitExceeded', "Quota exceeded for quota metric 'Search Queries' and limit 'Search Queries per day' of service 'youtube.googleapis.com' for consumer 'project_number:41863'.", { domain: 'global', status: 'RESOURCE_EXHAUSTED', detail: 'RATE_LIMIT_EXCEEDED' }) // prettier-ignore

export const badToken = (): Answer =>
  refused(401, 'authError', 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.', { domain: 'global', status: 'UNAUTHENTICATED', headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' } }) // prettier-ignore

export const badKey = (): Answer =>
  refused(400, 'badRequest', 'API key not valid. Please pass a valid API key.', { domain: 'global', status: 'INVALID_ARGUMENT', detail: 'API_KEY_INVALID' }) // prettier-ignore

export const noCredentials = (): Answer =>
  refused(403, 'forbidden', "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.", { domain: 'global', status: 'PERMISSION_DENIED' }) // prettier-ignore

export const keyCannotWrite = (): Answer =>
  refused(401, 'required', 'API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials that assert a principal.', { domain: 'global', status: 'UNAUTHENTICATED', detail: 'CREDENTIALS_MISSING' }) // prettier-ignore

export const scopeLacks = (): Answer =>
  refused(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', { domain: 'global', status: 'PERMISSION_DENIED', detail: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="https://www.googleapis.com/auth/youtube.force-ssl"' } }) // prettier-ignore

export const commentsOff = (): Answer =>
  refused(403, 'commentsDisabled', `The video identified by the <code><a href="${docs}/commentThreads/list#videoId">videoId</a></code> parameter has disabled comments.`, { domain: 'youtube.commentThread' }) // prettier-ignore

export const noVideo = (): Answer =>
  refused(404, 'videoNotFound', `The video identified by the <code><a href="${docs}/commentThreads/list#videoId">videoId</a></code> parameter could not be found.`, { domain: 'youtube.commentThread' }) // prettier-ignore

export const noChannel = (): Answer =>
  refused(404, 'channelNotFound', `The channel identified by the <code><a href="${docs}/commentThreads/list#allThreadsRelatedToChannelId">allThreadsRelatedToChannelId</a></code> parameter could not be found.`, { domain: 'youtube.commentThread' }) // prettier-ignore

export const notYours = (): Answer =>
  refused(403, 'forbidden', 'One or more of the requested comment threads cannot be retrieved due to insufficient permissions. The request might not be properly authorized.', { domain: 'youtube.commentThread' }) // prettier-ignore

export const noComment = (reason = 'commentNotFound'): Answer =>
  refused(404, reason, 'The specified comment could not be found.', { domain: 'youtube.comment' })

export const unprocessed = (): Answer =>
  refused(400, 'processingFailure', 'The API server failed to successfully process the request. While this can be a transient error, it usually indicates that the requests input is invalid.', { domain: 'youtube.comment' }) // prettier-ignore

export const invalid = (reason: string, message: string): Answer => refused(400, reason, message)

/** A status that a test asks for, as the Data API would say it. */
export function inGoogleWords(status: number, afterS: number): Answer | undefined {
  switch (status) {
    case 401:
      return badToken()
    case 403:
      return notYours()
    case 404:
    case 410:
      return refused(status, 'notFound', 'The requested entity was not found.', { domain: 'global', status: 'NOT_FOUND' }) // prettier-ignore
    case 422:
      return refused(422, 'invalid', 'Invalid value.', { domain: 'global' })
    case 429:
      return refused(429, 'rateLimitExceeded', "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'.", { domain: 'global', status: 'RESOURCE_EXHAUSTED', headers: { 'retry-after': String(afterS) } }) // prettier-ignore
    case 500:
    case 503:
      return refused(status, 'backendError', 'Backend Error', { domain: 'global', status: 'UNAVAILABLE' })
    default:
      return undefined
  }
}
