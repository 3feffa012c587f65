/** What the system around the window can show; a test puts another in its place. */
export interface Desktop {
  readonly can: {
    banners: boolean
    /** Words can be typed into a banner. */
    reply: boolean
    /** The program's icon can carry a figure. */
    badge: boolean
    tray: boolean
  }
  showBanner(banner: DesktopBanner): void
  /** 0 takes it away. */
  setBadge(count: number): void
  /** Undefined takes it away. Never the only way to anything: a desktop without a place for it shows none. */
  setTray(tray: DesktopTray | undefined): void
}

export interface DesktopBanner {
  title: string
  body: string
  sound: boolean
  onClick(): void
  /** Absent: it cannot be answered where it stands. */
  onReply?: ((text: string) => void) | undefined
  /** What else can be done with it, on systems that have buttons on banners. */
  acts: readonly { label: string; run(): void }[]
}

export interface DesktopTray {
  /** How many need an answer. */
  count: number
  tip: string
  /** A click on the icon, where the system tells of it; the menu holds the same. */
  onClick(): void
  menu: readonly TrayEntry[]
}

/** An entry of the tray's menu; undefined is a line between two. */
export type TrayEntry = { label: string; run(): void } | undefined

/** Desktops of Linux read marks such as `<b>` and `<a>` in a banner; what strangers say must stay text. Pure. */
export function plainOn(platform: NodeJS.Platform, text: string): string {
  return platform === 'linux' ? text.replaceAll('<', '‹').replaceAll('>', '›') : text
}
