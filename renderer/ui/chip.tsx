import type { ReactNode } from 'react'
import classes from './chip.module.css'

/** A quiet word. `accent` is for questions alone. */
export function Chip({
  children,
  tone = 'quiet',
  title,
}: {
  children: ReactNode
  tone?: 'quiet' | 'accent'
  title?: string
}) {
  return (
    <span
      className={tone === 'accent' ? `${classes.chip} ${classes.accent}` : classes.chip}
      title={title}
      dir="auto"
    >
      {children}
    </span>
  )
}
