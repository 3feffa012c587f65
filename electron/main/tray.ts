import type { DesktopTray } from './desktop.ts'

export interface TrayFacts {
  count: number
  /** Until when banners are held back; undefined: they are not. */
  quietUntilMs: number | undefined
  /** "Quiet for an hour" is on: it can be taken back, which the quiet hours of the settings cannot from here. */
  quietByHand: boolean
  locale?: string
}

export interface TrayActs {
  open(): void
  quietForAnHour(): void
  ringAgain(): void
  quit(): void
}

/** What the tray says and offers. Pure. */
export function trayOf({ count, quietUntilMs, quietByHand, locale }: TrayFacts, acts: TrayActs): DesktopTray {
  const waiting = countWords(count)
  const until = quietUntilMs === undefined ? undefined : timeOfDay(quietUntilMs, locale)
  return {
    count,
    tip: until === undefined ? `Earshot: ${waiting}` : `Earshot: ${waiting}, quiet until ${until}`,
    onClick: acts.open,
    menu: [
      { label: `Open Earshot (${waiting})`, run: acts.open },
      undefined,
      quietByHand
        ? { label: `Ring Again (Quiet Until ${until ?? ''})`, run: acts.ringAgain }
        : { label: 'Quiet for an Hour', run: acts.quietForAnHour },
      undefined,
      { label: 'Quit Earshot', run: acts.quit },
    ],
  }
}

function countWords(count: number): string {
  if (count === 0) return 'nobody waits'
  return count === 1 ? '1 waits for an answer' : `${String(count)} wait for an answer`
}

function timeOfDay(ms: number, locale: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(ms)
}

/** Steps of a pixel in each direction at which it is looked at, for smooth edges. */
const steps = 4

/**
 * The tray's picture, `size` pixels in the square: somebody who speaks, and what is heard of it. Bytes are blue, green,
 * red and opacity, multiplied by it, as Electron's bitmaps are.
 */
export function trayPixels(size: number, [red, green, blue]: readonly [number, number, number]): Uint8Array {
  const pixels = new Uint8Array(size * size * 4)
  for (let at = 0; at < size * size; at += 1) {
    const opacity = coverage(at % size, Math.floor(at / size), size)
    pixels.set(
      [blue, green, red, 255].map((part) => Math.round(part * opacity)),
      at * 4,
    )
  }
  return pixels
}

function coverage(x: number, y: number, size: number): number {
  let inside = 0
  for (let step = 0; step < steps * steps; step += 1) {
    const dx = (x + ((step % steps) + 0.5) / steps) / size
    const dy = (y + (Math.floor(step / steps) + 0.5) / steps) / size
    if (isInk(dx, dy)) inside += 1
  }
  return inside / (steps * steps)
}

/** In a square of side 1: a dot at the lower left, and two quarter rings around it. */
function isInk(x: number, y: number): boolean {
  const far = Math.hypot(x - 0.22, y - 0.78)
  if (far <= 0.15) return true
  const isTowards = x >= 0.22 && y <= 0.78
  return isTowards && ((far >= 0.32 && far <= 0.44) || (far >= 0.58 && far <= 0.7))
}
