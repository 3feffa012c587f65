import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrations } from '../db/migrations/index.ts'
import { openStore } from '../db/open.ts'
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { fakeNetwork, mention, type FakeAbilities } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

const dayMs = 86_400_000
let folder: string
let dbFile: string
let clock: FakeClock
const cores: TestCore[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-copies-'))
  dbFile = join(folder, 'earshot.db')
  clock = fakeClock()
})
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
  rmSync(folder, { recursive: true, force: true })
})

const copies = (): string[] => readdirSync(folder).filter((name) => name.includes('.before-'))

/** A store of an older shape with something in it, as an update of Earshot finds it. */
function olderStore(): void {
  const db = openStore(dbFile, { steps: migrations.slice(0, -1) })
  db.exec("INSERT INTO tags (name) VALUES ('zyxbread')")
  db.close()
}

function open(abilities: FakeAbilities = {}): TestCore {
  const core = startTestCore({ dbFile, clock, network: fakeNetwork(abilities) })
  cores.push(core)
  // The file system has a clock of its own.
  const madeAt = clock.now() / 1000
  for (const name of copies()) utimesSync(join(folder, name), madeAt, madeAt)
  return core
}

async function stop(core: TestCore): Promise<void> {
  cores.splice(cores.indexOf(core), 1)
  await core.stop()
}

async function advance(core: TestCore, ms: number): Promise<void> {
  clock.advance(ms)
  await core.settle()
}

async function pass(core: TestCore, days: number): Promise<void> {
  for (let n = 0; n < days * 24; n += 1) await advance(core, 3_600_000)
}

test('the copy from before a change of shape goes after two weeks, however often Earshot is started meanwhile', async () => {
  olderStore()
  const core = open()
  const name = `earshot.db.before-${String(migrations.length - 1)}`
  expect(copies()).toEqual([name])
  await pass(core, 13)
  expect(copies()).toEqual([name])
  await stop(core)
  clock.sleep(2 * dayMs)
  // Not before a start has gone well.
  const again = startTestCore({ dbFile, clock })
  cores.push(again)
  await again.settle()
  expect(copies()).toEqual([name])
  await pass(again, 1)
  expect(copies()).toEqual([])
  expect(existsSync(dbFile)).toBe(true)
})

test('a copy is kept no longer than anything of a network in use may be kept', async () => {
  olderStore()
  const core = open({ maxDays: 2 })
  await signIn(core)
  await pass(core, 1)
  expect(copies()).toHaveLength(1)
  await pass(core, 2)
  expect(copies()).toEqual([])
})

test('an account that is wiped is in no copy any more, at once; one that is only removed is', async () => {
  olderStore()
  const core = open()
  await signIn(core)
  writeFileSync(join(folder, 'earshot.db.before-1'), 'zyxold')
  writeFileSync(join(folder, 'earshot.db.before-notes.txt'), 'of the user')
  await core.call('accounts.remove', { id: 1, wipe: false })
  expect(copies()).toHaveLength(3)
  await signIn(core)
  await core.call('accounts.remove', { id: 1, wipe: true })
  expect(copies()).toEqual(['earshot.db.before-notes.txt'])
})

test('of a wiped account no word is left: not in items, drafts, profiles, nor in what a rule learnt', async () => {
  const core = open()
  await signIn(core)
  await core.call('rules.add', { name: 'Rye', query: 'rye', sources: [{ network: 'fake', accountId: 1 }] })
  const author = { remoteId: 'u', handle: '@ana@there', name: 'Ana', bio: 'zyxbio', avatarUrl: 'https://there.example/zyxface.png' } // prettier-ignore
  core.network.script.push({
    items: [mention({ text: 'rye zyxword', remoteId: 'x', author, createdMs: clock.now() })],
  })
  await core.call('streams.refresh', {})
  await core.settle()
  const [row] = (await core.call('conversations.page', { source: { type: 'lane', lane: 'heard' } })).rows
  const conversationId = row?.id ?? 0
  await core.call('conversations.triage', { ids: [conversationId], act: { act: 'irrelevant' } })
  await core.call('drafts.save', {
    conversationId,
    accountId: 1,
    text: 'zyxdraft',
  })
  await advance(core, 10_000)
  const words = ['zyxword', 'zyxbio', 'zyxface', 'zyxdraft']
  expect(words.filter((word) => bytes().includes(word))).toEqual(words)
  await core.call('accounts.remove', { id: 1, wipe: true })
  for (let n = 0; n < 8 * 6; n += 1) await advance(core, 600_000)
  for (let n = 0; n < 60; n += 1) await advance(core, 1000)
  await advance(core, 120_000)
  expect(words.filter((word) => bytes().includes(word))).toEqual([])
})

function bytes(): string {
  return [dbFile, `${dbFile}-wal`]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1'))
    .join('')
}
