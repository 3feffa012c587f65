import { contextBridge, ipcRenderer } from 'electron'
import type { EarshotBridge, PortMessage } from '#shared/bridge'

/** Passes the ports that main sends on to the page, and nothing else. */
const bridge: EarshotBridge = {
  ready: () => ipcRenderer.send('earshot:ready'),
  platform: process.platform,
}

ipcRenderer.on('earshot:port', (event, message: PortMessage) => {
  // A message with ports can go to this very page only.
  window.postMessage(message, window.origin, event.ports)
})

contextBridge.exposeInMainWorld('earshot', bridge)
