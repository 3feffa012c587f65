import type { Source } from '#shared/contract'
import type { Account } from '#shared/domain/account'
import { parseQuery } from '#shared/domain/query/parse'
import type { Stream } from '#shared/domain/stream'
import { namedStreams } from './named-streams.ts'

const speakToUs = ['mentions', 'replies', 'comments']

/** What the window shows: with the query, where it is a lane of the user's own or a search. */
export interface InFront {
  source: Source
  query: string | undefined
}

/**
 * The streams that what is in front is made of: the one that is shown, those that its query names, else those in which
 * people speak to us.
 */
export function streamsInFront(
  { source, query }: InFront,
  streams: readonly Stream[],
  accounts: readonly Account[],
): number[] {
  const heard = streams.filter(({ paused }) => !paused)
  const shown =
    source.type === 'rule'
      ? heard.filter(({ ruleId }) => ruleId === source.ruleId)
      : source.type === 'stream'
        ? heard.filter(({ id }) => id === source.streamId)
        : (named(query, heard, accounts) ?? heard.filter(({ kind }) => speakToUs.includes(kind)))
  return shown.map(({ id }) => id)
}

/** Undefined also where what is named is not here, or is paused. */
function named(
  query: string | undefined,
  streams: readonly Stream[],
  accounts: readonly Account[],
): Stream[] | undefined {
  const ast = query === undefined ? undefined : parseQuery(query).ast
  const found = ast && namedStreams(ast, streams, accounts)
  return found === undefined || found.size === 0 ? undefined : streams.filter((one) => found.has(one))
}
