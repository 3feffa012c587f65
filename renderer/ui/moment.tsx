import { exactWords } from './ago-words.ts'
import { bareWhen, saidWhen } from './said-when.ts'
import { useTicked } from './time-ago.tsx'

/** A point in time inside a sentence: `at 14:31`, `on 3 Aug`, with the exact time as its title; `bare` after words such as `until`. */
export function Moment({ ms, bare = false }: { ms: number; bare?: boolean }) {
  const now = useTicked()
  return (
    <time dateTime={new Date(ms).toISOString()} title={exactWords(ms)}>
      {bare ? bareWhen(ms, now) : saidWhen(ms, now)}
    </time>
  )
}
