import type { ReactNode, Ref } from 'react'

export interface ScrollRegionProps {
  label: string
  className?: string | undefined
  ref?: Ref<HTMLDivElement>
  children: ReactNode
}

/** A part that scrolls by itself. It takes focus, because without it the keyboard could not scroll. */
export function ScrollRegion({ label, className, ref, children }: ScrollRegionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={ref} className={className} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
