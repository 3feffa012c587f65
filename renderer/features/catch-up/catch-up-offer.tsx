import { catchUp, dismissCatchUp } from '../../data/catch-up-actions.ts'
import { useCatchUpOffer } from '../../data/queries.ts'
import { useUi } from '../../state.ts'
import { ariaKeysOf, CommandCap } from '../../ui/command-cap.tsx'
import { useTicked } from '../../ui/time-ago.tsx'
import { offerWords } from './catch-up-words.ts'
import classes from './catch-up.module.css'

/** After an absence: what was heard meanwhile, and the way through it. Nothing at all when there is nothing. */
export function CatchUpOffer() {
  const offer = useCatchUpOffer().data?.offer
  const isInPass = useUi((state) => state.screen === 'inbox' && state.source.type === 'catch-up')
  const now = useTicked()
  // The region stays, so that a screen reader hears what appears in it.
  return (
    <div role="status" aria-label="Catch-up">
      {offer === undefined || isInPass ? null : (
        <div className={classes.offer}>
          <span className={classes.offerWords}>{offerWords(offer.heard, offer.leftMs, now)}</span>
          <button
            type="button"
            className={classes.act}
            aria-keyshortcuts={ariaKeysOf('go.catchUp')}
            onClick={() => void catchUp()}
          >
            Catch up <CommandCap id="go.catchUp" />
          </button>
          <button type="button" className={classes.quiet} onClick={() => void dismissCatchUp()}>
            Not now
          </button>
        </div>
      )}
    </div>
  )
}
