import type { ReactNode } from 'react'
import classes from './conversation.module.css'

/** One part of the person panel; keys may move focus to it by its id. */
export function Section({
  id,
  title,
  isName = false,
  first = false,
  children,
}: {
  id: string
  title: string
  isName?: boolean
  /** Gets the focus when the panel opens as a dialog. */
  first?: boolean
  children: ReactNode
}) {
  return (
    <section
      className={classes.section}
      id={id}
      tabIndex={-1}
      aria-label={title}
      data-autofocus={first || undefined}
    >
      <h3 className={isName ? classes.personName : undefined} dir={isName ? 'auto' : undefined}>
        {title}
      </h3>
      {children}
    </section>
  )
}

export const sectionIds = {
  person: 'side-person',
  why: 'side-why',
  tags: 'side-tags',
  note: 'side-notes',
} as const
export type SectionName = keyof typeof sectionIds
