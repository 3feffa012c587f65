import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strokeOf, type KeyLike } from './stroke.ts'

function key(given: Partial<KeyLike> & { key: string }): KeyLike {
  return {
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    altGraph: false,
    ...given,
  }
}

describe('a stroke', () => {
  it.each([
    ['a letter', key({ key: 'j' }), 'j'],
    ['a letter with Shift', key({ key: 'J', shiftKey: true }), 'Shift+j'],
    ['a letter under caps lock', key({ key: 'J' }), 'j'],
    ['Control with a letter', key({ key: 'k', ctrlKey: true }), 'mod+k'],
    ['Control, Shift and Enter', key({ key: 'Enter', ctrlKey: true, shiftKey: true }), 'mod+Shift+Enter'],
    ['a question mark, which needs Shift', key({ key: '?', shiftKey: true }), '?'],
    [
      'a number, which needs Shift on a French keyboard',
      key({ key: '1', code: 'Digit1', shiftKey: true }),
      '1',
    ],
    [
      'a bracket by AltGr on a German keyboard',
      key({ key: '[', ctrlKey: true, altKey: true, altGraph: true }),
      '[',
    ],
    ['a Cyrillic letter, by its place', key({ key: 'о', code: 'KeyJ' }), 'j'],
    ['a Greek letter, by its place', key({ key: 'ξ', code: 'KeyJ' }), 'j'],
    ['a Latin letter of its own', key({ key: 'ö', code: 'Semicolon' }), 'ö'],
    ['the space bar', key({ key: ' ' }), 'Space'],
    ['an arrow with Alt', key({ key: 'ArrowUp', altKey: true }), 'Alt+ArrowUp'],
    ['an arrow with Shift', key({ key: 'ArrowDown', shiftKey: true }), 'Shift+ArrowDown'],
  ])('is %s', (_what, event, expected) => {
    expect(strokeOf(event, false)).toBe(expected)
  })

  it.each([
    ['an input method at work', key({ key: 'j', isComposing: true })],
    ['Shift alone', key({ key: 'Shift', shiftKey: true })],
    ['a dead key', key({ key: 'Dead' })],
    ['the Windows key with a letter', key({ key: 'e', metaKey: true })],
    ['Alt with a letter', key({ key: 'e', altKey: true })],
  ])('is nothing for %s', (_what, event) => {
    expect(strokeOf(event, false)).toBeUndefined()
  })

  it('is made with Command on a Mac, where Control means something else', () => {
    expect(strokeOf(key({ key: 'k', metaKey: true }), true)).toBe('mod+k')
    expect(strokeOf(key({ key: 'k', ctrlKey: true }), true)).toBeUndefined()
    expect(strokeOf(key({ key: '[', altKey: true }), true)).toBe('[')
  })

  it('never is a plain letter while Control, Alt or Command is down', () => {
    const event = fc.record({
      key: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABC', 'о', 'é'),
      code: fc.constantFrom('KeyJ', 'KeyE', ''),
      ctrlKey: fc.boolean(),
      metaKey: fc.boolean(),
      altKey: fc.boolean(),
      shiftKey: fc.boolean(),
      isComposing: fc.boolean(),
      altGraph: fc.boolean(),
    })
    fc.assert(
      fc.property(event, fc.boolean(), (given, mac) => {
        const stroke = strokeOf(given, mac)
        if (stroke !== undefined && /^[a-z]$/.test(stroke)) {
          expect(given.ctrlKey && !given.altGraph).toBe(false)
          expect(given.metaKey || given.altKey || given.isComposing).toBe(false)
        }
      }),
    )
  })
})
