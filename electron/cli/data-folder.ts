import { join } from 'node:path'

/** Where the app keeps its data on this system, so that the command line works on the same file. */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'earshot')
  const base = platform === 'win32' ? env['APPDATA'] : env['XDG_CONFIG_HOME']
  const usual = platform === 'win32' ? join(home, 'AppData', 'Roaming') : join(home, '.config')
  return join(base === undefined || base === '' ? usual : base, 'earshot')
}
