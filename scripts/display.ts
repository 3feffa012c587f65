import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { Trouble } from './process.ts'
import { hasDisplay } from './system-libraries.ts'

export interface Display {
  /** To be added to the environment of whatever opens a window. */
  env: Record<string, string>
  close(): void
}

/** The display there is; where there is none, one of our own without a screen (Xvfb), ended by `close`. */
export async function openDisplay(): Promise<Display> {
  if (hasDisplay()) return { env: {}, close: () => {} }
  // Xvfb takes a free number by itself and writes it to the file descriptor it is given.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const number = await displayNumber(server.stdio[3] as Readable, server) // descriptor 3 is the pipe asked for above
  console.log(`No display here: the window opens on one without a screen (Xvfb :${number}).`)
  const close = (): void => void server.kill()
  process.once('exit', close)
  return {
    env: { DISPLAY: `:${number}` },
    close() {
      process.off('exit', close)
      close()
    },
  }
}

function displayNumber(
  pipe: Readable,
  server: { once(event: 'error' | 'exit', listener: (value: unknown) => void): unknown },
): Promise<string> {
  return new Promise((found, failed) => {
    let text = ''
    pipe.on('data', (part: Buffer) => {
      text += part.toString()
      if (text.endsWith('\n')) found(text.trim())
    })
    server.once('error', () =>
      failed(
        new Trouble(
          'Xvfb cannot be started. Install it (Debian, Ubuntu: sudo apt-get install -y xvfb) and try again.',
        ),
      ),
    )
    server.once('exit', () => failed(new Trouble('Xvfb ended at once.')))
  })
}
