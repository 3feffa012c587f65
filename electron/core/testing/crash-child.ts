/**
 * A core in a process of its own, to be killed by `crash.test.ts`: hears three mentions, sends one reply, and hangs
 * in the middle of what it is told to hang in. Says on standard output how far it came.
 */
import { format } from '../archives/formats/earshot-jsonl.ts'
import { systemClock } from '../clock.ts'
import { createCore } from '../core.ts'
import { fakeNetwork, mention } from './fake-network.ts'
import { memoryVault } from './memory-vault.ts'

const [dbFile = '', hangIn = 'send', archive = ''] = process.argv.slice(2)
const network = fakeNetwork()
const silent = { info: () => {}, warn: () => {}, error: () => {} }
let ids = 0
const core = createCore(
  {
    dbFile,
    clock: systemClock,
    fetch: () => Promise.reject(new Error('no outside')),
    openSocket: () => ({ send: () => {}, close: () => {} }),
    vault: memoryVault(),
    networks: new Map([['fake', network]]),
    formats: new Map([[format.id, format]]),
    log: silent,
    newId: () => `first-${String((ids += 1))}`,
    random: () => 0.5,
    version: 'test',
    listenForRedirect: () => Promise.reject(new Error('no browser')),
  },
  { live: false },
)
const never = new Promise<void>(() => {})
const say = (words: string): boolean => process.stdout.write(`${words}\n`)

if (hangIn === 'import') {
  // Killed between two batches, or in the middle of one: whenever the word arrives.
  core.offer('archive', archive, 'read')
  const { id } = await core.handlers['archives.start']({ ticket: 'archive', format: format.id })
  const added = async (): Promise<number> =>
    (await core.handlers['archives.list']({})).find((run) => run.id === id)?.added ?? 0
  while ((await added()) < 50) await new Promise((resolve) => setImmediate(resolve))
  say('hanging')
  await never
}

network.script.push({
  items: ['a', 'b', 'c'].map((text) => mention({ text, remoteId: `https://there.example/p/${text}` })),
  cursor: 'after-abc',
})
await core.handlers['accounts.signIn']({ network: 'fake', host: 'https://here', fields: { token: 't' } })
await core.settle()
if (hangIn === 'pull') {
  network.meanwhile = () => {
    say('hanging')
    return never
  }
  await core.handlers['streams.refresh']({})
  await never
}
await core.handlers['settings.set']({ undoSendMs: 0 })
const detail = await core.handlers['conversations.get']({ id: 1 })
network.meanwhile = () => {
  say('hanging')
  return never
}
await core.handlers['replies.send']({
  conversationId: 1,
  inReplyTo: detail.focusItemId,
  accountId: 1,
  text: 'Once only',
  thenDone: false,
})
await core.settle()
