import { useEffect } from 'react'
import type { DraftKeeper } from './draft-keeper.ts'

/** Saved after the last key, in ms. */
export const pauseMs = 400

/** Calls back once after a pause; returns how to call it off. */
export function afterPause(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Leaving the box or the window keeps what is typed; posting to core does not wait for an answer. */
export function useFlushOnLeave(keeper: DraftKeeper): void {
  useEffect(() => {
    const flush = () => void keeper.flush()
    window.addEventListener('beforeunload', flush)
    window.addEventListener('blur', flush)
    return () => {
      window.removeEventListener('beforeunload', flush)
      window.removeEventListener('blur', flush)
      flush()
    }
  }, [keeper])
}
