import { exactWords } from './ago-words.ts'
import { saidWhen } from './said-when.ts'
import { useTicked } from './time-ago.tsx'

/** A point in time inside a sentence: `at 14:31`, `on 3 Aug`, with the exact time as its title. */
export function Moment({ ms }: { ms: number }) {
  const now = useTicked()
  return (
    <time dateTime={new Date(ms).toISOString()} title={exactWords(ms)}>
      {saidWhen(ms, now)}
    </time>
  )
}
