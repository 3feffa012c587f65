import { expect, test, type Page } from '@playwright/test'
import { tokens } from '#demo/faces/facebook-tokens'
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

const commentsStream = /Comments on Crumb Bakery/

test('a token is looked at before it is kept: what it lacks is named, and a good one signs in', async () => {
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('facebook')
  await expect(dialog().getByText('Choose Generate Access Token', { exact: false })).toBeVisible()
  const token = dialog().getByLabel('Page token')
  await token.fill(tokens.weak)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog().getByText(/lacks pages_read_user_content .* pages_manage_engagement/)).toBeVisible()
  await token.fill(tokens.short)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog().getByText(/ends in about 1 hours/)).toBeVisible()
  await token.fill(tokens.page)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog()).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByRole('main').getByText('@crumbbakery', { exact: true })).toBeVisible()
})

test('comments on the Page and on Instagram are heard', async () => {
  await place(page, /Comments on Instagram/).click()
  await expect(row(page, 'any left at like noon').or(row(page, '周六还有吗')).first()).toBeVisible({
    timeout: 30_000,
  })
  await place(page, commentsStream).click()
  await expect(row(page, 'milk in it').first()).toBeVisible({ timeout: 30_000 })
})

test('a comment is answered below itself', async () => {
  const { town } = session
  const post = town.statuses('facebook').find(({ text }) => text.startsWith('New on the shelf'))
  const asked = town.say({
    on: 'facebook',
    author: 'ana',
    text: 'Is it sliced?',
    inReplyTo: post?.id,
  })
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'Is it sliced?')
  await row(page, 'Is it sliced?').first().click()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: /reply/i })).toBeFocused()
  await page.keyboard.type('Only if you ask, and you did.')
  await page.keyboard.press('Control+Enter')
  const said = () =>
    town.statuses('facebook').filter(({ text }) => text.includes('Only if you ask, and you did.'))
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBe(asked)
})

test('on Instagram its own rule counts, and what breaks it is said and never sent', async () => {
  const { town } = session
  await place(page, /Comments on Instagram/).click()
  await row(page, 'any left at like noon').or(row(page, '周六还有吗')).first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  await box.fill('#rye #bread #bakery #saturday #crumb')
  await expect(page.getByText('5 hashtags, 4 at most')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'This has 5 hashtags; at most 4 are taken.' })).toBeVisible() // prettier-ignore
  await box.fill('x'.repeat(301))
  await expect(page.getByText('1 too many')).toBeVisible()
  expect(town.statuses('instagram').filter(({ text }) => text.includes('#saturday'))).toEqual([])
  await box.fill('')
})

test('a limit is said in words and heals; a token that ended asks to sign in again', async () => {
  const { town } = session
  town.misbehave({ path: '/v26.0/104857600017/feed', fault: 429, retryAfter: 12, resetAfter: 12, times: 1 })
  await place(page, commentsStream).click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  const post = town.statuses('facebook').find(({ text }) => text.startsWith('New on the shelf'))
  town.say({ on: 'facebook', author: 'tomas', text: 'Does it keep till Sunday?', inReplyTo: post?.id })
  await expectNew(page, 'Does it keep till Sunday?')
  await expect(health().getByText(/must wait until/)).toHaveCount(0, { timeout: 60_000 })

  town.misbehave({ path: '/v26.0/', fault: 401 })
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/signed out/)).toBeVisible({ timeout: 30_000 })
  town.behave()
  await health().getByRole('button', { name: 'Sign in again' }).click()
  await dialog().getByLabel('Page token').fill(tokens.page)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog()).toHaveCount(0, { timeout: 30_000 })
  await expect(health().getByText(/signed out/)).toHaveCount(0, { timeout: 30_000 })
})
