import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { OwnLane } from '#shared/domain/conversation'
import { readsClock } from '#shared/domain/query/leaves'
import { parseQuery } from '#shared/domain/query/parse'
import { untrueKeys } from './changes.ts'
import { core, host } from './client.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'
import { useUi } from '../state.ts'
import { midnightBefore, minuteMs, nowMs, subscribeMinute } from '../ui/clock.ts'

export { keys } from './keys.ts'

export const useAppState = () => useQuery({ queryKey: keys.app(), queryFn: () => core.call('app.state', {}) })
export const useNetworks = () =>
  useQuery({ queryKey: keys.networks(), queryFn: () => core.call('networks.list', {}) })
export const useAccounts = () =>
  useQuery({ queryKey: keys.accounts(), queryFn: () => core.call('accounts.list', {}) })
export const useAccountHealth = () =>
  useQuery({ queryKey: keys.accountHealth(), queryFn: () => core.call('accounts.health', {}) })
export const useStreams = () =>
  useQuery({ queryKey: keys.streams(), queryFn: () => core.call('streams.list', {}) })
export const useLanes = () => useQuery({ queryKey: keys.lanes(), queryFn: () => core.call('lanes.list', {}) })
export const useRules = () => useQuery({ queryKey: keys.rules(), queryFn: () => core.call('rules.list', {}) })
export const useMutes = () => useQuery({ queryKey: keys.mutes(), queryFn: () => core.call('mutes.list', {}) })
export const useOwnLanes = () =>
  useQuery({
    queryKey: keys.ownLanes(),
    queryFn: () => core.call('lanes.own', {}),
    // What the clock alone puts into a lane or takes out of it is told by no event.
    refetchInterval: ({ state }) => (state.data?.some(isTimed) === true ? minuteMs : false),
  })
export const useOutbox = () =>
  useQuery({ queryKey: keys.outbox(), queryFn: () => core.call('outbox.list', {}) })

function isTimed({ query }: OwnLane): boolean {
  const { ast } = parseQuery(query)
  return ast !== undefined && readsClock(ast)
}

/** The query of the search or own lane in front; undefined where something else is. */
export function useShownQuery(): string | undefined {
  const source = useUi((state) => state.source)
  const own = useOwnLanes().data
  if (source.type === 'search') return source.query
  return source.type === 'own-lane' ? own?.find((lane) => lane.id === source.id)?.query : undefined
}

/** The foot of the window; a new day is a new question. */
export function useLedger() {
  const midnightMs = useSyncExternalStore(subscribeMinute, () => midnightBefore(nowMs()))
  return useQuery({
    queryKey: keys.ledger(midnightMs),
    queryFn: () => core.call('ledger.today', { midnightMs }),
  })
}

/** What there is to catch up with after an absence. */
export const useCatchUpOffer = () =>
  useQuery({ queryKey: keys.catchUp(), queryFn: () => core.call('catchup.offer', {}) })

/** The end of a pass: asked each time it is shown, because more may have been done in it. */
export const usePassNote = (passId: number) =>
  useQuery({
    queryKey: keys.passNote(passId),
    queryFn: () => core.call('catchup.close', { id: passId }),
    staleTime: 0,
    gcTime: 0,
  })

/** What this desktop can do of banners, badge and tray. */
export const useDesktop = () =>
  useQuery({ queryKey: keys.desktop(), queryFn: () => host.call('host.desktop', {}) })

/** What was heard of a stream between two moments; the last known stays while they move on. */
export const useCoverage = (id: number, fromMs: number, toMs: number) =>
  useQuery({
    queryKey: keys.coverage(id, fromMs),
    queryFn: () => core.call('streams.coverage', { id, fromMs, toMs }),
    placeholderData: keepPreviousData,
  })

/** A conversation with everything its pane shows. `undefined` asks for nothing. */
const conversationQuery = (id: number) => ({
  queryKey: keys.conversation(id),
  queryFn: () => core.call('conversations.get', { id }),
})

export const useConversation = (id: number | undefined) =>
  useQuery({ ...conversationQuery(id ?? 0), enabled: id !== undefined })

/** Asks for conversations that the next key will probably show, so that they are drawn with the selection. */
export function expectConversations(ids: readonly number[]): void {
  for (const id of ids) void queryClient.prefetchQuery(conversationQuery(id))
}

/** The earlier wordings of an item, asked when they are unfolded. */
export const useRevisions = (itemId: number, enabled: boolean) =>
  useQuery({
    queryKey: keys.revisions(itemId),
    queryFn: () => core.call('items.revisions', { id: itemId }),
    enabled,
  })

/** Keeps what is shown true: asks again what changed, and everything when core came back. Call once. */
export function followChanges(): void {
  core.on('changed', (changed) => {
    for (const queryKey of untrueKeys(changed)) void queryClient.invalidateQueries({ queryKey })
  })
  core.onUp((up) => {
    if (up) void queryClient.invalidateQueries()
  })
}
