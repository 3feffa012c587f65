import { useCommand } from '../../keys/commands.ts'
import { endPass, ui, useUi } from '../../state.ts'
import classes from './catch-up.module.css'

/** Under the list of a pass: that it has an end, and a way to it for those who want to stop here. */
export function PassBar() {
  const isInPass = useUi((state) => state.source.type === 'catch-up')
  const ended = useUi((state) => state.passEnded)
  const pass = useUi((state) => state.pass)
  useCommand('catchUp.end', endPass, () => {
    const { screen, source, passEnded } = ui()
    return screen === 'inbox' && source.type === 'catch-up' && !passEnded
  })
  if (!isInPass || pass === undefined || pass.total === 0) return null
  return (
    <div className={classes.bar}>
      <span>Oldest first, and then that’s all.</span>
      {ended ? null : (
        <button type="button" className={classes.quiet} onClick={endPass}>
          End here
        </button>
      )}
    </div>
  )
}
