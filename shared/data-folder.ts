/**
 * The folder of the user's data, the same for the window and the command line: `EARSHOT_DATA` if set, else where the
 * system keeps such things. Pure.
 */
export function dataFolderFor(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const named = env['EARSHOT_DATA']
  if (named !== undefined && named !== '') return named
  if (platform === 'darwin') return `${home}/Library/Application Support/Earshot`
  if (platform === 'win32') return `${env['APPDATA'] ?? `${home}\\AppData\\Roaming`}\\Earshot`
  return `${env['XDG_DATA_HOME'] || `${home}/.local/share`}/earshot`
}
