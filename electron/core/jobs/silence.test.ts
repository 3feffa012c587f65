import { afterEach, expect, test } from 'vitest'
import { mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

const hour = 3_600_000
const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

/** A stream that said something every twenty minutes for two weeks until now. */
async function busyStream(): Promise<TestCore> {
  const core = startTestCore()
  cores.push(core)
  core.network.covers = true
  const now = core.clock.now()
  core.network.script.push({
    items: Array.from({ length: 14 * 72 }, (_, n) =>
      mention({ text: 'busy', createdMs: now - n * 1_200_000 }),
    ),
  })
  await signIn(core)
  return core
}
const stream = async (core: TestCore) => (await core.call('streams.list', {}))[0]

async function pass(core: TestCore, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 300_000) await core.advance(300_000)
}

test('a busy stream that falls silent is announced, since its last word, and no sooner than is unlikely', async () => {
  const core = await busyStream()
  const lastMs = core.clock.now()
  await pass(core, 3 * hour)
  expect((await stream(core))?.silentSinceMs).toBeUndefined()
  await pass(core, 4 * hour)
  expect(await stream(core)).toMatchObject({ health: 'ok', silentSinceMs: lastMs })
})

test('it resets by itself with the next word, heard either way', async () => {
  const core = await busyStream()
  await pass(core, 7 * hour)
  expect((await stream(core))?.silentSinceMs).toBeDefined()
  core.network.script.push({ items: [mention({ text: 'again', createdMs: core.clock.now() })] })
  await core.advance(60_000)
  expect((await stream(core))?.silentSinceMs).toBeUndefined()
})

test('time that was not heard is no silence', async () => {
  const core = await busyStream()
  core.network.covers = false
  await pass(core, 8 * hour)
  expect((await stream(core))?.silentSinceMs).toBeUndefined()
})

test('a paused stream is not silent', async () => {
  const core = await busyStream()
  await pass(core, 7 * hour)
  await core.call('streams.update', { id: 1, paused: true })
  await pass(core, 20 * 60_000)
  expect((await stream(core))?.silentSinceMs).toBeUndefined()
})
