import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { type calls, events } from '#shared/contract'
import { fromCore, type ToCore } from '#shared/core-process'
import { emitterPort } from '#shared/emitter-port'
import { Failure, type FailureShape } from '#shared/failure'
import { connect, type Connection } from '#shared/rpc'
import type { LogWriter } from '../log-file.ts'
import { afterCrash } from './core-restart.ts'

export interface CoreState {
  state: 'starting' | 'up' | 'parked'
  words?: string | undefined
}

export interface CoreProcessOptions {
  /** The built core. */
  file: string
  log: LogWriter
  /** Asked at each start: the keyring may have been unlocked since. */
  startMessage(): Promise<Extract<ToCore, { type: 'start' }>>
  onState(state: CoreState): void
  /** Core refuses to open its store; trying again would not help. */
  onRefused(failure: FailureShape): void
  /** Main's own way to core is open; a core that was started again opens another. */
  onConnected(connection: CoreConnection): void
  /** Core is down, and main's way to it closed. */
  onDisconnected(): void
}

export type CoreConnection = Connection<typeof calls, typeof events>

/** How long core may take to reach a safe point before it is ended. */
const stopMs = 5_000

const parkedWords =
  'Earshot’s core stopped five times within five minutes, so it is not started again by itself. What you have heard is safe. The log in your data folder says more.'

/** Keeps one core process running: starts it, starts it again with back-off, parks it after too many crashes. */
export class CoreProcess {
  readonly #options: CoreProcessOptions
  #child: UtilityProcess | undefined
  #connection: CoreConnection | undefined
  #state: CoreState = { state: 'starting' }
  #crashes: number[] = []
  #stopping = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: CoreProcessOptions) {
    this.#options = options
  }

  get state(): CoreState {
    return this.#state
  }

  /** Main's own way to core; undefined while it is not up. */
  get connection(): CoreConnection | undefined {
    return this.#connection
  }

  async start(): Promise<void> {
    clearTimeout(this.#timer)
    this.#tell({ state: 'starting' })
    const message = await this.#options.startMessage()
    if (this.#stopping) return
    const child = utilityProcess.fork(this.#options.file, [], {
      serviceName: 'earshot-core',
      stdio: 'inherit',
    })
    this.#child = child
    child.on('message', (data: unknown) => this.#heard(child, data))
    child.on('exit', (code) => this.#ended(child, code))
    child.postMessage(message)
  }

  /** Starts a parked or a running core anew, at the user's wish. */
  async restart(): Promise<void> {
    this.#crashes = []
    const child = this.#child
    this.#child = undefined
    if (child !== undefined) await endOf(child, () => child.postMessage({ type: 'stop' }))
    await this.start()
  }

  /** Ends core in order; after `stopMs` without. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#timer)
    const child = this.#child
    this.#child = undefined
    if (child !== undefined) await endOf(child, () => child.postMessage({ type: 'stop' }))
  }

  /** A fresh port on which core serves the contract; undefined while core is not up. */
  openPort(): MessagePortMain | undefined {
    if (this.#child === undefined || this.#state.state !== 'up') return undefined
    const { port1, port2 } = new MessageChannelMain()
    this.#child.postMessage({ type: 'port' }, [port1])
    return port2
  }

  /** Tells core of a file that the user chose. Throws unavailable while core is not up. */
  offer(ticket: string, path: string, use: 'read' | 'write'): void {
    if (this.#child === undefined || this.#state.state !== 'up')
      throw new Failure('unavailable', 'Earshot’s core is being started anew. Choose the file once more.')
    this.#child.postMessage({ type: 'offer', ticket, path, use } satisfies ToCore)
  }

  #heard(child: UtilityProcess, data: unknown): void {
    if (child !== this.#child) return
    const message = fromCore.parse(data)
    if (message.type === 'refused') {
      this.#child = undefined
      child.kill()
      this.#options.log.error('core refused to start', { failure: message.failure })
      this.#tell({ state: 'parked', words: message.failure.message })
      this.#options.onRefused(message.failure)
      return
    }
    this.#state = { state: 'up' }
    const port = this.openPort()
    if (port !== undefined) {
      this.#connection = connect<typeof calls, typeof events>(emitterPort(port), events)
      this.#options.onConnected(this.#connection)
    }
    this.#tell({ state: 'up' })
  }

  #ended(child: UtilityProcess, code: number): void {
    if (child !== this.#child || this.#stopping) return
    this.#child = undefined
    this.#connection = undefined
    this.#options.onDisconnected()
    const now = Date.now()
    this.#crashes.push(now)
    const next = afterCrash(this.#crashes, now)
    this.#options.log.error('core ended', { code, next })
    if (next.act === 'park') return this.#tell({ state: 'parked', words: parkedWords })
    this.#tell({ state: 'starting' })
    this.#timer = setTimeout(() => void this.start(), next.inMs)
  }

  #tell(state: CoreState): void {
    this.#state = state
    this.#options.onState(state)
  }
}

function endOf(child: UtilityProcess, ask: () => void): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill(), stopMs)
    child.once('exit', () => {
      clearTimeout(timer)
      done()
    })
    ask()
  })
}
