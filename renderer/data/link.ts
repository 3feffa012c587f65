import type { CallTable, EventTable, Input, Output } from '#shared/contract'
import { Failure } from '#shared/failure'
import { connect, type Connection, type Port } from '#shared/rpc'
import type { z } from 'zod'

type Listener = (value: never) => void

/**
 * A connection that outlives its port: when the other side is started again and a fresh port arrives,
 * later calls go there and listeners stay. Calls in flight reject with `offline`; calls made before the
 * first port wait for it.
 */
export interface Link<T extends CallTable, E extends EventTable> {
  call<K extends keyof T & string>(name: K, input: Input<T, K>): Promise<Output<T, K>>
  on<K extends keyof E & string>(name: K, listener: (value: z.output<E[K]>) => void): () => void
  /** Takes a fresh port; the one before is closed. */
  attach(port: Port): void
  /** Told when a port is attached (true) and when it closed (false). */
  onUp(listener: (up: boolean) => void): () => void
  isUp(): boolean
}

/** Makes a link for a table of calls and events; it waits until `attach` brings a port. */
export function createLink<T extends CallTable, E extends EventTable>(eventTable: E): Link<T, E> {
  const listeners = new Map<string, Set<Listener>>()
  const upListeners = new Set<(up: boolean) => void>()
  let current: Connection<T, E> | undefined
  let everUp = false
  let waitForFirst: ((connection: Connection<T, E>) => void)[] = []

  const tell = (up: boolean): void => {
    for (const listener of upListeners) listener(up)
  }

  return {
    call(name, input) {
      if (current !== undefined) return current.call(name, input)
      if (everUp) return Promise.reject(new Failure('offline', 'Earshot is restarting its core.'))
      return new Promise<Connection<T, E>>((resolve) => waitForFirst.push(resolve)).then((connection) =>
        connection.call(name, input),
      )
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    attach(port) {
      current?.close()
      const connection = connect<T, E>(port, eventTable)
      port.onClose(() => {
        if (current !== connection) return
        current = undefined
        tell(false)
      })
      for (const name of Object.keys(eventTable)) {
        connection.on(name, (value) => {
          // The schema of this very name parsed the value; the map of listeners cannot say so.
          for (const listener of listeners.get(name) ?? []) listener(value as never)
        })
      }
      current = connection
      everUp = true
      const waiting = waitForFirst
      waitForFirst = []
      for (const go of waiting) go(connection)
      tell(true)
    },
    onUp(listener) {
      upListeners.add(listener)
      return () => upListeners.delete(listener)
    },
    isUp: () => current !== undefined,
  }
}
