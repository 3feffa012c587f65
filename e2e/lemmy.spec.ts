import { expect, test, type Page } from '@playwright/test'
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
const inTown = (start: string) => session.town.statuses('lemmy').find(({ text }) => text.startsWith(start))

test('a wrong password is said in words, and the right one signs in and hears', async () => {
  const { host = '', user = '', password = '' } = session.town.logins['lemmy'] ?? {}
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('lemmy')
  await dialog().getByLabel('Server').fill(host)
  await dialog().getByLabel('Name or mail address').fill(user)
  await dialog().getByLabel('Password').fill('oven')
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog().getByText(/does not know this name with this password/)).toBeVisible()
  await dialog().getByLabel('Password').fill(password)
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog()).toHaveCount(0, { timeout: 20_000 })
  await place(page, /Replies to @crumb@127/).click()
  await expect(row(page, 'Which door?').first()).toBeVisible({ timeout: 30_000 })
})

test('an answer stands below the comment on the server, as Markdown', async () => {
  await row(page, 'Which door?').first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  await page.keyboard.type('The **green** one.')
  await page.keyboard.press('Control+Shift+Enter')
  const said = () => session.town.statuses('lemmy').filter(({ text }) => text === 'The **green** one.')
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBe(inTown('Which door?')?.id)
})

test('a limit is said in words, and heals by itself', async () => {
  const { town } = session
  town.misbehave({ path: '/lemmy/api/v3/user/replies', fault: 429, retryAfter: 6, times: 1 })
  await place(page, /Replies to @crumb@127/).click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  const text = 'I found a fourth door. It is painted on.'
  town.say({ on: 'lemmy', author: 'tomas', text, inReplyTo: inTown('The **green** one.')?.id })
  await expectNew(page, 'It is painted on')
  await expect(health().getByText(/must wait until/)).toHaveCount(0)
})
