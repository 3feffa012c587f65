import { useAppState, useLedger } from '../../data/queries.ts'
import { runCommand } from '../../keys/commands.ts'
import { useUi } from '../../state.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './foot.module.css'
import { heardWords } from './foot-words.ts'
import { useTicked } from '../../ui/time-ago.tsx'

/** The ledger of the day, and where the keys are. */
export function Foot() {
  const ledger = useLedger().data
  const demo = useAppState().data?.demo ?? false
  const pendingKeys = useUi((state) => state.pendingKeys)
  const now = useTicked()
  return (
    <footer className={classes.foot}>
      <span>{heardWords(ledger, now)}</span>
      {ledger === undefined ? null : (
        <span className={classes.today}>
          Today: read {ledger.read} · answered {ledger.answered} · broadcast {ledger.broadcast}
        </span>
      )}
      {demo ? (
        <span className={classes.demo}>Demo town: invented people, nothing leaves this machine</span>
      ) : null}
      <span className={classes.keys}>
        {pendingKeys === '' ? null : (
          <span className={classes.pending}>
            <KeyCap keys={pendingKeys} /> …
          </span>
        )}
        <button
          type="button"
          className={classes.help}
          onClick={() => runCommand('help.open')}
          aria-keyshortcuts="?"
        >
          all keys <KeyCap keys="?" />
        </button>
        <button type="button" className={classes.help} onClick={() => runCommand('palette.open')}>
          commands <KeyCap keys="mod+k" />
        </button>
      </span>
    </footer>
  )
}
