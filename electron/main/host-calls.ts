import { clipboard, dialog, nativeTheme, shell, type BrowserWindow } from 'electron'
import { randomUUID } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Handlers, hostCalls } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { CoreProcess } from './core-process.ts'
import type { Desktop } from './desktop.ts'
import { externalAddress, plainFileName } from './links.ts'

export interface HostCallOptions {
  window: BrowserWindow
  core: CoreProcess
  desktop: Desktop
  dataFolder: string
}

/** Larger files are no list of subscriptions. */
const longestText = 20_000_000

/** The few things that only the shell can do. */
export function hostCallHandlers({
  window,
  core,
  desktop,
  dataFolder,
}: HostCallOptions): Handlers<typeof hostCalls> {
  return {
    'host.openExternal': async ({ url }) => {
      await shell.openExternal(externalAddress(url))
      return {}
    },
    'host.copyText': async ({ text }) => {
      await clipboard.writeText(text)
      return {}
    },
    'host.showDataFolder': async () => {
      await shell.openPath(dataFolder)
      return {}
    },
    'host.saveText': async ({ fileName, text }) => {
      const chosen = await dialog.showSaveDialog(window, { defaultPath: plainFileName(fileName) })
      if (chosen.canceled || chosen.filePath === '') return {}
      await writeFile(chosen.filePath, text)
      return { file: chosen.filePath }
    },
    'host.openText': async ({ extensions }) => {
      const filters = extensions.length === 0 ? [] : [{ name: extensions.join(', '), extensions }]
      const chosen = await dialog.showOpenDialog(window, { properties: ['openFile'], filters })
      const path = chosen.filePaths[0]
      if (chosen.canceled || path === undefined) return {}
      if ((await stat(path)).size > longestText)
        throw new Failure('bad-input', 'This file is larger than 20 MB.')
      return { text: await readFile(path, 'utf8'), fileName: basename(path) }
    },
    'host.chooseArchive': async ({ what }) => {
      const chosen = await dialog.showOpenDialog(window, {
        properties: [what === 'folder' ? 'openDirectory' : 'openFile'],
      })
      const path = chosen.filePaths[0]
      return chosen.canceled || path === undefined ? {} : { ticket: offered(core, path, 'read') }
    },
    'host.chooseExport': async ({ fileName }) => {
      const chosen = await dialog.showSaveDialog(window, { defaultPath: plainFileName(fileName) })
      if (chosen.canceled || chosen.filePath === '') return {}
      return { ticket: offered(core, chosen.filePath, 'write'), file: chosen.filePath }
    },
    'host.restartCore': async () => {
      await core.restart()
      return {}
    },
    'host.setTheme': ({ theme }) => {
      nativeTheme.themeSource = theme
      return {}
    },
    'host.desktop': () => desktop.can,
    'host.coreState': () => core.state,
  }
}

/** Tells core which file was chosen; the window learns the ticket alone. */
function offered(core: CoreProcess, path: string, use: 'read' | 'write'): string {
  const ticket = randomUUID()
  core.offer(ticket, path, use)
  return ticket
}
