import { useUi } from '../state.ts'
import { offered, type Command } from './commands.ts'
import { focusKind, mayCommand } from './focus-rules.ts'
import { commandIds, entryOf, isCommandId } from './keymap.ts'
import { createMatcher } from './matcher.ts'
import { watchOpeningDialogs } from './opening-dialog.ts'
import { strokeOf } from './stroke.ts'

/** True on a Mac, where `mod` is the Command key. */
export const isMac = typeof window !== 'undefined' && window.earshot?.platform === 'darwin'

/** Listens to keys for the whole window and runs commands. Returns how to stop. */
export function listenToKeys(target: Window): () => void {
  const matcher = createMatcher(
    commandIds.flatMap((id) => entryOf(id).keys.map((keys) => [keys, id] as const)),
  )
  const show = (pendingKeys: string): void => {
    if (useUi.getState().pendingKeys !== pendingKeys) useUi.setState({ pendingKeys })
  }

  const dialogs = watchOpeningDialogs(target)
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    const composing = event.isComposing || event.keyCode === 229
    const stroke = strokeOf(readKey(event, composing), isMac)
    if (stroke === undefined) return
    const kind = focusKind(dialogs.ownerOf(event.target))
    // A field, a dialog or a button that keeps this key also ends a sequence.
    if (!mayCommand(kind, stroke, true)) return matcher.reset()
    if (kind === 'text' && !stroke.startsWith('mod+') && stroke !== 'Escape') return matcher.reset()
    const match = matcher.press(stroke, event.timeStamp)
    show(match.type === 'pending' ? match.keys : '')
    if (match.type === 'none') return
    if (match.type !== 'commands') return event.preventDefault()
    const command = match.ids
      .filter(isCommandId)
      .map(offered)
      .findLast(
        (candidate) => candidate !== undefined && mayCommand(kind, stroke, candidate.inField === true),
      )
    if (command === undefined) return
    event.preventDefault()
    if (!event.repeat || command.repeats === true) run(command)
  }

  const forget = (): void => {
    matcher.reset()
    show('')
  }
  target.addEventListener('keydown', onKey)
  target.addEventListener('blur', forget)
  return () => {
    target.removeEventListener('keydown', onKey)
    target.removeEventListener('blur', forget)
    dialogs.stop()
  }
}

function run(command: Command): void {
  command.run()
}

function readKey(event: KeyboardEvent, isComposing: boolean) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
  return {
    key,
    code,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
    isComposing,
    altGraph: event.getModifierState('AltGraph'),
  }
}

/** True while a text field has focus. */
export function isTyping(): boolean {
  return document.activeElement instanceof HTMLElement && focusKind(document.activeElement) === 'text'
}
