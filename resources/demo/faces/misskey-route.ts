import { json, type Answer, type TownRequest } from '../message.ts'
import type { FaceSetting } from './face.ts'
import type { MisskeyTown } from './misskey-notes.ts'

/** What the endpoints of the Misskey face have in common: what they get, and how they refuse. */

export interface MisskeyCall {
  setting: FaceSetting
  town: MisskeyTown
  request: TownRequest
  /** The rights of the token that came along; absent for strangers. */
  right: readonly string[] | undefined
}

export interface MisskeyRoute {
  endpoint: string
  /** Needs a token with this right; absent: anybody. */
  right?: string
  handle(call: MisskeyCall): Answer
}

const words: Readonly<Record<string, [status: number, message: string]>> = {
  AUTHENTICATION_FAILED: [401, 'Authentication failed. Please ensure your token is correct.'],
  CREDENTIAL_REQUIRED: [401, 'Credential required.'],
  PERMISSION_DENIED: [403, 'Your app does not have the necessary permissions to use this endpoint.'],
  RATE_LIMIT_EXCEEDED: [429, 'Rate limit exceeded. Please try again later.'],
  UNKNOWN_API_ENDPOINT: [404, 'Unknown API endpoint.'],
  INTERNAL_ERROR: [500, 'Internal error occurred. Please contact us if the error persists.'],
  INVALID_PARAM: [400, 'Invalid param.'],
  UNAVAILABLE: [400, 'Search of notes unavailable.'],
  NO_SUCH_NOTE: [400, 'No such note.'],
  NO_SUCH_USER: [404, 'No such user.'],
  NO_SUCH_OBJECT: [400, 'No such object.'],
  NO_SUCH_ANTENNA: [400, 'No such antenna.'],
  NO_SUCH_LIST: [400, 'No such list.'],
  NO_SUCH_REPLY_TARGET: [400, 'No such reply target.'],
  CANNOT_REPLY_TO_SPECIFIED_VISIBILITY_NOTE_WITH_EXTENDED_VISIBILITY: [
    400,
    'You cannot reply to a specified visibility note with extended visibility.',
  ],
  YOU_HAVE_BEEN_BLOCKED: [400, 'You have been blocked by this user.'],
  ALREADY_REACTED: [400, 'You are already reacting to that note.'],
  NOT_REACTED: [400, 'You are not reacting to that note.'],
  CONTENT_REQUIRED: [400, 'Content required. You need to set text, fileIds, renoteId or poll.'],
}

/** A refusal in the words of Misskey; `status` where it is not the usual one. */
export function refused(code: string, info: Readonly<Record<string, unknown>> = {}, status?: number): Answer {
  const [usual, message] = words[code] ?? [400, code]
  const error = {
    message,
    code,
    id: `town-error-${code.toLowerCase().replaceAll('_', '-')}`,
    kind: usual === 401 || usual === 403 ? 'permission' : usual === 500 ? 'server' : 'client',
    ...(Object.keys(info).length === 0 ? {} : { info }),
  }
  return json({ error }, status ?? usual)
}
