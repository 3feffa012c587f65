import type { MenuItemConstructorOptions } from 'electron'

/** The ids are commands of the window's palette; a test checks that each of them exists. */
const listen = [
  { label: 'Listen to Something New …', id: 'stream.add' },
  { label: 'Sign In to a Network …', id: 'account.add' },
  { label: 'Ask the Networks Now', id: 'stream.refresh' },
] as const

const go = [
  { label: 'Needs an Answer', id: 'go.inbox' },
  { label: 'What Was Heard Since You Left', id: 'go.catchUp' },
  { label: 'Waiting for Them', id: 'go.waiting' },
  { label: 'Snoozed', id: 'go.snoozed' },
  { label: 'Saved', id: 'go.saved' },
  { label: 'Done', id: 'go.done' },
  { label: 'Outbox', id: 'go.outbox' },
  { label: 'Streams', id: 'go.streams' },
  { label: 'Accounts', id: 'go.accounts' },
] as const

const help = [
  { label: 'All Commands', id: 'palette.open' },
  { label: 'All Keys', id: 'help.open' },
] as const

export interface MenuOptions {
  platform: NodeJS.Platform
  development: boolean
  command(id: string): void
  showDataFolder(): void
}

/**
 * The application's menu: what the system expects by role, and the window's own commands by their id. Keys of commands belong
 * to the window, where they can be changed, so none is given here. Pure.
 */
export function menuTemplate({
  platform,
  development,
  command,
  showDataFolder,
}: MenuOptions): MenuItemConstructorOptions[] {
  const entry = ({ label, id }: { label: string; id: string }): MenuItemConstructorOptions => ({
    label,
    id,
    click: () => command(id),
  })
  const settings = entry({ label: 'Settings …', id: 'go.settings' })
  const isMac = platform === 'darwin'
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: isMac ? 'Listen' : 'Earshot',
      submenu: [
        ...listen.map(entry),
        line,
        ...(isMac ? [{ role: 'close' as const }] : [settings, line, { role: 'quit' as const }]),
      ],
    },
    { role: 'editMenu' },
    { label: 'Go', submenu: go.map(entry) },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        entry({ label: 'Light, Dark, or as the System', id: 'theme.next' }),
        ...(development ? [line, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [...help.map(entry), line, { label: 'Show the Data Folder', click: () => showDataFolder() }],
    },
  ]
}

/** Every command that the menu can give. */
export const menuCommands: readonly string[] = [
  ...[...listen, ...go, ...help].map(({ id }) => id),
  'go.settings',
  'theme.next',
]
