import { z } from 'zod'

export const minimumSize = { width: 720, height: 480 } as const
const usualSize = { width: 1280, height: 820 } as const

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
})
export type Rectangle = z.infer<typeof rectangle>

/** What is remembered of the window. */
export const windowState = z.object({ bounds: rectangle, maximized: z.boolean() })
export type WindowState = z.infer<typeof windowState>

/**
 * Where the window opens: where it was, if enough of it would be on a display to be taken hold of; else in the middle
 * of the first display (no x and y). Never larger than its display, and as small as the minimum only where the display allows. Pure.
 */
export function openingBounds(
  remembered: WindowState | undefined,
  workAreas: readonly Rectangle[],
): { x?: number; y?: number; width: number; height: number } {
  const bounds = remembered?.bounds
  const home = bounds === undefined ? undefined : workAreas.find((area) => canBeHeld(bounds, area))
  const area = home ?? workAreas[0]
  const wanted = bounds ?? usualSize
  const width = fit(wanted.width, minimumSize.width, area?.width)
  const height = fit(wanted.height, minimumSize.height, area?.height)
  return bounds === undefined || home === undefined
    ? { width, height }
    : { x: bounds.x, y: bounds.y, width, height }
}

function fit(wanted: number, least: number, most: number | undefined): number {
  return Math.min(Math.max(wanted, least), most ?? wanted)
}

/** At least 100 by 40 pixels of the window's upper edge lie on the display. */
function canBeHeld(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const edge = Math.min(bounds.y + 40, area.y + area.height) - Math.max(bounds.y, area.y)
  return across >= 100 && edge >= 40
}
