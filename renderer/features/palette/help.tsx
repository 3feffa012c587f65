import { Modal } from '@mantine/core'
import { commandIds, entryOf, groups, type CommandId } from '../../keys/keymap.ts'
import { useUi } from '../../state.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './help.module.css'

/** Nine commands that differ by their figure alone are one line. */
const nineOf: Partial<Record<CommandId, { name: string; keys: readonly string[] }>> = {
  'lane.1': { name: 'Lanes 1 to 9', keys: ['1', '9'] },
  'lane.own.1': { name: 'Your lanes 1 to 9', keys: ['g 1', 'g 9'] },
}

/** All keys, grouped. */
export function Help() {
  const opened = useUi((state) => state.overlay === 'help')
  return (
    <Modal
      opened={opened}
      onClose={() => useUi.setState({ overlay: undefined })}
      title="All keys"
      size="min(1040px, 94vw)"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.groups} tabIndex={-1} data-autofocus>
        {groups.map((group) => (
          <section key={group} className={classes.group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className={classes.heading}>
              {group}
            </h3>
            <dl className={classes.list}>
              {commandIds
                .map((id) => ({ id, ...entryOf(id) }))
                .filter(
                  (entry) =>
                    entry.group === group && entry.keys.length > 0 && !/^lane\.(own\.)?[2-9]$/.test(entry.id),
                )
                .map((entry) => (
                  <div key={entry.id} className={classes.line}>
                    <dt>{nineOf[entry.id]?.name ?? entry.name}</dt>
                    <dd>
                      {(nineOf[entry.id]?.keys ?? entry.keys).map((keys) => (
                        <span key={keys}>
                          <KeyCap keys={keys} />
                          <span className="visually-hidden">{keys}</span>
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.note}>
        Letters rest while you type; Esc leaves a field and keeps what you wrote. No plain letter ever
        publishes anything.
      </p>
    </Modal>
  )
}
