import { expect, test, type Page } from '@playwright/test'
import { catchAddresses, copied, expectNew, lastOpened, launch, place, row, type Session } from './app.ts'

/** Reddit without an account and with one: the tests are one story and stand in its order. */
test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
test.beforeAll(async () => {
  session = await launch({
    undoSendMs: 2500,
    // The form shows no host: only the demo and tests have one.
    settle: ({ url: host }) => ({
      accounts: [],
      streams: [{ network: 'reddit', kind: 'list', config: { subreddit: 'dailyloaf', host } }],
    }),
  })
  page = session.page
  await catchAddresses(session.app)
})
test.afterAll(async () => {
  await session.close()
  expect(session.errors).toEqual([])
})

const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const health = () => page.getByRole('region', { name: 'Health' })
const inTown = (start: string) => session.town.statuses('reddit').find(({ text }) => text.startsWith(start))

/** Says yes on Reddit's page, and lets the browser go back to where the app listens. */
async function allow(asked: URL): Promise<void> {
  expect(await (await fetch(asked)).text()).toContain('would like to connect')
  const body = new URLSearchParams(asked.searchParams)
  body.set('authorize', 'Allow')
  const answer = await fetch(asked.origin + asked.pathname, { method: 'POST', body, redirect: 'manual' })
  const back = answer.headers.get('location') ?? ''
  expect(back).toMatch(/^http:\/\/127\.0\.0\.1:41864\/callback\?/)
  expect((await fetch(back)).ok).toBe(true)
}

test('without an account a subreddit is heard by its feeds, answered in the browser, and the wall is said in words', async () => {
  await place(page, /r\/dailyloaf/).click()
  await row(page, 'big oven runs dry').click()
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText(/only with a client that it has approved/)).toBeVisible()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: 'Reply to u/wren' })).toBeFocused()
  await page.keyboard.type('Then we bake flat.')
  await page.keyboard.press('Control+Enter')
  const opened = await lastOpened(session.app, 1)
  expect(opened.pathname).toMatch(/^\/reddit\/r\/dailyloaf\/comments\/\w+\/steam_in_a_home_oven\w*\/\w+\/$/)
  expect(await (await fetch(opened)).text()).toContain('what do you do when the big oven runs dry')
  expect(await copied(session.app)).toBe('Then we bake flat.')
  await page.getByRole('group', { name: 'Did you post it?' }).getByRole('button', { name: /^yes/i }).click()

  session.town.misbehave({ path: '/reddit/r/dailyloaf/new/.rss', fault: 403, times: 1 })
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
})

test('a client of one’s own signs in by the browser, and the inbox is heard', async () => {
  const { clientId = '' } = session.town.logins['reddit'] ?? {}
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('reddit')
  await expect(dialog().getByText('http://127.0.0.1:41864/callback', { exact: false })).toBeVisible()
  await dialog().getByLabel('Client ID').fill('not one')
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  await expect(dialog().getByText(/Paste the client ID/)).toBeVisible()
  await dialog().getByLabel('Client ID').fill(clientId)
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  await allow(await lastOpened(session.app, 2))
  await expect(dialog()).toHaveCount(0, { timeout: 20_000 })
  await place(page, /Replies to u\/crumb/).click()
  await expect(row(page, 'burnt tray').first()).toBeVisible({ timeout: 30_000 })
})

test('an answer stands below the comment, as Markdown', async () => {
  await row(page, 'burnt tray').first().click()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: /reply/i })).toBeFocused()
  await page.keyboard.type('It is *art* now.')
  await page.keyboard.press('Control+Shift+Enter')
  const said = () => session.town.statuses('reddit').filter(({ text }) => text === 'It is *art* now.')
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBe(inTown('is the burnt tray')?.id)
})

test('a limit is said in words, and heals by itself', async () => {
  const { town } = session
  town.misbehave({ path: '/reddit/oauth/message/inbox', fault: 429, retryAfter: 6, times: 1 })
  await place(page, /Replies to u\/crumb/).click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/Replies to u\/crumb.*must wait until/)).toBeVisible({ timeout: 30_000 })
  const text = 'Then it should have a label.'
  town.say({ on: 'reddit', author: 'pip', text, inReplyTo: inTown('It is *art* now.')?.id })
  await expectNew(page, 'have a label')
  await expect(health().getByText(/Replies to u\/crumb.*must wait until/)).toHaveCount(0)
})
