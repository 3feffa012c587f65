import { Failure } from '#shared/failure'

/**
 * How an item is named here: its place. `ID` for what stands at the root, `ROOT/ID` for a reply, since replies are told
 * by their root, and not every token may read them alone. Ids of Threads are digits.
 */
export interface Place {
  id: string
  /** The post that the conversation began with; absent for such a post itself, or where Threads does not say. */
  root?: string | undefined
}

export function refOf({ id, root }: Place): string {
  return root === undefined || root === id ? id : `${root}/${id}`
}

/** Throws not-supported where a ref is none of ours. */
export function placeOf(ref: string): Place {
  const [first = '', second, ...rest] = ref.split('/')
  if (first === '' || second === '' || rest.length > 0)
    throw new Failure('not-supported', 'This was not heard by Earshot in a way that says where it belongs.')
  return second === undefined ? { id: first } : { id: second, root: first }
}
