import type { Item, Moderation } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'

/** How an act is called on its button. */
export const actLabels: Record<ItemAct, string> = {
  like: 'Like',
  unlike: 'Like no longer',
  hide: 'Hide',
  unhide: 'Show again',
  approve: 'Approve',
  hold: 'Hold',
  spam: 'Spam',
  trash: 'Trash',
}

const done: Record<ItemAct, string> = {
  like: 'liked',
  unlike: 'liked no longer',
  hide: 'hidden',
  unhide: 'shown again',
  approve: 'approved',
  hold: 'held until it is approved',
  spam: 'marked as spam',
  trash: 'in the trash',
}

/** What an act did, for its toast. */
export function actedWords(act: ItemAct, who: string): string {
  return `${who}: ${done[act]}`
}

const decided: Record<Moderation, string | undefined> = {
  approved: undefined,
  held: 'held',
  spam: 'spam',
  trash: 'in the trash',
}

/** How an item stands at its network, in short words for chips; empty where nothing was done to it. */
export function standingWords({ standing }: Pick<Item, 'standing'>): string[] {
  if (standing === undefined) return []
  const words = [
    standing.moderation === undefined ? undefined : decided[standing.moderation],
    standing.hidden ? 'hidden' : undefined,
    standing.likedBy.length > 0 ? 'liked' : undefined,
  ]
  return words.filter((word) => word !== undefined)
}

/** Acts of an item by where they are offered: moderation of what is not public stands open, the rest in a menu. */
export function actPlaces({ acts = [], standing }: Pick<Item, 'acts' | 'standing'>): {
  open: ItemAct[]
  menu: ItemAct[]
} {
  const waits = standing?.moderation !== undefined && standing.moderation !== 'approved'
  const isOpen = (act: ItemAct): boolean => waits && ['approve', 'hold', 'spam', 'trash'].includes(act)
  return { open: acts.filter(isOpen), menu: acts.filter((act) => !isOpen(act)) }
}
