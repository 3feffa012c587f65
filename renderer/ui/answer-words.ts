import type { AnswerWay } from '#shared/domain/item'

/** What the network lets us do with a post: which sign, a few words, and the same with the reason. */
export interface Capability {
  sign: 'here' | 'browser' | 'none'
  words: string
  /** A whole sentence, for the tooltip and for who does not see the sign. */
  sentence: string
}

/** How a post can be answered, in words. Pure. */
export function capabilityOf({ way, reason }: AnswerWay): Capability {
  if (way === 'none') return said('none', 'read only', 'Read only', reason)
  if (way === 'browser') return said('browser', 'reply in the browser', 'Replies open in the browser', reason)
  return reason === undefined
    ? said('here', 'reply here', 'Reply here', undefined)
    : said('none', 'no reply now', 'No reply now', reason)
}

function said(
  sign: Capability['sign'],
  words: string,
  whole: string,
  reason: string | undefined,
): Capability {
  return { sign, words, sentence: reason === undefined || reason === '' ? whole : `${whole}: ${reason}` }
}
