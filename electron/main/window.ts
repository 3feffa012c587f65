import { BrowserWindow, screen } from 'electron'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appOrigin } from './app-files.ts'
import { minimumSize, openingBounds, windowState, type WindowState } from './bounds.ts'
import { guardContents } from './guard.ts'

export interface WindowOptions {
  /** The built preload script. */
  preload: string
  dataFolder: string
  devServer: string | undefined
  /** The page died and is loaded again. */
  onCrash(reason: string): void
}

/** Opens the one window: sandboxed, isolated, without Node, where it was the last time. */
export function openWindow({ preload, dataFolder, devServer, onCrash }: WindowOptions): BrowserWindow {
  const stateFile = join(dataFolder, 'window.json')
  const remembered = readState(stateFile)
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...openingBounds(remembered, areas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Earshot',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  guardContents(window.webContents)
  if (remembered?.maximized === true) window.maximize()
  // Before the first paint there is nothing to see but a white flash.
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized() } satisfies WindowState
    writeFileSync(`${stateFile}.new`, JSON.stringify(state))
    renameSync(`${stateFile}.new`, stateFile)
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    onCrash(reason)
    window.webContents.reload()
  })
  void window.loadURL(devServer ?? `${appOrigin}/`)
  return window
}

function readState(file: string): WindowState | undefined {
  if (!existsSync(file)) return undefined
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Where the window was is not worth a word; it opens as the first time.
    return undefined
  }
}
