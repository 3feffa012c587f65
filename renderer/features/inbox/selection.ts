/** Where the selection goes. Ids are in the order of the list. */

/**
 * The id `by` rows away from the current one, held at the ends. When the current one is not in the list (it left,
 * or was opened from elsewhere), `lastIndex` says where it used to stand.
 */
export function stepFrom(
  ids: readonly number[],
  current: number | undefined,
  by: number,
  lastIndex = 0,
): number | undefined {
  if (ids.length === 0) return undefined
  const at = current === undefined ? -1 : ids.indexOf(current)
  if (at === -1) {
    // What stood after it has moved up into its place, so one step down is the place itself.
    const target = current === undefined ? 0 : lastIndex + (by > 0 ? by - 1 : by)
    return ids[clamp(target, ids.length)]
  }
  return ids[clamp(at + by, ids.length)]
}

/**
 * What is selected after an act on `acted`: the next row below the current one that stays, else the nearest above.
 * `leaving` are rows whose act is still under way; they are on their way out and are passed over.
 */
export function afterActing(
  ids: readonly number[],
  acted: ReadonlySet<number>,
  current: number | undefined,
  leaving: ReadonlySet<number> = new Set(),
): number | undefined {
  const stays = (id: number): boolean => !acted.has(id) && !leaving.has(id)
  if (current !== undefined && stays(current)) return current
  const lowest = acted.size > 0 ? ids.findIndex((id) => acted.has(id)) : -1
  const at = current === undefined ? lowest : ids.indexOf(current)
  return ids.slice(at + 1).find(stays) ?? ids.slice(0, Math.max(0, at)).findLast(stays)
}

/** The first below the current one that was not acted on; undefined at the end of the list. The first of all when it is not in it. */
export function nextBelow(
  ids: readonly number[],
  acted: ReadonlySet<number>,
  current: number,
): number | undefined {
  const at = ids.indexOf(current)
  return at === -1 ? ids[0] : ids.slice(at + 1).find((id) => !acted.has(id))
}

/** Ids between two of the list, both included, in any order; empty when either is missing. */
export function rangeOf(ids: readonly number[], from: number, to: number): number[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)].sort((x, y) => x - y)
  return a === undefined || b === undefined || a === -1 ? [] : ids.slice(a, b + 1)
}

/** The set with one id put in or taken out. */
export function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

function clamp(index: number, length: number): number {
  return Math.min(length - 1, Math.max(0, index))
}
