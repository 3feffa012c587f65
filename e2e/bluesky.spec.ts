import { expect, test, type Locator } from '@playwright/test'
import { launch, place, row, rows, writePost, type Session } from './app.ts'

// One account that is signed in by the first test.
test.describe.configure({ mode: 'serial' })

let session: Session
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
})
test.afterAll(() => session.close())

const family = '👩‍👩‍👧‍👦'

/** Somebody says this on Bluesky; answers the row once it is heard. */
async function heard(author: string, text: string, words: string): Promise<Locator> {
  const { page, town } = session
  await place(page, /everything heard/i).click()
  await expect(rows(page).first()).toBeVisible()
  town.say({ author, text, on: 'bluesky' })
  await page.keyboard.press('Shift+R')
  const fresh = row(page, words)
  const pill = page.getByRole('button', { name: /new/ })
  await expect(pill.or(fresh).first()).toBeVisible()
  if (await pill.isVisible()) await page.keyboard.press('.')
  await expect(fresh).toBeVisible()
  return fresh
}

/** Opens the reply box of a row. */
async function replyTo(fresh: Locator): Promise<Locator> {
  await fresh.click()
  await session.page.keyboard.press('r')
  const box = session.page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  return box
}

const ours = (words: string) =>
  session.town.statuses('bluesky').filter(({ author, text }) => author === 'crumb' && text.includes(words))

/** The record of a post of ours, as it stands in our repository. */
async function recordOf(
  words: string,
): Promise<{ text: string; facets: Facet[]; reply: { parent: { uri: string } } }> {
  const { town } = session
  const did = await (await fetch(`${town.url}/.well-known/atproto-did`)).text()
  const sent = town.requests().filter(({ path }) => path.endsWith('createRecord'))
  expect(sent.length).toBeGreaterThan(0)
  const { accessJwt } = await xrpc('com.atproto.server.createSession', {
    identifier: town.logins['bluesky']?.['handle'],
    password: town.logins['bluesky']?.['password'],
  })
  const { feed } = await xrpc(`app.bsky.feed.getAuthorFeed?actor=${did}&limit=10`, undefined, accessJwt)
  const found = feed.find(({ post }) => post.record.text.includes(words))
  if (found === undefined) throw new Error(`we did not say: ${words}`)
  return found.post.record
}

interface Facet {
  index: { byteStart: number; byteEnd: number }
  features: Record<string, string>[]
}

async function xrpc(
  call: string,
  json?: object,
  token?: string,
): Promise<{ accessJwt: string; feed: { post: { record: Awaited<ReturnType<typeof recordOf>> } }[] }> {
  const response = await fetch(`${session.town.url}/xrpc/${call}`, {
    method: json === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  // The two calls of this file answer so.
  return (await response.json()) as Awaited<ReturnType<typeof xrpc>>
}

test('signs in by the form, with a handle, an app password and a server, and hears what was said', async () => {
  const { page, town } = session
  const { handle = '', password = '', host = '' } = town.logins['bluesky'] ?? {}
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Network').selectOption('Bluesky')
  // The app password is offered first, with how to get one.
  await expect(dialog.getByText(/App passwords/).first()).toBeVisible()
  await dialog.getByLabel('Handle').fill(handle)
  await dialog.getByLabel('App password').fill('abcd-efgh-ijkl-mnop')
  await dialog.getByLabel('Server').fill(host)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog.getByText(/Invalid identifier or password/)).toBeVisible()
  await dialog.getByLabel('App password').fill(` ${password}\n`)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: `@${handle}` })).toBeVisible()

  await place(page, /everything heard/i).click()
  await expect(row(page, 'Czy przyjmujecie zamówienia na pączki')).toBeVisible()
})

test('a reply arrives in its thread, with people, links and hashtags marked at the right bytes', async () => {
  const { page } = session
  const fresh = await heard('ana', '@crumb Is the harbour order ready?', 'Is the harbour order ready?')
  const box = await replyTo(fresh)
  // Nobody is named beforehand: the reply tells its author by itself.
  await expect(box).toHaveValue('')
  const words = 'Since six, @kwame.lindenbrook.example carries it'
  await box.fill(`${family} ${words}: https://crumb.example/öfen #パン`)
  await page.keyboard.press('Control+Shift+Enter')
  await expect.poll(() => ours('carries it').length, { timeout: 30_000 }).toBe(1)
  expect(ours('carries it')[0]?.mentions).toEqual(['kwame'])
  const record = await recordOf(words)
  const whole = Buffer.from(record.text)
  const marked = record.facets.map(({ index, features }) => [
    features[0]?.['$type']?.split('#')[1],
    whole.subarray(index.byteStart, index.byteEnd).toString(),
  ])
  expect(marked).toEqual([
    ['mention', '@kwame.lindenbrook.example'],
    ['link', 'https://crumb.example/öfen'],
    ['tag', '#パン'],
  ])
  expect(record.reply.parent.uri).toContain('app.bsky.feed.post')
  expect(session.errors).toEqual([])
})

test('what is too long is said in words: by signs, and by bytes', async () => {
  const { page } = session
  const fresh = await heard('halima', '@crumb How long may a letter be?', 'How long may a letter be?')
  const box = await replyTo(fresh)
  await box.fill('x'.repeat(301))
  await expect(page.getByText('1 too many')).toBeVisible()
  await box.fill(family.repeat(121))
  await expect(page.getByText('25 bytes too many')).toBeVisible()
  const before = session.town.statuses('bluesky').length
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Too long by 25 bytes.').first()).toBeVisible()
  expect(session.town.statuses('bluesky')).toHaveLength(before)
  await box.fill('As long as a loaf.')
  await expect(page.getByText('282 left')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => ours('As long as a loaf').length, { timeout: 30_000 }).toBe(1)
})

