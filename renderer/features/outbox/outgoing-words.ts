import type { Outgoing } from '#shared/domain/outgoing'
import { assertNever } from '#shared/failure'

/** What may be done with a message, in the order of its buttons. */
export type OutgoingAct = 'retry' | 'hand' | 'posted' | 'notPosted' | 'again' | 'edit' | 'discard' | 'open'

/** Held and queued ones may still be taken back; one that is being sent may not, for nobody knows if it arrived. */
export function actsOf(message: Pick<Outgoing, 'state' | 'sentUrl' | 'failure' | 'isPost'>): OutgoingAct[] {
  switch (message.state) {
    case 'held':
    case 'queued':
      return ['edit', 'discard']
    case 'failed':
      // What a program may not say, a person may; a post answers nothing, so that there is no page for it.
      return message.failure?.code === 'forbidden' && !message.isPost
        ? ['hand', 'retry', 'edit', 'discard']
        : ['retry', 'edit', 'discard']
    case 'handed':
      return ['posted', 'notPosted', 'again']
    case 'sent':
      return message.sentUrl === undefined ? [] : ['open']
    case 'sending':
    case 'draft':
      return []
    default:
      return assertNever(message.state)
  }
}

/** The state in plain words, without times. */
export function stateWords(message: Pick<Outgoing, 'state' | 'tries'>): string {
  switch (message.state) {
    case 'draft':
      return 'draft'
    case 'held':
      return 'held, nothing has left yet'
    case 'queued':
      return message.tries === 0 ? 'waiting its turn' : `will be tried again (${triesWords(message.tries)})`
    case 'sending':
      return 'being sent'
    case 'sent':
      return 'sent'
    case 'handed':
      return 'copied and opened in the browser. Did you post it?'
    case 'failed':
      return `not sent (${triesWords(message.tries)})`
    default:
      return assertNever(message.state)
  }
}

function triesWords(tries: number): string {
  return tries === 1 ? 'tried once' : `tried ${tries} times`
}

/** Sections of the screen: what needs the user first. Drafts live in their conversations, not here. */
export function sectionsOf(list: readonly Outgoing[]): { name: string; messages: Outgoing[] }[] {
  const newestFirst = list.toSorted((a, b) => b.updatedMs - a.updatedMs)
  const of = (...states: Outgoing['state'][]) =>
    newestFirst.filter((message) => states.includes(message.state))
  return [
    { name: 'Not sent', messages: of('failed') },
    { name: 'Did you post these?', messages: of('handed') },
    { name: 'On the way', messages: of('held', 'sending', 'queued') },
    { name: 'Sent', messages: of('sent') },
  ].filter((section) => section.messages.length > 0)
}
