import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

/** The folder of the checkout. */
export const root = resolve(import.meta.dirname, '..')

export interface RunOptions {
  cwd?: string
  env?: Record<string, string | undefined>
  /** Ends the process (SIGTERM, then SIGKILL) after this long. */
  timeoutMs?: number
  /** `show`: straight to the console. `keep`: only in the answer. Default `keep`. */
  output?: 'show' | 'keep'
}

export interface RunResult {
  code: number
  /** stdout and stderr, empty when shown. */
  text: string
  timedOut: boolean
}

/** Runs a program to its end. A program that cannot be started answers code 127. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    let timedOut = false
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGTERM')
            setTimeout(() => child.kill('SIGKILL'), 2000).unref()
          }, options.timeoutMs)
    const keep = (chunk: Buffer): void => {
      text += chunk.toString()
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const unhook = options.output === 'show' ? passSignals((signal) => child.kill(signal)) : undefined
    const finish = (code: number): void => {
      clearTimeout(timer)
      unhook?.()
      done({ code, text, timedOut })
    }
    child.on('error', (error) => {
      text += error.message
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? (signal === null ? 1 : 128)))
  })
}

/**
 * While a shown program runs it decides when to end, and this one ends after it, in order. From a terminal Ctrl-C
 * reaches both by itself; every other signal is passed on.
 */
function passSignals(pass: (signal: NodeJS.Signals) => void): () => void {
  const hooks = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const hook = (): void => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) pass(signal)
    }
    process.on(signal, hook)
    return () => process.off(signal, hook)
  })
  return () => {
    for (const off of hooks) off()
  }
}

/** As `run`, but throws a Trouble with the program's words if it fails. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const result = await run(command, args, options)
  if (result.code !== 0) {
    const why = result.timedOut ? 'took too long' : `ended with ${result.code}`
    throw new Trouble(`${command} ${args.join(' ')} ${why}.\n${result.text.trim().slice(-2000)}`)
  }
  return result.text
}

/** Something that the person at the console must know or do; printed without a stack. */
export class Trouble extends Error {}

/** Runs a script's main function: prints a Trouble as words, anything else with its stack, and sets the exit code. */
export async function main(body: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    console.error(error instanceof Trouble ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

/** True when this module is the script that was started, and not imported by another. */
export function isStarted(moduleFile: string): boolean {
  return process.argv[1] !== undefined && resolve(process.argv[1]) === moduleFile
}

/** `1.2 s` */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
