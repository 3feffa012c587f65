import { Failure } from '#shared/failure'

/**
 * How an item is named in this network: its place, since what is done with it depends on what it stands below.
 * `POST`, `POST/COMMENT`, `POST/COMMENT/REPLY`; with `ig` before it, a picture of Instagram and what is below it.
 * Graph ids hold no slash.
 */
export interface Place {
  instagram: boolean
  /** The post or picture. */
  root: string
  /** The comment directly below it. */
  comment?: string | undefined
  reply?: string | undefined
}

export function refOf({ instagram, root, comment, reply }: Place): string {
  return [instagram ? 'ig' : undefined, root, comment, reply].filter((part) => part !== undefined).join('/')
}

/** Throws not-supported where a ref is none of ours. */
export function placeOf(ref: string): Place {
  const parts = ref.split('/')
  const instagram = parts[0] === 'ig'
  const [root, comment, reply, ...rest] = instagram ? parts.slice(1) : parts
  if (root === undefined || root === '' || rest.length > 0 || parts.includes(''))
    throw new Failure('not-supported', 'This was not heard by Earshot in a way that says where it belongs.')
  return { instagram, root, comment, reply }
}

/** The node itself. */
export function nodeOf({ root, comment, reply }: Place): string {
  return reply ?? comment ?? root
}

/** The same wherever it is seen; Instagram numbers its nodes apart. */
export function remoteIdOf(place: Place): string {
  return place.instagram ? `ig:${nodeOf(place)}` : nodeOf(place)
}

/** What it directly answers; undefined for a post. */
export function parentOf({ instagram, root, comment, reply }: Place): Place | undefined {
  if (comment === undefined) return undefined
  return reply === undefined ? { instagram, root } : { instagram, root, comment }
}
