/** Addresses as X's own text parser finds them, for the few top-level names that are in use in the town. */
const address =
  /(?<![a-z0-9@#$/._-])(?:https?:\/\/)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|edu)(?![a-z0-9@+-])(?:\/[\w/.?=&%#~-]*[\w/=#-])?/gi

export interface XLink {
  start: number
  end: number
  /** As written. */
  text: string
  expanded: string
}

/** Every address of a text; offsets count UTF-16 units. */
export function linksIn(text: string): XLink[] {
  return [...text.matchAll(address)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    expanded: /^https?:/i.test(match[0]) ? match[0] : `http://${match[0]}`,
  }))
}
