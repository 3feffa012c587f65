import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { keyboardDoc } from './keyboard-doc.ts'
import { commandIds, entryOf, isCommandId } from './keymap.ts'

const bindings = commandIds.flatMap((id) =>
  entryOf(id).keys.map((keys) => ({ id, keys, entry: entryOf(id) })),
)
const plain = (keys: string): boolean => !/^(mod\+|Shift\+)/.test(keys)

describe('the keymap', () => {
  it('gives no key to two commands of the same place', () => {
    const conflicts = bindings.filter(({ id, keys, entry }) =>
      bindings.some(
        (other) =>
          other.id !== id &&
          other.keys === keys &&
          (other.entry.place === undefined || entry.place === undefined || other.entry.place === entry.place),
      ),
    )
    expect(conflicts).toEqual([])
  })

  it('gives no key that begins a sequence of another', () => {
    const begins = bindings.filter(({ keys }) => bindings.some((other) => other.keys.startsWith(`${keys} `)))
    expect(begins).toEqual([])
  })

  it('lets no plain letter publish', () => {
    for (const { keys, entry } of bindings) if (entry.publishes === true) expect(plain(keys)).toBe(false)
    expect(bindings.some(({ entry }) => entry.publishes === true)).toBe(true)
  })

  it('works in fields with modifiers and Esc only', () => {
    const inField = bindings.filter(({ entry }) => entry.inField === true).map(({ keys }) => keys)
    expect(inField.filter((keys) => keys !== 'Escape' && !keys.startsWith('mod+'))).toEqual([])
  })

  it('takes back with z, and snoozes with anything but z', () => {
    expect(entryOf('triage.undo').keys).toContain('z')
    expect(entryOf('triage.snooze').keys).not.toContain('z')
  })

  it('leaves b free and never takes Tab', () => {
    for (const { keys } of bindings) expect(keys.split(' ')).not.toContain('b')
    for (const { keys } of bindings) expect(keys).not.toMatch(/Tab/)
  })

  it('writes letters small, as the listener does', () => {
    for (const { keys } of bindings)
      for (const stroke of keys.split(' ')) expect(stroke).not.toMatch(/(^|\+)[A-Z]$/)
  })

  it('knows its own commands and no others', () => {
    expect(isCommandId('triage.done')).toBe(true)
    expect(isCommandId('toString')).toBe(false)
  })
})

it('is written down in docs/keyboard.md', async () => {
  const file = '../../docs/keyboard.md'
  const config = await resolveConfig(new URL(file, import.meta.url))
  await expect(await format(keyboardDoc(), { ...config, parser: 'markdown' })).toMatchFileSnapshot(file)
})
