import { powerMonitor, type BrowserWindow } from 'electron'

/** What says whether somebody looks at the window. */
export interface WindowFacts {
  focused: boolean
  visible: boolean
  minimized: boolean
  /** The screen is locked, or the machine sleeps. */
  shut: boolean
}

/** Pure. */
export function isWatched({ focused, visible, minimized, shut }: WindowFacts): boolean {
  return focused && visible && !minimized && !shut
}

/** Tells when the user comes to the window and when they leave it; each once. */
export class PresenceWatch {
  readonly #tell: (watched: boolean) => void
  #window: BrowserWindow | undefined
  #shut = false
  #watched = false

  constructor(tell: (watched: boolean) => void) {
    this.#tell = tell
    const shut = (): void => this.#setShut(true)
    const open = (): void => this.#setShut(false)
    powerMonitor.on('suspend', shut)
    powerMonitor.on('lock-screen', shut)
    powerMonitor.on('resume', open)
    powerMonitor.on('unlock-screen', open)
  }

  get watched(): boolean {
    return this.#watched
  }

  /** Watches the window that was just opened. */
  follow(window: BrowserWindow): void {
    this.#window = window
    const look = (): void => this.#look()
    window.on('focus', look)
    window.on('blur', look)
    window.on('show', look)
    window.on('hide', look)
    window.on('minimize', look)
    window.on('restore', look)
    window.once('closed', () => {
      this.#window = undefined
      this.#look()
    })
    look()
  }

  #setShut(shut: boolean): void {
    this.#shut = shut
    this.#look()
  }

  #look(): void {
    const window = this.#window
    const watched =
      window !== undefined &&
      isWatched({
        focused: window.isFocused(),
        visible: window.isVisible(),
        minimized: window.isMinimized(),
        shut: this.#shut,
      })
    if (watched === this.#watched) return
    this.#watched = watched
    this.#tell(watched)
  }
}
