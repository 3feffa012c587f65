/**
 * What the preload script gives the page as `window.earshot`, and the messages by which ports arrive.
 * The page calls `ready()` once it listens; main then sends a port to core and one to itself, and again
 * a fresh one whenever core was started anew. Each arrives as a `message` event of the window itself.
 */
export interface EarshotBridge {
  ready(): void
  platform: string
}

/** `core` speaks `calls` and `events` of the contract, `host` speaks `hostCalls` and `hostEvents`. */
export type PortOwner = 'core' | 'host'

/** The data of the `message` event; its one transferred port is `event.ports[0]`. */
export interface PortMessage {
  type: 'earshot:port'
  which: PortOwner
}

/** True for the message that brings a port. */
export function isPortMessage(data: unknown): data is PortMessage {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === 'earshot:port' &&
    'which' in data &&
    (data.which === 'core' || data.which === 'host')
  )
}
