/** What a mute would keep out of the lanes, as core counts it. */
export interface Held {
  conversations: number
  /** Posts in those conversations, and wherever they were found. */
  items: number
  found: number
  /** There may be more. */
  capped: boolean
}

/** `Holds back 12 posts of 5 open conversations.`, and what becomes of the other posts that it finds. */
export function heldWords({ conversations, items, found, capped }: Held, locale?: string): string {
  const figure = new Intl.NumberFormat(locale)
  const many = (n: number, one: string, more: string): string => `${figure.format(n)} ${n === 1 ? one : more}`
  const orMore = capped ? ' or more' : ''
  if (found === 0)
    return capped
      ? 'Nothing like it was heard lately; what comes is kept out of the lanes.'
      : 'Nothing stored is like it; what comes is kept out of the lanes.'
  const others = found - items
  if (conversations === 0)
    return `${many(found, 'post', 'posts')}${orMore} found, and no open conversation leaves the lanes: others say more in them, or they are done.`
  const held = `Holds back ${many(items, 'post', 'posts')} of ${many(conversations, 'open conversation', 'open conversations')}${orMore}.`
  if (others === 0) return held
  return `${held} ${many(others, 'more post', 'more posts')} found, where others say more or that are done.`
}
