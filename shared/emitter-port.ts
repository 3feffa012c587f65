import type { Port } from './rpc.ts'

/** The ports of Electron's main and utility processes, as far as they are used. */
export interface EmitterPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** Makes an Electron port a `Port`. Messages wait until the first listener is there. */
export function emitterPort(port: EmitterPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
}
