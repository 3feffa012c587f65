import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Trouble } from './process.ts'

/**
 * Runs `body` while no other process of this machine runs it under the same lock file.
 * A lock whose holder is dead is taken over. Waits up to ten minutes.
 */
export async function withLock<T>(file: string, body: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 600_000
  let told = false
  while (!take(file)) {
    if (Date.now() > deadline)
      throw new Trouble(`${file} is held by another process. Remove it if none is running.`)
    if (!told) console.log('Another process is at the same work; waiting for it.')
    told = true
    await sleep(300)
  }
  try {
    return await body()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      throw cannotWrite(file, error)
    if (!holderIsDead(file)) return false
    rmSync(file, { force: true })
    return false
  }
}

function cannotWrite(file: string, cause: unknown): Trouble {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new Trouble(
    `${dirname(file)} cannot be written to: ${why}
Make that folder yours (sudo chown -R "$USER" ${dirname(file)}) and try again.`,
  )
}

function holderIsDead(file: string): boolean {
  let pid: number
  try {
    pid = Number(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
  // Being written right now: the number comes in a moment.
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
