import { calls, type events } from '#shared/contract'
import { toCore, type FromCore, type ToCore } from '#shared/core-process'
import { emitterPort, type EmitterPort } from '#shared/emitter-port'
import { asFailure, Failure } from '#shared/failure'
import { serve } from '#shared/rpc'
import { settleInTown } from './demo.ts'
import { openCore, type OpenedCore } from './open-core.ts'

/** The core process: waits for main's word to start, serves the contract on every port it is handed, and ends in order. */

/** What Electron gives a utilityProcess to speak with main. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: EmitterPort[] }) => void): void
  postMessage(message: FromCore): void
}

// Only Electron's utilityProcess has it, and core knows no Electron types.
const parent = Reflect.get(process, 'parentPort') as ParentPort | undefined
if (parent === undefined) throw new Failure('bug', 'The core process is started by the Earshot window only.')

let opened: OpenedCore | undefined

/**
 * The first job loads what tells languages, a tenth of a second in which nobody is answered: the window draws its first
 * page and the conversation beside it before that. Where it asks for none, work begins all the same.
 */
const afterPageMs = 250
const longestHoldMs = 1500

function start(message: Extract<ToCore, { type: 'start' }>, answer: ParentPort): void {
  try {
    const { demo } = message
    const options = {
      ...message,
      program: 'window' as const,
      demo: demo !== undefined,
      ...(demo === undefined ? {} : { demoHost: demo.url }),
    }
    opened = openCore(options, { hold: true })
    const { core, log } = opened
    setTimeout(() => core.begin(), longestHoldMs)
    answer.postMessage({ type: 'up' })
    if (demo !== undefined) {
      settleInTown(core, demo).catch((error: unknown) =>
        log.error('the demo town did not let us in', { error }),
      )
    }
  } catch (error) {
    const failure = asFailure(error)
    // A failure of our own words is final; anything else is a crash, and main decides whether to try again.
    if (failure.code === 'bug') throw error
    answer.postMessage({ type: 'refused', failure: failure.toShape() })
  }
}

function servePort(given: EmitterPort, { core, log }: OpenedCore): void {
  const port = emitterPort(given)
  const handlers: typeof core.handlers = {
    ...core.handlers,
    'conversations.page': async (input) => {
      setTimeout(() => core.begin(), afterPageMs)
      return core.handlers['conversations.page'](input)
    },
  }
  const { emit } = serve<typeof calls, typeof events>(port, calls, handlers, {
    onBug: (name, failure) => log.error('call failed', { call: name, error: failure }),
  })
  const stops = [
    core.on('changed', (value) => emit('changed', value)),
    core.on('notify', (value) => emit('notify', value)),
    core.on('badge', (value) => emit('badge', value)),
  ]
  port.onClose(() => {
    for (const stop of stops) stop()
  })
}

async function stop(): Promise<void> {
  await opened?.stop()
  process.exit(0)
}

parent.on('message', ({ data, ports }) => {
  const message = toCore.parse(data)
  if (message.type === 'start') start(message, parent)
  else if (message.type === 'stop') void stop()
  else if (message.type === 'offer') opened?.core.offer(message.ticket, message.path, message.use)
  else if (opened !== undefined && ports[0] !== undefined) servePort(ports[0], opened)
})

process.on('uncaughtException', (error) => {
  opened?.log.error('core crashed', { error })
  process.exit(1)
})
process.on('unhandledRejection', (error) => {
  opened?.log.error('core crashed', { error })
  process.exit(1)
})
