import { useSyncExternalStore } from 'react'
import { subscribeMinute, tickedMs } from './clock.ts'
import { agoWords, exactWords } from './ago-words.ts'

/** How long ago, in few characters (`42 min`), with the exact time as its title; ages with the shared clock. */
export function TimeAgo({
  ms,
  className,
  suffix = '',
}: {
  ms: number
  className?: string | undefined
  suffix?: string
}) {
  const now = useTicked()
  return (
    <time className={className} dateTime={new Date(ms).toISOString()} title={exactWords(ms)}>
      {agoWords(ms, now)}
      {suffix}
    </time>
  )
}

/** The time of the last tick: draws again once a minute. */
export function useTicked(): number {
  return useSyncExternalStore(subscribeMinute, tickedMs)
}
