import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeDataLock } from './data-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the second to come is told who is there, and comes in when the first is gone', () => {
  const first = takeDataLock(folder, 'window', 1)
  expect(() => takeDataLock(folder, 'command line', 2)).toThrow(
    expect.objectContaining({
      code: 'locked',
      message: expect.stringContaining(`The Earshot window (process ${String(process.pid)})`),
    }),
  )
  first.release()
  first.release()
  takeDataLock(folder, 'command line', 3).release()
})

test('two folders are two locks', () => {
  const one = takeDataLock(join(folder, 'a'), 'window', 1)
  const two = takeDataLock(join(folder, 'b'), 'window', 1)
  expect(() => takeDataLock(join(folder, 'a'), 'window', 1)).toThrow()
  one.release()
  two.release()
})

test('a holder that is killed holds nothing', async () => {
  const module = join(import.meta.dirname, 'data-lock.ts')
  const script = `const { takeDataLock } = await import(${JSON.stringify(module)});
    takeDataLock(${JSON.stringify(folder)}, 'command line', 1); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  await new Promise((held) => child.stdout.once('data', held))
  expect(() => takeDataLock(folder, 'window', 2)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(`process ${String(child.pid)}`) }),
  )
  child.kill('SIGKILL')
  await ended
  takeDataLock(folder, 'window', 3).release()
})
