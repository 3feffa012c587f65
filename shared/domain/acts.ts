import type { Moderation, Standing } from './item.ts'
import type { ItemAct } from './network.ts'

/** What acts do to how an item stands, which of them make sense now, and which takes which back. Pure. */

/** How something stands to which nothing was done. */
export const untouched: Standing = { likedBy: [], hidden: false }

const decisions: Partial<Record<ItemAct, Moderation>> = {
  approve: 'approved',
  hold: 'held',
  spam: 'spam',
  trash: 'trash',
}
const actsByDecision: Record<Moderation, ItemAct> = {
  approved: 'approve',
  held: 'hold',
  spam: 'spam',
  trash: 'trash',
}

/** How an item stands after an act of ours. */
export function afterAct(before: Standing, act: ItemAct, accountId: number): Standing {
  const others = before.likedBy.filter((id) => id !== accountId)
  switch (act) {
    case 'like':
      return { ...before, likedBy: [...others, accountId] }
    case 'unlike':
      return { ...before, likedBy: others }
    case 'hide':
    case 'unhide':
      return { ...before, hidden: act === 'hide' }
    default:
      return { ...before, moderation: decisions[act] }
  }
}

/** The act that brings an item back to how it stood; undefined where none does, or nothing changed. */
export function inverseOf(act: ItemAct, before: Standing, accountId: number): ItemAct | undefined {
  if (!possibleActs([act], before, accountId).includes(act)) return undefined
  switch (act) {
    case 'like':
      return 'unlike'
    case 'unlike':
      return 'like'
    case 'hide':
      return 'unhide'
    case 'unhide':
      return 'hide'
    default:
      // Where we are not told how it stood, it was there for everybody to read.
      return actsByDecision[before.moderation ?? 'approved']
  }
}

/** Those of the acts that would change something, in their order. */
export function possibleActs(acts: readonly ItemAct[], standing: Standing, accountId: number): ItemAct[] {
  const isLiked = standing.likedBy.includes(accountId)
  return acts.filter((act) => {
    switch (act) {
      case 'like':
        return !isLiked
      case 'unlike':
        return isLiked
      case 'hide':
        return !standing.hidden
      case 'unhide':
        return standing.hidden
      default:
        return decisions[act] !== (standing.moderation ?? 'approved')
    }
  })
}

/** True where the keepers took it away: it waits for nobody's answer any more. */
export function isRemoved(standing: Standing | undefined): boolean {
  return standing?.moderation === 'spam' || standing?.moderation === 'trash'
}
