import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { defaultPanes, paneLimits, type Panes } from '../panes.ts'
import { setPanes } from '../state.ts'
import classes from './pane-divider.module.css'

/** px per arrow key. */
const step = 16

/** The line between two panes: dragged, or moved with the arrow keys; a double click sets it as at first. */
export function PaneDivider({ pane, label, width }: { pane: keyof Panes; label: string; width: number }) {
  const start = useRef<{ x: number; width: number } | undefined>(undefined)
  const set = (px: number): void => setPanes({ [pane]: px }, window.innerWidth)

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (start.current === undefined) return
    const towardsEnd = document.dir === 'rtl' ? -1 : 1
    set(start.current.width + towardsEnd * (event.clientX - start.current.x))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const target = keyTarget(event.key, pane, width)
    if (target === undefined) return
    event.preventDefault()
    set(target)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={paneLimits[pane].min}
      aria-valuemax={paneLimits[pane].max}
      tabIndex={0}
      className={classes.divider}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = undefined
      }}
      onDoubleClick={() => set(defaultPanes[pane])}
      onKeyDown={onKeyDown}
    />
  )
}

function keyTarget(key: string, pane: keyof Panes, width: number): number | undefined {
  if (key === 'ArrowLeft') return width - step
  if (key === 'ArrowRight') return width + step
  if (key === 'Home') return paneLimits[pane].min
  if (key === 'End') return paneLimits[pane].max
  return undefined
}
