import type { TriageAct } from '#shared/contract'
import { assertNever } from '#shared/failure'

/** What an act did, for its toast: names the one, counts the many. */
export function doneWords(act: TriageAct, asked: number, changed: number, who?: string): string {
  const what = asked === 1 ? (who ?? 'Conversation') : `${changed} conversations`
  if (changed === 0) return asked === 1 ? `${what}: nothing to change` : 'Nothing to change'
  switch (act.act) {
    case 'done':
      return `${what}: done`
    case 'reopen':
      return `${what}: open again`
    case 'save':
      return `${what}: saved`
    case 'unsave':
      return `${what}: no longer saved`
    case 'wait':
      return `${what}: waiting for them`
    case 'irrelevant':
      return `${what}: not for us`
    case 'relevant':
      return `${what}: for us after all`
    case 'snooze':
      return `${what}: snoozed until ${whenWords(act.untilMs)}`
    default:
      return assertNever(act)
  }
}

/** A point in time as people say it: weekday, day and time. */
export function whenWords(ms: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(ms)
}
