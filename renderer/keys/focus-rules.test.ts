import { describe, expect, it } from 'vitest'
import { focusKind, mayCommand, type Focusable } from './focus-rules.ts'

function element(tagName: string, attributes: Record<string, string> = {}, inDialog = false): Focusable {
  return {
    tagName,
    isContentEditable: attributes['contenteditable'] === 'true',
    getAttribute: (name) => attributes[name] ?? null,
    closest: () => (inDialog ? {} : null),
  }
}

describe('what has focus', () => {
  it.each([
    [element('INPUT'), 'text'],
    [element('INPUT', { type: 'search' }), 'text'],
    [element('INPUT', { type: 'checkbox' }), 'control'],
    [element('TEXTAREA'), 'text'],
    [element('SELECT'), 'text'],
    [element('DIV', { contenteditable: 'true' }), 'text'],
    [element('DIV', { role: 'combobox' }), 'text'],
    [element('BUTTON'), 'control'],
    [element('A'), 'control'],
    [element('DIV', { role: 'separator' }), 'control'],
    [element('DIV', { role: 'listbox' }), 'page'],
    [element('BUTTON', {}, true), 'dialog'],
    [element('INPUT', {}, true), 'text'],
    [undefined, 'page'],
  ] as const)('%# is told apart', (given, expected) => {
    expect(focusKind(given)).toBe(expected)
  })
})

describe('which keys are commands there', () => {
  it('takes no letter from a text field, but Esc and commands made for fields', () => {
    expect(mayCommand('text', 'e', false)).toBe(false)
    expect(mayCommand('text', 'mod+a', false)).toBe(false)
    expect(mayCommand('text', 'Escape', true)).toBe(true)
    expect(mayCommand('text', 'mod+Enter', true)).toBe(true)
  })

  it('never takes Tab', () => {
    for (const kind of ['text', 'control', 'dialog', 'page'] as const) {
      expect(mayCommand(kind, 'Tab', true)).toBe(false)
      expect(mayCommand(kind, 'Shift+Tab', true)).toBe(false)
    }
  })

  it('leaves buttons the keys that press them, and takes letters', () => {
    expect(mayCommand('control', 'Enter', false)).toBe(false)
    expect(mayCommand('control', 'ArrowDown', false)).toBe(false)
    expect(mayCommand('control', 'j', false)).toBe(true)
  })

  it('leaves dialogs every key', () => {
    expect(mayCommand('dialog', 'e', false)).toBe(false)
    expect(mayCommand('dialog', 'Escape', true)).toBe(false)
  })
})
