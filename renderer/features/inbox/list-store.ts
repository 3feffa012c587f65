import type { calls, Input, Output, Source } from '#shared/contract'
import { asFailure, type FailureShape } from '#shared/failure'
import type { Changed } from '../../data/changes.ts'
import { isVisit } from '../../state.ts'
import { appendPage, mergeRows, openWindow, tailOf, type ListWindow, type Order } from './list-window.ts'

export const pageSize = 50
/** Ids in one question for rows. */
const mostIds = 500

type ListCall = 'conversations.page' | 'conversations.rows' | 'conversations.newCount'
export type Ask = <K extends ListCall>(
  name: K,
  input: Input<typeof calls, K>,
) => Promise<Output<typeof calls, K>>

export interface ListState {
  list: ListWindow
  /** False until the first page is there. */
  loaded: boolean
  loading: boolean
  /** Why the last question failed; what was held stays. */
  failure: FailureShape | undefined
  /** How many wait behind the pill. */
  newCount: number
}

/** The list of one source: pages it in, keeps it true, and never moves what is on the screen. */
export interface ListStore {
  readonly source: Source
  get(): ListState
  subscribe(listener: () => void): () => void
  /** Shows the source anew from its start. */
  load(): Promise<void>
  /** Asks for the page after the last row, unless a question is under way. `evenAtEnd` looks whether the end has moved. */
  loadMore(evenAtEnd?: boolean): Promise<void>
  /** Follows what core says has changed. */
  follow(changed: Changed): Promise<void>
  /** Brings conversations back into view that an undo returned. Resolves to those that are in this source. */
  restore(ids: readonly number[]): Promise<readonly number[]>
}

export function createListStore(source: Source, order: Order, ask: Ask): ListStore {
  const listeners = new Set<() => void>()
  const fixed = isVisit(source)
  let state: ListState = {
    list: openWindow({ rows: [], more: false }, order),
    loaded: false,
    loading: false,
    failure: undefined,
    newCount: 0,
  }
  const set = (change: Partial<ListState>): void => {
    state = { ...state, ...change }
    if (change.list !== undefined && change.newCount === undefined) state.newCount = state.list.pending.size
    for (const listener of listeners) listener()
  }
  const failed = (error: unknown): void => set({ loading: false, failure: asFailure(error).toShape() })

  const redraw = async (ids: readonly number[], restore?: ReadonlySet<number>): Promise<void> => {
    for (let at = 0; at < ids.length; at += mostIds) {
      const asked = ids.slice(at, at + mostIds)
      const { rows } = await ask('conversations.rows', { ids: asked, source })
      // What was joined to another conversation comes back under that one's id: under its own it is gone.
      const here = new Set(rows.map((row) => row.id))
      const left = asked.filter((id) => !here.has(id))
      set({
        list: mergeRows(state.list, { rows, left }, { fixed, ...(restore === undefined ? {} : { restore }) }),
      })
    }
  }

  /** Too much changed to name it: everything held is asked again, and what came before it is counted. */
  const redrawAll = async (): Promise<void> => {
    await redraw(state.list.entries.map(({ row }) => row.id))
    const { head } = state.list
    if (order === 'newest' && head !== undefined) {
      const { count } = await ask('conversations.newCount', { source, since: head })
      set({ newCount: count })
    }
    if (!state.list.more) await store.loadMore(true)
  }

  const store: ListStore = {
    source,
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async load() {
      set({ loading: true })
      try {
        const page = await ask('conversations.page', { source, limit: pageSize })
        set({ list: openWindow(page, order), loaded: true, loading: false, failure: undefined })
      } catch (error) {
        failed(error)
      }
    },
    async loadMore(evenAtEnd = false) {
      if (state.loading || !state.loaded || (!state.list.more && !evenAtEnd)) return
      set({ loading: true })
      try {
        const after = tailOf(state.list)
        const page = await ask('conversations.page', {
          source,
          limit: pageSize,
          ...(after === undefined ? {} : { after }),
        })
        set({ list: appendPage(state.list, page), loading: false, failure: undefined })
      } catch (error) {
        failed(error)
      }
    },
    async follow({ nouns, conversationIds }) {
      if (!state.loaded || !nouns.includes('conversations')) return
      const unnamed = conversationIds.length === 0 || conversationIds.length >= mostIds
      const known = new Set(state.list.entries.map(({ row }) => row.id))
      try {
        if (unnamed) await redrawAll()
        else await redraw(fixed ? conversationIds.filter((id) => known.has(id)) : conversationIds)
      } catch (error) {
        failed(error)
      }
    },
    async restore(ids) {
      if (!state.loaded || ids.length === 0) return []
      try {
        await redraw(ids, new Set(ids))
      } catch (error) {
        failed(error)
      }
      const here = new Set(state.list.entries.map(({ row }) => row.id))
      return ids.filter((id) => here.has(id))
    },
  }
  return store
}
