import { ipcMain, MessageChannelMain, type BrowserWindow, type IpcMainEvent } from 'electron'
import type { PortMessage, PortOwner } from '#shared/bridge'
import { hostCalls, type Handlers, type hostEvents } from '#shared/contract'
import { emitterPort } from '#shared/emitter-port'
import { serve } from '#shared/rpc'
import type { LogWriter } from '../log-file.ts'
import type { CoreProcess } from './core-process.ts'
import { isOwnPage } from './own-page.ts'

export interface PortOptions {
  window: BrowserWindow
  core: CoreProcess
  handlers: Handlers<typeof hostCalls>
  devServer: string | undefined
  log: LogWriter
}

export type EmitToWindow = ReturnType<typeof serve<typeof hostCalls, typeof hostEvents>>['emit']

/**
 * Hands ports to the window's own page, and to nothing else: the only message that main listens to is `earshot:ready`,
 * and only from the main frame of this window while it shows our page.
 */
export class WindowPorts {
  readonly #options: PortOptions
  #emit: EmitToWindow | undefined
  /** What the page is to be told once it listens. */
  #kept: ((emit: EmitToWindow) => void)[] = []
  #ready = false

  constructor(options: PortOptions) {
    this.#options = options
    const { window } = options
    const onReady = (event: IpcMainEvent): void => this.#onReady(event)
    ipcMain.on('earshot:ready', onReady)
    window.once('closed', () => ipcMain.off('earshot:ready', onReady))
    // A page that goes away takes its ports along; the next one asks for its own.
    window.webContents.on('did-start-loading', () => {
      this.#ready = false
      this.#emit = undefined
    })
  }

  /** Sends a host event to the page; dropped while there is none. */
  emit: EmitToWindow = (name, value) => this.#emit?.(name, value)

  /** Sends a host event to the page, or as soon as there is one. */
  deliver: EmitToWindow = (name, value) => {
    if (this.#emit === undefined) this.#kept.push((emit) => emit(name, value))
    else this.#emit(name, value)
  }

  /** Core came up anew: the page gets a fresh port. */
  sendCorePort(): void {
    if (!this.#ready) return
    const port = this.#options.core.openPort()
    if (port !== undefined) this.#send('core', port)
  }

  #onReady(event: IpcMainEvent): void {
    const { window, handlers, devServer, log } = this.#options
    const frame = event.senderFrame
    const isOurs =
      event.sender === window.webContents &&
      frame !== null &&
      frame === window.webContents.mainFrame &&
      isOwnPage(frame.url, devServer)
    if (!isOurs) return log.warn('ports refused to a foreign page', { url: frame?.url ?? 'none' })
    this.#ready = true
    const { port1, port2 } = new MessageChannelMain()
    const served = serve<typeof hostCalls, typeof hostEvents>(emitterPort(port1), hostCalls, handlers, {
      onBug: (name, failure) => log.error('call failed', { call: name, error: failure }),
    })
    this.#emit = served.emit
    this.#send('host', port2)
    this.sendCorePort()
    for (const tell of this.#kept.splice(0)) tell(served.emit)
  }

  #send(which: PortOwner, port: Electron.MessagePortMain): void {
    const message: PortMessage = { type: 'earshot:port', which }
    this.#options.window.webContents.postMessage('earshot:port', message, [port])
  }
}
