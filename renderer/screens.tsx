import type { ReactNode } from 'react'
import type { Screen } from './state.ts'

/**
 * What stands to the right of the list, and what stands in its place. The only file that names these
 * features; each exports one component from `features/NAME/NAME.tsx`.
 */
export interface Screens {
  /** The conversation that is selected, with its reply box. Fills its pane and scrolls inside. */
  conversation: (id: number) => ReactNode
  /** Whole screens beside the sidebar. Each is a region of its own with an h1, scrolling inside. */
  pages: Record<Exclude<Screen, 'inbox'>, () => ReactNode>
}

export const screens: Screens = {
  conversation: () => null,
  pages: {
    outbox: () => null,
    accounts: () => null,
    streams: () => null,
    settings: () => null,
    onboarding: () => null,
  },
}
