import type { calls, Input } from '#shared/contract'
import { showToast } from '../ui/toasts.tsx'
import { attempt, undo } from './actions.ts'
import { core } from './client.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** What changes lanes of the user's own. The dialog shows its own failures, so these throw a Failure unless told otherwise. */

/** Adds a lane; resolves to its id once the window knows it. */
export async function addLane(lane: Input<typeof calls, 'lanes.add'>): Promise<number> {
  const { id, operation } = await core.call('lanes.add', lane)
  await knowLanes()
  told(`Lane “${lane.name}” is new`, operation)
  return id
}

export async function updateLane(change: Input<typeof calls, 'lanes.update'>): Promise<void> {
  const { operation } = await core.call('lanes.update', change)
  await knowLanes()
  told('Lane changed', operation)
}

/** Removes a lane; a failure is told in a toast. */
export async function removeLane(id: number, name: string): Promise<boolean> {
  const answer = await attempt('Not removed', () => core.call('lanes.remove', { id }))
  if (answer === undefined) return false
  await knowLanes()
  told(`Lane “${name}” removed`, answer.operation)
  return true
}

/** Gives lanes their order; a failure is told in a toast. */
export async function reorderLanes(ids: readonly number[]): Promise<void> {
  const answer = await attempt('Not moved', () => core.call('lanes.reorder', { ids: [...ids] }))
  if (answer !== undefined) await knowLanes()
}

async function knowLanes(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.ownLanes() })
}

function told(words: string, operation: string): void {
  showToast({
    id: 'triage',
    words,
    action: { label: 'Undo', key: 'z', run: () => void undo(operation) },
  })
}
