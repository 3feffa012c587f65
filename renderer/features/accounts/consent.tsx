import { Button, Group } from '@mantine/core'
import { useAppState } from '../../data/queries.ts'
import classes from './accounts.module.css'

/** Asked in place, before anything secret is stored on a system that has no keyring. */
export function Consent({ onAgree, onCancel }: { onAgree: () => void; onCancel: () => void }) {
  const { data: app } = useAppState()
  return (
    <section className={classes.consent} aria-label="How your sign-in is stored">
      <h3>This system has no keyring</h3>
      <p>
        A keyring locks your sign-in with your system password. Without one, Earshot can seal it with a key
        that lies in a file beside it, which only your user account may read. Whoever can read your files can
        then use your sign-in.
      </p>
      {app !== undefined && app.vault.words !== '' && <p className={classes.quiet}>{app.vault.words}</p>}
      <Group gap="xs">
        <Button size="compact-sm" variant="default" autoFocus onClick={onCancel}>
          Do not store it
        </Button>
        <Button size="compact-sm" onClick={onAgree}>
          Agree and go on
        </Button>
      </Group>
    </section>
  )
}
