import { UnstyledButton } from '@mantine/core'
import { CommandCap } from '../../ui/command-cap.tsx'
import classes from './conversation.module.css'

/** Something that belongs here and is not known, with the way to ask for it. */
export function Gap({ words, busy, onFetch }: { words: string; busy: boolean; onFetch: () => void }) {
  return (
    <p className={classes.gap}>
      {words} ·{' '}
      {busy ? (
        'asking…'
      ) : (
        <UnstyledButton className={classes.textButton} onClick={onFetch}>
          fetch it <CommandCap id="conversation.fetch" />
        </UnstyledButton>
      )}
    </p>
  )
}
