import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { format } from './archives/formats/earshot-jsonl.ts'
import { mention } from './testing/fake-network.ts'
import { startTestCore } from './testing/start-core.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-crash-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the child until it hangs where it should, and kills it as a power cut would. */
function killedIn(what: 'pull' | 'send' | 'import', dbFile: string, archive = ''): Promise<void> {
  const program = join(import.meta.dirname, 'testing/crash-child.ts')
  const child = spawn(process.execPath, [program, dbFile, what, archive], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('hanging')) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`ended by itself: ${String(code)}`)),
    )
  })
}

test('killed while sending, the reply goes out once, under the same key', async () => {
  const dbFile = join(folder, 'earshot.db')
  await killedIn('send', dbFile)
  const core = startTestCore({ dbFile })
  expect((await core.call('outbox.list', {}))[0]).toMatchObject({ state: 'sending', text: 'Once only' })
  await core.settle()
  expect([...core.network.said]).toMatchObject([
    [(await core.call('outbox.list', {}))[0]?.id, { text: 'Once only' }],
  ])
  expect((await core.call('outbox.list', {}))[0]).toMatchObject({ state: 'sent' })
  await core.advance(3_600_000)
  expect(core.network.sendCalls).toBe(1)
  await core.stop()
}, 60_000)

test('killed while asking, nothing heard is lost and the same page is no news', async () => {
  const dbFile = join(folder, 'earshot.db')
  await killedIn('pull', dbFile)
  const core = startTestCore({ dbFile })
  core.network.script.push({
    items: ['b', 'c', 'd'].map((text) => mention({ text, remoteId: `https://there.example/p/${text}` })),
    cursor: 'after-abcd',
  })
  await core.settle()
  expect(core.network.pulls[0]?.cursor).toBe('after-abc')
  const page = await core.call('conversations.page', { source: { type: 'lane', lane: 'needs-answer' } })
  expect(page.rows.map((row) => row.text).toSorted()).toEqual(['a', 'b', 'c', 'd'])
  await core.stop()
}, 60_000)

test('killed while importing, the import goes on behind what was filed, and everything is there once', async () => {
  const dbFile = join(folder, 'earshot.db')
  const archive = join(folder, 'past.jsonl')
  const lines = Array.from({ length: 3_000 }, (_, n) => ({
    network: 'fake',
    remoteId: `past-${String(n)}`,
    ...(n % 3 === 0 ? {} : { parentRemoteId: `past-${String(n - 1)}` }),
    kind: 'post',
    createdMs: 1_300_000_000_000 + n * 60_000,
    author: { remoteId: `u${String(n % 9)}`, handle: `u${String(n % 9)}` },
    text: `Loaf ${String(n)}`,
  }))
  writeFileSync(archive, ['{"network":"fake"}', ...lines.map((line) => JSON.stringify(line))].join('\n'))
  await killedIn('import', dbFile, archive)
  const core = startTestCore({ dbFile, formats: new Map([[format.id, format]]) })
  const [before] = await core.call('archives.list', {})
  expect(before).toMatchObject({ state: 'running', notUnderstood: 1 })
  expect(before?.added).toBeLessThan(3_000)
  await core.settle()
  expect(await core.call('archives.list', {})).toMatchObject([
    { state: 'done', added: 3_000, known: 0, notUnderstood: 1 },
  ])
  expect((await core.call('archives.report', { id: 1 })).misses).toHaveLength(1)
  expect((await core.call('app.state', {})).items).toBe(3_000)
  await core.stop()
}, 60_000)
