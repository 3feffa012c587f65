import { useState } from 'react'

export interface Trying {
  busy: boolean
  /** Why the last try failed; undefined while one runs and after one that went well. */
  error: unknown
  /** Does something that may fail, one try at a time. */
  attempt: (work: () => Promise<void>) => Promise<void>
}

/** For forms: what is kept takes a moment and may fail, and then the form stays as it is, with the reason. */
export function useTrying(): Trying {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  return {
    busy,
    error,
    async attempt(work) {
      if (busy) return
      setBusy(true)
      setError(undefined)
      try {
        await work()
      } catch (failure) {
        setError(failure)
      } finally {
        setBusy(false)
      }
    },
  }
}
