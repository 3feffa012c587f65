import { useEffect, useRef } from 'react'
import classes from './query-field.module.css'
import type { Offer } from './query-offers.ts'

export interface QueryListProps {
  id: string
  offers: readonly Offer[]
  /** -1: none yet. */
  active: number
  onTake: (offer: Offer) => void
}

export const offerId = (listId: string, index: number): string => `${listId}-${String(index)}`

/** What may be written, below the field; focus stays in the field. */
export function QueryList({ id, offers, active, onTake }: QueryListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const isRecent = offers[0]?.kind === 'recent'
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      className={classes.list}
      aria-label={isRecent ? 'Recent searches' : 'Completions'}
    >
      {offers.map((offer, index) => (
        // The keys of the list are those of the field, which keeps the focus.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={offerKey(offer)}
          id={offerId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          data-active={index === active || undefined}
          className={classes.option}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
        >
          <OfferWords offer={offer} />
        </div>
      ))}
    </div>
  )
}

function offerKey(offer: Offer): string {
  if (offer.kind === 'write') return `write ${offer.insert}`
  return offer.kind === 'recent' ? `recent ${offer.query}` : 'forget'
}

function OfferWords({ offer }: { offer: Offer }) {
  switch (offer.kind) {
    case 'write':
      return (
        <>
          <bdi className={classes.name}>{offer.label}</bdi>
          <span className={classes.about}>{offer.about}</span>
        </>
      )
    case 'recent':
      return (
        <>
          <bdi className={classes.name}>{offer.query}</bdi>
          <span className={classes.about}>searched lately</span>
        </>
      )
    case 'forget':
      return <span className={classes.about}>Forget these searches</span>
  }
}
