const macNames: Record<string, string> = { mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↵', Escape: 'esc' }
const names: Record<string, string> = { mod: 'Ctrl', Enter: '↵', Escape: 'Esc' }
const arrows: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** A key as printed on a cap: `mod+Shift+Enter` is `⌘ ⇧ ↵` on a Mac and `Ctrl Shift ↵` elsewhere. */
export function keyLabel(keys: string, mac: boolean): string {
  const table = mac ? macNames : names
  return keys
    .split(' ')
    .map((stroke) => {
      const parts = splitStroke(stroke)
      // With a modifier a letter is printed large, as on the key; alone it is small, as it is typed.
      const label = (part: string): string =>
        parts[0] === 'mod' && /^[a-z]$/.test(part) ? part.toUpperCase() : part
      return parts.map((part) => table[part] ?? arrows[part] ?? label(part)).join(' ')
    })
    .join(' ')
}

/** For `aria-keyshortcuts`: `Control+Shift+Enter`. Sequences have no such form. */
export function ariaKeys(keys: readonly string[], mac: boolean): string | undefined {
  const plain = keys.filter((key) => !key.includes(' '))
  if (plain.length === 0) return undefined
  return plain.map((key) => key.replace('mod', mac ? 'Meta' : 'Control')).join(' ')
}

function splitStroke(stroke: string): string[] {
  const parts: string[] = []
  let rest = stroke
  for (const modifier of ['mod', 'Alt', 'Shift']) {
    if (!rest.startsWith(`${modifier}+`)) continue
    parts.push(modifier)
    rest = rest.slice(modifier.length + 1)
  }
  return [...parts, rest]
}
