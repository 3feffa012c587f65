import type { Source } from '#shared/contract'
import type { LaneId } from '#shared/domain/conversation'
import { assertNever } from '#shared/failure'

/** A sentence for a list without rows: true, kind, and nothing else. */
export function emptyWords(source: Source, heardTo: string | undefined): string {
  if (source.type === 'search') return 'Nothing that is stored matches this search.'
  if (source.type === 'catch-up') return 'Nothing new was heard meanwhile.'
  if (source.type === 'own-lane') return 'Nothing that is stored is in this lane.'
  if (source.type === 'stream') return `Nothing open from this stream.${heard(heardTo)}`
  if (source.type === 'rule') return `Nothing open by this rule.${heard(heardTo)}`
  return laneWords(source.lane, heardTo)
}

function laneWords(lane: LaneId, heardTo: string | undefined): string {
  switch (lane) {
    case 'needs-answer':
    case 'pressing':
      return `Nobody is waiting for you.${heard(heardTo)}`
    case 'late':
      return 'Nobody has waited longer than you promised.'
    case 'questions':
      return `No open questions.${heard(heardTo)}`
    case 'newcomers':
      return 'Nobody has spoken to you for the first time and waits.'
    case 'heard':
      return `Everything heard is done.${heard(heardTo)}`
    case 'waiting':
      return 'You are waiting for nobody. Press w on a conversation when the next word is theirs.'
    case 'snoozed':
      return 'Nothing is put off.'
    case 'saved':
      return 'Nothing is saved yet. Press s on a conversation to find it here again.'
    case 'done':
      return 'Nothing is done yet.'
    case 'noise':
      return 'Nothing was taken for noise. Rules learn from d, “not for us”, and only where you let them.'
    case 'muted':
      return 'Nothing that was heard is muted.'
    default:
      return assertNever(lane)
  }
}

function heard(to: string | undefined): string {
  return to === undefined ? '' : ` Heard up to ${to}.`
}
