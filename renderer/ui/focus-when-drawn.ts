/**
 * Moves focus to something that the next frame draws. Whoever moved it in the meantime keeps it: the next key of
 * a quick hand may have begun a reply, whose letters must not become commands.
 */
export function focusWhenDrawn(find: () => HTMLElement | null | undefined): void {
  const before = document.activeElement
  requestAnimationFrame(() => {
    const now = document.activeElement
    const isUntouched = now === before || now === null || now === document.body
    if (isUntouched) find()?.focus({ preventScroll: true })
  })
}
