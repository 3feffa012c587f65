import { ariaKeys } from '../keys/key-label.ts'
import { isMac } from '../keys/key-listener.ts'
import { entryOf, type CommandId } from '../keys/keymap.ts'
import { KeyCap } from './key-cap.tsx'

/** The cap of a command's first key; nothing where it has none. */
export function CommandCap({ id }: { id: CommandId }) {
  const key = entryOf(id).keys[0]
  return key === undefined ? null : <KeyCap keys={key} />
}

/** `aria-keyshortcuts` of a command's button. */
export function ariaKeysOf(id: CommandId): string | undefined {
  return ariaKeys(entryOf(id).keys, isMac)
}
