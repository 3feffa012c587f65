import { runCommand } from '../../keys/commands.ts'
import { keymap, type CommandId } from '../../keys/keymap.ts'
import { setChecked } from '../../state.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './inbox.module.css'

const acts: readonly (readonly [id: CommandId, label: string])[] = [
  ['triage.done', 'Done'],
  ['triage.snooze', 'Snooze'],
  ['triage.wait', 'Wait'],
  ['triage.save', 'Save'],
]

/** What can be done with everything that is ticked, and how many that are. */
export function BulkBar({ count }: { count: number }) {
  return (
    <div className={classes.bulk} role="toolbar" aria-label={`${count} ticked`}>
      <b>{count} ticked</b>
      {acts.map(([id, label]) => (
        <button key={id} type="button" className={classes.bulkAct} onClick={() => runCommand(id)}>
          {label} <KeyCap keys={keymap[id].keys[0] ?? ''} />
        </button>
      ))}
      <button
        type="button"
        className={`${classes.bulkAct} ${classes.untick}`}
        aria-label="Untick all"
        title="Untick all"
        onClick={() => setChecked(new Set())}
      >
        <KeyCap keys="Escape" />
      </button>
    </div>
  )
}
