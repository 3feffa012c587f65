import { useQuery } from '@tanstack/react-query'
import type { Goal, GoalDraft } from '#shared/domain/goal'
import { showToast } from '../ui/toasts.tsx'
import { attempt, undo } from './actions.ts'
import { core } from './client.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** Goals, how far they are, and what changes them. The dialog shows its own failures, so keepGoal throws a Failure. */

export const useGoals = () => useQuery({ queryKey: keys.goals(), queryFn: () => core.call('goals.list', {}) })

/** Counted anew whenever something is heard, said or deleted. */
export const useGoalProgress = (id: number) =>
  useQuery({ queryKey: keys.goalProgress(id), queryFn: () => core.call('goals.progress', { id }) })

/** Adds a goal, or changes a known one. */
export async function keepGoal(id: number | undefined, draft: GoalDraft): Promise<void> {
  const { operation } =
    id === undefined ? await core.call('goals.add', draft) : await core.call('goals.update', { id, ...draft })
  await knowGoals()
  told(id === undefined ? `Goal “${draft.name}” is new` : 'Goal changed', operation)
}

/** Removes a goal; a failure is told in a toast. */
export async function removeGoal({ id, name }: Pick<Goal, 'id' | 'name'>): Promise<void> {
  const answer = await attempt('Not removed', () => core.call('goals.remove', { id }))
  if (answer === undefined) return
  await knowGoals()
  told(`Goal “${name}” removed`, answer.operation)
}

async function knowGoals(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.goals() })
}

function told(words: string, operation: string): void {
  showToast({
    id: 'triage',
    words,
    action: { label: 'Undo', key: 'z', run: () => void undo(operation) },
  })
}
