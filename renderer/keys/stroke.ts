/** What a KeyboardEvent tells, without the DOM. */
export interface KeyLike {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  isComposing: boolean
  /** The AltGr key is down: on many European layouts it makes `[`, `@` and `#`. */
  altGraph: boolean
}

const modifierKeys = new Set([
  'Shift',
  'Control',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Fn',
  'Dead',
  'Process',
  'Unidentified',
])

/**
 * The one way to write a key that was pressed (`j`, `Shift+j`, `mod+Enter`, `?`), or undefined when it can
 * be no command: modifiers alone, dead keys, an input method at work, unexpected modifiers.
 *
 * Matches the produced character. Letters of other scripts fall back to the key's place, so that `j` works on a
 * Greek or Cyrillic layout; symbols ignore the Shift or Alt that was needed to produce them.
 */
export function strokeOf(event: KeyLike, mac: boolean): string | undefined {
  if (event.isComposing || modifierKeys.has(event.key)) return undefined
  const mod = mac ? event.metaKey : event.ctrlKey && !event.altGraph
  const otherMod = mac ? event.ctrlKey : event.metaKey
  if (otherMod) return undefined
  const prefix = mod ? 'mod+' : ''
  const letter = asLetter(event)
  if (letter !== undefined) {
    if (event.altKey || event.altGraph) return undefined
    return `${prefix}${event.shiftKey ? 'Shift+' : ''}${letter}`
  }
  if (isOneCharacter(event.key) && event.key !== ' ') {
    if (event.altKey && mod) return undefined
    return prefix + event.key
  }
  // Alt belongs to the system and to writing, but for moving things by arrows.
  if (event.altKey && !/^Arrow(Up|Down)$/.test(event.key)) return undefined
  return `${prefix}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.key === ' ' ? 'Space' : event.key}`
}

function asLetter(event: KeyLike): string | undefined {
  const key = event.key.toLowerCase()
  if (/^[a-z]$/.test(key)) return key
  const place = /^Key([A-Z])$/.exec(event.code)?.[1]
  return place !== undefined &&
    isOneCharacter(event.key) &&
    /^\p{L}$/u.test(event.key) &&
    !/\p{Script=Latin}/u.test(event.key)
    ? place.toLowerCase()
    : undefined
}

function isOneCharacter(key: string): boolean {
  return [...key].length === 1
}
