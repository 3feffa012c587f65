import { expect, it } from 'vitest'
import { ariaKeys, keyLabel } from './key-label.ts'

it('prints keys as they are printed on the keyboard', () => {
  expect(keyLabel('mod+Shift+Enter', true)).toBe('⌘ ⇧ ↵')
  expect(keyLabel('mod+Shift+Enter', false)).toBe('Ctrl Shift ↵')
  expect(keyLabel('g i', false)).toBe('g i')
  expect(keyLabel('Shift+ArrowDown', false)).toBe('Shift ↓')
  expect(keyLabel('mod+k', true)).toBe('⌘ K')
})

it('tells screen readers the keys that they can say', () => {
  expect(ariaKeys(['z', 'mod+z'], false)).toBe('z Control+z')
  expect(ariaKeys(['g i'], false)).toBeUndefined()
})
