import { assertNever, type FailureShape } from '#shared/failure'

/** What went wrong as one sentence, and what helps. */
export interface FailureWords {
  sentence: string
  /** What the user can do, where there is something. */
  help?: string
}

/** The sentence alone, ending in a full stop. */
export function failureSentence(failure: FailureShape): string {
  return failureWords(failure).sentence
}

/** Words for a failure. The code decides; the message, which core wrote for people, is used where it says more. */
export function failureWords(failure: FailureShape, locale?: string): FailureWords {
  const said = sentence(failure.message)
  switch (failure.code) {
    case 'offline':
      return { sentence: said ?? 'There is no connection.', help: 'It is tried again by itself.' }
    case 'timeout':
      return {
        sentence: said ?? 'The network took too long to answer.',
        help: 'It is tried again by itself.',
      }
    case 'signed-out':
      return { sentence: said ?? 'You are signed out there.', help: 'Sign in again.' }
    case 'forbidden':
      return {
        sentence: said ?? 'The network does not allow this.',
        help: 'Look at the permissions of your account there.',
      }
    case 'rate-limited':
      return { sentence: said ?? 'The network asks us to wait.', help: waitHelp(failure, locale) }
    case 'billing':
      // A limit of our own says in its message where to raise it.
      return failure.status === 402
        ? {
            sentence: said ?? 'The network wants to be paid.',
            help: 'Add credits there; it is tried again by itself.',
          }
        : { sentence: said ?? 'The limit for paid calls is reached.' }
    case 'rejected':
      return { sentence: said ?? 'The network refuses this text.', help: 'Change it and send it again.' }
    case 'duplicate':
      return { sentence: said ?? 'The network already has exactly this.' }
    case 'gone':
      return { sentence: said ?? 'It is no longer there.' }
    case 'unavailable':
      return { sentence: said ?? 'The network has trouble of its own.', help: 'It is tried again by itself.' }
    case 'bad-response':
      return {
        sentence: said ?? 'The network answered something we cannot read.',
        help: 'It is tried again by itself.',
      }
    case 'bad-input':
      // The message of this one says how to put it right.
      return said === undefined
        ? { sentence: 'This cannot be understood.', help: 'Change it and try again.' }
        : { sentence: said }
    case 'not-found':
      return { sentence: said ?? 'There is no such thing here any more.' }
    case 'not-supported':
      return { sentence: said ?? 'This network cannot do that.' }
    case 'needs-consent':
      return { sentence: said ?? 'Your consent is needed first.', help: 'Open the settings.' }
    case 'locked':
      return { sentence: said ?? 'Another Earshot uses this data folder.', help: 'Close the other one.' }
    case 'newer-file':
      return { sentence: said ?? 'This data was written by a newer Earshot.', help: 'Update Earshot.' }
    case 'bug':
      return { sentence: said ?? 'Something went wrong inside Earshot.', help: 'The log has the details.' }
    default:
      return assertNever(failure.code)
  }
}

function waitHelp(failure: FailureShape, locale: string | undefined): string {
  if (failure.retryAtMs === undefined) return 'It is tried again by itself.'
  const at = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(failure.retryAtMs)
  return `It is tried again at ${at}.`
}

/** A message as a sentence: capital first (unless it begins with something typed, `is:`), full stop last; undefined when it says nothing. */
function sentence(message: string): string | undefined {
  const text = message.trim()
  if (text === '') return undefined
  const start = /^\p{Ll}+(\s|$)/u.test(text) ? (text[0]?.toLocaleUpperCase() ?? '') : text[0]
  return `${start}${text.slice(1)}${/[.!?…]$/u.test(text) ? '' : '.'}`
}
