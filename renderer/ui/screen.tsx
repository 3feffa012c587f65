import type { ReactNode } from 'react'
import { ScrollRegion } from './scroll-region.tsx'
import classes from './screen.module.css'

/** A screen that takes the place of list and conversation: a heading, what can be done, and a calm column. */
export function ScreenFrame({
  title,
  hint,
  acts,
  children,
}: {
  title: string
  hint?: ReactNode
  acts?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={classes.screen} aria-label={title}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {hint !== undefined && <span className={classes.hint}>{hint}</span>}
        {acts !== undefined && <div className={classes.acts}>{acts}</div>}
      </header>
      <ScrollRegion className={classes.scroll} label={`${title}, content`}>
        <div className={classes.column}>{children}</div>
      </ScrollRegion>
    </section>
  )
}

/** A titled part of a screen. */
export function Part({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h2 className={classes.partTitle}>{title}</h2>
      {hint !== undefined && <p className={classes.partHint}>{hint}</p>}
      {children}
    </section>
  )
}
