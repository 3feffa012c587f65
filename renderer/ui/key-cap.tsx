import { isMac } from '../keys/key-listener.ts'
import { keyLabel } from '../keys/key-label.ts'
import classes from './key-cap.module.css'

/** A small key cap beside the act it does, for example `mod+Enter` or `g i`. Hidden from screen readers, which get `aria-keyshortcuts`. */
export function KeyCap({ keys }: { keys: string }) {
  return (
    <kbd className={classes.cap} aria-hidden>
      {keyLabel(keys, isMac)}
    </kbd>
  )
}
