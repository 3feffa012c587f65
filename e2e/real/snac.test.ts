import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCore, type OpenedCore } from '#core/open-core'
import { loginForm, startSnac, type Snac } from './snac.ts'
import { until } from './until.ts'

/** Core, as it runs in the window, against a server that nobody here wrote. */

let snac: Snac
let opened: OpenedCore
const ends: (() => Promise<void>)[] = []
const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-real-'))

beforeAll(async () => {
  snac = await startSnac()
  ends.unshift(() => snac.stop())
  opened = openCore({ dataFolder, program: 'command line', version: '0.0.0-test', demo: true })
  ends.unshift(() => opened.stop())
  await opened.core.handlers['settings.set']({ fileKeyConsent: true, undoSendMs: 0 })
}, 90_000)

afterAll(async () => {
  for (const end of ends) await end()
  rmSync(dataFolder, { recursive: true, force: true })
})

async function heard(words: string) {
  const { handlers } = opened.core
  await handlers['streams.refresh']({})
  const page = await handlers['conversations.page']({ source: { type: 'lane', lane: 'heard' }, limit: 50 })
  return page.rows.find((row) => row.text.includes(words))
}

test('signs in through the browser, by the server’s own page and our loopback address', async () => {
  const { handlers } = opened.core
  const { attempt, url } = await handlers['accounts.beginBrowserSignIn']({
    network: 'mastodon',
    host: snac.url,
    fields: {},
  })
  const asked = new URL(url).searchParams
  const page = await fetch(url)
  expect(page.status).toBe(200)
  const form = loginForm(
    'alice',
    snac.people.alice.password,
    asked.get('redirect_uri') ?? '',
    asked.get('client_id') ?? '',
    asked.get('state') ?? '',
  )
  const back = await fetch(`${snac.url}/oauth/x-snac-login`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  expect(await back.text()).toContain('go back to Earshot')
  const account = await handlers['accounts.awaitBrowserSignIn']({ attempt })
  expect(account).toMatchObject({ network: 'mastodon', state: 'ok' })
  expect(account.handle).toContain('alice')
})

test('a wrong token is told as signed out', async () => {
  const signIn = opened.core.handlers['accounts.signIn']({
    network: 'mastodon',
    host: snac.url,
    fields: { token: '0123456789abcdef' },
  })
  await expect(Promise.resolve(signIn)).rejects.toMatchObject({ code: 'signed-out' })
})

test('hears a mention, answers it, and the answer is where it belongs', async () => {
  const { handlers } = opened.core
  const said = await snac.say('bob', { text: '@alice Do you open on Sunday, 日本語 & all?' })
  const row = await until('the mention is heard', () => heard('Do you open on Sunday'))
  expect(row.text).toContain('日本語 & all?')
  expect(row.waitingSinceMs).toBeDefined()
  const detail = await handlers['conversations.get']({ id: row.id })
  await handlers['replies.send']({
    conversationId: row.id,
    inReplyTo: detail.focusItemId,
    accountId: detail.speakAs ?? 0,
    text: '@bob From eight until noon.',
    visibility: detail.replyDefaults?.visibility,
    thenDone: true,
  })
  const arrived = await until('bob hears the answer', async () =>
    (await snac.timeline('bob')).find((post) => post.content.includes('From eight until noon')),
  )
  expect(arrived.in_reply_to_id).not.toBeNull()
  expect(said.uri).not.toBe(arrived.uri)
})

test('asking again hears nothing twice, although this server tells everything each time', async () => {
  const before = await opened.core.handlers['app.state']({})
  for (let n = 0; n < 3; n += 1) {
    await opened.core.handlers['streams.refresh']({})
    await opened.core.settle()
  }
  expect((await opened.core.handlers['app.state']({})).items).toBe(before.items)
})

test('a private word stays private: the answer is not wider than what is answered', async () => {
  await snac.say('carla', { text: '@alice a private word about the invoice', visibility: 'direct' })
  const row = await until('the private word is heard', () => heard('a private word about the invoice'))
  const detail = await opened.core.handlers['conversations.get']({ id: row.id })
  // This server tells a private word as `private`.
  expect(detail.replyDefaults?.visibilities).not.toContain('public')
  expect(detail.replyDefaults?.visibilities).not.toContain('unlisted')
  expect(['private', 'direct']).toContain(detail.replyDefaults?.visibility)
})

test('somebody is heard by name, and a post that answers nothing is said', async () => {
  const { handlers } = opened.core
  const [account] = await handlers['accounts.list']({})
  const accountId = account?.id ?? 0
  await handlers['streams.add']({ network: 'mastodon', kind: 'author', accountId, config: { who: '@carla' } })
  await snac.say('carla', { text: 'Nobody is named in this one' })
  await until('carla is heard', () => heard('Nobody is named in this one'))
  await handlers['posts.send']({ accountId, text: 'Plum cake from noon', visibility: 'public' })
  const said = await until('the post is there', async () =>
    (await handlers['outbox.list']({})).find(
      ({ text, state }) => text.startsWith('Plum') && state === 'sent',
    ),
  )
  expect([said.to, said.sentUrl]).toEqual(['', expect.stringContaining('/alice/')])
})
