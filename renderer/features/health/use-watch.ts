import { useEffect, useMemo, useState } from 'react'
import type { Stream } from '#shared/domain/stream'
import { useAccounts, useShownQuery } from '../../data/queries.ts'
import { watchStreams } from '../../data/stream-actions.ts'
import { useUi } from '../../state.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { streamsInFront } from './in-front.ts'

/** Core forgets the hint after ten minutes. */
const repeatMs = 4 * 60_000

/** Tells core which streams are in front, while the window is seen: they are asked first and more often. */
export function useWatch(streams: readonly Stream[]): void {
  const source = useUi((state) => state.source)
  const seen = useSeen()
  const query = useShownQuery()
  const { data: accounts } = useAccounts()
  const ids = useMemo(
    () => JSON.stringify(seen ? streamsInFront({ source, query }, streams, accounts ?? []) : []),
    [seen, source, query, streams, accounts],
  )
  const turn = Math.floor(useTicked() / repeatMs)
  useEffect(() => {
    // Sent again each turn, so that core does not forget.
    void turn
    // What was written above is what is read here.
    void watchStreams(JSON.parse(ids) as number[])
  }, [ids, turn])
}

function useSeen(): boolean {
  const [seen, setSeen] = useState(() => document.visibilityState === 'visible')
  useEffect(() => {
    const look = (): void => setSeen(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return seen
}
