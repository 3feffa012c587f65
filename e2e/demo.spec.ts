import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'

const root = resolve(import.meta.dirname, '..')

test('the demo command ends after the first sync, with a true table and a picture', async () => {
  test.setTimeout(240_000)
  const picture = join(root, 'demo.png')
  rmSync(picture, { force: true })
  const child = spawn(process.execPath, ['scripts/demo.ts', '--once'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((ended) => child.on('exit', ended))
  expect(code, said).toBe(0)
  const places = said.split('\n').flatMap((line) => /\s([a-z]+)\s+ok\s/.exec(line)?.[1] ?? [])
  expect(places.length, said).toBeGreaterThanOrEqual(20)
  expect([...new Set(places)].sort(), said).toEqual([
    'bluesky',
    'discourse',
    'facebook',
    'feed',
    'github',
    'hackernews',
    'lemmy',
    'mastodon',
    'reddit',
    'threads',
    'wordpress',
  ])
  expect(said).not.toMatch(/\s(?:new|late|limited|signed-out|broken)\s+\d+\s+\d+/)
  const heard = Number(/Items heard: (\d+)/.exec(said)?.[1])
  const waiting = Number(/Waiting for an answer: (\d+)/.exec(said)?.[1])
  expect(heard).toBeGreaterThan(400)
  // People who wait for an answer, on every network; a live one may have spoken up meanwhile.
  expect(waiting).toBeGreaterThanOrEqual(80)
  expect(waiting).toBeLessThanOrEqual(130)
  // A PNG of a window that is drawn, not a blank one.
  const png = readFileSync(picture)
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.length).toBeGreaterThan(30_000)
})
