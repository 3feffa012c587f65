import { Modal } from '@mantine/core'
import { commandIds, entryOf, groups } from '../../keys/keymap.ts'
import { useUi } from '../../state.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './help.module.css'

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
                    entry.group === group && entry.keys.length > 0 && !/^lane\.[2-9]$/.test(entry.id),
                )
                .map((entry) => (
                  <div key={entry.id} className={classes.line}>
                    <dt>{entry.id === 'lane.1' ? 'Lanes 1 to 9' : entry.name}</dt>
                    <dd>
                      {(entry.id === 'lane.1' ? ['1', '9'] : entry.keys).map((keys) => (
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
