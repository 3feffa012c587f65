/**
 * A dialog is drawn with the key that opened it, and takes the focus some moments later. Keys pressed in between are
 * meant for it: what is typed after `Ctrl+K` must not be taken for commands on what lies behind.
 */
export interface OpeningDialogs {
  /** Where a key belongs: its target, or the field of a dialog that has not had the focus yet, which gets it now. */
  ownerOf(target: EventTarget | null): HTMLElement | undefined
  stop(): void
}

const modal = '[role="dialog"][aria-modal="true"]'

export function watchOpeningDialogs(target: Window): OpeningDialogs {
  // One that had the focus and lost it is closing: keys are no longer its own.
  const known = new WeakSet<Element>()
  const onFocus = (event: FocusEvent): void => {
    const dialog = event.target instanceof Element ? event.target.closest(modal) : null
    if (dialog !== null) known.add(dialog)
  }
  target.addEventListener('focusin', onFocus, true)
  return {
    ownerOf(pressedOn) {
      const element = pressedOn instanceof HTMLElement ? pressedOn : undefined
      const dialog = [...target.document.querySelectorAll<HTMLElement>(modal)].at(-1)
      if (dialog === undefined || known.has(dialog)) return element
      const field = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog
      field.focus({ preventScroll: true })
      return field
    },
    stop: () => target.removeEventListener('focusin', onFocus, true),
  }
}
