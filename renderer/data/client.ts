import { isPortMessage, type EarshotBridge, type PortOwner } from '#shared/bridge'
import { type calls, events, type hostCalls, hostEvents } from '#shared/contract'
import type { Port } from '#shared/rpc'
import { createLink } from './link.ts'

declare global {
  interface Window {
    /** Given by the preload; absent when the page is opened outside of Earshot. */
    earshot?: EarshotBridge
  }
}

/** Everything stored, heard and said: served by core. */
export const core = createLink<typeof calls, typeof events>(events)
/** What only the shell can do: served by main. */
export const host = createLink<typeof hostCalls, typeof hostEvents>(hostEvents)

function attach(which: PortOwner, port: Port): void {
  if (which === 'core') core.attach(port)
  else host.attach(port)
}

/** Starts to take the ports that the preload forwards. Call once, before the first render. */
export function takePorts(): void {
  window.addEventListener('message', (event) => {
    // The preload posts from this very window; anything from elsewhere is not ours.
    if (event.source !== window || !isPortMessage(event.data)) return
    const port = event.ports[0]
    if (port !== undefined) attach(event.data.which, domPort(port))
  })
  window.earshot?.ready()
}

/** A DOM MessagePort as the transport wants it. Closing it here tells the listeners too. */
function domPort(port: MessagePort): Port {
  const closed = new Set<() => void>()
  let open = true
  const close = (): void => {
    if (!open) return
    open = false
    for (const listener of closed) listener()
  }
  port.addEventListener('close', close)
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => {
      closed.add(listener)
    },
    close() {
      port.close()
      close()
    },
  }
}