test('a post is written by the palette, refused where it is too long, taken back, and said once', async () => {
  const { page, town } = session
  const dialog = await writePost(page)
  const field = dialog.getByRole('textbox', { name: 'Words of the post' })
  const speaker = dialog.getByLabel('Post as')
  await field.fill('x'.repeat(301))
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('alert')).toHaveText('Choose who speaks first.')
  await speaker.selectOption({ label: `@${town.logins['bluesky']?.['handle'] ?? ''} · Bluesky` })
  await expect(dialog.getByText('1 too many')).toBeVisible()
  await field.focus()
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('alert')).toHaveText('Too long by 1.')
  await field.fill('Quince week begins #quince')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  const line = page.getByRole('status').filter({ hasText: 'Posting' })
  await line.getByRole('button', { name: 'Undo' }).click()
  // Taken back: the words are where they were written, and what was chosen is still chosen.
  await expect(field).toHaveValue('Quince week begins #quince')
  await expect(speaker.locator('option:checked')).toHaveText(/Bluesky/)
  await field.fill('Quince week begins on Monday #quince')
  await dialog.getByLabel(/purpose of this post/i).selectOption('invite')
  // Closed and opened again, nothing of it is lost.
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await writePost(page)
  await expect(field).toHaveValue('Quince week begins on Monday #quince')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => ours('Quince week').length, { timeout: 30_000 }).toBe(1)
  expect(ours('Quince week')[0]?.text).toBe('Quince week begins on Monday #quince')
  expect(ours('Quince week')[0]?.inReplyTo).toBeUndefined()
  await place(page, /outbox/i).click()
  await expect(page.getByRole('article', { name: 'sent, a post' })).toContainText(
    'Quince week begins on Monday',
  )
  // Who answers it is heard in its conversation.
  const answer = await heard('ana', '@crumb Quince with cheese, then?', 'Quince with cheese')
  await expect(answer).toBeVisible()
  expect(session.errors).toEqual([])
})

test('a limit met while sending is waited for, and the reply goes out once by itself', async () => {
  const { page, town } = session
  const fresh = await heard('gwen', '@crumb Forty or forty-four?', 'Forty or forty-four?')
  const box = await replyTo(fresh)
  await box.fill('Forty-four, as written.')
  town.misbehave({ path: '/xrpc/com.atproto.repo.createRecord', fault: 429, retryAfter: 3, times: 1 })
  await page.keyboard.press('Control+Enter')
  await place(page, /outbox/i).click()
  await expect.poll(() => ours('Forty-four, as written').length, { timeout: 60_000 }).toBe(1)
  await expect(page.getByText(/sent/i).first()).toBeVisible()
})

test('a limit met while listening is told, and heals by itself', async () => {
  const { page, town } = session
  const path = '/xrpc/app.bsky.notification.listNotifications'
  const line = page.getByRole('region', { name: /health/i })
  town.misbehave({ path, fault: 429, retryAfter: 6, times: 1 })
  await page.keyboard.press('Shift+R')
  await expect(line.getByText(/must wait until .* is not heard yet/)).toBeVisible()
  town.say({ author: 'tomas', text: '@crumb It was the tower after all.', on: 'bluesky' })
  await place(page, /everything heard/i).click()
  const pill = page.getByRole('button', { name: /new/ })
  const fresh = row(page, 'It was the tower after all')
  await expect(pill.or(fresh).first()).toBeVisible({ timeout: 40_000 })
  if (await pill.isVisible()) await page.keyboard.press('.')
  await expect(fresh).toBeVisible()
  await expect(line.getByText(/must wait until/)).toHaveCount(0)
})

test('a keyword is heard the moment it is written, without anything being asked', async () => {
  const { page, town } = session
  await place(page, /streams/i).click()
  await page.getByRole('button', { name: /listen to something new/i }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Network').selectOption('Bluesky')
  await dialog.getByLabel('What to listen to').selectOption('Keywords')
  await dialog.getByLabel('Listen for').fill('is:question')
  await dialog.getByRole('button', { name: 'Listen', exact: true }).click()
  await expect(dialog.getByText(/Bluesky cannot be asked for this/)).toBeVisible()
  await dialog.getByLabel('Listen for').fill('marzipan -advert')
  await dialog.getByLabel('Source').fill('jetstream')
  await dialog.getByRole('button', { name: 'Listen', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => town.requests().some(({ path }) => path === '/subscribe')).toBe(true)

  await place(page, /everything heard/i).click()
  await expect(rows(page).first()).toBeVisible()
  town.say({ author: 'odalys', text: 'Marzipan in October. We shall have to vote.', on: 'bluesky' })
  const pill = page.getByRole('button', { name: /new/ })
  const fresh = row(page, 'Marzipan in October')
  await expect(pill.or(fresh).first()).toBeVisible()
  if (await pill.isVisible()) await page.keyboard.press('.')
  await expect(fresh).toBeVisible()
})

test('a session that ran out is renewed, and nobody notices', async () => {
  const { page, town } = session
  town.advance(3 * 3_600_000)
  const fresh = await heard('josip', '@crumb Jesmo li na vrijeme?', 'Jesmo li na vrijeme?')
  await expect(fresh).toBeVisible()
  expect(town.requests().some(({ path }) => path.endsWith('refreshSession'))).toBe(true)
  await expect(page.getByRole('region', { name: /health/i }).getByText(/signed out/i)).toHaveCount(0)
  expect(session.errors).toEqual([])
})
