import { waitingThreads } from './threads-waiting.ts'
import type { WrittenNotice, WrittenThread } from './written.ts'

export { people } from './people.ts'

/** Everything written, in no particular order. */
export const threads: readonly WrittenThread[] = [...waitingThreads]
export const notices: readonly WrittenNotice[] = []
