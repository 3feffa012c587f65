import type { calls, Input } from '#shared/contract'
import { showToast } from '../ui/toasts.tsx'
import { attempt, undo } from './actions.ts'
import { core } from './client.ts'

/** What changes rules and mutes. Each can be taken back; forms show their own failures, so adding throws. */

export async function addRule(draft: Input<typeof calls, 'rules.add'>): Promise<void> {
  const { rule, operation } = await core.call('rules.add', draft)
  tellUndo(`Listening for “${rule.name}”`, operation)
}

export async function changeRule(change: Input<typeof calls, 'rules.update'>, words?: string): Promise<void> {
  const { rule, operation } = await core.call('rules.update', change)
  tellUndo(words ?? `Rule “${rule.name}” changed`, operation)
}

export async function pauseRule(id: number, paused: boolean): Promise<void> {
  const answer = await attempt(paused ? 'Not paused' : 'Not resumed', () =>
    core.call('rules.update', { id, paused }),
  )
  if (answer !== undefined)
    tellUndo(`Rule “${answer.rule.name}” ${paused ? 'paused' : 'listens again'}`, answer.operation)
}

export async function removeRule(id: number, name: string): Promise<void> {
  const answer = await attempt('Not removed', () => core.call('rules.remove', { id }))
  if (answer !== undefined) tellUndo(`Rule “${name}” removed`, answer.operation)
}

/** Keeps what a query finds out of every lane, now and later. Says if it worked. */
export async function addMute(query: string): Promise<boolean> {
  const answer = await attempt('Not muted', () => core.call('mutes.add', { query }))
  if (answer === undefined) return false
  const n = answer.conversations
  const left = n === 0 ? '' : `, ${n} ${n === 1 ? 'conversation' : 'conversations'} left the lanes`
  tellUndo(`Muted: ${answer.mute.query}${left}`, answer.operation)
  return true
}

export async function removeMute(id: number, query: string): Promise<void> {
  const answer = await attempt('Still muted', () => core.call('mutes.remove', { id }))
  if (answer !== undefined) tellUndo(`No longer muted: ${query}`, answer.operation)
}

function tellUndo(words: string, operation: string): void {
  showToast({ id: 'triage', words, action: { label: 'Undo', key: 'z', run: () => void undo(operation) } })
}
