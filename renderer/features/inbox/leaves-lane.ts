import type { TriageAct } from '#shared/contract'
import type { ConversationState } from '#shared/domain/conversation'
import type { Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'

/**
 * True when an act surely takes a conversation out of a lane of the user's own, so that the selection can move on at
 * once. What depends on anything but the state that the act sets is not known here; core says then.
 */
export function surelyLeaves(query: string, act: TriageAct): boolean {
  const { ast } = parseQuery(query)
  return ast !== undefined && holds(ast, act) === false
}

/** Undefined: not known. */
function holds(query: Query, act: TriageAct): boolean | undefined {
  switch (query.type) {
    case 'all':
      return true
    case 'not': {
      const inner = holds(query.of, act)
      return inner === undefined ? undefined : !inner
    }
    case 'and':
    case 'or': {
      const deciding = query.type === 'or'
      const parts = query.of.map((part) => holds(part, act))
      if (parts.includes(deciding)) return deciding
      return parts.includes(undefined) ? undefined : !deciding
    }
    case 'is':
      return isSo(query.what, act)
    default:
      return undefined
  }
}

function isSo(what: string, act: TriageAct): boolean | undefined {
  if (act.act === 'save' || act.act === 'unsave') return what === 'saved' ? act.act === 'save' : undefined
  return isState(what) ? what === stateAfter[act.act] : undefined
}

const stateAfter = {
  done: 'done',
  wait: 'waiting',
  snooze: 'snoozed',
  reopen: 'open',
  irrelevant: 'done',
  relevant: 'open',
} as const

function isState(what: string): what is ConversationState {
  return Object.values<string>(stateAfter).includes(what)
}
