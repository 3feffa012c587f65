import type { z } from 'zod'
import type { CallTable, EventTable, Handlers, Input, Output } from './contract.ts'
import { asFailure, Failure, failureShape, type FailureShape } from './failure.ts'

/**
 * The only transport code. A port is anything that posts structured-clonable values and tells about
 * those that arrive: a DOM MessagePort, Electron's MessagePortMain or a Node MessagePort behind `Port`.
 */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

type Message =
  | { kind: 'call'; seq: number; name: string; input: unknown }
  | { kind: 'answer'; seq: number; output: unknown }
  | { kind: 'failure'; seq: number; failure: FailureShape }
  | { kind: 'event'; name: string; value: unknown }

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
}

export interface ServeOptions {
  /** Told of every failure that is ours (`bug`) or an unreadable message. */
  onBug?: (name: string, failure: Failure) => void
  /** Parse outputs too: on in tests, off in the product. */
  checkOutputs?: boolean
}

/**
 * Serves a table of calls on a port. Unknown names and inputs that do not parse are refused as `bad-input`
 * before any handler runs. Returns a sender of events.
 */
export function serve<T extends CallTable, E extends EventTable>(
  port: Port,
  table: T,
  handlers: Handlers<T>,
  options: ServeOptions = {},
): { emit: <K extends keyof E & string>(name: K, value: z.input<E[K]>) => void } {
  const answer = async (name: string, input: unknown): Promise<unknown> => {
    if (!Object.hasOwn(table, name)) throw new Failure('bad-input', `no such call: ${name}`)
    const call = table[name]
    const handler = handlers[name]
    if (call === undefined || handler === undefined) throw new Failure('bad-input', `no such call: ${name}`)
    const parsed = call.in.safeParse(input)
    if (!parsed.success) throw new Failure('bad-input', `${name}: ${describeIssues(parsed.error)}`)
    // The table and the handlers share the key, which the compiler cannot follow through an index by string.
    const output = await (handler as (value: unknown) => unknown)(parsed.data)
    return options.checkOutputs === true ? call.out.parse(output) : output
  }
  port.onMessage((message) => {
    if (!isMessage(message) || message.kind !== 'call') return
    const { seq, name, input } = message
    answer(name, input).then(
      (output) => port.post({ kind: 'answer', seq, output } satisfies Message),
      (error: unknown) => {
        const failure = asFailure(error)
        if (failure.code === 'bug') options.onBug?.(name, failure)
        port.post({ kind: 'failure', seq, failure: failure.toShape() } satisfies Message)
      },
    )
  })
  return {
    emit: (name, value) => port.post({ kind: 'event', name, value } satisfies Message),
  }
}

/** The asking side of a port. */
export interface Connection<T extends CallTable, E extends EventTable> {
  /** Rejects with a Failure: the one the other side sent, or `offline` when the port closed. */
  call<K extends keyof T & string>(name: K, input: Input<T, K>): Promise<Output<T, K>>
  /** Returns how to stop listening. */
  on<K extends keyof E & string>(name: K, listener: (value: z.output<E[K]>) => void): () => void
  close(): void
}

/** Connects to the serving side. Events are parsed by their schema; unreadable ones are dropped. */
export function connect<T extends CallTable, E extends EventTable>(
  port: Port,
  eventTable: E,
): Connection<T, E> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (failure: Failure) => void }>()
  const listeners = new Map<string, Set<(value: never) => void>>()
  let seq = 0
  let closed = false

  port.onMessage((message) => {
    if (!isMessage(message)) return
    if (message.kind === 'answer') {
      waiting.get(message.seq)?.resolve(message.output as never)
      waiting.delete(message.seq)
    } else if (message.kind === 'failure') {
      const { code, message: words, ...details } = failureShape.parse(message.failure)
      waiting.get(message.seq)?.reject(new Failure(code, words, details))
      waiting.delete(message.seq)
    } else if (message.kind === 'event') {
      const parsed = eventTable[message.name]?.safeParse(message.value)
      if (parsed?.success !== true) return
      for (const listener of listeners.get(message.name) ?? []) listener(parsed.data as never)
    }
  })
  port.onClose(() => {
    closed = true
    for (const { reject } of waiting.values())
      reject(new Failure('offline', 'The connection to core closed.'))
    waiting.clear()
  })

  return {
    call(name, input) {
      if (closed) return Promise.reject(new Failure('offline', 'The connection to core is closed.'))
      return new Promise((resolve, reject) => {
        seq += 1
        waiting.set(seq, { resolve, reject })
        port.post({ kind: 'call', seq, name, input } satisfies Message)
      })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    close: () => port.close(),
  }
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ')
}
