import { app, type BrowserWindow, Menu, nativeTheme, session, shell } from 'electron'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { demoTown } from '#shared/core-process'
import { dataFolderFor } from '#shared/data-folder'
import type { FailureShape } from '#shared/failure'
import { createRedactor } from '#shared/redact'
import { openLogFile } from '../log-file.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { Attention } from './attention.ts'
import { CoreProcess, type CoreState } from './core-process.ts'
import { electronDesktop } from './electron-desktop.ts'
import { guardSession } from './guard.ts'
import { hostCallHandlers } from './host-calls.ts'
import { openKeys } from './keyring.ts'
import { menuTemplate } from './menu.ts'
import type { Notice } from './notice.ts'
import { WindowPorts } from './ports.ts'
import { PresenceWatch } from './presence-watch.ts'
import { systemKeyring } from './system-keyring.ts'
import { watchSystem } from './system-watch.ts'
import { openWindow } from './window.ts'

/** The shell: one instance, core in its own process, one window. It knows nothing of items and networks. */

const dataFolder = dataFolderFor(process.platform, process.env, homedir())
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const built = import.meta.dirname

app.setName('Earshot')
// Chromium keeps its own files; they stay apart from the user's data.
app.setPath('userData', join(dataFolder, 'window'))
registerAppScheme()

if (app.requestSingleInstanceLock()) run()
else app.quit()

function run(): void {
  const redactor = createRedactor()
  const log = openLogFile({
    folder: join(dataFolder, 'logs'),
    name: 'window',
    now: () => Date.now(),
    redactor,
  })
  let window: BrowserWindow | undefined
  let ports: WindowPorts | undefined
  let notice: Notice | undefined
  const desktop = electronDesktop(process.platform, log)
  const attention = new Attention({
    desktop,
    log,
    now: () => Date.now(),
    show: () => show(),
    deliver: (name, value) => ports?.deliver(name, value),
    quit: () => app.quit(),
  })
  const presence = new PresenceWatch((watched) => attention.setWatched(watched))

  const core = new CoreProcess({
    file: join(built, 'core.js'),
    log,
    async startMessage() {
      const { keyring, keys } = await openKeys(dataFolder, systemKeyring)
      const demo = process.env['EARSHOT_DEMO']
      return {
        type: 'start',
        dataFolder,
        version: app.getVersion(),
        keyring,
        keys,
        ...(demo === undefined ? {} : { demo: demoTown.parse(JSON.parse(demo)) }),
      }
    },
    onState: (state) => tellState(state),
    onRefused(failure) {
      notice = noticeFor(failure)
      window?.webContents.reload()
    },
    onConnected: (connection) => attention.connected(connection),
    onDisconnected: () => attention.disconnected(),
  })

  function tellState(state: CoreState): void {
    if (state.state === 'up') {
      ports?.sendCorePort()
      void followTheme()
    }
    ports?.emit('core', state)
  }

  async function followTheme(): Promise<void> {
    try {
      const state = await core.connection?.call('app.state', {})
      if (state !== undefined) nativeTheme.themeSource = state.settings.theme
    } catch (error) {
      log.warn('the theme is not known yet', { error })
    }
  }

  function open(): void {
    window = openWindow({
      preload: join(built, '../preload/index.cjs'),
      dataFolder,
      devServer,
      onCrash: (reason) => log.error('the window crashed', { reason }),
    })
    presence.follow(window)
    const handlers = hostCallHandlers({ window, core, desktop, dataFolder })
    ports = new WindowPorts({ window, core, handlers, devServer, log })
    window.once('closed', () => {
      window = undefined
      ports = undefined
    })
  }

  function show(): void {
    if (window === undefined) return open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || notice !== undefined) app.quit()
  })

  let ending: 'no' | 'begun' | 'now' = 'no'
  app.on('before-quit', (event) => {
    if (ending === 'now') return
    event.preventDefault()
    if (ending === 'begun') return
    ending = 'begun'
    // The window goes first: the words of an unfinished draft are still on their way to core.
    void closed(window)
      .then(() => core.stop())
      .finally(() => {
        ending = 'now'
        app.quit()
      })
  })

  process.on('uncaughtException', (error) => {
    log.error('the shell crashed', { error })
    app.exit(1)
  })

  void app.whenReady().then(() => {
    guardSession(session.defaultSession, devServer, (url) => log.warn('request blocked', { url }))
    serveApp(session.defaultSession, join(built, '../renderer'), () => notice)
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          platform: process.platform,
          development: devServer !== undefined,
          command: (id) => ports?.emit('command', { id }),
          showDataFolder: () => void shell.openPath(dataFolder),
        }),
      ),
    )
    const stopWatching = watchSystem(
      () => core.connection,
      (what, error) => log.warn('core was not told', { what, error }),
    )
    app.once('will-quit', () => {
      stopWatching()
      attention.stop()
    })
    void core.start()
    open()
  })
}

/** Closes a window and waits until it is gone. */
function closed(window: BrowserWindow | undefined): Promise<void> {
  if (window === undefined || window.isDestroyed()) return Promise.resolve()
  return new Promise((resolve) => {
    window.once('closed', () => resolve())
    window.close()
  })
}

function noticeFor(failure: FailureShape): Notice {
  const titles: Partial<Record<FailureShape['code'], string>> = {
    locked: 'Another Earshot is at work here',
    'newer-file': 'Your data was written by a newer Earshot',
  }
  return { title: titles[failure.code] ?? 'Your data could not be opened', words: failure.message }
}
