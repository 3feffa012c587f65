/** Widths of the sidebar and the list in px; the conversation takes the rest. */
export interface Panes {
  sidebar: number
  list: number
}

export const defaultPanes: Panes = { sidebar: 224, list: 404 }
export const paneLimits = {
  sidebar: { min: 176, max: 360 },
  list: { min: 300, max: 720 },
  conversation: { min: 380 },
} as const

/** Under this width list and conversation take turns. */
export const narrowPx = 900

/** Keeps every pane usable: the list gives way first, then the sidebar, so that the conversation stays readable. */
export function clampPanes(panes: Panes, windowWidth: number): Panes {
  const { sidebar, list, conversation } = paneLimits
  const wantedSidebar = Math.round(clamp(panes.sidebar, sidebar.min, sidebar.max))
  const wantedList = Math.round(clamp(panes.list, list.min, list.max))
  const over = Math.max(0, wantedSidebar + wantedList + conversation.min - windowWidth)
  const fromList = Math.min(over, wantedList - list.min)
  const fromSidebar = Math.min(over - fromList, wantedSidebar - sidebar.min)
  return { sidebar: wantedSidebar - fromSidebar, list: wantedList - fromList }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

const storageKey = 'earshot.panes'

/** The widths of last time, or the defaults where none (or nothing sensible) is stored. */
export function readPanes(storage: Pick<Storage, 'getItem'> | undefined = browserStorage()): Panes {
  return parsePanes(storage?.getItem(storageKey) ?? null)
}

export function writePanes(
  panes: Panes,
  storage: Pick<Storage, 'setItem'> | undefined = browserStorage(),
): void {
  storage?.setItem(storageKey, `${panes.sidebar} ${panes.list}`)
}

function parsePanes(text: string | null): Panes {
  const [sidebar, list] = (text ?? '').split(' ').map(Number)
  if (sidebar === undefined || list === undefined || !(sidebar > 0) || !(list > 0)) return defaultPanes
  return { sidebar, list }
}

function browserStorage(): Storage | undefined {
  return typeof localStorage === 'undefined' ? undefined : localStorage
}
