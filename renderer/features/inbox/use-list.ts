import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Source } from '#shared/contract'
import type { Lane } from '#shared/domain/conversation'
import { core } from '../../data/client.ts'
import { sourceKey } from '../../state.ts'
import { subscribeMinute } from '../../ui/clock.ts'
import { createListStore, type ListState, type ListStore } from './list-store.ts'
import type { Order } from './list-window.ts'

/** Lists kept for a quick way back, least recently shown first. */
const kept = new Map<string, ListStore>()
const mostKept = 12

function storeFor(source: Source, order: Order): ListStore {
  const key = `${sourceKey(source)} ${order}`
  const store = kept.get(key) ?? createListStore(source, order, core.call)
  kept.delete(key)
  kept.set(key, store)
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return store
}

/** The order in which a source is shown; undefined while its lane is not known yet. */
export function orderOf(source: Source, lanes: readonly Lane[] | undefined): Order | undefined {
  if (source.type === 'catch-up') return 'oldest'
  if (source.type !== 'lane') return 'newest'
  return lanes?.find((lane) => lane.id === source.lane)?.order
}

/**
 * The list of a source, loaded when it comes to the front and kept true while it is there. Undefined while the
 * order of its lane is not known yet.
 */
export function useList(
  source: Source,
  order: Order | undefined,
): { store: ListStore; state: ListState } | undefined {
  const key = sourceKey(source)
  // The key says all that the source says; a new object of the same words is no new list.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const store = useMemo(() => (order === undefined ? undefined : storeFor(source, order)), [key, order])
  const state = useSyncExternalStore(
    (listener) => store?.subscribe(listener) ?? (() => undefined),
    () => store?.get(),
  )
  useEffect(() => {
    if (store === undefined) return undefined
    void store.load()
    const stops = [
      core.on('changed', (changed) => void store.follow(changed)),
      core.onUp((up) => {
        if (up) void store.load()
      }),
      // What becomes late by the clock alone is told by no event.
      subscribeMinute(() => {
        if (store.source.type === 'lane' && store.source.lane === 'late') void store.loadMore(true)
        else if (store.source.type === 'own-lane')
          void store.follow({ nouns: ['conversations'], conversationIds: [] })
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store])
  return store === undefined || state === undefined ? undefined : { store, state }
}
