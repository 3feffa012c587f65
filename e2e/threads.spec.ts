import { expect, test, type Page } from '@playwright/test'
import { threadsTokens } from '#demo/faces/threads-tokens'
import { expectNew, launch, place, row, type Session } from './app.ts'

test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
  page = session.page
})
test.afterAll(async () => {
  await session.close()
  expect(session.errors).toEqual([])
})

const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const health = () => page.getByRole('region', { name: 'Health' })

test('a token is looked at before it is kept: what it lacks is named, and a good one signs in', async () => {
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('threads')
  await expect(dialog().getByText('User Token Generator, choose', { exact: false })).toBeVisible()
  const token = dialog().getByLabel('Access token')
  await token.fill(threadsTokens.basic)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog().getByText(/lacks threads_manage_mentions .* threads_keyword_search/)).toBeVisible()
  await token.fill(threadsTokens.good)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog()).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByRole('main').getByText('@crumb.bakery', { exact: true })).toBeVisible()
})

test('mentions and replies are heard, and a reply is answered below itself though its answer was lost', async () => {
  const { town } = session
  await place(page, /Mentions of @crumb\.bakery/).click()
  await expect(row(page, 'all six sides').first()).toBeVisible({ timeout: 30_000 })
  await place(page, /Replies to @crumb\.bakery/).click()
  const post = town.statuses('threads').find(({ text }) => text.startsWith('Honest question'))
  const asked = town.say({ on: 'threads', author: 'ana', text: 'Is it laminated?', inReplyTo: post?.id })
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'Is it laminated?')
  await row(page, 'Is it laminated?').first().click()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: /reply/i })).toBeFocused()
  await page.keyboard.type('It will be, after the jam incident.')
  town.misbehave({ path: '/v1.0/me/threads_publish', method: 'POST', fault: 'reset', acts: true, times: 1 })
  await page.keyboard.press('Control+Enter')
  const said = () => town.statuses('threads').filter(({ text }) => text.includes('the jam incident'))
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBe(asked)
  await place(page, /^waiting for them/i).click()
  await row(page, 'Is it laminated?').first().click()
  await expect(page.getByRole('region', { name: 'Thread' }).getByText('the jam incident')).toBeVisible()
})

test('a limit is said in words and heals; a token that ended asks to sign in again', async () => {
  const { town } = session
  town.misbehave({ path: '/v1.0/me/mentions', fault: 429, retryAfter: 6, resetAfter: 6, times: 1 })
  await place(page, /Mentions of @crumb\.bakery/).click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  await expect(health().getByText(/must wait until/)).toHaveCount(0, { timeout: 60_000 })

  town.misbehave({ path: '/v1.0/', fault: 401 })
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/signed out/)).toBeVisible({ timeout: 30_000 })
  town.behave()
  await health().getByRole('button', { name: 'Sign in again' }).click()
  await dialog().getByLabel('Access token').fill(threadsTokens.good)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog()).toHaveCount(0, { timeout: 30_000 })
  await expect(health().getByText(/signed out/)).toHaveCount(0, { timeout: 30_000 })
  expect(town.statuses('threads').filter(({ text }) => text.includes('the jam incident'))).toHaveLength(1)
})
