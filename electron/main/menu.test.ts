import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { isCommandId } from '../../renderer/keys/keymap.ts'
import { menuCommands, menuTemplate } from './menu.ts'

/** Our clicks look at none of what Electron hands them. */
const nothing = undefined as never

function entries(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])])
}

test('every command of the menu is a command of the window', () => {
  expect(menuCommands.length).toBeGreaterThan(5)
  expect(menuCommands.filter((id) => !isCommandId(id))).toEqual([])
})

test('choosing an entry gives its command', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    const given: string[] = []
    const all = entries(
      menuTemplate({
        platform,
        development: false,
        command: (id) => given.push(id),
        showDataFolder: () => {},
      }),
    )
    for (const item of all) if (item.id !== undefined) item.click?.(nothing, undefined, nothing)
    expect(given.toSorted()).toEqual([...menuCommands].toSorted())
  }
})

test('the tools of the developer are there in development only', () => {
  const roles = (development: boolean): unknown[] =>
    entries(
      menuTemplate({ platform: 'linux', development, command: () => {}, showDataFolder: () => {} }),
    ).map((item) => item.role)
  expect(roles(true)).toContain('toggleDevTools')
  expect(roles(false)).not.toContain('toggleDevTools')
  expect(roles(false)).not.toContain('reload')
})
