import type { Item } from '#shared/domain/item'

/** One thing drawn in the thread, top to bottom. */
export type ThreadEntry =
  | {
      type: 'item'
      item: Item
      /** The one a reply would answer. */
      focus: boolean
      /** Whom it answers, said only where the item before it is not the one answered. */
      answers: string | undefined
      /** What it is about was said above the item before it. */
      repeatsTitle: boolean
    }
  /** An item answers something that is not here. */
  | { type: 'missing-parent'; beforeId: number }
  /** The network counts replies that are not here; where they belong is not known. */
  | { type: 'missing-replies'; count: number }

/**
 * The thread in the order it was said, with what is missing said in its place: before the answer to something
 * we do not hold, and after the last item for replies that the network only counts.
 */
export function threadEntries(
  items: readonly Item[],
  focusItemId: number,
  missing: number | undefined,
): ThreadEntry[] {
  const sorted = items.toSorted((a, b) => a.createdMs - b.createdMs || a.id - b.id)
  const byId = new Map(sorted.map((item) => [item.id, item]))
  const entries: ThreadEntry[] = []
  for (const [index, item] of sorted.entries()) {
    if (lacksParent(item, byId)) entries.push({ type: 'missing-parent', beforeId: item.id })
    const parent = item.parentId === undefined ? undefined : byId.get(item.parentId)
    const isNext = parent === undefined || sorted[index - 1]?.id === parent.id
    entries.push({
      type: 'item',
      item,
      focus: item.id === focusItemId,
      answers: isNext ? undefined : nameOf(parent),
      repeatsTitle: item.title !== undefined && sorted[index - 1]?.title === item.title,
    })
  }
  if (missing !== undefined && missing > 0) entries.push({ type: 'missing-replies', count: missing })
  return entries
}

/** A reply says that it answers something even where we never saw what. */
function lacksParent(item: Item, byId: ReadonlyMap<number, Item>): boolean {
  if (item.parentId !== undefined) return !byId.has(item.parentId)
  return item.kind === 'reply'
}

/** What to call the author of an item: ourselves are `you`. */
export function nameOf(item: Pick<Item, 'mine' | 'author'>): string {
  if (item.mine) return 'you'
  return item.author.name === '' ? item.author.handle : item.author.name
}

/** `5 of 6 posts known`, or undefined when nothing is known to be missing. */
export function knownWords(held: number, missing: number | undefined): string | undefined {
  if (missing === undefined || missing <= 0) return undefined
  return `${held} of ${held + missing} posts known`
}

/** `1 reply is not here yet`, in whole sentences for both numbers. */
export function missingWords(count: number): string {
  return count === 1 ? '1 reply is not here yet' : `${count} replies are not here yet`
}

/** The id of the item a step away from the current one; undefined at either end. */
export function stepItem(
  ids: readonly number[],
  current: number | undefined,
  step: 1 | -1,
): number | undefined {
  if (current === undefined) return step === 1 ? ids[0] : ids.at(-1)
  const at = ids.indexOf(current)
  return at === -1 ? ids[0] : ids[at + step]
}

/**
 * The heading of the conversation: its title, or the first words of what its first item says, at most
 * `max` characters and never half a word where a space is near.
 */
export function subjectOf(title: string | undefined, items: readonly Item[], max = 48): string | undefined {
  const first = items
    .toSorted((a, b) => a.createdMs - b.createdMs || a.id - b.id)
    .find((item) => item.state !== 'deleted')
  // Behind a warning nothing is quoted: the warning itself is the subject.
  const said = title ?? first?.title ?? first?.warning ?? withoutMentions(first?.text ?? '')
  const words = said.replaceAll(/\s+/gu, ' ').trim()
  if (words === '') return undefined
  const letters = [...words]
  if (letters.length <= max) return words
  const cut = letters.slice(0, max).join('')
  const space = letters[max] === ' ' ? cut.length : cut.lastIndexOf(' ')
  return `${cut.slice(0, space > max / 2 ? space : undefined).replace(/[\s,.;:]+$/u, '')}…`
}

function withoutMentions(text: string): string {
  return text.replace(/^(?:\s*@[\w.@-]+[,:]?)+\s*/u, '')
}
