import { keys } from './keys.ts'

/** What core says has changed. */
export interface Changed {
  nouns: string[]
  conversationIds: number[]
}

/** More changed conversations than this are not told one by one. */
const told = 500

/** Nouns whose figures follow from conversations and hits. */
const derived: Record<string, readonly string[]> = {
  conversations: ['lanes', 'ledger', 'rules', 'catchup', 'query'],
  items: ['lanes', 'ledger'],
  settings: ['app', 'spending'],
  accounts: ['app', 'streams', 'query'],
  streams: ['app', 'lanes', 'rules', 'query', 'ledger'],
  goals: ['lanes'],
  rules: ['streams'],
  outbox: ['ledger'],
  replies: ['outbox', 'ledger'],
}

/**
 * The query keys that a change makes untrue. Conversations are named one by one where core named
 * them, so that an open conversation that did not change is not asked for again.
 */
export function untrueKeys(changed: Changed): readonly (readonly unknown[])[] {
  const nouns = new Set(changed.nouns.flatMap((noun) => [noun, ...(derived[noun] ?? [])]))
  const every = changed.conversationIds.length === 0 || changed.conversationIds.length >= told
  const named = changed.conversationIds.map((id) => keys.conversation(id))
  return [...nouns].flatMap((noun): (readonly unknown[])[] =>
    noun === 'conversations' && !every ? named : [[noun]],
  )
}
